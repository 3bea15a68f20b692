package pricing

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// TestWhatIsMissing: for goods with others beside them, and for sums.
func TestWhatIsMissing(t *testing.T) {
	bread := func(n int) Line { l := of("bread", 300, n); l.ID = 1; return l }
	butter := func(n int) Line { l := of("butter", 400, n); l.ID = 2; return l }
	halfButter := catalog.Offer{ID: "b", Name: "b", Kind: catalog.OfferBuyGet, Quantity: 2, Get: 1, Percent: money.Percent(50), Brands: []string{"bread"}, Other: catalog.Group{Brands: []string{"butter"}}}
	meal := catalog.Offer{ID: "m", Name: "m", Kind: catalog.OfferNFor, Quantity: 2, OtherQuantity: 1, Price: usd(800), Brands: []string{"bread"}, Other: catalog.Group{Brands: []string{"butter"}}}
	once := meal
	once.Limit = 1
	five := catalog.Offer{ID: "5", Name: "5", Kind: catalog.OfferThreshold, Minimum: usd(2000), Amount: usd(500), Everything: true}
	tenth := catalog.Offer{ID: "10", Name: "10", Kind: catalog.OfferThreshold, Minimum: usd(2000), Percent: money.Percent(10), Brands: []string{"bread"}, Combine: true}
	gift := catalog.Offer{ID: "g", Name: "g", Kind: catalog.OfferThreshold, Minimum: usd(1000), Get: 1, Percent: money.Percent(100), Brands: []string{"bread"}, Other: catalog.Group{Brands: []string{"butter"}}}
	for _, c := range []struct {
		name  string
		lines []Line
		offer catalog.Offer
		hints string // line, missing, spend, save of each
	}{
		{"bread enough, no butter", []Line{bread(2)}, halfButter, "1 0 0 0;"},
		{"butter, one bread of two", []Line{bread(1), butter(1)}, halfButter, "1 1 0 200;"},
		{"butter alone", []Line{butter(1)}, halfButter, "2 0 0 0;"},
		{"all of it", []Line{bread(2), butter(1)}, halfButter, ""},
		{"neither enough", []Line{bread(1)}, halfButter, ""},
		{"a meal short of a bread", []Line{bread(1), butter(1)}, meal, "1 1 0 200;"},
		{"a second meal short of a butter", []Line{bread(4), butter(1)}, meal, "1 0 0 0;"},
		{"one meal a trip", []Line{bread(4), butter(1)}, once, ""},
		{"five off twenty, half spent", []Line{bread(4)}, five, "1 0 800 500;"},
		{"the dearest line says it", []Line{bread(2), butter(2)}, five, "2 0 600 500;"},
		{"less than half spent", []Line{bread(3)}, five, ""},
		{"enough spent", []Line{bread(7)}, five, ""},
		{"a tenth off twenty", []Line{bread(5)}, tenth, "1 0 500 200;"},
		{"other goods do not count", []Line{bread(3), butter(9)}, tenth, ""},
		{"a gift", []Line{bread(3)}, gift, "1 0 100 0;"},
	} {
		got, err := Price(Basket{Currency: "USD", Lines: c.lines}, Rules{Currency: "USD", Offers: []catalog.Offer{c.offer}})
		hints := ""
		for _, h := range got.Hints {
			hints += fmt.Sprintf("%d %d %d %d;", h.Line, h.Missing, h.Spend.Minor(), h.Save.Minor())
		}
		if err != nil || hints != c.hints {
			t.Errorf("%s: %q, want %q, %v", c.name, hints, c.hints, err)
		}
	}
}

// TestAHintKeepsItsWord: with so many more of the line as it asks for, an offer
// alone saves what the hint said, or more.
func TestAHintKeepsItsWord(t *testing.T) {
	kept := 0
	rapid.Check(t, func(t *rapid.T) {
		b := Basket{Currency: "USD", Lines: drawLines(t, 4, 3)}
		r := Rules{Currency: "USD", Offers: drawOffers(t, 1)[:1]}
		before, err := Price(b, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range before.Hints {
			if h.Missing == 0 {
				continue
			}
			more := Basket{Currency: "USD", Lines: slices.Clone(b.Lines)}
			more.Lines[h.Line-1].Quantity += h.Missing
			after, err := Price(more, r)
			if err != nil || after.Savings.Minor() < before.Savings.Minor()+h.Save.Minor() {
				t.Fatalf("%+v: saves %v before and %v after, %v", h, before.Savings, after.Savings, err)
			}
			kept++
		}
	})
	if kept == 0 {
		t.Error("no hint was tried")
	}
}
