// Package coupon says which coupons apply to which lines of a basket, and for
// how much: manufacturers' coupons by their own data (AI 8110) or by a master
// offer file (AI 8112), and the store's own coupons.
//
// Manufacturers' coupons are judged one after another in the order given, each
// on the units that earlier ones left, first lines first: "first come, first
// served", as The Coupon Bureau's published use cases have it. A unit of goods
// counts for one coupon only.
//
// Amounts are whole minor units (cents) of the basket's one currency.
package coupon
