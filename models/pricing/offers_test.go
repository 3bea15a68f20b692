package pricing

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

func of(brand string, cents int64, n int) Line {
	l := each(cents, n, "")
	l.Brand = brand
	return l
}

func TestOffers(t *testing.T) {
	nFor := catalog.Offer{ID: "3for5", Kind: catalog.OfferNFor, Quantity: 3, Price: usd(500), Brands: []string{"a"}}
	bogo := catalog.Offer{ID: "bogo", Kind: catalog.OfferBuyGet, Quantity: 1, Get: 1, Percent: money.Percent(100), Brands: []string{"a", "b"}}
	half := catalog.Offer{ID: "10off", Kind: catalog.OfferPercent, Percent: money.Percent(10), Brands: []string{"a"}}
	dime := catalog.Offer{ID: "dime", Kind: catalog.OfferAmount, Amount: usd(10), Brands: []string{"b"}}
	for _, c := range []struct {
		name   string
		lines  []Line
		offers []catalog.Offer
		saves  int64
		hints  int
	}{
		{"three for five", []Line{of("a", 199, 3)}, []catalog.Offer{nFor}, 97, 0},
		{"one more and save", []Line{of("a", 199, 2)}, []catalog.Offer{nFor}, 0, 1},
		{"six are two times three", []Line{of("a", 199, 6)}, []catalog.Offer{nFor}, 194, 0},
		{"once a trip", []Line{of("a", 199, 6)}, []catalog.Offer{func() catalog.Offer { o := nFor; o.Limit = 1; return o }()}, 97, 0},
		{"the cheaper one is free", []Line{of("a", 300, 1), of("b", 200, 1)}, []catalog.Offer{bogo}, 200, 0},
		{"the better of two", []Line{of("a", 199, 3)}, []catalog.Offer{half, nFor}, 97, 0},
		{"what is left takes the percentage", []Line{of("a", 200, 4)}, []catalog.Offer{nFor, half}, 120, 1},
		{"a dime off each", []Line{of("b", 200, 4)}, []catalog.Offer{dime}, 40, 0},
		{"an n-for that costs more is not given", []Line{of("a", 100, 3)}, []catalog.Offer{nFor}, 0, 0},
	} {
		got, err := Price(Basket{Currency: "USD", Lines: c.lines}, Rules{Currency: "USD", Offers: c.offers})
		if err != nil || got.Savings != usd(c.saves) || len(got.Hints) != c.hints || got.Greedy {
			t.Errorf("%s: saves %v hints %v greedy %v %v", c.name, got.Savings, got.Hints, got.Greedy, err)
		}
	}
}

func drawOffers(t *rapid.T, most int) []catalog.Offer {
	brands := []string{"a", "b", "c"}
	var out []catalog.Offer
	for i := range rapid.IntRange(1, most).Draw(t, "offers") {
		o := catalog.Offer{ID: fmt.Sprint(i), Brands: rapid.SliceOfNDistinct(rapid.SampledFrom(brands), 1, 3, func(s string) string { return s }).Draw(t, "brands")}
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			o.Kind, o.Quantity, o.Price = catalog.OfferNFor, rapid.IntRange(2, 3).Draw(t, "n"), usd(rapid.Int64Range(100, 900).Draw(t, "price"))
		case 1:
			o.Kind, o.Quantity, o.Get, o.Percent = catalog.OfferBuyGet, rapid.IntRange(1, 2).Draw(t, "buy"), 1, money.Percent(rapid.Int64Range(10, 100).Draw(t, "off"))
		case 2:
			o.Kind, o.Percent = catalog.OfferPercent, money.Percent(rapid.Int64Range(1, 60).Draw(t, "off"))
		case 3:
			o.Kind, o.Amount = catalog.OfferAmount, usd(rapid.Int64Range(1, 300).Draw(t, "off"))
		}
		if (o.Kind == catalog.OfferNFor || o.Kind == catalog.OfferBuyGet) && rapid.Bool().Draw(t, "two groups") {
			o.Other.Brands = []string{rapid.SampledFrom(brands).Draw(t, "other")}
			if o.Kind == catalog.OfferNFor {
				o.OtherQuantity = 1
			}
		}
		if o.Kind == catalog.OfferBuyGet {
			o.Get = rapid.IntRange(1, 2).Draw(t, "get")
		}
		if rapid.IntRange(0, 4).Draw(t, "gift") == 0 {
			o.Kind, o.Minimum, o.Get, o.Percent, o.Amount = catalog.OfferThreshold, usd(rapid.Int64Range(0, 900).Draw(t, "minimum")), 1, money.Percent(rapid.Int64Range(10, 100).Draw(t, "gift off")), money.Amount{}
			o.Other.Brands, o.OtherQuantity = []string{rapid.SampledFrom(brands).Draw(t, "gift of")}, 0
		} else {
			o.Limit = rapid.IntRange(0, 2).Draw(t, "limit")
		}
		out = append(out, o)
	}
	return out
}

func drawLines(t *rapid.T, lines, most int) []Line {
	var out []Line
	for i := range rapid.IntRange(1, lines).Draw(t, "lines") {
		l := of(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "brand"), rapid.Int64Range(50, 400).Draw(t, "cents"), rapid.IntRange(1, most).Draw(t, "n"))
		l.ID = i + 1
		out = append(out, l)
	}
	return out
}

