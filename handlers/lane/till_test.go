package lane_test

import (
	"context"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	view "github.com/dashcart/dashcart/views/lane"
)

// TestTheTillScansWhatWasOnTheThing: goods with a label of their own are shown
// with that code, which holds their price or weight, and with what it said.
func TestTheTillScansWhatWasOnTheThing(t *testing.T) {
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	beef := evidence.Item{GTIN: gs1.MustGTIN("0201101000009")}
	for _, c := range []struct {
		name, label string
		flags       []string
		code        string
		note        string
	}{
		{"a price in twelve digits", "201101208740", []string{pricing.FlagPrinted}, "0201101208740", "price on its label"},
		{"marked down", "2901101004995", []string{pricing.FlagPrinted, pricing.FlagMarkdown}, "2901101004995", "marked down"},
		{"without a check digit", "6221234501000", nil, "6221234501000", ""},
		{"an element string", "(01)00201101000009(3922)0874", []string{pricing.FlagPrinted}, "0201101000009", "price on its label"},
		{"past its best", "", []string{pricing.FlagPastBest}, "0201101000009", "past its best-before day"},
	} {
		line := pricing.ReceiptLine{Line: pricing.Line{Name: "Beef", Item: beef, Label: c.label, Flags: c.flags, Sold: pricing.SoldEach, Quantity: 1, UnitPrice: usd(874)},
			Discounts: []pricing.Discount{{Name: "Members", Amount: usd(100)}}, Net: usd(774)}
		var w strings.Builder
		err := view.TillPage(view.Till{Desk: view.Desk{Lang: "en"}, Code: "H1", Basket: &pricing.Receipt{Total: usd(774), Lines: []pricing.ReceiptLine{line}}}).Render(context.Background(), &w)
		if page := w.String(); err != nil || !strings.Contains(page, `aria-label="`+c.code+`"`) || !strings.Contains(page, c.note) || !strings.Contains(page, "Members −$1.00") {
			t.Errorf("%s: %v, no %s or %q in\n%s", c.name, err, c.code, c.note, page)
		}
	}
}
