package shopping_test

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/trip"
)

var wine = evidence.Item{GTIN: gs1.MustGTIN("5901234123457")}

// TestHoursOfSale: what may not be sold at this hour is asked for back, in
// words and with the hour, and stops the payment; when the hour comes, by the
// clock alone, it is sold after the look at the shopper's age as always.
func TestHoursOfSale(t *testing.T) {
	b := newBench(t)
	c := b.goods.cat.Contents()
	c.Products = append(c.Products[:len(c.Products):len(c.Products)], catalog.Product{GTIN: wine.GTIN, Name: "Wine", Department: "wine", Price: money.New(1299, "USD"), SoldBy: catalog.ByEach, WeightG: 1300, AgeLimit: 21})
	b.goods.cat = catalog.New(c)
	legal := b.now.Add(5 * time.Minute)
	b.policy.SoldAt = func(department string, age int, at time.Time) (bool, time.Time) {
		if department != "wine" || age != 21 || !at.Before(legal) {
			return true, time.Time{}
		}
		return false, legal
	}
	b.start()
	b.link()
	b.put(1, milk, 1030, 0)
	if s := b.cart.Live().Stopped; len(s) != 0 {
		t.Errorf("milk: %+v", s)
	}
	b.put(2, wine, 1300, 0)
	b.weigh(2330)
	s := b.cart.Live().Stopped
	if len(s) != 1 || s[0].GTIN != wine.GTIN || s[0].Stop != catalog.OutOfHours || s[0].Reason != "10:05" {
		t.Fatalf("%+v", s)
	}
	b.refused(b.cart.Pay(ctx, "p1", "LANE-1"), "hours")
	if st := b.state().Trip.Status; st != trip.Shopping {
		t.Errorf("the trip is %s", st)
	}

	b.now = legal
	b.ok(b.cart.Tick(ctx))
	if s := b.cart.Live().Stopped; len(s) != 0 {
		t.Fatalf("when the hour came: %+v", s)
	}
	b.ok(b.cart.Pay(ctx, "p2", "LANE-1"))
	a := b.state().Trip.Audit
	if a == nil || a.Open() != 1 || a.Findings[0].Kind != "age" {
		t.Errorf("%+v", a)
	}
}
