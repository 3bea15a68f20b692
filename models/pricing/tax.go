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
func applyTaxes(out *Receipt, r Rules) error {
	var all []*taxed
	find := func(t Tax) *taxed {
		for _, x := range all {
			if x.tax == t {
				return x
			}
		}
		x := &taxed{tax: t, base: out.Tax, due: out.Tax}
		all = append(all, x)
		return x
	}
	for _, l := range out.Lines {
		base, err := taxBase(l, r)
		if err != nil {
			return err
		}
		if base.IsZero() {
			continue
		}
		for _, t := range r.Taxes[l.TaxClass] {
			x := find(t)
			if x.base, err = x.base.Add(base); err != nil {
				return err
			}
			part, err := t.of(base, r.TaxRounding)
			if err != nil {
				return err
			}
			if x.due, err = x.due.Add(part); err != nil {
				return err
			}
		}
	}
	for _, x := range all {
		if !r.TaxByLine {
			due, err := x.tax.of(x.base, r.TaxRounding)
			if err != nil {
				return err
			}
			x.due = due
		}
		out.Taxes = append(out.Taxes, TaxLine{Name: x.tax.Name, Rate: x.tax.Rate.String(), Taxable: x.base, Amount: x.due, Inclusive: x.tax.Inclusive})
		if x.tax.Inclusive {
			continue
		}
		sum, err := out.Tax.Add(x.due)
		if err != nil {
			return err
		}
		out.Tax = sum
	}
	return nil
}

// taxBase is what a line is taxed on: what is paid for it, or, where coupons
// keep the tax, what was asked before them.
func taxBase(l ReceiptLine, r Rules) (money.Amount, error) {
	base := l.Net
	if !r.CouponsKeepTax {
		return base, nil
	}
	for _, d := range l.Discounts {
		if d.Source == "coupon" {
			b, err := base.Add(d.Amount)
			if err != nil {
				return base, err
			}
			base = b
		}
	}
	return base, nil
}

func (t Tax) of(base money.Amount, round money.Rounding) (money.Amount, error) {
	rate := t.Rate
	if t.Inclusive {
		rate = rate.Within()
	}
	return base.MulRate(rate, round)
}
