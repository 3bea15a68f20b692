// Package hubtest is what every way to a store's hub has to do, for tests.
package hubtest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment/house"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

var ctx = context.Background()

// Counter is a store on a file, with a clock of its own.
type Counter struct {
	*hub.Hub
	DB    *journal.Store
	House *house.House
	Store *store.Store
	Now   time.Time
}

// NewCounter opens a store in a folder of its own.
func NewCounter(t testing.TB) *Counter {
	t.Helper()
	db, err := journal.OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c := &Counter{DB: db, Now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return c.Now }
	st := &store.Store{Name: "Test", Currency: "USD", Location: time.UTC, Carts: []store.Cart{{ID: "cart-01"}, {ID: "cart-02"}}, Lanes: []store.Lane{
		{ID: "dash-1", Dash: true, Open: true, Code: "L1"}, {ID: "dash-2", Dash: true, Open: false, Code: "L2"},
		{ID: "dash-3", Dash: true, Open: true, Paired: []string{"cart-02"}}, {ID: "till-1", Open: true}}}
	c.House = house.New(db, money.New(10_000, "USD"), clock)
	post := func(ctx context.Context, m account.Mail) error { _, err := db.Post(ctx, m); return err }
	c.Store = st
	c.Hub = hub.New(hub.Config{Store: st, Records: db, Provider: c.House, Mail: post, Clock: clock})
	return c
}

// sure asks until the outcome is known, as a cart does.
func sure[R any](t testing.TB, f func(context.Context, R) (shopping.Outcome, error), r R) shopping.Outcome {
	t.Helper()
	for range 200 {
		if out, err := f(ctx, r); err == nil {
			return out
		}
	}
	t.Fatal("no answer to two hundred requests")
	return shopping.Outcome{}
}

// USD is an amount in cents.
func USD(minor int64) money.Amount { return money.New(minor, "USD") }

