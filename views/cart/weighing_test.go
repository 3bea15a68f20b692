package cart_test

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/views/cart"
)

// TestThePriceStandsBesideTheWeight weighs bananas at $0.59 a pound: the price
// comes with the net weight at rest, and with nothing else.
func TestThePriceStandsBesideTheWeight(t *testing.T) {
	bananas := pricing.Line{Name: "Banana", Sold: pricing.SoldByWeight, Quantity: 1, UnitPrice: money.New(59, "USD")}
	apples := pricing.Line{Name: "Apple", Sold: pricing.SoldEach, Quantity: 2, UnitPrice: money.New(59, "USD")}
	net := func(count int64) evidence.Weight {
		return evidence.Weight{Count: count, DivisionMilli: 10, Unit: evidence.Pound}
	}
	for name, c := range map[string]struct {
		line     pricing.Line
		status   evidence.ScaleStatus
		weighing bool
		net      evidence.Weight
		want     string
	}{
		"at rest":            {bananas, evidence.ScaleStable, true, net(132), "$0.78"}, // 1.32 × 0.59 = 0.7788
		"still moving":       {bananas, evidence.ScaleMotion, true, net(132), ""},
		"before it is in":    {bananas, evidence.ScaleStable, true, net(0), ""},
		"below the tare":     {bananas, evidence.ScaleStable, true, net(-2), ""},
		"another's weight":   {bananas, evidence.ScaleStable, false, net(132), ""},
		"what has no weight": {apples, evidence.ScaleStable, true, net(132), ""},
	} {
		s := cart.Screen{Cart: "c", Lang: "en", Owner: true}
		s.Now.Cart, s.Now.Trip = trip.CartInUse, &trip.Trip{ID: "t", Status: trip.Shopping, Announced: &c.line}
		s.Now.Weight = evidence.Indication{Status: c.status, Weighing: c.weighing, Net: c.net}
		if got := s.Cost(c.line); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if c.want != "" != strings.Contains(drawn(t, s), `data-test="cost"`) {
			t.Errorf("%s: the page and Cost do not agree", name)
		}
	}
}
