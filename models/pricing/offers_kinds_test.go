package pricing

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
)

// line numbers lines, which are otherwise as of makes them.
func numbered(lines ...Line) []Line {
	for i := range lines {
		lines[i].ID = i + 1
	}
	return lines
}

func TestOfferKinds(t *testing.T) {
	off := func(p int64) money.Rate { return money.Percent(p) }
	brands := func(b ...string) catalog.Group { return catalog.Group{Brands: b} }
	produce := of("", 150, 2)
	produce.Department = "produce"
	grapes := Line{Sold: SoldByWeight, Quantity: 1, UnitPrice: usd(299), Brand: "g", Weight: evidence.Weight{Count: 300, DivisionMilli: 5, Unit: evidence.Pound}} // 1.5 lb, 4.49
	for _, c := range []struct {
		name   string
		lines  []Line
		offers []catalog.Offer
		saves  int64
	}{
		{"one of each group for a price", []Line{of("bread", 300, 1), of("soup", 250, 2)},
			[]catalog.Offer{{Kind: catalog.OfferNFor, Quantity: 1, OtherQuantity: 1, Price: usd(400), Brands: []string{"bread"}, Other: brands("soup")}}, 150},
		{"one of a group only", []Line{of("soup", 250, 2)},
			[]catalog.Offer{{Kind: catalog.OfferNFor, Quantity: 1, OtherQuantity: 1, Price: usd(400), Brands: []string{"bread"}, Other: brands("soup")}}, 0},
		{"mixed of three brands", []Line{of("a", 100, 1), of("b", 110, 1), of("c", 120, 1)},
			[]catalog.Offer{{Kind: catalog.OfferNFor, Quantity: 3, Price: usd(300), Brands: []string{"a", "b", "c"}}}, 30},
		{"buy two of one, get one of another at half", []Line{of("pasta", 200, 2), of("sauce", 301, 1)},
			[]catalog.Offer{{Kind: catalog.OfferBuyGet, Quantity: 2, Get: 1, Percent: off(50), Brands: []string{"pasta"}, Other: brands("sauce")}}, 151},
		{"buy two get one of the same free", []Line{of("a", 200, 2), of("a", 100, 1)},
			[]catalog.Offer{{Kind: catalog.OfferBuyGet, Quantity: 2, Get: 1, Percent: off(100), Brands: []string{"a"}}}, 100},
		{"a price for each", []Line{of("a", 199, 3)}, []catalog.Offer{{Kind: catalog.OfferPrice, Price: usd(150), Brands: []string{"a"}}}, 147},
		{"a price by weight", []Line{grapes}, []catalog.Offer{{Kind: catalog.OfferPrice, Price: usd(199), Brands: []string{"g"}}}, 150}, // 4.49 − 2.99
		{"a price that is no reduction", []Line{of("a", 199, 1)}, []catalog.Offer{{Kind: catalog.OfferPrice, Price: usd(250), Brands: []string{"a"}}}, 0},
		{"percent off a department", []Line{produce, of("a", 100, 1)}, []catalog.Offer{{Kind: catalog.OfferPercent, Percent: off(10), Departments: []string{"produce"}}}, 30},
		{"percent off everything", []Line{produce, of("a", 100, 1)}, []catalog.Offer{{Kind: catalog.OfferPercent, Percent: off(10), Everything: true}}, 40},
		{"limited to two", []Line{of("a", 100, 5)}, []catalog.Offer{{Kind: catalog.OfferAmount, Amount: usd(30), Brands: []string{"a"}, Limit: 2}}, 60},
		{"limited to the dearest", []Line{of("a", 100, 1), of("a", 300, 1)}, []catalog.Offer{{Kind: catalog.OfferPercent, Percent: off(10), Brands: []string{"a"}, Limit: 1}}, 30},
		{"five off from thirty", []Line{of("a", 1000, 3)}, []catalog.Offer{{Kind: catalog.OfferThreshold, Minimum: usd(3000), Amount: usd(500), Everything: true}}, 500},
		{"not quite thirty", []Line{of("a", 999, 3)}, []catalog.Offer{{Kind: catalog.OfferThreshold, Minimum: usd(3000), Amount: usd(500), Everything: true}}, 0},
		{"percent of a brand from a minimum", []Line{of("a", 1000, 2), of("b", 1000, 1)}, []catalog.Offer{{Kind: catalog.OfferThreshold, Minimum: usd(2000), Percent: off(10), Brands: []string{"a"}}}, 200},
		{"the better of two thresholds", []Line{of("a", 1000, 5)}, []catalog.Offer{{ID: "1", Kind: catalog.OfferThreshold, Minimum: usd(3000), Amount: usd(300), Everything: true},
			{ID: "2", Kind: catalog.OfferThreshold, Minimum: usd(5000), Amount: usd(800), Everything: true}}, 800},
		{"two thresholds that combine", []Line{of("a", 1000, 5)}, []catalog.Offer{{ID: "1", Kind: catalog.OfferThreshold, Minimum: usd(3000), Amount: usd(300), Everything: true, Combine: true},
			{ID: "2", Kind: catalog.OfferThreshold, Minimum: usd(5000), Amount: usd(800), Everything: true}}, 1100},
		{"a gift from a minimum", []Line{of("wine", 1500, 2), of("glass", 400, 2)},
			[]catalog.Offer{{Kind: catalog.OfferThreshold, Minimum: usd(3000), Get: 1, Percent: off(100), Brands: []string{"wine"}, Other: brands("glass")}}, 400},
		{"a gift does not reach its own minimum", []Line{of("wine", 1500, 1), of("glass", 1500, 1)},
			[]catalog.Offer{{Kind: catalog.OfferThreshold, Minimum: usd(3000), Get: 1, Percent: off(100), Everything: true, Other: brands("glass")}}, 0},
		{"offers that exclude one another", []Line{of("a", 1000, 1)}, []catalog.Offer{{ID: "1", Kind: catalog.OfferPercent, Percent: off(10), Brands: []string{"a"}},
			{ID: "2", Kind: catalog.OfferPercent, Percent: off(20), Brands: []string{"a"}}}, 200},
		{"one that combines is off what is left", []Line{of("a", 1000, 1)}, []catalog.Offer{{ID: "1", Kind: catalog.OfferPercent, Percent: off(10), Brands: []string{"a"}, Combine: true},
			{ID: "2", Kind: catalog.OfferPercent, Percent: off(20), Brands: []string{"a"}}}, 280},
		{"nonsense is passed over", []Line{of("a", 1000, 2)}, []catalog.Offer{{Kind: catalog.OfferNFor, Quantity: 2, Brands: []string{"a"}}, {Kind: "magic", Brands: []string{"a"}},
			{Kind: catalog.OfferPercent, Percent: off(120), Brands: []string{"a"}}, {Kind: catalog.OfferPercent, Percent: off(10)}}, 0},
		{"a currency that is not the store's", []Line{of("a", 1000, 1)}, []catalog.Offer{{Kind: catalog.OfferAmount, Amount: money.New(100, "EUR"), Brands: []string{"a"}},
			{Kind: catalog.OfferThreshold, Amount: money.New(100, "EUR"), Everything: true}, {Kind: catalog.OfferPrice, Price: money.New(100, "EUR"), Everything: true}}, 0},
	} {
		got, err := Price(Basket{Currency: "USD", Lines: numbered(c.lines...)}, Rules{Currency: "USD", Offers: c.offers})
		if err != nil || got.Savings != usd(c.saves) || got.Greedy {
			t.Errorf("%s: saves %v, want %d (%v)", c.name, got.Savings, c.saves, err)
		}
	}
}

