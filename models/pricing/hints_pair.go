package pricing

import (
	"cmp"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// pairHint says what is missing for an offer on goods with others beside them,
// where one of the two is there: at the dearest of the other kind how many more
// of it and what they save, or, where none of the other kind is bought, at what
// is there that the offer goes with other goods.
func (s *search) pairHint(g *group) (Hint, bool) {
	var units [2][]int // lines, one for each unit, the dearest first
	for l, n := range s.left {
		if n > 0 && g.fits[0][l] && g.fits[1][l] {
			return Hint{}, false // which part it would be is the search's to say
		}
		for p := range g.fits {
			if g.fits[p][l] {
				units[p] = append(units[p], slices.Repeat([]int{l}, min(n, g.need[p]))...)
			}
		}
	}
	byPrice := func(a, b int) int { return cmp.Compare(s.lines[b].UnitPrice.Minor(), s.lines[a].UnitPrice.Minor()) }
	full := -1
	for p := range units {
		slices.SortStableFunc(units[p], byPrice)
		if len(units[p]) >= g.need[p] {
			full = p
		}
	}
	if full < 0 {
		return Hint{}, false
	}
	short := 1 - full
	missing := g.need[short] - len(units[short])
	h := Hint{Offer: g.Name, OfferES: g.NameES, Save: s.zero}
	switch {
	case missing < 1 || missing > maxMissing:
		return Hint{}, false
	case len(units[short]) == 0:
		h.Line = s.lines[units[full][0]].ID
		return h, true
	}
	line := units[short][0]
	units[short] = append(units[short], slices.Repeat([]int{line}, missing)...)
	h.Line, h.Missing = s.lines[line].ID, missing
	h.Save = s.zero.With(s.pairSaving(g, units))
	return h, h.Save.Sign() > 0
}

// pairSaving is what one use of an offer saves on the units of its two parts.
func (s *search) pairSaving(g *group, units [2][]int) (sum int64) {
	for p := range units {
		for _, l := range units[p][:g.need[p]] {
			if g.Kind == catalog.OfferNFor || p == 1 {
				sum += g.offUnit(s.lines[l])
			}
		}
	}
	if g.Kind == catalog.OfferNFor {
		sum -= g.Price.Minor()
	}
	return sum
}

// spendHints say how much more is to be spent for what is off from a sum on,
// where at least half of the sum is spent: at the dearest line that counts.
func spendHints(lines []ReceiptLine, offers []catalog.Offer, zero money.Amount) (out []Hint) {
	for _, o := range offers {
		if o.Kind != catalog.OfferThreshold {
			continue
		}
		spent, line := int64(0), -1
		for i, l := range lines {
			if !fits(o, l) {
				continue
			}
			spent += l.Gross.Minor()
			if line < 0 || l.Gross.Minor() > lines[line].Gross.Minor() {
				line = i
			}
		}
		lacks := o.Minimum.Minor() - spent
		if line < 0 || lacks <= 0 || lacks > spent {
			continue
		}
		h := Hint{Line: lines[line].ID, Offer: o.Name, OfferES: o.NameES, Spend: zero.With(lacks), Save: zero}
		if o.Other.Empty() { // else a gift, whose price is not known before it is chosen
			h.Save = o.Amount
			if off, err := o.Minimum.MulRate(o.Percent, money.HalfUp); err == nil && !o.Percent.IsZero() {
				h.Save = off
			}
		}
		out = append(out, h)
	}
	return out
}
