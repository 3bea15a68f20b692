package shopping_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

var ctx = context.Background()

// goods is a small catalogue.
type goods struct {
	cat    *catalog.Catalogue
	labels label.Rules
}

func (g goods) Catalogue() *catalog.Catalogue { return g.cat }
func (g goods) LabelRules() label.Rules       { return g.labels }
func (g goods) Rules(now time.Time) pricing.Rules {
	return pricing.Rules{Currency: "USD", Now: now}
}

var milk = evidence.Item{GTIN: gs1.MustGTIN("4006381333931")}
var bananas = evidence.Item{PLU: 4011}

func smallGoods() goods {
	return goods{cat: catalog.New(catalog.Contents{Currency: "USD",
		Products: []catalog.Product{{GTIN: milk.GTIN, Name: "Milk", Price: money.New(399, "USD"), SoldBy: catalog.ByEach, WeightG: 1030}},
		Produce:  []catalog.Produce{{PLU: 4011, Name: "Bananas", Price: money.New(59, "USD"), SoldBy: catalog.ByWeight}},
		Coupons: []catalog.StoreCoupon{{Code: "ONE", Name: "A dollar off", Kind: catalog.AmountOff, Target: catalog.OnBasket, Amount: money.New(100, "USD"), Once: true},
			{Code: "OLD", Name: "Old", Kind: catalog.AmountOff, Target: catalog.OnBasket, Amount: money.New(100, "USD"), Until: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}},
	})}
}

// till is a hub that keeps what it was asked; down makes it not answer.
type till struct {
	shopping.Hub
	mu       sync.Mutex
	down     bool
	decline  bool
	outcomes map[string]shopping.Outcome
	captured map[string]int64
	coupons  map[string]string
	reported []trip.Record
	gates    int
	given    map[string]map[string]pricing.Given // by shopper, what offers gave
}

func newTill() *till {
	return &till{outcomes: map[string]shopping.Outcome{}, captured: map[string]int64{}, coupons: map[string]string{}}
}

var errDown = errors.New("the store does not answer")

func (h *till) once(key string, f func() shopping.Outcome) (shopping.Outcome, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.down {
		return shopping.Outcome{}, errDown
	}
	if o, ok := h.outcomes[key]; ok {
		return o, nil
	}
	o := f()
	h.outcomes[key] = o
	return o, nil
}

func (h *till) Lanes(context.Context) ([]shopping.LaneInfo, error) {
	return []shopping.LaneInfo{{ID: "dash-1", Code: "LANE-1", Dash: true, Open: true}}, nil
}
func (h *till) OffersGiven(_ context.Context, r shopping.GivenRequest) (map[string]pricing.Given, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.down {
		return nil, errDown
	}
	return h.given[r.Shopper], nil
}
func (h *till) EnterLane(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return h.once("enter"+r.Key, func() shopping.Outcome { return shopping.Outcome{OK: true} })
}
func (h *till) LeaveLane(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return h.once("leave"+r.Key, func() shopping.Outcome { return shopping.Outcome{OK: true} })
}
func (h *till) OpenGate(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return h.once("gate"+r.Key, func() shopping.Outcome { h.gates++; return shopping.Outcome{OK: true} })
}
func (h *till) Authorise(_ context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return h.once("auth"+r.Key, func() shopping.Outcome {
		return shopping.Outcome{OK: !h.decline, Ref: "hold", Reason: map[bool]string{true: "limit"}[h.decline]}
	})
}
func (h *till) Capture(_ context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return h.once("capture"+r.Key, func() shopping.Outcome {
		h.captured[r.Trip] += r.Amount.Minor()
		return shopping.Outcome{OK: true, Ref: "cap"}
	})
}
func (h *till) Receipt(_ context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return h.once("receipt"+r.Key, func() shopping.Outcome { return shopping.Outcome{OK: true, Ref: "000001"} })
}
func (h *till) HandOver(_ context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return h.once("over"+r.Key, func() shopping.Outcome { return shopping.Outcome{OK: true, Ref: "H123"} })
}
func (h *till) ReserveCoupon(_ context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return h.once("coupon"+r.Key, func() shopping.Outcome {
		if by, ok := h.coupons[r.Code]; ok && by != r.Trip {
			return shopping.Outcome{Reason: "used"}
		}
		h.coupons[r.Code] = r.Trip
		return shopping.Outcome{OK: true}
	})
}
func (h *till) RedeemCoupon(context.Context, shopping.CouponRequest) (shopping.Outcome, error) {
	return shopping.Outcome{OK: true}, nil
}
func (h *till) ReturnCoupon(_ context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return h.once("return"+r.Key, func() shopping.Outcome {
		delete(h.coupons, r.Code)
		return shopping.Outcome{OK: true}
	})
}
func (h *till) Report(_ context.Context, _ string, r []trip.Record) (int64, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.down {
		return 0, errDown
	}
	h.reported = append(h.reported, r...)
	return r[len(r)-1].Seq, nil
}

