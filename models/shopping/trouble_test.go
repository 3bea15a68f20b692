package shopping_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// crowded is a journal on a disk that may be full.
type crowded struct {
	shopping.Journal
	full bool
}

func (j *crowded) Append(ctx context.Context, seq int64, r []trip.Record) ([]trip.Record, error) {
	if j.full {
		return nil, errors.New("database or disk is full")
	}
	return j.Journal.Append(ctx, seq, r)
}

func TestAFullDiskHoldsTheBasketUpAndLosesNothing(t *testing.T) {
	b := newBench(t)
	disk := &crowded{}
	b.disk = disk
	b.start()
	b.link()
	b.put(1, milk, 1030, 0)

	disk.full = true
	if err := b.cart.Do(ctx, "h1", trip.Actor{Kind: trip.ByShopper}, trip.AskHelp{Reason: "x"}); err == nil {
		t.Error("a touch that could not be written was said to be done")
	}
	put := func(id int) error {
		return b.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: id, Action: evidence.Put, Direction: evidence.Put, Item: milk, Quantity: 1, Grams: 1030, SD: 2}})
	}
	if put(2) == nil || put(3) == nil {
		t.Error("what could not be written was not told")
	}
	if l := b.cart.Live(); l.Health["journal"].State != evidence.HealthDown || l.State.Trip.Lines[0].Quantity != 1 || l.State.Trip.Help != nil {
		t.Errorf("on a full disk: %+v, %+v", l.Health["journal"], l.State.Trip)
	}
	if b.cart.Tick(ctx) == nil {
		t.Error("the disk is still full")
	}

	disk.full = false
	b.ok(b.cart.Tick(ctx))
	if l := b.cart.Live(); l.Health["journal"].State == evidence.HealthDown || l.State.Trip.Lines[0].Quantity != 3 {
		t.Errorf("with room again: %+v, %+v", l.Health, l.State.Trip.Lines)
	}
	b.ok(b.cart.Do(ctx, "h1", trip.Actor{Kind: trip.ByShopper}, trip.AskHelp{Reason: "x"})) // the same touch
	b.put(4, bananas, 453.6, 200)
	b.start()
	if tr := b.state().Trip; len(tr.Lines) != 2 || tr.Lines[0].Quantity != 3 || tr.Help == nil {
		t.Errorf("after a restart: %+v", tr)
	}
}

func TestAWallClockThatJumpsEndsNothing(t *testing.T) {
	b := newBench(t)
	passed := time.Duration(1)
	b.elapsed = func() time.Duration { return passed }
	b.start()
	wait := func(d time.Duration) { passed += d; b.now = b.now.Add(d); b.ok(b.cart.Tick(ctx)) }
	jump := func(d time.Duration) { b.now = b.now.Add(d); b.ok(b.cart.Tick(ctx)) }

	first := b.token()
	jump(-3 * time.Hour)
	wait(28 * time.Second)
	if b.token() == first {
		t.Error("the code on the glass stays as it was while the wall clock is behind")
	}
	b.ok(b.cart.Reserve(ctx, "r1", b.token(), "phone-1"))
	jump(2 * time.Hour)
	b.ok(b.cart.LinkPhone(ctx, "l1", "phone-1", trip.Shopper{ID: "s1", Name: "Ana"}))
	b.put(1, milk, 1030, 0)
	for _, d := range []time.Duration{24 * time.Hour, -48 * time.Hour, 365 * 24 * time.Hour} {
		jump(d)
		if l := b.cart.Live(); l.State.Trip.Status != trip.Shopping || l.Warn != "" {
			t.Fatalf("after a jump of %s: %s, warned of %q", d, l.State.Trip.Status, l.Warn)
		}
	}
	wait(11 * time.Minute)
	if b.cart.Live().Warn != "idle" {
		t.Error("no warning after eleven minutes that did pass")
	}
	wait(5 * time.Minute)
	if b.state().Trip.Status != trip.Abandoned {
		t.Error("not ended after sixteen minutes that did pass")
	}
	b.weigh(0)
	b.ok(b.cart.Reserve(ctx, "r2", b.token(), "phone-1"))
	jump(-24 * time.Hour)
	wait(4 * time.Minute)
	if b.state().Reservation != nil {
		t.Error("a reservation outlives its three minutes while the wall clock is behind")
	}
}

func TestATripGoesOnWithoutItsCamera(t *testing.T) {
	b := newBench(t)
	b.link()
	camera := func(state evidence.HealthState, err string) {
		b.ok(b.cart.Sense(ctx, evidence.Output{Health: &evidence.Health{Sensor: "rim", Kind: "camera", State: state, Err: err}}))
	}
	camera(evidence.HealthDown, "no such device")
	if l := b.cart.Live(); l.State.Cart != trip.CartInUse || l.Health["rim"].State != evidence.HealthDown {
		t.Fatalf("%s, %+v", l.State.Cart, l.Health)
	}
	b.put(1, milk, 1030, 0) // by the scanner's code and its weight
	b.ok(b.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: 2, Action: evidence.Ask, Direction: evidence.Put, Grams: 300, SD: 2}}))
	b.ok(b.cart.Answer(ctx, "a1", trip.Actor{Kind: trip.ByShopper}, 2, milk, 1, "item"))
	camera(evidence.HealthOK, "")
	if l := b.cart.Live(); l.State.Trip.Lines[0].Quantity != 2 || l.Health["rim"].State != evidence.HealthOK {
		t.Errorf("%+v, %+v", l.State.Trip.Lines, l.Health)
	}
}