// TestOffersAreTheBestThereIs compares the search with trying every way of
// dealing units out to offers, in every order.
func TestOffersAreTheBestThereIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Basket{Currency: "USD", Lines: drawLines(t, 3, 2)}
		offers := drawOffers(t, 3)
		got, err := Price(b, Rules{Currency: "USD", Offers: offers})
		if err != nil {
			t.Fatal(err)
		}
		var units []Line
		for _, l := range b.Lines {
			for range l.Quantity {
				one := l
				one.Quantity = 1
				units = append(units, one)
			}
		}
		if want := bruteForce(units, units, offers, make([]int, len(offers))); got.Savings.Minor() != want {
			t.Fatalf("saves %d, the best is %d", got.Savings.Minor(), want)
		}
	})
}

// bruteForce tries every offer on every set of units, in every order.
func bruteForce(all, units []Line, offers []catalog.Offer, used []int) int64 {
	if len(units) == 0 {
		return 0
	}
	first, rest := units[0], units[1:]
	best := bruteForce(all, rest, offers, used)
	for i, o := range offers {
		if !grouped(o) {
			if l := (ReceiptLine{Line: first}); fits(o, l) {
				best = max(best, single(o, l)+bruteForce(all, rest, offers, used))
			}
			continue
		}
		if o.Limit > 0 && used[i] >= o.Limit || o.Kind == catalog.OfferThreshold && used[i] > 0 {
			continue
		}
		for mask := range 1 << len(rest) {
			group, others := []Line{first}, []Line(nil)
			for j, u := range rest {
				if mask>>j&1 == 0 {
					others = append(others, u)
				} else {
					group = append(group, u)
				}
			}
			if w := worth(o, all, group); w > 0 {
				n := append([]int{}, used...)
				n[i]++
				best = max(best, w+bruteForce(all, others, offers, n))
			}
		}
	}
	return best
}

// worth is the most that one use of an offer can save on exactly these units.
func worth(o catalog.Offer, all, group []Line) (best int64) {
	own := func(l Line) bool { return fits(o, ReceiptLine{Line: l}) }
	other := func(l Line) bool { return belongs(o.Other, o, ReceiptLine{Line: l}) }
	off := func(cents int64) int64 {
		a, err := usd(cents).MulRate(o.Percent, money.HalfUp)
		if err != nil {
			panic(err)
		}
		return min(a.Minor(), cents)
	}
	for split := range 1 << len(group) { // 1: of the other group
		var a, b []int64
		right := true
		for j, l := range group {
			if split>>j&1 == 1 {
				b, right = append(b, l.UnitPrice.Minor()), right && other(l)
			} else {
				a, right = append(a, l.UnitPrice.Minor()), right && own(l)
			}
		}
		if !right {
			continue
		}
		slices.Sort(a)
		saves := int64(0)
		switch o.Kind {
		case catalog.OfferNFor:
			if len(a) == o.Quantity && len(b) == o.OtherQuantity {
				for _, p := range append(a, b...) {
					saves += p
				}
				saves -= o.Price.Minor()
			}
		case catalog.OfferBuyGet:
			switch {
			case o.Other.Empty() && len(a) == o.Quantity+o.Get && len(b) == 0:
				b = a[:o.Get]
			case !o.Other.Empty() && len(a) == o.Quantity && len(b) == o.Get:
			default:
				b = nil
			}
			for _, p := range b {
				saves += off(p)
			}
		case catalog.OfferThreshold:
			if len(a) == 0 && len(b) == o.Get {
				spent := int64(0)
				for _, l := range all {
					if own(l) {
						spent += l.UnitPrice.Minor()
					}
				}
				for j, l := range group {
					saves += off(b[j])
					if own(l) {
						spent -= b[j]
					}
				}
				if spent < o.Minimum.Minor() {
					saves = 0
				}
			}
		default:
			if len(group) == 1 && len(b) == 0 {
				saves = single(o, ReceiptLine{Line: group[0]})
			}
		}
		best = max(best, saves)
	}
	return best
}

// TestOffersOnBigBaskets: whatever the size, the discounts of the lines sum
// to the savings and no line goes below zero.
func TestOffersOnBigBaskets(t *testing.T) {
	greedy := 0
	rapid.Check(t, func(t *rapid.T) {
		got, err := Price(Basket{Currency: "USD", Lines: drawLines(t, 25, 4)}, Rules{Currency: "USD", Offers: drawOffers(t, 12)})
		if err != nil {
			t.Fatal(err)
		}
		if got.Greedy {
			greedy++
		}
		var sum int64
		for _, l := range got.Lines {
			if l.Net.Sign() < 0 {
				t.Fatalf("line below zero: %+v", l)
			}
			for _, d := range l.Discounts {
				sum += d.Amount.Minor()
			}
		}
		if sum != got.Savings.Minor() {
			t.Fatalf("discounts sum to %d, savings are %v", sum, got.Savings)
		}
	})
	t.Logf("%d searches cut short", greedy)
}