// bench is one cart on a real file with a clock of its own.
type bench struct {
	*testing.T
	cart *shopping.Cart
	hub  *till
	now  time.Time
	path string
	db   *journal.Cart

	badges  shopping.Badges
	others  shopping.Others
	phones  shopping.Phones
	policy  shopping.Policy
	disk    *crowded // the journal's, where it may be full
	elapsed func() time.Duration
	goods   goods
}

func (b *bench) clock() time.Time { return b.now }

func newBench(t *testing.T) *bench {
	b := &bench{T: t, hub: newTill(), goods: smallGoods(), policy: shopping.Policy{TokenLife: 30 * time.Second, Reservation: 3 * time.Minute, IdleWarning: 10 * time.Minute, IdleAbandon: 5 * time.Minute, PublicURL: "http://localhost", BatteryWarn: 20, BatteryNoStart: 10},
		now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), path: filepath.Join(t.TempDir(), "cart.db")}
	b.start()
	t.Cleanup(func() { b.db.Close() })
	return b
}

// start opens the cart on its file, as after a crash.
func (b *bench) start() {
	b.Helper()
	if b.db != nil {
		b.db.Close()
	}
	db, err := journal.OpenCart(b.path)
	if err != nil {
		b.Fatal(err)
	}
	b.db = db
	j := shopping.Journal(db)
	if b.disk != nil {
		b.disk.Journal, j = db, b.disk
	}
	b.cart, err = shopping.NewCart(ctx, shopping.Config{ID: "cart-01", Number: "1", Journal: j, Elapsed: b.elapsed, Hub: b.hub, Goods: b.goods, Badges: b.badges, Others: b.others, Phones: b.phones, Clock: b.clock,
		Policy: b.policy})
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) ok(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) refused(err error, code string) {
	b.Helper()
	var r *shopping.Refused
	if !errors.As(err, &r) || r.Code != code {
		b.Fatalf("%v, want a refusal %q", err, code)
	}
}

func (b *bench) token() string {
	b.Helper()
	b.ok(b.cart.Tick(ctx))
	qr := b.cart.Live().QR
	return qr[len("http://localhost/phone/link?t="):]
}

func (b *bench) link() {
	b.Helper()
	b.ok(b.cart.Reserve(ctx, "r1", b.token(), "phone-1"))
	b.ok(b.cart.LinkPhone(ctx, "l1", "phone-1", trip.Shopper{ID: "s1", Name: "Ana"}))
	b.ok(b.cart.StartBags(ctx, "b1", 0))
}

func (b *bench) put(id int, item evidence.Item, grams float64, w int64) {
	b.Helper()
	b.ok(b.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: id, Action: evidence.Put, Direction: evidence.Put, Item: item, Quantity: 1, Grams: grams, SD: 2,
		Weight: evidence.Weight{Count: w, DivisionMilli: 5, Unit: evidence.Pound}}}))
}

func (b *bench) weigh(grams float64) {
	b.Helper()
	b.ok(b.cart.Sense(ctx, evidence.Output{Weight: &evidence.Indication{Status: evidence.ScaleStable, GramsTotal: grams, GramsSD: 2, Empty: grams < 5}}))
}

func (b *bench) state() trip.State { return b.cart.Live().State }

