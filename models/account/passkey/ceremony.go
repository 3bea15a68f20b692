package passkey

import (
	"crypto/rand"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
)

// How many ceremonies may be under way, and for how long: a hall full of phones
// needs far fewer, and whoever begins many pushes out only the oldest.
const (
	mostBegun = 10_000
	begunLife = 5 * time.Minute
)

// ceremonies remembers what was begun, by a ticket that is good once.
type ceremonies struct {
	now func() time.Time

	mu    sync.Mutex
	by    map[string]begun
	order []string // the oldest first; some were taken
}

type begun struct {
	session webauthn.SessionData
	until   time.Time
}

func newCeremonies(now func() time.Time) *ceremonies {
	return &ceremonies{now: now, by: map[string]begun{}}
}

func (c *ceremonies) keep(s webauthn.SessionData) (ticket string) {
	ticket = rand.Text()
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.order) > 0 {
		b, there := c.by[c.order[0]]
		if there && len(c.order) < mostBegun && c.now().Before(b.until) {
			break
		}
		delete(c.by, c.order[0])
		c.order = c.order[1:]
	}
	c.by[ticket], c.order = begun{s, c.now().Add(begunLife)}, append(c.order, ticket)
	return ticket
}

func (c *ceremonies) take(ticket string) (webauthn.SessionData, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b, ok := c.by[ticket]
	delete(c.by, ticket)
	return b.session, ok && c.now().Before(b.until)
}
