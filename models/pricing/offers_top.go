package pricing

import (
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// giveTop gives the offers on what others left: of the thresholds that exclude
// one another the best, then those that combine, in the order of the file.
func giveTop(out *Receipt, offers []catalog.Offer) error {
	var best []money.Amount
	var of catalog.Offer
	var sum int64
	for _, o := range offers {
		if o.Combine {
			continue
		}
		off, err := topOff(out, o)
		if err != nil {
			return err
		}
		if s, err := money.Sum(off...); err != nil {
			return err
		} else if s.Minor() > sum {
			best, of, sum = off, o, s.Minor()
		}
	}
	if err := takeOff(out, of, best); err != nil {
		return err
	}
	for _, o := range offers {
		if !o.Combine {
			continue
		}
		off, err := topOff(out, o)
		if err != nil {
			return err
		}
		if err := takeOff(out, o, off); err != nil {
			return err
		}
	}
	return nil
}

func takeOff(out *Receipt, o catalog.Offer, off []money.Amount) error {
	for i, a := range off {
		if err := out.Lines[i].discount(Discount{Source: SourceOffer, Code: o.ID, Name: o.Name, NameES: o.NameES, Amount: a}); err != nil {
			return err
		}
	}
	return nil
}

// topOff is what an offer takes off each line as it stands now, never more
// than what is left to pay; nil where its goods do not cost its minimum.
func topOff(out *Receipt, o catalog.Offer) ([]money.Amount, error) {
	weights := make([]int64, len(out.Lines))
	off := make([]money.Amount, len(out.Lines))
	var spent, net int64
	for i, l := range out.Lines {
		if !fits(o, l) {
			continue
		}
		spent += l.Gross.Minor()
		net += l.Net.Minor()
		weights[i] = l.Net.Minor()
		if o.Kind == catalog.OfferThreshold {
			continue
		}
		each := single(o, l)
		if l.Sold == SoldEach {
			each *= int64(l.Quantity)
		}
		if o.Kind == catalog.OfferPercent {
			a, err := l.Net.MulRate(o.Percent, money.HalfUp)
			if err != nil {
				return nil, err
			}
			each = a.Minor()
		}
		off[i] = out.Tax.With(min(each, l.Net.Minor()))
	}
	if o.Kind != catalog.OfferThreshold {
		return off, nil
	}
	if net <= 0 || spent < o.Minimum.Minor() {
		return nil, nil
	}
	all := o.Amount
	if !o.Percent.IsZero() {
		var err error
		if all, err = out.Tax.With(net).MulRate(o.Percent, money.HalfUp); err != nil {
			return nil, err
		}
	}
	return out.Tax.With(min(all.Minor(), net)).Split(weights)
}
