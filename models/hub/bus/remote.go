package bus

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Remote is a cart of another machine, as the hub's pages see and use it.
type Remote struct {
	id, number string
	nc         *nats.Conn
	now        func() time.Time

	mu       sync.Mutex
	live     shopping.Live
	heard    time.Time
	version  uint64
	watchers map[chan struct{}]struct{}
}

var _ shopping.Shopping = (*Remote)(nil)

// sayAgain is how often a cart says how it stands though nothing changed;
// silentFor makes it count as out of reach.
const (
	sayAgain  = 15 * time.Second
	silentFor = 3 * sayAgain
)

// NewRemote begins to listen to a cart.
func (s *Server) NewRemote(id, number string) (*Remote, error) {
	if err := checkName(id); err != nil {
		return nil, err
	}
	r := &Remote{id: id, number: number, nc: s.nc, now: s.cfg.Clock, watchers: map[chan struct{}]struct{}{},
		live: shopping.Live{ID: id, Number: number, State: trip.New()}}
	_, err := s.nc.Subscribe(subjectLive+id, r.hear)
	return r, err
}

// AskAll has every cart say how it stands.
func (s *Server) AskAll() error { return s.nc.Publish(subjectShow, nil) }

func (r *Remote) hear(m *nats.Msg) {
	var l shopping.Live
	if json.Unmarshal(m.Data, &l) != nil || l.ID != r.id {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heard = r.now()
	r.version++
	l.Version = r.version
	r.live = l
	for ch := range r.watchers {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// ID names the cart.
func (r *Remote) ID() string { return r.id }

// Live is the cart as it said last; Online is false where that is long ago.
func (r *Remote) Live() shopping.Live {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.live
	if r.now().Sub(r.heard) > silentFor {
		l.Online = false
	}
	return l
}

// Watch implements shopping.Shopping.
func (r *Remote) Watch() (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	r.mu.Lock()
	r.watchers[ch] = struct{}{}
	r.mu.Unlock()
	return ch, func() {
		r.mu.Lock()
		delete(r.watchers, ch)
		r.mu.Unlock()
	}
}

// call has the cart do something.
func (r *Remote) call(ctx context.Context, name string, args ...any) error {
	b, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("cart %s, %s: %w", r.id, name, err)
	}
	ctx, cancel := context.WithTimeout(ctx, doWithin)
	defer cancel()
	m := nats.NewMsg(subjectDo + r.id + "." + name)
	m.Data = b
	if end, ok := ctx.Deadline(); ok {
		m.Header.Set(headerWithin, strconv.FormatInt(max(time.Until(end).Milliseconds(), 1), 10))
	}
	got, err := r.nc.RequestMsgWithContext(ctx, m)
	if err != nil {
		return &shopping.Refused{Code: shopping.CodeOffline, Text: "cart " + r.id + " does not answer: " + err.Error()}
	}
	if why := got.Header.Get(headerError); why != "" {
		return fmt.Errorf("cart %s: %w", r.id, refusal(got.Header.Get(headerCode), why))
	}
	return nil
}

// doWithin is how long a page waits for a cart; paying asks the hub in turn.
const doWithin = 15 * time.Second

// Do implements shopping.Shopping.
func (r *Remote) Do(ctx context.Context, key string, by trip.Actor, c trip.Command) error {
	o, err := packCommand(c)
	if err != nil {
		return err
	}
	return r.call(ctx, "Do", key, by, o)
}

// Guest implements shopping.Shopping.
func (r *Remote) Guest(ctx context.Context, key, language string) error {
	return r.call(ctx, "Guest", key, language)
}

// Reserve implements shopping.Shopping.
func (r *Remote) Reserve(ctx context.Context, key, token, phone string) error {
	return r.call(ctx, "Reserve", key, token, phone)
}

// LinkPhone implements shopping.Shopping.
func (r *Remote) LinkPhone(ctx context.Context, key, phone string, who trip.Shopper) error {
	return r.call(ctx, "LinkPhone", key, phone, who)
}

// StartBags implements shopping.Shopping.
func (r *Remote) StartBags(ctx context.Context, key string, bags int) error {
	return r.call(ctx, "StartBags", key, bags)
}

// Answer implements shopping.Shopping.
func (r *Remote) Answer(ctx context.Context, key string, by trip.Actor, question int, item evidence.Item, quantity int, how string) error {
	return r.call(ctx, "Answer", key, by, question, item, quantity, how)
}

// Correct implements shopping.Shopping.
func (r *Remote) Correct(ctx context.Context, key string, by trip.Actor, line int, to evidence.Item) error {
	return r.call(ctx, "Correct", key, by, line, to)
}

// Confirm implements shopping.Shopping.
func (r *Remote) Confirm(ctx context.Context, key string, item evidence.Item) error {
	return r.call(ctx, "Confirm", key, item)
}

// Announce implements shopping.Shopping.
func (r *Remote) Announce(ctx context.Context, key string, plu evidence.Item, quantity int, tareG float64) error {
	return r.call(ctx, "Announce", key, plu, quantity, tareG)
}

// CancelAnnounce implements shopping.Shopping.
func (r *Remote) CancelAnnounce(ctx context.Context, key string) error {
	return r.call(ctx, "CancelAnnounce", key)
}

// Scan implements shopping.Shopping.
func (r *Remote) Scan(ctx context.Context, key, text string) error {
	return r.call(ctx, "Scan", key, text)
}

// PriceLine implements shopping.Shopping.
func (r *Remote) PriceLine(ctx context.Context, key string, by trip.Actor, line int, to pricing.Line, reason string) error {
	return r.call(ctx, "PriceLine", key, by, line, to, reason)
}

// Pay implements shopping.Shopping.
func (r *Remote) Pay(ctx context.Context, key, laneCode string) error {
	return r.call(ctx, "Pay", key, laneCode)
}

// Continue implements shopping.Shopping.
func (r *Remote) Continue(ctx context.Context) error { return r.call(ctx, "Continue") }

// HandOver implements shopping.Shopping.
func (r *Remote) HandOver(ctx context.Context, key string) error {
	return r.call(ctx, "HandOver", key)
}

// Leave implements shopping.Shopping.
func (r *Remote) Leave(ctx context.Context, key, reason string) error {
	return r.call(ctx, "Leave", key, reason)
}

// Abandon implements shopping.Shopping.
func (r *Remote) Abandon(ctx context.Context, key string, by trip.Actor, reason string) error {
	return r.call(ctx, "Abandon", key, by, reason)
}

// MoveTo implements shopping.Shopping.
func (r *Remote) MoveTo(ctx context.Context, key string, by trip.Actor, cart string) error {
	return r.call(ctx, "MoveTo", key, by, cart)
}

// Sense implements shopping.Shopping: what a cart's senses say enters there.
func (r *Remote) Sense(context.Context, evidence.Output) error {
	return fmt.Errorf("cart %s: its senses are on its own machine", r.id)
}
