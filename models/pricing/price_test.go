package pricing

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
)

func usd(c int64) money.Amount { return money.New(c, "USD") }

func rate(t testing.TB, s string) money.Rate {
	r, err := money.ParseRate(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func each(cents int64, n int, class string) Line {
	return Line{ID: 1, Name: "thing", Sold: SoldEach, Quantity: n, UnitPrice: usd(cents), TaxClass: class}
}

func TestPrices(t *testing.T) {
	bananas := Line{ID: 2, Name: "Bananas", Sold: SoldByWeight, Quantity: 1, UnitPrice: usd(59),
		Weight: evidence.Weight{Count: 264, DivisionMilli: 5, Unit: evidence.Pound}} // 1.320 lb × 0.59 = 0.7788
	state, city := Tax{Name: "State", Rate: rate(t, "6.25%")}, Tax{Name: "City", Rate: rate(t, "1%")}
	vat := Tax{Name: "MwSt", Rate: rate(t, "7%"), Inclusive: true}
	rules := func(f func(*Rules)) Rules {
		r := Rules{Currency: "USD", Taxes: map[string][]Tax{"general": {state, city}, "food-de": {vat}}, TaxRounding: money.HalfUp}
		if f != nil {
			f(&r)
		}
		return r
	}
	for name, c := range map[string]struct {
		lines            []Line
		rules            Rules
		subtotal         int64
		tax, total       int64
		unpriced, nTaxes int
	}{
		"nothing":               {nil, rules(nil), 0, 0, 0, 0, 0},
		"by each":               {[]Line{each(399, 2, "food")}, rules(nil), 798, 0, 798, 0, 0},
		"by weight, half up":    {[]Line{bananas}, rules(nil), 78, 0, 78, 0, 0},
		"stacked taxes":         {[]Line{each(1000, 1, "general")}, rules(nil), 1000, 73, 1073, 0, 2}, // 62.5 → 63, 10
		"once an invoice":       {[]Line{each(10, 1, "general"), each(10, 1, "general")}, rules(nil), 20, 1, 21, 0, 2},
		"once a line":           {[]Line{each(10, 1, "general"), each(10, 1, "general")}, rules(func(r *Rules) { r.TaxByLine = true }), 20, 2, 22, 0, 2},
		"included in the price": {[]Line{each(1070, 1, "food-de")}, rules(nil), 1070, 0, 1070, 0, 1},
		"unpriced counts":       {[]Line{{ID: 1, Sold: SoldUnpriced, Quantity: 1}}, rules(nil), 0, 0, 0, 1, 0},
		"a lower price is given": {[]Line{each(399, 1, "food")}, rules(func(r *Rules) {
			r.Today = func(evidence.Item) (money.Amount, bool) { return usd(349), true }
		}), 349, 0, 349, 0, 0},
		"a rise is not": {[]Line{each(399, 1, "food")}, rules(func(r *Rules) {
			r.Today = func(evidence.Item) (money.Amount, bool) { return usd(449), true }
		}), 399, 0, 399, 0, 0},
	} {
		got, err := Price(Basket{Currency: "USD", Lines: c.lines}, c.rules)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Subtotal != usd(c.subtotal) || got.Tax != usd(c.tax) || got.Total != usd(c.total) || got.Unpriced != c.unpriced || len(got.Taxes) != c.nTaxes {
			t.Errorf("%s: subtotal %v tax %v total %v unpriced %d taxes %v", name, got.Subtotal, got.Tax, got.Total, got.Unpriced, got.Taxes)
		}
	}
}

func TestAnotherCurrencyIsAnErrorNotASum(t *testing.T) {
	if _, err := Price(Basket{Lines: []Line{{Sold: SoldEach, Quantity: 1, UnitPrice: money.New(1, "EUR")}}}, Rules{Currency: "USD"}); err == nil {
		t.Fatal("euros were added to dollars")
	}
}

func TestCouponsComeOffNarrowestFirst(t *testing.T) {
	produce := each(1000, 1, "food")
	produce.Department = "produce"
	other := each(500, 1, "food")
	other.ID = 2
	coupons := []Coupon{
		{Code: "TEN", Name: "10 % off", Terms: catalog.StoreCoupon{Code: "TEN", Kind: catalog.PercentOff, Percent: money.Percent(10), Target: catalog.OnBasket}},
		{Code: "TWO", Name: "$2 off produce", Terms: catalog.StoreCoupon{Code: "TWO", Kind: catalog.AmountOff, Amount: usd(200), Target: catalog.OnDepartment, Departments: []string{"produce"}}},
		{Code: "BIG", Name: "From $50", Terms: catalog.StoreCoupon{Code: "BIG", Kind: catalog.AmountOff, Amount: usd(500), Target: catalog.OnBasket, Minimum: usd(5000)}},
	}
	got, err := Price(Basket{Currency: "USD", Lines: []Line{produce, other}, Coupons: coupons}, Rules{Currency: "USD"})
	if err != nil {
		t.Fatal(err)
	}
	// 15.00 − 2.00 = 13.00, less 10 % is 11.70
	if got.Total != usd(1170) || got.Savings != usd(330) || got.Coupons[2].Reason != string(coupon.MinimumNotReached) {
		t.Fatalf("total %v savings %v coupons %+v", got.Total, got.Savings, got.Coupons)
	}
}

// TestTotalsAddUp: whatever the basket, the total is the sum of its lines and
// taxes, and nothing is negative.
func TestTotalsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Basket{Currency: "USD"}
		for i := range rapid.IntRange(0, 20).Draw(t, "lines") {
			l := each(rapid.Int64Range(1, 99999).Draw(t, "cents"), rapid.IntRange(1, 9).Draw(t, "n"), rapid.SampledFrom([]string{"", "general"}).Draw(t, "class"))
			l.ID = i + 1
			b.Lines = append(b.Lines, l)
		}
		r := Rules{Currency: "USD", TaxByLine: rapid.Bool().Draw(t, "by line"),
			Taxes: map[string][]Tax{"general": {{Name: "A", Rate: money.Percent(rapid.Int64Range(0, 25).Draw(t, "rate"))}}}}
		got, err := Price(b, r)
		if err != nil {
			t.Fatal(err)
		}
		sum := got.Tax.Minor()
		for _, l := range got.Lines {
			if l.Net.Sign() < 0 {
				t.Fatalf("line below zero: %+v", l)
			}
			sum += l.Net.Minor()
		}
		if sum != got.Total.Minor() || got.Subtotal.Minor()-got.Savings.Minor()+got.Tax.Minor() != got.Total.Minor() {
			t.Fatalf("lines and tax are %d, the total %d", sum, got.Total.Minor())
		}
	})
}
