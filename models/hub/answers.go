package hub

import (
	"sync"

	"github.com/dashcart/dashcart/models/shopping"
)

// remembered is how many answers about lanes are kept. They say who stands
// where now, so that they need not outlive the process; a message that comes
// again after thousands of others is none that a cart still waits for.
const remembered = 4096

// answers remembers what requests about lanes came to, so that one that comes
// twice is carried out once.
type answers struct {
	mu    sync.Mutex
	known map[string]shopping.Outcome
	order []string
}

func newAnswers() *answers { return &answers{known: map[string]shopping.Outcome{}} }

func (a *answers) find(key string) (shopping.Outcome, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	out, ok := a.known[key]
	return out, ok
}

func (a *answers) keep(key string, out shopping.Outcome) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.put(key, out)
}

func (a *answers) put(key string, out shopping.Outcome) {
	a.known[key] = out
	if a.order = append(a.order, key); len(a.order) > remembered {
		delete(a.known, a.order[0])
		a.order = a.order[1:]
	}
}

// once carries out f unless key was seen.
func (a *answers) once(key string, f func()) shopping.Outcome {
	a.mu.Lock()
	defer a.mu.Unlock()
	out, ok := a.known[key]
	if !ok {
		f()
		out = shopping.Outcome{OK: true}
		a.put(key, out)
	}
	return out
}
