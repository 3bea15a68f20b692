package pricing

import (
	"fmt"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// applyOffers gives the offers that are best together. A unit of a line counts
// for one offer; which, a search finds (see search). Offers that combine, and
// thresholds, then come off what is left to pay.
func applyOffers(out *Receipt, r Rules) error {
	var units, top []catalog.Offer
	for _, o := range r.offersNow(out.Tax.Currency()) {
		if onTop(o) {
			top = append(top, o)
		} else {
			units = append(units, o)
		}
	}
	s := newSearch(out.Lines, units, out.Tax)
	uses := s.best()
	out.Greedy = s.cut
	for _, u := range uses {
		if err := s.give(out, u); err != nil {
			return fmt.Errorf("offer %s: %w", u.group.ID, err)
		}
	}
	if err := s.giveSingles(out); err != nil {
		return err
	}
	out.Hints = append(s.hints(), spendHints(out.Lines, slices.Concat(units, top), s.zero)...)
	return giveTop(out, top)
}

// offersNow are those that are given at this time to this shopper in this
// currency.
func (r Rules) offersNow(currency string) []catalog.Offer {
	return slices.DeleteFunc(slices.Clone(r.Offers), func(o catalog.Offer) bool {
		given := r.Given[o.ID]
		return !o.On(r.Now) || o.Members && !r.Member || sense(o) != nil || foreign(o, currency) ||
			o.PerShopper > 0 && given.ByShopper >= o.PerShopper ||
			o.Budget.Sign() > 0 && given.Minor >= o.Budget.Minor()
	})
}

// sense reports what makes an offer impossible to give: the catalogue says it
// to who wrote it, here it is passed over.
func sense(o catalog.Offer) error {
	o.ID, o.Name = "-", "-" // what it is called does not matter here
	for _, f := range o.Check() {
		return fmt.Errorf("%s %s", f.Field, f.Reason)
	}
	return nil
}

// foreign reports whether an offer is in another currency.
func foreign(o catalog.Offer, currency string) bool {
	for _, a := range []money.Amount{o.Price, o.Amount, o.Minimum, o.Budget} {
		if a.Currency() != "" && a.Currency() != currency {
			return true
		}
	}
	return false
}

// onTop reports whether an offer is given on what others left.
func onTop(o catalog.Offer) bool {
	return o.Combine || o.Kind == catalog.OfferThreshold && o.Other.Empty()
}

// grouped reports whether an offer takes units for itself, together or up to a
// limit, so that the search decides; others are for each unit alone.
func grouped(o catalog.Offer) bool {
	return o.Kind == catalog.OfferNFor || o.Kind == catalog.OfferBuyGet || o.Kind == catalog.OfferThreshold || o.Limit > 0
}

// fits reports whether a line's goods belong to an offer.
func fits(o catalog.Offer, l ReceiptLine) bool {
	return o.Everything && l.Sold != SoldUnpriced && takes(o, l) || belongs(o.Group(), o, l)
}

// belongs reports whether a line is of a group of an offer.
func belongs(g catalog.Group, o catalog.Offer, l ReceiptLine) bool {
	return l.Sold != SoldUnpriced && takes(o, l) && g.Holds(l.Item.GTIN, l.Item.PLU, l.Department, l.Brand)
}

// takes: things by weight cannot be counted into a group, but they can cost
// what a threshold asks for.
func takes(o catalog.Offer, l ReceiptLine) bool {
	return l.Sold == SoldEach || !grouped(o) || o.Kind == catalog.OfferThreshold
}

// single is what an offer on each takes off one unit of a line, or off all of
// a line by weight.
func single(o catalog.Offer, l ReceiptLine) int64 {
	unit := l.UnitPrice
	if l.Sold == SoldByWeight {
		unit = l.Gross
	}
	off := o.Amount
	var err error
	switch {
	case o.Kind == catalog.OfferPercent:
		off, err = unit.MulRate(o.Percent, money.HalfUp)
	case o.Kind == catalog.OfferPrice:
		price := o.Price
		if l.Sold == SoldByWeight {
			price, err = o.Price.ByWeight(l.Weight.Milli())
		}
		if err == nil {
			off, err = unit.Sub(price)
		}
	case l.Sold == SoldByWeight:
		off, err = o.Amount.ByWeight(l.Weight.Milli())
	}
	if err != nil || off.Currency() != unit.Currency() {
		return 0
	}
	return max(0, min(off.Minor(), unit.Minor()))
}

// give spreads what one use of an offer saves over the units it takes money
// off, in proportion to their prices.
func (s *search) give(out *Receipt, u use) error {
	weights := make([]int64, len(out.Lines))
	off := u.discounted()
	for i := range u.of.classes {
		s.pull(&u.of.classes[i], off[i], func(line, n int) { weights[line] += int64(n) * u.of.classes[i].price })
	}
	for i := range u.of.classes {
		s.pull(&u.of.classes[i], u.units[0][i]+u.units[1][i]-off[i], nil)
	}
	shares, err := s.zero.With(u.saves).Split(weights)
	if err != nil {
		return err
	}
	for i, a := range shares {
		if err := out.Lines[i].discount(Discount{Source: SourceOffer, Code: u.group.ID, Name: u.group.Name, NameES: u.group.NameES, Amount: a}); err != nil {
			return err
		}
	}
	return nil
}

// giveSingles gives each unit that no group took the best of the offers on
// units alone.
func (s *search) giveSingles(out *Receipt) error {
	for i, n := range s.left {
		o := s.by[i]
		if o < 0 || n == 0 {
			continue
		}
		d := Discount{Source: SourceOffer, Code: s.singles[o].ID, Name: s.singles[o].Name, NameES: s.singles[o].NameES, Amount: s.zero.With(s.single[i] * int64(n))}
		if err := out.Lines[i].discount(d); err != nil {
			return err
		}
	}
	return nil
}