func TestWhenAndForWhom(t *testing.T) {
	day := func(hour, minute int) time.Time { return time.Date(2026, 3, 4, hour, minute, 0, 0, time.UTC) } // a Wednesday
	base := catalog.Offer{ID: "o", Kind: catalog.OfferAmount, Amount: usd(100), Brands: []string{"a"}}
	with := func(f func(*catalog.Offer)) catalog.Offer {
		o := base
		f(&o)
		return o
	}
	hours := with(func(o *catalog.Offer) { o.Hours = "16:00-18:30" })
	members := with(func(o *catalog.Offer) { o.Members = true })
	once := with(func(o *catalog.Offer) { o.PerShopper = 1 })
	budget := with(func(o *catalog.Offer) { o.Budget = usd(10000) })
	for _, c := range []struct {
		name  string
		offer catalog.Offer
		rules Rules
		given bool
	}{
		{"always", base, Rules{Now: day(9, 0)}, true},
		{"on its day", with(func(o *catalog.Offer) { o.Days = []string{"mon", "wed"} }), Rules{Now: day(9, 0)}, true},
		{"on another day", with(func(o *catalog.Offer) { o.Days = []string{"mon", "tue"} }), Rules{Now: day(9, 0)}, false},
		{"before its hours", hours, Rules{Now: day(15, 59)}, false},
		{"in its hours", hours, Rules{Now: day(16, 0)}, true},
		{"at their end", hours, Rules{Now: day(18, 30)}, false},
		{"until midnight", with(func(o *catalog.Offer) { o.Hours = "22:00-24:00" }), Rules{Now: day(23, 59)}, true},
		{"not begun", with(func(o *catalog.Offer) { o.From = day(10, 0) }), Rules{Now: day(9, 59)}, false},
		{"over", with(func(o *catalog.Offer) { o.Until = day(10, 0) }), Rules{Now: day(10, 0)}, false},
		{"a member", members, Rules{Now: day(9, 0), Member: true}, true},
		{"a guest", members, Rules{Now: day(9, 0)}, false},
		{"the first time", once, Rules{Now: day(9, 0)}, true},
		{"had it before", once, Rules{Now: day(9, 0), Given: map[string]Given{"o": {ByShopper: 1}}}, false},
		{"in the budget", budget, Rules{Now: day(9, 0), Given: map[string]Given{"o": {Minor: 9999}}}, true},
		{"the budget is spent", budget, Rules{Now: day(9, 0), Given: map[string]Given{"o": {Minor: 10000}}}, false},
	} {
		c.rules.Currency, c.rules.Offers = "USD", []catalog.Offer{c.offer}
		got, err := Price(Basket{Currency: "USD", Lines: numbered(of("a", 300, 1))}, c.rules)
		if err != nil || got.Savings.IsZero() == c.given {
			t.Errorf("%s: saves %v %v", c.name, got.Savings, err)
		}
	}
}
