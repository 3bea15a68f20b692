package pricing

import "github.com/dashcart/dashcart/models/money"

// taxed gathers what one tax applies to.
type taxed struct {
	tax  Tax
	base money.Amount
	due  money.Amount
}

// applyTaxes adds each tax of each line's class: rounded once a line or once
// an invoice, as the rules say.
func applyTaxes(out *Receipt, r Rules) (err error) {
	out.Taxes, out.Tax, err = taxesOn(out.Lines, r, out.Tax.With(0))
	return err
}

// taxesOn is each tax that lines bear and the sum of those that are added to
// the total.
func taxesOn(lines []ReceiptLine, r Rules, zero money.Amount) (out []TaxLine, added money.Amount, err error) {
	all, err := gather(lines, r, zero)
	if err != nil {
		return nil, zero, err
	}
	added = zero
	for _, x := range all {
		if !r.TaxByLine {
			if x.due, err = x.tax.of(x.base, r.TaxRounding); err != nil {
				return nil, zero, err
			}
		}
		out = append(out, TaxLine{Name: x.tax.Name, Rate: x.tax.Rate.String(), Taxable: x.base, Amount: x.due, Inclusive: x.tax.Inclusive})
		if x.tax.Inclusive {
			continue
		}
		if added, err = added.Add(x.due); err != nil {
			return nil, zero, err
		}
	}
	return out, added, nil
}

// gather sums up what each tax applies to, in the order in which lines bear
// them first.
func gather(lines []ReceiptLine, r Rules, zero money.Amount) (all []*taxed, err error) {
	find := func(t Tax) *taxed {
		for _, x := range all {
			if x.tax == t {
				return x
			}
		}
		x := &taxed{tax: t, base: zero, due: zero}
		all = append(all, x)
		return x
	}
	for _, l := range lines {
		for _, t := range r.taxesOf(l) {
			base, err := taxBase(l, t, r)
			if err != nil {
				return nil, err
			}
			if base.IsZero() {
				continue
			}
			x := find(t)
			if x.base, err = x.base.Add(base); err != nil {
				return nil, err
			}
			part, err := t.of(base, r.TaxRounding)
			if err != nil {
				return nil, err
			}
			if x.due, err = x.due.Add(part); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// taxBase is what a line bears a tax on: what is paid for it, or, where coupons
// keep the tax, what was asked before them. What SNAP benefits pay bears none
// (7 CFR 272.1(b)), unless the price holds it.
func taxBase(l ReceiptLine, t Tax, r Rules) (base money.Amount, err error) {
	base = l.Net
	for _, d := range l.Discounts {
		if d.Source == SourceCoupon && r.CouponsKeepTax || d.Source == SourceManufacturer && r.ManufacturersKeepTax {
			if base, err = base.Add(d.Amount); err != nil {
				return base, err
			}
		}
	}
	if l.ByBenefit.IsZero() || t.Inclusive {
		return base, nil
	}
	return base.Sub(l.ByBenefit)
}

func (t Tax) of(base money.Amount, round money.Rounding) (money.Amount, error) {
	rate := t.Rate
	if t.Inclusive {
		rate = rate.Within()
	}
	return base.MulRate(rate, round)
}