// Conform is what every implementation of shopping.Hub must do; back is the
// store behind it.
func Conform(t testing.TB, h shopping.Hub, back *Counter) {
	pay := func(key string, minor int64) shopping.PaymentRequest {
		return shopping.PaymentRequest{Key: key, Trip: "t-" + key, Cart: "cart-01", Shopper: "s1", Amount: USD(minor)}
	}
	wants := func(name string, got shopping.Outcome, ok bool, reason string) {
		t.Helper()
		if got.OK != ok || got.Reason != reason {
			t.Errorf("%s: %+v, want %v %q", name, got, ok, reason)
		}
	}
	balance := func(owes, held int64) {
		t.Helper()
		b, k, err := back.DB.Balance(ctx, house.Account("s1"))
		if b != owes || k != held || err != nil {
			t.Errorf("owes %d, held %d, %v; want %d, %d", b, k, err, owes, held)
		}
	}

	wants("authorise", sure(t, h.Authorise, pay("a", 6000)), true, "")
	balance(0, 6000)
	wants("over the limit", sure(t, h.Authorise, pay("b", 5000)), false, "limit")
	wants("capture", sure(t, h.Capture, pay("a", 6000)), true, "")
	balance(6000, 0)
	wants("capture of nothing", sure(t, h.Capture, pay("x", 100)), false, "no hold")
	wants("a hold", sure(t, h.Authorise, pay("c", 4000)), true, "")
	wants("more than held", sure(t, h.Capture, pay("c", 4001)), false, "more than held")
	wants("void", sure(t, h.Void, pay("c", 4000)), true, "")
	balance(6000, 0)
	wants("void of what was captured", sure(t, h.Void, pay("a", 6000)), false, "no hold")

	coupon := func(key, trip string) shopping.CouponRequest {
		return shopping.CouponRequest{Key: key, Code: "ONE", Trip: trip}
	}
	wants("reserve", sure(t, h.ReserveCoupon, coupon("r1", "t1")), true, "")
	wants("another trip", sure(t, h.ReserveCoupon, coupon("r2", "t2")), false, "used")
	wants("back", sure(t, h.ReturnCoupon, coupon("r3", "t1")), true, "")
	wants("now the other", sure(t, h.ReserveCoupon, coupon("r4", "t2")), true, "")
	wants("redeem", sure(t, h.RedeemCoupon, coupon("r5", "t2")), true, "")
	wants("back too late", sure(t, h.ReturnCoupon, coupon("r6", "t2")), true, "")
	wants("it stays used", sure(t, h.ReserveCoupon, coupon("r7", "t3")), false, "used")

	lane := func(key, lane string) shopping.LaneRequest {
		return shopping.LaneRequest{Key: key, Lane: lane, Cart: "cart-01", Trip: "t1"}
	}
	wants("closed", sure(t, h.EnterLane, lane("e1", "dash-2")), false, "closed")
	wants("paired with another", sure(t, h.EnterLane, lane("e2", "dash-3")), false, "not for this cart")
	wants("a cashier's", sure(t, h.EnterLane, lane("e3", "till-1")), false, "a cashier serves that lane")
	wants("enter", sure(t, h.EnterLane, lane("e4", "dash-1")), true, "")
	wants("gate", sure(t, h.OpenGate, lane("g1", "dash-1")), true, "")
	gate := func() (open bool, carts int) {
		all, err := back.Lanes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return all[0].Gate, len(all[0].Carts)
	}
	if open, n := gate(); !open || n != 0 {
		t.Errorf("gate %v with %d carts", open, n)
	}
	back.Now = back.Now.Add(time.Minute)
	sure(t, h.OpenGate, lane("g1", "dash-1"))
	sure(t, h.EnterLane, lane("e4", "dash-1"))
	if open, n := gate(); open || n != 0 {
		t.Errorf("an old request: gate %v with %d carts", open, n)
	}

	for i, id := range []string{"t1", "t2", "t3", "t1"} {
		r := shopping.ReceiptRequest{Key: id + "-receipt", Shopper: trip.Shopper{ID: "s1", Email: "a@example.org"}, Receipt: pricing.Receipt{Trip: id, Total: USD(100), At: back.Now}}
		if out := sure(t, h.Receipt, r); out.Ref != fmt.Sprintf("%06d", i%3+1) {
			t.Errorf("receipt %d of %s: %+v", i, id, out)
		}
	}
	if mails, err := back.DB.Outbox(ctx, false, 100); len(mails) != 3 || err != nil {
		t.Errorf("%d receipts mailed, %v", len(mails), err)
	}
	over := shopping.ReceiptRequest{Key: "t9-handover", Receipt: pricing.Receipt{Trip: "t9", Total: USD(700)}}
	code := sure(t, h.HandOver, over).Ref
	if again := sure(t, h.HandOver, over).Ref; code == "" || again != code {
		t.Errorf("hand-over codes %q and %q", code, again)
	}
	if r, ok, err := back.DB.HandedOver(ctx, code); !ok || err != nil || r.Total != USD(700) {
		t.Errorf("handed over: %+v %v %v", r, ok, err)
	}

	reports(t, h, back)
	if n, err := back.DB.Unbalanced(ctx); n != 0 || err != nil {
		t.Errorf("%d out of balance, %v", n, err)
	}
}

// reports hands over sixty events, whatever the way does to them.
func reports(t testing.TB, h shopping.Hub, back *Counter) {
	var all []trip.Record
	for i := range 60 {
		e := trip.Event(trip.TripLinked{Shopper: trip.Shopper{Name: "Ana"}})
		if i > 0 {
			e = trip.ShoppingStarted{}
		}
		all = append(all, trip.Record{Seq: int64(i) + 1, Key: fmt.Sprint("k", i), Trip: "t1", At: back.Now, Event: e})
	}
	kept := int64(0)
	for range 500 {
		if kept == 60 {
			break
		}
		if n, err := h.Report(ctx, "cart-01", all[kept:min(kept+7, 60)]); err == nil {
			kept = n
		}
	}
	got, err := back.DB.TripEvents(ctx, "t1")
	if err != nil || len(got) != 60 {
		t.Fatalf("%d events kept, %v", len(got), err)
	}
	for i, r := range got {
		if r.Seq != int64(i)+1 {
			t.Fatalf("event %d is number %d", i+1, r.Seq)
		}
	}
	if n, err := back.Report(ctx, "cart-01", []trip.Record{{Seq: 63, Key: "z", Trip: "t1", Event: trip.ShoppingStarted{}}}); n != 60 || err != nil {
		t.Errorf("after a gap it keeps up to %d, %v", n, err)
	}
}
