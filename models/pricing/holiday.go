package pricing

import (
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// Holiday lifts taxes for some days.
type Holiday struct {
	Name        string
	From, Until time.Time // Until is the first moment after it
	Classes     []string  // tax classes
	Taxes       []string  // names of the taxes it lifts; none for all of a class
	// Ceiling is the highest price of one item that is free of tax; what costs
	// more is taxed from the first cent. No amount: none is too dear.
	Ceiling money.Amount
}

// keepHolidays notes on each line which taxes a holiday of today lifts.
func keepHolidays(lines []ReceiptLine, r Rules) error {
	for _, h := range r.Holidays {
		if r.Now.Before(h.From) || !r.Now.Before(h.Until) {
			continue
		}
		for i := range lines {
			l := &lines[i]
			if !slices.Contains(h.Classes, l.TaxClass) {
				continue
			}
			if ok, err := h.reaches(*l, r.Offers); err != nil {
				return err
			} else if !ok {
				continue
			}
			for _, t := range r.Taxes[l.TaxClass] {
				if (len(h.Taxes) == 0 || slices.Contains(h.Taxes, t.Name)) && !slices.Contains(l.Exempt, t.Name) {
					l.Exempt = append(l.Exempt, t.Name)
				}
			}
		}
	}
	return nil
}

// reaches reports whether one item of a line costs no more than the ceiling.
// As in section 322 of the Streamlined Sales and Use Tax Agreement, what the
// store takes off lowers that price, what a manufacturer pays does not, and
// two things of which one is cheaper for the other are not averaged.
func (h Holiday) reaches(l ReceiptLine, offers []catalog.Offer) (bool, error) {
	if h.Ceiling.Sign() <= 0 {
		return true, nil
	}
	price := l.Gross
	for _, d := range l.Discounts {
		if d.Source == SourceManufacturer || d.Source == SourceOffer && forAnother(d.Code, offers) {
			continue
		}
		var err error
		if price, err = price.Sub(d.Amount); err != nil {
			return false, err
		}
	}
	most, err := h.Ceiling.Mul(int64(max(l.Quantity, 1)))
	if err != nil {
		return false, err
	}
	over, err := price.Cmp(most)
	return over <= 0, err
}

// forAnother reports whether an offer makes one thing cheaper for buying another.
func forAnother(id string, offers []catalog.Offer) bool {
	return slices.ContainsFunc(offers, func(o catalog.Offer) bool {
		return o.ID == id && (o.Kind == catalog.OfferBuyGet || o.Kind == catalog.OfferThreshold && !o.Other.Empty())
	})
}

// taxesOf are the taxes that a line bears.
func (r Rules) taxesOf(l ReceiptLine) []Tax {
	of := r.Taxes[l.TaxClass]
	if len(l.Exempt) == 0 {
		return of
	}
	return slices.DeleteFunc(slices.Clone(of), func(t Tax) bool { return slices.Contains(l.Exempt, t.Name) })
}
