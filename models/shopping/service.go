package shopping

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// Policy is how long things last and what limits there are.
type Policy struct {
	TokenLife      time.Duration
	Reservation    time.Duration
	IdleWarning    time.Duration
	IdleAbandon    time.Duration // after the warning
	BatteryWarn    float64
	BatteryNoStart float64
	BagLitres      float64 // of all bags together
	BagGrams       float64
	MaxTrip        money.Amount // above it an attendant looks; zero for no limit
	AuditRate      func(lane string) float64
	Residual       float64 // standard deviations between scale and basket that are asked about; 0 means 4
	Open           func(time.Time) bool
	SoldAt         func(department string, ageLimit int, at time.Time) (open bool, next time.Time)
	PublicURL      string // of the phone pages, without a slash at the end
	Provider       string // of payments; empty is the house account
	Place          func(code string) (floor.Point, bool)
}

// Phones redeems the code that a signed-in phone shows to a cart.
type Phones interface {
	RedeemPhoneCode(ctx context.Context, code string) (trip.Shopper, bool)
}

// Outbox is the part of a journal that remembers what the hub holds.
type Outbox interface {
	Unsent(ctx context.Context, limit int) ([]trip.Record, error)
	Sent(ctx context.Context, seq int64) error
	Rewind(ctx context.Context, seq int64) error // the hub lost what came after
}

// Config is what a Cart is made of. Fault, when not nil, is called between the
// steps of what must survive a crash, for tests that crash there.
type Config struct {
	ID, Number string
	Release    string // the program's version, for who sees the cart from elsewhere
	Journal    Journal
	Hub        Hub
	Senses     Senses
	Goods      Goods
	Phones     Phones
	Badges     Badges // nil where staff cannot sign on
	Others     Others
	Policy     Policy
	Clock      Clock
	// Elapsed is the time since some instant by a clock that nobody sets: what
	// has to last a while lasts it, however the wall clock jumps. Nil is Clock's
	// own, which is such a one where Clock is time.Now.
	Elapsed func() time.Duration
	Tracer  Tracer // nil where nobody follows
	Log     *slog.Logger
	Fault   func(point string)
}

// Cart is the one command path of one cart. It implements Shopping.
type Cart struct {
	cfg    Config
	tokens *tokens

	mu       sync.Mutex
	state    trip.State
	keys     keys
	live     Live
	base     int           // added to the loop's decision numbers, which begin at 1 with each process
	audited  float64       // grams at the last audit or disturbance
	renewed  time.Duration // when the QR code was made, by Elapsed as all of these
	unloaded time.Duration // since when something has lain in a cart that unloads, 0 for not
	attended time.Duration // until when staff are there
	reserved stopwatch     // of the reservation
	idle     stopwatch     // of the trip's last sign of life
	since    time.Duration // from when on beyond, in grams, was seen at rest; see resting
	beyond   float64
	cells    []float64 // of the scale when it last stood still; see evidence.ScaleReading
	watchers map[chan struct{}]struct{}

	phone    string // the code that linked a phone last
	badge    string // the one that was shown, while live.Attendant is set
	owed     []owed // see conclude
	given    given  // what offers gave before this trip
	returned string // the abandoned trip whose coupons are back; Tick's alone

	paying sync.Mutex // one saga at a time
	wake   chan struct{}
}

