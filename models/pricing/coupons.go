package pricing

import (
	"cmp"
	"errors"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/money"
)

// applyCoupons takes what each store coupon gives off the lines it fits, those
// of products before those of departments before those of the basket, the
// earlier scanned first among equals, so that a percentage off the basket is
// of what is left. Manufacturers' coupons follow. A coupon that gives nothing
// says why and stays.
func applyCoupons(out *Receipt, coupons []Coupon, r Rules) error {
	var ordered, manufacturers []Coupon
	for _, c := range coupons {
		if c.Manufacturer != nil {
			manufacturers = append(manufacturers, c)
		} else {
			ordered = append(ordered, c)
		}
	}
	slices.SortStableFunc(ordered, func(a, b Coupon) int {
		return cmp.Compare(slices.Index(reach, a.Terms.Target), slices.Index(reach, b.Terms.Target))
	})
	for _, c := range ordered {
		o := CouponOutcome{Code: c.Code, Name: c.Name, Amount: out.Tax}
		err := applyCoupon(out, coupon.Store(c.Terms), &o, r)
		var no *coupon.Refused
		if errors.As(err, &no) {
			o.Reason = string(no.Reason)
		} else if err != nil {
			return err
		}
		out.Coupons = append(out.Coupons, o)
	}
	return applyManufacturers(out, manufacturers)
}

// reach orders targets from the narrowest.
var reach = []catalog.Target{catalog.OnProduct, catalog.OnDepartment, catalog.OnBasket}

func applyCoupon(out *Receipt, c coupon.Store, o *CouponOutcome, r Rules) error {
	if err := c.Check(r.Now, false); err != nil {
		return err
	}
	off, err := c.Off(couponLines(out.Lines))
	if err != nil {
		return err
	}
	for i, a := range off {
		if err := out.Lines[i].discount(Discount{Source: SourceCoupon, Code: c.Code, Name: c.Name, NameES: c.NameES, Amount: a}); err != nil {
			return err
		}
	}
	o.Amount, err = money.Sum(off...)
	return err
}

func couponLines(lines []ReceiptLine) []coupon.StoreLine {
	out := make([]coupon.StoreLine, len(lines))
	for i, l := range lines {
		out[i] = coupon.StoreLine{GTIN: l.Item.GTIN, PLU: l.Item.PLU, Department: l.Department, Units: l.Quantity, Gross: l.Gross, Net: l.Net}
	}
	return out
}
