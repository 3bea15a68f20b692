package pricing

import (
	"cmp"
	"slices"

	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// applyManufacturers takes manufacturers' coupons off, after all that the
// store gives. Whether one applies, and what for, is judged on shelf prices,
// for a store's offer is no affair of the manufacturer's; what it takes off is
// never more than what is left to pay for the units it consumed. Those worth
// more by themselves go first, equals in the order scanned; a unit counts for
// one coupon.
func applyManufacturers(out *Receipt, coupons []Coupon) error {
	if len(coupons) == 0 {
		return nil
	}
	t := newTaking(out.Lines)
	alone := make([]int64, len(coupons))
	order := make([]int, len(coupons))
	for i, c := range coupons {
		order[i] = i
		if a := coupon.Apply(t.goods, []coupon.Offer{{Terms: c.Manufacturer}}); len(a) > 0 {
			alone[i] = a[0].Save
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(alone[b], alone[a]) })
	offers := make([]coupon.Offer, len(order))
	for i, k := range order {
		offers[i] = coupon.Offer{Code: coupons[k].Code, Terms: coupons[k].Manufacturer}
	}
	given := map[int]money.Amount{}
	for _, a := range coupon.Apply(t.goods, offers) {
		k := order[a.Nth]
		off, err := t.take(out, coupons[k], a)
		if err != nil {
			return err
		}
		given[k] = off
	}
	for i, c := range coupons {
		o := CouponOutcome{Code: c.Code, Name: c.Name, Amount: out.Tax}
		if off, ok := given[i]; ok && off.Sign() > 0 {
			o.Amount = off
		} else {
			o.Reason = string(cmp.Or(c.Manufacturer.Why(t.goods), coupon.GoodsUsed))
		}
		out.Coupons = append(out.Coupons, o)
	}
	return nil
}

// taking is how much of each line manufacturers' coupons have consumed.
type taking struct {
	goods []coupon.Line
	used  []int
	base  []money.Amount // left to pay before the first of them
}

func newTaking(lines []ReceiptLine) *taking {
	t := &taking{used: make([]int, len(lines))}
	for _, l := range lines {
		t.goods = append(t.goods, goodsOf(l))
		t.base = append(t.base, l.Net)
	}
	return t
}

// take spreads what one coupon saves over the lines it consumed, in proportion
// to what is left to pay for the units, or over all lines where it is off the
// whole order, and returns the sum given.
func (t *taking) take(out *Receipt, c Coupon, a coupon.Applied) (money.Amount, error) {
	weights := make([]int64, len(out.Lines))
	for _, u := range a.Used {
		left := u.Quantity
		for i := range t.goods {
			if left == 0 {
				break
			}
			if !same(t.goods[i], u.Line) {
				continue
			}
			n := min(left, t.goods[i].Quantity-t.used[i])
			w, err := t.worth(i, n)
			if err != nil {
				return out.Tax, err
			}
			weights[i] += w
			t.used[i] += n
			left -= n
		}
	}
	var sum int64
	for i, l := range out.Lines {
		if c.Manufacturer.SaveCode == gs1.SaveOrderCents {
			weights[i] = l.Net.Minor()
		}
		weights[i] = min(weights[i], l.Net.Minor())
		sum += weights[i]
	}
	off := out.Tax.With(min(a.Save, sum))
	if off.Sign() <= 0 {
		return off, nil
	}
	shares, err := off.Split(weights)
	if err != nil {
		return off, err
	}
	source := SourceManufacturer
	if c.Manufacturer.OfStore {
		source = SourceCoupon
	}
	for i, s := range shares {
		if err := out.Lines[i].discount(Discount{Source: source, Code: c.Code, Name: c.Name, NameES: c.Terms.NameES, Amount: s}); err != nil {
			return off, err
		}
	}
	return off, nil
}

// worth is what is left to pay for the next n units of a line. Units so
// counted one after another sum to the line to the last minor unit.
func (t *taking) worth(i, n int) (int64, error) {
	all := int64(max(t.goods[i].Quantity, 1))
	upTo, err := t.base[i].MulFrac(int64(t.used[i]+n), all, money.Down)
	if err != nil {
		return 0, err
	}
	before, err := t.base[i].MulFrac(int64(t.used[i]), all, money.Down)
	return upTo.Minor() - before.Minor(), err
}

// same reports whether two lines are of the same goods, whatever their count.
func same(a, b coupon.Line) bool {
	a.Quantity, b.Quantity = 0, 0
	return a == b
}

// goodsOf is a line as manufacturers' coupons see it.
func goodsOf(l ReceiptLine) coupon.Line {
	g := coupon.Line{Code: l.Item.GTIN.String(), CompanyPrefix: l.CompanyPrefix, Family: l.Family,
		Price: l.UnitPrice.Minor(), Quantity: l.Quantity}
	if !l.Item.PLU.IsZero() {
		g.Code, g.Kind = l.Item.PLU.String(), "PLU"
	}
	switch l.Sold {
	case SoldUnpriced:
		g.Quantity = 0
	case SoldByWeight:
		g.Price, g.Quantity = l.Gross.Minor(), 1
		g.Weight, g.WeightCode = weightFor(l.Weight)
	}
	return g
}

// weightFor is a net weight in the unit that coupons ask in, that of the scale,
// rounded down: hundredths of a pound or thousandths of a kilogram.
func weightFor(w evidence.Weight) (int64, gs1.RequirementCode) {
	switch w.Unit {
	case evidence.Pound:
		return w.Milli() / 10, gs1.RequirePounds
	case evidence.Ounce:
		return w.Milli() / 160, gs1.RequirePounds
	case evidence.Gram100:
		return w.Milli() / 10, gs1.RequireKilograms
	}
	return w.Milli(), gs1.RequireKilograms
}