// NewCart folds the journal and returns the cart where it stopped.
func NewCart(ctx context.Context, cfg Config) (*Cart, error) {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Elapsed == nil {
		clock, begun := cfg.Clock, cfg.Clock()
		cfg.Elapsed = func() time.Duration { return clock().Sub(begun) + 1 } // never 0, which stands for not yet
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Fault == nil {
		cfg.Fault = func(string) {}
	}
	if cfg.Policy.Residual <= 0 {
		cfg.Policy.Residual = 4
	}
	records, err := cfg.Journal.Load(ctx)
	if err != nil {
		return nil, fmt.Errorf("cart %s: %w", cfg.ID, err)
	}
	c := &Cart{cfg: cfg, tokens: newTokens(cfg.ID, cfg.Policy.TokenLife, cfg.Elapsed), watchers: map[chan struct{}]struct{}{}, wake: make(chan struct{}, 1)}
	c.state = trip.Fold(trip.New(), records)
	c.keys.add(records)
	c.base = lastDecision(records)
	c.live = Live{ID: cfg.ID, Number: cfg.Number, Release: cfg.Release, Health: map[string]evidence.Health{}, Online: true}
	c.publish()
	return c, nil
}

// lastDecision is the highest decision number in the journal.
func lastDecision(records []trip.Record) (n int) {
	for _, r := range records {
		switch e := r.Event.(type) {
		case trip.LinePut:
			n = max(n, e.Effect.Decision)
		case trip.LineTaken:
			n = max(n, e.Effect.Decision)
		case trip.QuestionAsked:
			n = max(n, e.Question.ID)
		}
	}
	return n
}

// ID names the cart.
func (c *Cart) ID() string { return c.cfg.ID }

// Live returns the cart as it stands.
func (c *Cart) Live() Live {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.live
}

// Watch returns a channel that holds a signal whenever Live has changed since
// it was last received from, and a function that ends the watch.
func (c *Cart) Watch() (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	c.mu.Lock()
	c.watchers[ch] = struct{}{}
	c.mu.Unlock()
	return ch, func() {
		c.mu.Lock()
		delete(c.watchers, ch)
		c.mu.Unlock()
	}
}

// Do carries out one command. A repeated key changes nothing and succeeds.
func (c *Cart) Do(ctx context.Context, key string, by trip.Actor, cmd trip.Command) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.do(ctx, key, by, cmd)
}

func (c *Cart) do(ctx context.Context, key string, by trip.Actor, cmd trip.Command) error {
	if key == "" {
		key = rand.Text()
	}
	if c.keys.has(key) {
		return nil
	}
	err := c.write(ctx, key, by, cmd)
	var unwritten *unwrittenError
	if !errors.As(err, &unwritten) || !c.catchUp(ctx) {
		return err
	}
	if c.keys.has(key) {
		return nil
	}
	return c.write(ctx, key, by, cmd)
}

// unwrittenError is an append that failed, as far as the cart knows.
type unwrittenError struct {
	what string
	err  error
}

func (e *unwrittenError) Error() string { return e.what + " was not written: " + e.err.Error() }
func (e *unwrittenError) Unwrap() error { return e.err }

// catchUp folds what the journal holds beyond the state, after an append
// whose answer was lost, and reports whether there was anything.
func (c *Cart) catchUp(ctx context.Context) bool {
	records, err := c.cfg.Journal.Load(context.WithoutCancel(ctx))
	if err != nil || len(records) == 0 || records[len(records)-1].Seq <= c.state.Seq {
		return false
	}
	c.state = trip.Fold(trip.New(), records)
	c.keys.add(records)
	c.ailing(nil)
	c.publish()
	c.tell()
	return true
}

func (c *Cart) write(ctx context.Context, key string, by trip.Actor, cmd trip.Command) (err error) {
	id := c.tripID(cmd)
	if c.cfg.Tracer != nil {
		followed, end := c.cfg.Tracer.Command(ctx, id, cmd)
		ctx = followed
		defer func() { end(err) }()
	}
	now := c.cfg.Clock()
	events, err := trip.Decide(c.state, cmd, now)
	if err != nil {
		return c.refused(err)
	}
	if len(events) == 0 {
		return nil
	}
	records := make([]trip.Record, len(events))
	for i, e := range events {
		records[i] = trip.Record{Key: key, Trip: id, At: now.UTC(), Actor: by, Event: e}
	}
	// Whoever asked may hang up; what is begun is written all the same.
	written, err := c.cfg.Journal.Append(context.WithoutCancel(ctx), c.state.Seq, records)
	switch {
	case errors.Is(err, ErrRepeated):
		return nil
	case err != nil:
		c.ailing(err)
		return &unwrittenError{fmt.Sprintf("cart %s: %T", c.cfg.ID, cmd), err}
	}
	c.ailing(nil)
	c.keys.add(written)
	c.state = trip.Fold(c.state, written)
	c.live.Refusal = nil
	c.publish()
	c.tell()
	c.nudge()
	return nil
}

// ailing shows, beside the sensors, whether the journal can be written: a full
// disk stops the basket from changing, and says so, until there is room.
func (c *Cart) ailing(err error) {
	const name = "journal"
	had := c.live.Health[name].State == evidence.HealthDown
	if errors.Is(err, ErrBehind) || (err == nil && !had) {
		return
	}
	c.live.Health = maps.Clone(c.live.Health)
	if err == nil {
		delete(c.live.Health, name)
	} else {
		c.live.Health[name] = evidence.Health{Sensor: name, Kind: name, State: evidence.HealthDown, Err: err.Error()}
	}
	c.changed()
}