func TestAWholeTrip(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.put(2, bananas, 453.6, 200)
	b.ok(b.cart.Scan(ctx, "c1", "ONE"))
	if got := b.cart.Live().Receipt.Total; got != money.New(399+59-100, "USD") {
		t.Fatalf("total %v", got)
	}
	b.weigh(1483)
	b.ok(b.cart.Pay(ctx, "p1", "LANE-1"))
	s := b.state()
	if s.Trip.Status != trip.Released || s.Cart != trip.CartUnloading || s.Trip.Receipt.Number != "000001" || b.hub.captured[s.Trip.ID] != 358 || b.hub.gates != 1 {
		t.Fatalf("%s %s %+v captured %v", s.Trip.Status, s.Cart, s.Trip.Receipt, b.hub.captured)
	}
	b.weigh(0)
	if b.state().Cart != trip.CartIdle {
		t.Fatal(b.state().Cart)
	}
	b.ok(b.cart.Tick(ctx))
	if n := len(b.hub.reported); int64(n) != b.state().Seq {
		t.Fatalf("%d of %d events reported", n, b.state().Seq)
	}
}

func TestAnAuditStopsAndAnAttendantGoesOn(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.weigh(1530)
	b.ok(b.cart.Pay(ctx, "p1", "LANE-1"))
	if s := b.state(); s.Trip.Status != trip.AtLane || s.Trip.Audit.Open() != 1 {
		t.Fatalf("%+v", s.Trip)
	}
	b.ok(b.cart.Do(ctx, "f1", trip.Actor{Kind: trip.ByStaff, Name: "Bo"}, trip.ResolveFinding{Finding: 1, Staff: "Bo", Reason: "own umbrella"}))
	b.ok(b.cart.Continue(ctx))
	if s := b.state(); s.Trip.Status != trip.Released {
		t.Fatalf("%+v", s.Trip)
	}
}

func TestALostAnswerNeverChargesTwice(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.weigh(1030)
	b.hub.down = true
	b.refused(b.cart.Pay(ctx, "p1", "LANE-1"), shopping.CodeOffline)
	b.hub.down = false
	b.ok(b.cart.Do(ctx, "e", trip.Actor{}, trip.EnterLane{Lane: "dash-1"}))
	b.ok(b.cart.Do(ctx, "a", trip.Actor{}, trip.RecordAudit{Receipt: b.cart.Live().Receipt}))
	b.ok(b.cart.Do(ctx, "g", trip.Actor{}, trip.BeginPayment{Key: "K", Amount: money.New(399, "USD")}))
	// The hub carries it out, and the cart dies before it hears.
	if _, err := b.hub.Authorise(ctx, shopping.PaymentRequest{Key: "K"}); err != nil {
		t.Fatal(err)
	}
	b.start()
	b.hub.down = true
	b.ok(b.cart.Tick(ctx))
	if b.cart.Live().Online {
		t.Fatal("the cart believes that the store answers")
	}
	b.hub.down = false
	b.weigh(1030)
	b.ok(b.cart.Tick(ctx))
	if s := b.state(); s.Trip.Status != trip.Released || b.hub.captured[s.Trip.ID] != 399 {
		t.Fatalf("%s, captured %v", s.Trip.Status, b.hub.captured)
	}
}

func TestDeclinedMayTryAgainOrGoToACashier(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.weigh(1030)
	b.hub.decline = true
	b.ok(b.cart.Pay(ctx, "p1", "LANE-1"))
	b.ok(b.cart.Tick(ctx)) // does not try by itself
	if s := b.state(); s.Trip.Status != trip.AtLane || s.Trip.Payment.Status != trip.PaymentDeclined {
		t.Fatalf("%+v", s.Trip)
	}
	b.hub.decline = false
	b.ok(b.cart.Pay(ctx, "p2", ""))
	if s := b.state(); s.Trip.Status != trip.Released {
		t.Fatalf("%+v", s.Trip)
	}
}

func TestTokens(t *testing.T) {
	b := newBench(t)
	tok := b.token()
	b.refused(b.cart.Reserve(ctx, "1", "cart-02"+tok[7:], "p"), shopping.CodeTokenOther)
	b.refused(b.cart.Reserve(ctx, "2", tok[:len(tok)-3]+"AAA", "p"), shopping.CodeToken)
	b.refused(b.cart.Reserve(ctx, "3", "nonsense", "p"), shopping.CodeToken)
	b.now = b.now.Add(31 * time.Second)
	b.refused(b.cart.Reserve(ctx, "4", tok, "p"), shopping.CodeTokenOld)
	tok = b.token()
	b.ok(b.cart.Reserve(ctx, "5", tok, "p"))
	b.ok(b.cart.Reserve(ctx, "6", tok, "p")) // the first answer was lost
	b.refused(b.cart.Reserve(ctx, "7", tok, "q"), shopping.CodeTokenUsed)
	b.refused(b.cart.LinkPhone(ctx, "8", "q", trip.Shopper{ID: "x"}), trip.CodeNotYours)
	b.now = b.now.Add(4 * time.Minute)
	b.ok(b.cart.Tick(ctx))
	if b.state().Cart != trip.CartIdle {
		t.Fatal("the reservation did not run out")
	}
}

