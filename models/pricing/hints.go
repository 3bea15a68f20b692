package pricing

import (
	"cmp"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
)

// maxMissing is how many things a hint may ask for.
const maxMissing = 3

// hints says what is still missing for an offer on several things, at the
// dearest line that it is for: with so many more of that, what it saves.
func (s *search) hints() (out []Hint) {
	for _, g := range s.groups {
		if g.Kind != catalog.OfferNFor && g.Kind != catalog.OfferBuyGet || g.limit > 0 && g.used >= g.limit {
			continue
		}
		if g.need[1] > 0 {
			if h, ok := s.pairHint(g); ok {
				out = append(out, h)
			}
			continue
		}
		var prices []int64
		line := -1
		for l, n := range s.left {
			if n == 0 || !g.fits[0][l] {
				continue
			}
			price := s.lines[l].UnitPrice.Minor()
			for range min(n, g.need[0]) {
				prices = append(prices, price)
			}
			if line < 0 || price > s.lines[line].UnitPrice.Minor() {
				line = l
			}
		}
		missing := g.need[0] - len(prices)
		if line < 0 || missing < 1 || missing > maxMissing {
			continue
		}
		if save := g.savingOn(s.lines[line], prices, missing); save > 0 {
			out = append(out, Hint{Line: s.lines[line].ID, Offer: g.Name, OfferES: g.NameES, Missing: missing, Save: s.zero.With(save)})
		}
	}
	return out
}

// savingOn is what the group saves on units of these prices and so many more
// of a line.
func (g *group) savingOn(l ReceiptLine, prices []int64, more int) (sum int64) {
	for range more {
		prices = append(prices, l.UnitPrice.Minor())
	}
	slices.SortFunc(prices, cmp.Compare[int64])
	n := len(prices)
	if g.Kind == catalog.OfferBuyGet {
		n = g.Get
	}
	for _, p := range prices[:n] {
		l.UnitPrice = l.UnitPrice.With(p)
		sum += g.offUnit(l)
	}
	if g.Kind == catalog.OfferNFor {
		sum -= g.Price.Minor()
	}
	return sum
}