func (c *Cart) tripID(cmd trip.Command) string {
	switch x := cmd.(type) {
	case trip.Link:
		return x.Trip
	case trip.MoveIn:
		return x.Trip.ID
	}
	if c.state.Trip != nil {
		return c.state.Trip.ID
	}
	return ""
}

// refused shows a refusal on the touchscreen until something happens.
func (c *Cart) refused(err error) error {
	var r *Refused
	if errors.As(err, &r) {
		c.live.Refusal = &Refusal{Code: r.Code, Text: r.Text}
		c.changed()
	}
	return err
}

// deny is refused for a caller that does not hold the lock.
func (c *Cart) deny(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.refused(err)
}

// publish makes Live of the state and wakes the watchers.
func (c *Cart) publish() {
	c.live.State = c.state
	c.lasting()
	now := c.cfg.Clock()
	c.live.Closed = c.cfg.Policy.Open != nil && !c.cfg.Policy.Open(now)
	c.live.Receipt = c.price(now)
	c.live.Fill, c.live.Stopped = c.gauges(), c.stopped()
	if c.state.Cart == trip.CartIdle && c.live.QR == "" {
		c.live.QR = c.link()
	}
	if c.state.Cart != trip.CartIdle {
		c.live.QR = ""
	}
	c.changed()
}

func (c *Cart) changed() {
	c.live.Version++
	c.live.Health = maps.Clone(c.live.Health)
	for ch := range c.watchers {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

func (c *Cart) link() string { return c.cfg.Policy.PublicURL + "/phone/link?t=" + c.tokens.make() }

// price is the basket as it would be paid now, or as it was paid.
func (c *Cart) price(now time.Time) pricing.Receipt {
	t := c.state.Trip
	if t == nil {
		return pricing.Receipt{}
	}
	if t.Receipt != nil {
		return *t.Receipt
	}
	rc, err := c.priced(now)
	if err != nil {
		c.cfg.Log.Error("the basket could not be priced", "cart", c.cfg.ID, "trip", t.ID, "err", err)
	}
	return rc
}

func (c *Cart) priced(now time.Time) (pricing.Receipt, error) {
	t := c.state.Trip
	cat := c.cfg.Goods.Catalogue()
	rules := c.cfg.Goods.Rules(now)
	rules.Offers, rules.Today, rules.Member = cat.Offers(), today(cat), t.Shopper.Member()
	if c.given.trip == t.ID {
		rules.Given = c.given.offers
	}
	b := pricing.Basket{Currency: t.Currency, Lines: t.Lines, Bags: t.StoreBags}
	for _, k := range t.Coupons {
		b.Coupons = append(b.Coupons, k.Coupon)
	}
	rc, err := pricing.Price(b, rules)
	rc.Trip, rc.Cart, rc.Lane, rc.At = t.ID, c.cfg.Number, t.Lane, now
	rc.Loyalty = c.loyaltyOf(t)
	return rc, err
}

// tell gives the senses what the trip holds now.
func (c *Cart) tell() {
	if c.cfg.Senses == nil {
		return
	}
	in := evidence.Contents{Revision: c.cfg.Goods.Catalogue().Revision(), Unloading: c.state.Cart == trip.CartUnloading}
	// While goods are carried over from another cart there is no trip to sense:
	// once they lie here, the senses begin with them.
	if t := c.state.Trip; t != nil && !t.Status.Over() && !t.Moving {
		in.Trip, in.Own = t.ID, t.Own
		in.AtLane = t.Status != trip.Linked && t.Status != trip.Shopping
		for _, l := range t.Lines {
			in.Lines = append(in.Lines, evidence.Held{Item: l.Item, Quantity: l.Quantity, Grams: l.Grams, SD: l.SD, ByWeight: l.Sold == pricing.SoldByWeight})
		}
		for _, i := range t.List {
			if !i.Done && i.Item != (evidence.Item{}) {
				in.List = append(in.List, i.Item)
			}
		}
	}
	c.cfg.Senses.Tell(evidence.Input{Contents: &in})
}

func (c *Cart) nudge() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// Greet tells the senses what the trip holds, once they listen: after a start
// in the middle of a trip they have to know what is inside.
func (c *Cart) Greet() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tell()
}
