package shopping_test

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/trip"
)

func TestADifferenceThatLastsIsAskedAbout(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	beyond := func(wait time.Duration, grams, want float64) {
		t.Helper()
		b.now = b.now.Add(wait)
		b.weigh(grams)
		if got := b.cart.Live().Unexplained; got != want {
			t.Errorf("%.0f g after %s: %.0f g unexplained, want %.0f", grams, wait, got, want)
		}
	}
	beyond(0, 1035, 0)
	beyond(20*time.Second, 1035, 0) // within what the scale and the line may be off
	beyond(time.Second, 1530, 0)
	beyond(5*time.Second, 1530, 0)
	beyond(5*time.Second, 1530, 500)
	beyond(time.Second, 1030, 0) // taken out again
	beyond(time.Second, 1530, 0)
	beyond(5*time.Second, 1730, 0) // something else: it begins anew
	beyond(9*time.Second, 1730, 0)
	beyond(time.Second, 1730, 700)

	b.ok(b.cart.ClaimOwn(ctx, "o1"))
	b.ok(b.cart.ClaimOwn(ctx, "o1")) // the touch repeated
	b.refused(b.cart.ClaimOwn(ctx, "o2"), trip.CodeUnknown)
	if own := b.state().Trip.Own; own != 700 {
		t.Errorf("%.0f g are the shopper's own", own)
	}
	beyond(20*time.Second, 1730, 0)

	b.ok(b.cart.Do(ctx, "n1", trip.Actor{Kind: trip.ByShopper}, trip.NotInCart{Line: 1}))
	beyond(0, 1730, 0)
	beyond(20*time.Second, 1730, 0) // what the shopper disputes waits for the lane
	beyond(0, 1230, 0)
	beyond(20*time.Second, 1230, -500)
	b.ok(b.cart.Do(ctx, "q1", trip.Actor{Kind: trip.BySenses}, trip.Recognise{Decision: evidence.Decision{ID: 7, Action: evidence.Ask, Direction: evidence.Take, Grams: 500, SD: 2}}))
	beyond(0, 1230, 0) // a question is open about it
}

func TestNoToAThingTooLightToWeigh(t *testing.T) {
	b := newBench(t)
	b.link()
	b.ok(b.cart.Sense(ctx, evidence.Output{Notice: &evidence.Notice{Kind: evidence.NoticeNoWeight, Item: milk}}))
	seq := b.state().Seq
	b.cart.Dismiss(ctx)
	if l := b.cart.Live(); l.Notice.Kind != "" || l.State.Seq != seq || len(l.State.Trip.Lines) != 0 {
		t.Errorf("after no: notice %+v, %d lines", l.Notice, len(l.State.Trip.Lines))
	}
	b.ok(b.cart.Sense(ctx, evidence.Output{Notice: &evidence.Notice{Kind: evidence.NoticePerson}}))
	b.cart.Dismiss(ctx)
	if b.cart.Live().Notice.Kind != evidence.NoticePerson {
		t.Error("no to nothing took another notice away")
	}
}

func TestCouponsOfATripThatTimedOutAreReturned(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.ok(b.cart.Scan(ctx, "c1", "ONE"))
	if len(b.hub.coupons) != 1 {
		t.Fatal("the coupon was not reserved")
	}
	b.hub.down = true
	b.now = b.now.Add(16 * time.Minute)
	b.ok(b.cart.Tick(ctx))
	if s := b.state(); s.Trip.Status != trip.Abandoned || len(b.hub.coupons) != 1 {
		t.Fatalf("%s, coupons %v", s.Trip.Status, b.hub.coupons)
	}
	b.start() // a restart before the store answers again
	b.hub.down = false
	b.ok(b.cart.Tick(ctx))
	if len(b.hub.coupons) != 0 {
		t.Errorf("still reserved: %v", b.hub.coupons)
	}
}
