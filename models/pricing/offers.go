package pricing

import (
	"fmt"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// applyOffers takes the store's offers off the lines, in the combination that
// saves most. No unit of goods earns two offers.
func applyOffers(out *Receipt, r Rules) error {
	s := newSearch(out.Lines, offersOn(r.Offers, r.Now))
	s.zero = out.Tax
	if len(s.offers) == 0 {
		return nil
	}
	plan := s.best()
	out.Greedy = s.cut
	for _, u := range plan.uses {
		if err := s.give(out, u); err != nil {
			return fmt.Errorf("offer %s: %w", s.offers[u.offer].ID, err)
		}
	}
	if err := s.giveSingles(out, plan.left); err != nil {
		return err
	}
	out.Hints = s.hints(plan.left, out.Tax)
	return nil
}

func offersOn(offers []catalog.Offer, now time.Time) []catalog.Offer {
	return slices.DeleteFunc(slices.Clone(offers), func(o catalog.Offer) bool {
		return !o.From.IsZero() && now.Before(o.From) || !o.Until.IsZero() && !now.Before(o.Until) || sense(o) != nil
	})
}

// sense reports why an offer cannot be computed; such a one gives nothing.
func sense(o catalog.Offer) error {
	switch o.Kind {
	case catalog.OfferNFor:
		if o.Quantity < 2 || o.Quantity > 24 || o.Price.Sign() <= 0 {
			return fmt.Errorf("offer %s: n-for needs a quantity from 2 to 24 and a price", o.ID)
		}
	case catalog.OfferBuyGet:
		if o.Quantity < 1 || o.Get < 1 || o.Quantity+o.Get > 24 || o.Percent.IsZero() {
			return fmt.Errorf("offer %s: buy-get needs what to buy, what to get and a percentage", o.ID)
		}
	case catalog.OfferAmount:
		if o.Amount.Sign() <= 0 {
			return fmt.Errorf("offer %s: an amount off needs an amount", o.ID)
		}
	case catalog.OfferPercent:
		if o.Percent.IsZero() {
			return fmt.Errorf("offer %s: a percentage off needs a percentage", o.ID)
		}
	default:
		return fmt.Errorf("offer %s: there is no kind %q", o.ID, o.Kind)
	}
	return nil
}

// grouped reports whether an offer needs several units together.
func grouped(o catalog.Offer) bool {
	return o.Kind == catalog.OfferNFor || o.Kind == catalog.OfferBuyGet
}

func fits(o catalog.Offer, l ReceiptLine) bool {
	switch {
	case l.Sold == SoldUnpriced:
		return false
	case grouped(o) && l.Sold != SoldEach:
		return false
	case !l.Item.GTIN.IsZero() && slices.Contains(o.GTINs, l.Item.GTIN), !l.Item.PLU.IsZero() && slices.Contains(o.PLUs, l.Item.PLU):
		return true
	}
	return l.Department != "" && slices.Contains(o.Departments, l.Department) || l.Brand != "" && slices.Contains(o.Brands, l.Brand)
}

// single is what an offer of one unit takes off one unit of a line, never
// more than the unit costs; for a line by weight, off the whole line.
func single(o catalog.Offer, l ReceiptLine) int64 {
	unit := l.UnitPrice
	if l.Sold == SoldByWeight {
		unit = l.Gross
	}
	off := o.Amount
	switch {
	case o.Kind == catalog.OfferPercent:
		a, err := unit.MulRate(o.Percent, money.HalfUp)
		if err != nil {
			return 0
		}
		off = a
	case l.Sold == SoldByWeight:
		a, err := o.Amount.ByWeight(l.Weight.Milli())
		if err != nil {
			return 0
		}
		off = a
	}
	if off.Currency() != unit.Currency() {
		return 0
	}
	return min(off.Minor(), unit.Minor())
}

// give takes one use of a grouped offer off the lines whose units it used,
// shared in proportion to their prices, to the last minor unit.
func (s *search) give(out *Receipt, u use) error {
	o := s.offers[u.offer]
	weights := make([]int64, len(out.Lines))
	for line, n := range u.discounted(o, s.price) {
		weights[line] = int64(n) * s.price[line]
	}
	shares, err := out.Tax.With(u.saves).Split(weights)
	if err != nil {
		return err
	}
	for i, a := range shares {
		if err := out.Lines[i].discount(Discount{Source: SourceOffer, Code: o.ID, Name: o.Name, Amount: a}); err != nil {
			return err
		}
	}
	return nil
}

func (s *search) giveSingles(out *Receipt, left []int) error {
	for i, n := range left {
		o := s.singleOffer[i]
		if o < 0 || n == 0 {
			continue
		}
		d := Discount{Source: SourceOffer, Code: s.offers[o].ID, Name: s.offers[o].Name, Amount: out.Tax.With(s.singleSaves[i] * int64(n))}
		if err := out.Lines[i].discount(d); err != nil {
			return err
		}
	}
	return nil
}

// hints tells of grouped offers that one to three more of a thing in the
// basket would earn.
func (s *search) hints(left []int, zero money.Amount) []Hint {
	var out []Hint
	for i, o := range s.offers {
		if !grouped(o) {
			continue
		}
		have, line := 0, -1
		for l, n := range left {
			if n > 0 && s.fits[i][l] {
				have += n
				if line < 0 || s.price[l] > s.price[line] {
					line = l
				}
			}
		}
		need := o.Quantity
		if o.Kind == catalog.OfferBuyGet {
			need += o.Get
		}
		missing := need - have
		if line < 0 || missing < 1 || missing > 3 {
			continue
		}
		all := make([]int, len(left))
		all[line] = need
		if save := s.saving(i, all); save > 0 {
			out = append(out, Hint{Line: s.id[line], Offer: o.Name, OfferES: o.NameES, Missing: missing, Save: zero.With(save)})
		}
	}
	return out
}

func (s *search) percentOf(o catalog.Offer, unit int64) int64 {
	a, err := s.zero.With(unit).MulRate(o.Percent, money.HalfUp)
	if err != nil {
		return 0
	}
	return min(a.Minor(), unit)
}
