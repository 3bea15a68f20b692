package cart_test

import (
	"testing"

	"github.com/dashcart/dashcart/models/catalog"
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

// What is missing is goods of the line, a sum, or other goods.
func TestAHintSaysWhatIsMissing(t *testing.T) {
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	for want, h := range map[string]pricing.Hint{
		"Deal: 2 more and save $1.00":           {Missing: 2, Save: usd(100)},
		"Deal: spend $3.00 more and save $5.00": {Spend: usd(300), Save: usd(500)},
		"Deal: spend $3.00 more":                {Spend: usd(300)},
		"Deal: with other goods of this offer":  {},
	} {
		h.Line, h.Offer = 7, "Deal"
		s := cart.Screen{Lang: "en", Now: cart.State{Receipt: pricing.Receipt{Hints: []pricing.Hint{h}}}}
		if got := s.HintFor(7); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A basket of two of three: the line says which offer it belongs to and what
// is missing; once it is there, what it took off. In both languages.
func TestALineSaysWhichOfferItBelongsTo(t *testing.T) {
	line := pricing.Line{ID: 7, Name: "Soup", Brand: "soup", Sold: pricing.SoldEach, Quantity: 2, UnitPrice: money.New(200, "USD")}
	offer := catalog.Offer{ID: "3", Name: "3 soups for $5", NameES: "3 sopas por $5", Kind: catalog.OfferNFor, Quantity: 3, Price: money.New(500, "USD"), Brands: []string{"soup"}}
	for _, c := range []struct {
		lang, hint, off string
	}{
		{"en", "3 soups for $5: 1 more and save $1.00", "3 soups for $5"},
		{"es", "3 sopas por $5: 1 más y ahorra $1.00", "3 sopas por $5"},
	} {
		for quantity, want := range map[int]string{2: c.hint, 3: ""} {
			line.Quantity = quantity
			r, err := pricing.Price(pricing.Basket{Currency: "USD", Lines: []pricing.Line{line}}, pricing.Rules{Currency: "USD", Offers: []catalog.Offer{offer}})
			if err != nil {
				t.Fatal(err)
			}
			s := cart.Screen{Lang: c.lang, Now: cart.State{Receipt: r}}
			if got := s.HintFor(7); got != want {
				t.Errorf("%s, %d soups: %q, want %q", c.lang, quantity, got, want)
			}
			if quantity == 3 && r.Lines[0].Discounts[0].Named(c.lang) != c.off {
				t.Errorf("%s: %+v", c.lang, r.Lines[0].Discounts)
			}
		}
	}
}
