package shopping

import (
	"cmp"
	"context"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// Manufacturers is what Goods has too where the store takes manufacturers'
// coupons by a master offer file or as a named retailer; others take coupons
// by their own data alone.
type Manufacturers interface{ CouponBook() coupon.Book }

// couponOf reads a code as a coupon that is good now, the store's own before a
// manufacturer's. Its refusal is one of the coupon's own or, for what is no
// coupon at all, CodeNoCoupon.
func (c *Cart) couponOf(code string) (pricing.Coupon, error) {
	if k, ok := c.cfg.Goods.Catalogue().Coupon(code); ok {
		return pricing.Coupon{Code: k.Code, Name: k.Name, Terms: k}, coupon.Store(k).Check(c.cfg.Clock(), false)
	}
	var book coupon.Book
	if m, ok := c.cfg.Goods.(Manufacturers); ok {
		book = m.CouponBook()
	}
	now := c.cfg.Clock()
	s, ok, err := book.Read(code, cmp.Or(c.cfg.Goods.Rules(now).Now, now)) // the store's day, where it says
	if !ok {
		return pricing.Coupon{}, refuse(CodeNoCoupon, "the store has no code "+code)
	}
	if err != nil {
		return pricing.Coupon{}, err
	}
	terms := catalog.StoreCoupon{Code: s.Code, Name: "Manufacturer's coupon " + s.Offer, NameES: "Cupón del fabricante " + s.Offer, Once: s.Once}
	if s.Terms.OfStore {
		terms.Name, terms.NameES = "Store coupon "+s.Offer, "Cupón de la tienda "+s.Offer
	}
	return pricing.Coupon{Code: s.Code, Name: terms.Name, Terms: terms, Manufacturer: &s.Terms}, nil
}

// returnCoupons gives back what the store keeps for a trip that has ended and
// what that did not use: coupons that gave nothing, which stay good for another
// trip, those that were taken out again, and all of an abandoned trip. It may be
// asked again.
func (c *Cart) returnCoupons(ctx context.Context, t *trip.Trip) error {
	for _, k := range slices.Concat(t.Coupons, t.Removed) {
		used := t.Status != trip.Abandoned && t.Receipt != nil && t.Receipt.Gave(k.Code)
		if used || !k.Terms.Limited() {
			continue
		}
		if _, err := c.cfg.Hub.ReturnCoupon(ctx, CouponRequest{Key: t.ID + "-coupon-back-" + k.Code, Code: reservedAs(k.Coupon, t), Trip: t.ID}); err != nil {
			c.offline(err)
			return err
		}
	}
	return nil
}

// reservedAs is the code by which the store keeps a coupon for a trip. One that
// each shopper may use once is another for each of them: by their account, a
// guest's by their loyalty card. A guest without one is nobody to the store;
// their trip ends at a cashier.
func reservedAs(k pricing.Coupon, t *trip.Trip) string {
	if !k.Terms.OncePerShopper {
		return k.Code
	}
	return k.Code + " of " + cmp.Or(t.Shopper.ID, t.Shopper.Loyalty, t.ID)
}
