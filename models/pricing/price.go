package pricing

import (
	"fmt"
	"slices"

	"github.com/dashcart/dashcart/models/money"
)

// Price turns a basket into what it costs by the rules. Lines that nobody has
// priced yet count nothing and are counted in Receipt.Unpriced.
func Price(b Basket, r Rules) (Receipt, error) {
	cur := r.Currency
	if cur == "" {
		cur = b.Currency
	}
	zero := money.Zero(cur)
	out := Receipt{At: r.Now, Subtotal: zero, Savings: zero, Tax: zero, Total: zero}
	for _, l := range b.Lines {
		rl, err := priced(l, r, zero)
		if err != nil {
			return Receipt{}, fmt.Errorf("line %d (%s): %w", l.ID, l.Name, err)
		}
		if l.Sold == SoldUnpriced {
			out.Unpriced++
		}
		out.Lines = append(out.Lines, rl)
	}
	if err := applyOffers(&out, r); err != nil {
		return Receipt{}, err
	}
	if err := applyCoupons(&out, b.Coupons, r); err != nil {
		return Receipt{}, err
	}
	if err := addCharges(&out, b.Bags, r); err != nil {
		return Receipt{}, err
	}
	if err := keepHolidays(out.Lines, r); err != nil {
		return Receipt{}, err
	}
	if err := payWithSNAP(&out, b.SNAP, r); err != nil {
		return Receipt{}, err
	}
	if err := applyTaxes(&out, r); err != nil {
		return Receipt{}, err
	}
	return out, total(&out)
}

// priced makes one line's price; the promise stands unless today's is lower.
func priced(l Line, r Rules, zero money.Amount) (ReceiptLine, error) {
	rl := ReceiptLine{Line: l, Gross: zero, Net: zero}
	if l.Sold == SoldUnpriced {
		return rl, nil
	}
	if r.Today != nil && !slices.Contains(l.Flags, FlagPrinted) {
		if now, ok := r.Today(l.Item); ok && now.Currency() == l.UnitPrice.Currency() && now.Minor() < l.UnitPrice.Minor() {
			rl.UnitPrice = now
		}
	}
	var err error
	if l.Sold == SoldByWeight {
		rl.Gross, err = rl.UnitPrice.ByWeight(l.Weight.Milli())
	} else {
		rl.Gross, err = rl.UnitPrice.Mul(int64(l.Quantity))
	}
	rl.Net = rl.Gross
	return rl, err
}

// discount takes amount off a line, never below zero, and notes what gave it.
func (rl *ReceiptLine) discount(d Discount) error {
	if d.Amount.Sign() <= 0 {
		return nil
	}
	if d.Amount.Minor() > rl.Net.Minor() {
		d.Amount = rl.Net
	}
	net, err := rl.Net.Sub(d.Amount)
	if err != nil {
		return err
	}
	rl.Net = net
	rl.Discounts = append(rl.Discounts, d)
	return nil
}

func total(out *Receipt) (err error) {
	net := out.Subtotal
	for _, l := range out.Lines {
		if out.Subtotal, err = out.Subtotal.Add(l.Gross); err != nil {
			return err
		}
		if net, err = net.Add(l.Net); err != nil {
			return err
		}
	}
	if out.Savings, err = out.Subtotal.Sub(net); err != nil {
		return err
	}
	out.Total, err = net.Add(out.Tax)
	return err
}
