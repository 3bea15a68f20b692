package shopping_test

import (
	"path/filepath"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// told keeps what a cart told its senses.
type told struct{ last *evidence.Contents }

func (t *told) Tell(in evidence.Input) {
	if in.Contents != nil {
		t.last = in.Contents
	}
}

// twoCarts is a bench and a second, free cart beside it; what that tells its
// senses goes to told.
func twoCarts(t *testing.T) (*bench, *shopping.Cart, *told) {
	b := newBench(t)
	db, err := journal.OpenCart(filepath.Join(t.TempDir(), "other.db"))
	b.ok(err)
	t.Cleanup(func() { db.Close() })
	senses := &told{}
	other, err := shopping.NewCart(ctx, shopping.Config{ID: "cart-02", Number: "2", Journal: db, Hub: b.hub, Goods: smallGoods(), Senses: senses, Clock: b.clock})
	b.ok(err)
	b.others = shopping.Together(func() []shopping.Shopping { return []shopping.Shopping{b.cart, other} })
	b.start()
	return b, other, senses
}

func TestATripMovesToAnotherCartWithoutLosingALine(t *testing.T) {
	b, other, senses := twoCarts(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.put(2, bananas, 453.6, 200)
	b.ok(b.cart.Scan(ctx, "c1", "ONE"))
	b.ok(b.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: 3, Action: evidence.Ask, Direction: evidence.Put, Grams: 300, Candidates: []evidence.Candidate{{Item: milk, P: .5}}}}))
	before := b.cart.Live()
	bo := trip.Actor{Kind: trip.ByStaff, Name: "Bo"}
	b.refused(b.cart.MoveTo(ctx, "m0", bo, "cart-09"), shopping.CodeBusyCart)
	b.refused(b.cart.MoveTo(ctx, "m0", bo, "cart-01"), shopping.CodeBusyCart)
	b.ok(b.cart.MoveTo(ctx, "m1", bo, "cart-02"))

	now := other.Live()
	if now.Receipt.Total != before.Receipt.Total || now.Receipt.Total != money.New(399+59-100, "USD") || len(now.State.Trip.Lines) != 2 || len(now.State.Trip.Questions) != 1 || !now.State.Trip.Moving {
		t.Fatalf("the other cart holds %+v, total %v of %v", now.State.Trip, now.Receipt.Total, before.Receipt.Total)
	}
	if s := b.state(); s.Cart != trip.CartUnloading || s.Trip.MovedTo != "cart-02" {
		t.Fatalf("the first cart: %+v", s)
	}
	if senses.last.Trip != "" {
		t.Error("the senses decide about goods that are carried over")
	}
	lies := func(status evidence.ScaleStatus, grams float64) {
		t.Helper()
		b.ok(other.Sense(ctx, evidence.Output{Weight: &evidence.Indication{Status: status, GramsTotal: grams, GramsSD: 2}}))
	}
	lies(evidence.ScaleMotion, 1783)
	b.refused(other.Carried(ctx, "c1", false), shopping.CodeScale)
	lies(evidence.ScaleStable, 1030) // the bananas and the unknown thing are still on the way
	b.refused(other.Carried(ctx, "c1", false), shopping.CodeNotAll)
	lies(evidence.ScaleStable, 1785)
	b.ok(other.Carried(ctx, "c1", false))
	b.ok(other.Carried(ctx, "c1", false))
	if senses.last.Trip != now.State.Trip.ID || len(senses.last.Lines) != 2 {
		t.Errorf("after carrying the senses know %+v", senses.last)
	}
	q := other.Live().State.Trip.Questions[0].ID
	b.ok(other.Answer(ctx, "a1", trip.Actor{Kind: trip.ByShopper}, q, milk, 1, "item"))
	if n := other.Live().State.Trip.Lines[0].Quantity; n != 2 {
		t.Errorf("the question that came along made %d of the milk", n)
	}
	// The coupon moved too: it is no longer the first cart's to give back.
	b.ok(b.cart.Tick(ctx))
	if b.hub.coupons["ONE"] != now.State.Trip.ID {
		t.Error("the coupon that moved was given back")
	}
	b.ok(b.cart.MoveTo(ctx, "m1", bo, "cart-02")) // the touch repeated
}

func TestALowBatteryIsSaidUntilItIsCharged(t *testing.T) {
	b := newBench(t)
	b.link()
	power := func(percent float64, charging bool, want string) {
		t.Helper()
		b.ok(b.cart.Sense(ctx, evidence.Output{Power: &evidence.PowerReading{At: 1, Percent: percent, Charging: charging}}))
		if got := b.cart.Live().Warn; got != want {
			t.Errorf("%.0f %%, charging %v: %q, want %q", percent, charging, got, want)
		}
	}
	power(60, false, "")
	power(15, false, "battery")
	b.now = b.now.Add(11 * 60e9)
	b.ok(b.cart.Tick(ctx))
	power(14, false, "idle")
	b.ok(b.cart.Do(ctx, "s1", trip.Actor{Kind: trip.ByShopper}, trip.StayActive{}))
	b.ok(b.cart.Tick(ctx))
	power(14, false, "battery")
	power(14, true, "")
}
