package stripe_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// intent is a payment as the scripted processor keeps it.
type intent struct {
	ID       string            `json:"id"`
	Object   string            `json:"object"`
	Amount   int64             `json:"amount"`
	Received int64             `json:"amount_received"`
	Currency string            `json:"currency"`
	Status   string            `json:"status"`
	Created  int64             `json:"created"`
	Metadata map[string]string `json:"metadata"`
}

type refund struct {
	ID       string            `json:"id"`
	Object   string            `json:"object"`
	Amount   int64             `json:"amount"`
	Intent   string            `json:"payment_intent"`
	Status   string            `json:"status"`
	Metadata map[string]string `json:"metadata"`
}

type answer struct {
	status int
	body   []byte
}

// Faults of one request.
const (
	fine      = ""
	lostThere = "lost on the way there"
	lostBack  = "lost on the way back"
	broken    = "broken"
)

// processor is a small Stripe whose answers get lost as a script says. Tests
// look at what it keeps and change it with the lock held, by change: a request
// whose answer is lost ends without a word, and nothing else orders what it
// wrote before what the test reads.
type processor struct {
	*httptest.Server
	mu      sync.Mutex
	intents map[string]*intent
	refunds []*refund
	keys    map[string]answer // by idempotency key
	script  []string          // a fault for each request to come
	decline string
	made    int
	now     func() time.Time
}

func newProcessor(t testing.TB, now func() time.Time) *processor {
	p := &processor{intents: map[string]*intent{}, keys: map[string]answer{}, now: now}
	p.Server = httptest.NewServer(http.HandlerFunc(p.serve))
	p.Config.SetKeepAlivesEnabled(false) // on a used connection net/http would ask again by itself
	t.Cleanup(p.Close)
	return p
}

// change looks at what the processor keeps, or alters it, between requests.
func (p *processor) change(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
}

// faults says what befalls the requests to come.
func (p *processor) faults(script ...string) { p.change(func() { p.script = script }) }

// left is how many faults of the script are still to come.
func (p *processor) left() (n int) {
	p.change(func() { n = len(p.script) })
	return n
}

func (p *processor) next() string {
	if len(p.script) == 0 {
		return fine
	}
	f := p.script[0]
	p.script = p.script[1:]
	return f
}

func (p *processor) serve(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = r.ParseForm()
	fault := p.next()
	switch fault {
	case lostThere:
		panic(http.ErrAbortHandler)
	case broken:
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprint(w, `{"error":{"type":"api_error","message":"we are sorry"}}`)
		return
	}
	key := r.Header.Get("Idempotency-Key")
	a, seen := p.keys[key]
	if key == "" || !seen {
		status, body := p.do(r)
		b, _ := json.Marshal(body)
		a = answer{status, b}
		if key != "" {
			p.keys[key] = a
		}
	}
	if fault == lostBack {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

func metadata(r *http.Request) map[string]string {
	m := map[string]string{}
	for k, v := range r.PostForm {
		if name, ok := strings.CutPrefix(k, "metadata["); ok {
			m[strings.TrimSuffix(name, "]")] = v[0]
		}
	}
	return m
}

func amount(r *http.Request, name string) int64 {
	n, _ := strconv.ParseInt(r.Form.Get(name), 10, 64)
	return n
}

func failed(kind, code, decline string) (int, any) {
	status := http.StatusBadRequest
	if kind == "card_error" {
		status = http.StatusPaymentRequired
	}
	return status, map[string]any{"error": map[string]any{"type": kind, "code": code, "decline_code": decline, "message": code}}
}

func list(data any, url string) map[string]any {
	return map[string]any{"object": "list", "data": data, "has_more": false, "url": url}
}

func (p *processor) do(r *http.Request) (int, any) {
	path := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	switch {
	case r.URL.Path == "/v1/payment_intents" && r.Method == http.MethodPost:
		if p.decline != "" {
			return failed("card_error", "card_declined", p.decline)
		}
		p.made++
		i := &intent{ID: fmt.Sprintf("pi_%d", p.made), Object: "payment_intent", Amount: amount(r, "amount"), Currency: r.Form.Get("currency"), Status: "requires_capture", Created: p.now().Unix(), Metadata: metadata(r)}
		p.intents[i.ID] = i
		return 200, i
	case r.URL.Path == "/v1/payment_intents/search":
		var found []*intent
		for _, i := range p.intents {
			if strings.Contains(r.Form.Get("query"), strconv.Quote(i.Metadata["dashcart_key"])) {
				found = append(found, i)
			}
		}
		return 200, map[string]any{"object": "search_result", "data": found, "has_more": false}
	case r.URL.Path == "/v1/payment_intents":
		var all []*intent
		for _, i := range p.intents {
			all = append(all, i)
		}
		sort.Slice(all, func(a, b int) bool { return all[a].ID < all[b].ID })
		return 200, list(all, "/v1/payment_intents")
	case path[1] == "payment_intents":
		return p.one(r, path)
	case r.URL.Path == "/v1/refunds" && r.Method == http.MethodPost:
		i := p.intents[r.Form.Get("payment_intent")]
		left := i.Received
		for _, x := range p.refunds {
			if x.Intent == i.ID {
				left -= x.Amount
			}
		}
		if amount(r, "amount") > left {
			return failed("invalid_request_error", "charge_already_refunded", "")
		}
		x := &refund{fmt.Sprintf("re_%d", len(p.refunds)+1), "refund", amount(r, "amount"), i.ID, "succeeded", metadata(r)}
		p.refunds = append(p.refunds, x)
		return 200, x
	case r.URL.Path == "/v1/refunds":
		var of []*refund
		for _, x := range p.refunds {
			if x.Intent == r.Form.Get("payment_intent") {
				of = append(of, x)
			}
		}
		return 200, list(of, "/v1/refunds")
	case r.URL.Path == "/v1/customers":
		return 200, map[string]any{"id": "cus_1", "object": "customer"}
	case r.URL.Path == "/v1/checkout/sessions":
		return 200, map[string]any{"id": "cs_1", "object": "checkout.session", "url": "https://checkout.example/cs_1"}
	case path[1] == "setup_intents":
		return 200, map[string]any{"id": path[2], "object": "setup_intent", "status": "succeeded", "customer": "cus_1",
			"payment_method": map[string]any{"id": "pm_1", "object": "payment_method", "card": map[string]any{"brand": "visa", "last4": "4242"}}}
	}
	return failed("invalid_request_error", "unknown_url", "")
}

func (p *processor) one(r *http.Request, path []string) (int, any) {
	i, ok := p.intents[path[2]]
	if !ok {
		return failed("invalid_request_error", "resource_missing", "")
	}
	if len(path) == 3 {
		return 200, i
	}
	if i.Status != "requires_capture" {
		return failed("invalid_request_error", "payment_intent_unexpected_state", "")
	}
	switch path[3] {
	case "capture":
		i.Status, i.Received = "succeeded", amount(r, "amount_to_capture")
	case "cancel":
		i.Status = "canceled"
	}
	return 200, i
}
