package cart_test

import (
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/views/cart"
)

func TestWhatWasJustWeighedSaysWhatItCosts(t *testing.T) {
	for want, l := range map[string]pricing.Line{
		"1.410 lb · $0.83": {Sold: pricing.SoldByWeight, UnitPrice: money.New(59, "USD"), Weight: evidence.Weight{Count: 282, DivisionMilli: 5, Unit: evidence.Pound}},
		"$3.99":            {Sold: pricing.SoldEach, UnitPrice: money.New(399, "USD"), Quantity: 2},
	} {
		s := cart.Screen{Now: cart.State{State: trip.State{Trip: &trip.Trip{Just: trip.Just{Kind: "put", Line: l}}}}}
		if got := s.JustPrice(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
