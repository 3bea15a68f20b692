package pricing

import (
	"slices"

	"github.com/dashcart/dashcart/models/money"
)

// payWithSNAP finds what SNAP benefits may pay and lets them pay up to want of
// it. They buy what is left to pay for eligible goods, after everything that
// the store and manufacturers give, and the deposits that a law asks for with
// them; no bags. Benefits that do not reach for all pay first what would be
// taxed, as California's Revenue and Taxation Code 6373(b) asks and as is best
// for the shopper everywhere; among those, in the order of the lines.
func payWithSNAP(out *Receipt, want money.Amount, r Rules) error {
	if !r.SNAP {
		return nil
	}
	zero := out.Tax.With(0)
	all, err := eligible(out.Lines, zero)
	if err != nil || all.IsZero() {
		return err
	}
	out.SNAPEligible = all
	if out.SNAPTax, err = spared(out.Lines, all, r); err != nil {
		return err
	}
	if want.Sign() <= 0 {
		return nil
	}
	if over, err := all.Cmp(want); err != nil {
		return err
	} else if over < 0 {
		want = all
	}
	out.Lines = benefit(out.Lines, want, r)
	out.Tenders = append(out.Tenders, Tender{Kind: TenderSNAP, Amount: want})
	return nil
}

func eligible(lines []ReceiptLine, zero money.Amount) (sum money.Amount, err error) {
	sum = zero
	for _, l := range lines {
		if l.SNAP {
			if sum, err = sum.Add(l.Net); err != nil {
				return sum, err
			}
		}
	}
	return sum, nil
}

// benefit marks on copies of the lines what an amount of benefits pays.
func benefit(lines []ReceiptLine, amount money.Amount, r Rules) []ReceiptLine {
	lines = slices.Clone(lines)
	left := amount.Minor()
	for _, taxedFirst := range []bool{true, false} {
		for i := range lines {
			l := &lines[i]
			if !l.SNAP || r.adds(*l) != taxedFirst || left == 0 {
				continue
			}
			paid := min(left, l.Net.Minor())
			if l.ByBenefit = (money.Amount{}); paid > 0 {
				l.ByBenefit = amount.With(paid)
			}
			left -= paid
		}
	}
	return lines
}

// adds reports whether a tax is added to what a line costs.
func (r Rules) adds(l ReceiptLine) bool {
	return slices.ContainsFunc(r.taxesOf(l), func(t Tax) bool { return !t.Inclusive && !t.Rate.IsZero() })
}

// spared is the tax that falls away where benefits pay an amount.
func spared(lines []ReceiptLine, amount money.Amount, r Rules) (money.Amount, error) {
	_, before, err := taxesOn(lines, r, amount.With(0))
	if err != nil {
		return before, err
	}
	_, after, err := taxesOn(benefit(lines, amount, r), r, amount.With(0))
	if err != nil {
		return after, err
	}
	return before.Sub(after)
}
