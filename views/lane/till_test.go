package lane

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

func TestTheTillSaysWhatSNAPMayPay(t *testing.T) {
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	rate, err := money.ParseRate("8.25%")
	if err != nil {
		t.Fatal(err)
	}
	lines := []pricing.Line{
		{ID: 1, Name: "Candy", Sold: pricing.SoldEach, Quantity: 1, UnitPrice: usd(200), TaxClass: "general", SNAP: true},
		{ID: 2, Name: "Soap", Sold: pricing.SoldEach, Quantity: 1, UnitPrice: usd(500), TaxClass: "general"},
	}
	for _, c := range []struct {
		snap bool
		want string
	}{
		// tax 0.58 of 7.00, 0.41 of the soap alone
		{true, "SNAP may pay $2.00. Where it pays all of that, the tax is $0.17 less and $5.41 is left to pay otherwise."},
		{false, ""},
	} {
		r, err := pricing.Price(pricing.Basket{Lines: lines}, pricing.Rules{Currency: "USD", SNAP: c.snap, Taxes: map[string][]pricing.Tax{"general": {{Name: "Sales tax", Rate: rate}}}})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := TillPage(Till{Desk: Desk{Lang: "en"}, Basket: &r}).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		if marked := strings.Count(b.String(), ">SNAP</span>"); (c.want != "") != strings.Contains(b.String(), `data-test="snap"`) || !strings.Contains(b.String(), c.want) || (marked == 1) != c.snap {
			t.Errorf("SNAP %v: %q is not there, %d lines are marked", c.snap, c.want, marked)
		}
	}
}
