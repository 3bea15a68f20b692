package pricing

import (
	"fmt"
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
		o.Limit = rapid.IntRange(0, 2).Draw(t, "limit")
		if !grouped(o) {
			o.Limit = 0
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
		if want := bruteForce(units, offers, make([]int, len(offers))); got.Savings.Minor() != want {
			t.Fatalf("saves %d, the best is %d", got.Savings.Minor(), want)
		}
	})
}

// bruteForce deals the first unit: to nothing, to an offer of one, or to a
// grouped offer with any others.
func bruteForce(units []Line, offers []catalog.Offer, used []int) int64 {
	if len(units) == 0 {
		return 0
	}
	first, rest := units[0], units[1:]
	best := bruteForce(rest, offers, used)
	for i, o := range offers {
		if !fits(o, ReceiptLine{Line: first}) {
			continue
		}
		if !grouped(o) {
			best = max(best, single(o, ReceiptLine{Line: first})+bruteForce(rest, offers, used))
			continue
		}
		if o.Limit > 0 && used[i] >= o.Limit {
			continue
		}
		need := o.Quantity - 1
		if o.Kind == catalog.OfferBuyGet {
			need += o.Get
		}
		for mask := range 1 << len(rest) {
			group := []int64{first.UnitPrice.Minor()}
			var others []Line
			for j, u := range rest {
				if mask>>j&1 == 0 {
					others = append(others, u)
				} else if fits(o, ReceiptLine{Line: u}) {
					group = append(group, u.UnitPrice.Minor())
				} else {
					group = nil
					break
				}
			}
			if len(group) != need+1 {
				continue
			}
			n := append([]int{}, used...)
			n[i]++
			best = max(best, worth(o, group)+bruteForce(others, offers, n))
		}
	}
	return best
}

func worth(o catalog.Offer, group []int64) int64 {
	sum, cheapest := int64(0), group[0]
	for _, p := range group {
		sum += p
		cheapest = min(cheapest, p)
	}
	if o.Kind == catalog.OfferNFor {
		return sum - o.Price.Minor()
	}
	off, err := usd(cheapest).MulRate(o.Percent, money.HalfUp) // Get is one in these draws
	if err != nil {
		panic(err)
	}
	return min(off.Minor(), cheapest)
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