func TestCoupons(t *testing.T) {
	b := newBench(t)
	b.link()
	b.refused(b.cart.Scan(ctx, "1", "NOPE"), shopping.CodeNoCoupon)
	b.refused(b.cart.Scan(ctx, "2", "OLD"), "coupon-expired")
	b.hub.coupons["ONE"] = "another trip"
	b.refused(b.cart.Scan(ctx, "3", "ONE"), "coupon-already_used")
	if n := len(b.state().Trip.Coupons); n != 0 {
		t.Fatalf("%d coupons", n)
	}
}

func TestAnIdleTripIsWarnedAndAbandoned(t *testing.T) {
	b := newBench(t)
	b.link()
	b.ok(b.cart.Scan(ctx, "c", "ONE"))
	b.now = b.now.Add(11 * time.Minute)
	b.ok(b.cart.Tick(ctx))
	if b.cart.Live().Warn != "idle" {
		t.Fatal("no warning")
	}
	b.ok(b.cart.Do(ctx, "s", trip.Actor{Kind: trip.ByShopper}, trip.StayActive{}))
	b.ok(b.cart.Tick(ctx))
	if b.cart.Live().Warn != "" {
		t.Fatal("still warned")
	}
	b.now = b.now.Add(16 * time.Minute)
	b.ok(b.cart.Tick(ctx))
	if b.state().Trip.Status != trip.Abandoned {
		t.Fatal(b.state().Trip.Status)
	}
	b.ok(b.cart.Tick(ctx))
	if len(b.hub.coupons) != 0 {
		t.Fatalf("the coupon is still reserved: %v", b.hub.coupons)
	}
}

func TestDecisionNumbersOfANewProcessDoNotClash(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.start()
	b.put(1, milk, 1031, 0)
	if l := b.state().Trip.Lines; len(l) != 1 || l[0].Quantity != 2 {
		t.Fatalf("%+v", l)
	}
}

func TestARepeatedKeyChangesNothing(t *testing.T) {
	b := newBench(t)
	b.link()
	for range 2 {
		b.ok(b.cart.Do(ctx, "same", trip.Actor{Kind: trip.ByShopper}, trip.AskHelp{Reason: "lost"}))
		b.ok(b.cart.Do(ctx, "end", trip.Actor{Kind: trip.ByShopper}, trip.EndHelp{}))
	}
	seq := b.state().Seq
	b.ok(b.cart.Do(ctx, "same", trip.Actor{Kind: trip.ByShopper}, trip.AskHelp{Reason: "lost"}))
	if b.state().Seq != seq || b.state().Trip.Help != nil {
		t.Fatal("a repeated key was carried out again")
	}
}

func TestLowBatteryStartsNoTrip(t *testing.T) {
	b := newBench(t)
	b.ok(b.cart.Sense(ctx, evidence.Output{Power: &evidence.PowerReading{At: 1, Percent: 5}}))
	b.refused(b.cart.Guest(ctx, "g", "en"), shopping.CodeBattery)
}

// TestWhatNobodyKnowsIsAskedOnce: fusion follows an answer that names nothing
// with a decision that names nothing; the line for staff to price stays.
func TestWhatNobodyKnowsIsAskedOnce(t *testing.T) {
	b := newBench(t)
	b.link()
	b.ok(b.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: 1, Action: evidence.Ask, Direction: evidence.Put, Quantity: 1, Grams: 2718}}))
	b.ok(b.cart.Answer(ctx, "a", trip.Actor{Kind: trip.ByShopper}, 1, evidence.Item{}, 1, "unknown"))
	b.ok(b.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: 2, Revises: 1, Answers: 1, Action: evidence.Put, Direction: evidence.Put, Quantity: 1, Grams: 2718}}))
	if tr := b.state().Trip; len(tr.Lines) != 1 || tr.Lines[0].Sold != pricing.SoldUnpriced || len(tr.Questions) != 0 {
		t.Fatalf("lines %+v questions %+v", tr.Lines, tr.Questions)
	}
}
