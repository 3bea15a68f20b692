package ops

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// Check is one thing that has to work before the process can serve; its error
// says what is wrong.
type Check struct {
	Name string
	Test func(context.Context) error
}

// Probes answers /healthz, which only says that the process runs and answers,
// and /readyz, which says whether it can serve. A failed readiness is no reason
// to restart: a store file that has to be mended is mended while it runs.
type Probes struct {
	mu     sync.Mutex
	checks []Check
}

// Set replaces the checks; without any the process is not ready.
func (p *Probes) Set(checks ...Check) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.checks = checks
}

// probeWithin bounds all checks of one question together.
const probeWithin = 2 * time.Second

// Ready tests everything at once and returns what each check came to: "ok" or
// the error's words.
func (p *Probes) Ready(ctx context.Context) (bool, map[string]string) {
	p.mu.Lock()
	checks := p.checks
	p.mu.Unlock()
	if len(checks) == 0 {
		return false, map[string]string{"store": "it is not open yet"}
	}
	ctx, cancel := context.WithTimeout(ctx, probeWithin)
	defer cancel()
	errs := make([]error, len(checks))
	var all sync.WaitGroup
	for i, c := range checks {
		all.Go(func() { errs[i] = c.Test(ctx) })
	}
	all.Wait()
	ready, said := true, map[string]string{}
	for i, c := range checks {
		said[c.Name] = "ok"
		if errs[i] != nil {
			ready, said[c.Name] = false, errs[i].Error()
		}
	}
	return ready, said
}

// Before answers the probes and passes everything else on to next.
func (p *Probes) Before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz":
			answer(w, http.StatusOK, map[string]any{"alive": true})
		case "/readyz":
			ready, checks := p.Ready(r.Context())
			status := http.StatusOK
			if !ready {
				status = http.StatusServiceUnavailable
			}
			answer(w, status, map[string]any{"ready": ready, "checks": checks})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // whoever asked is gone
}
