package catalog

import (
	"slices"

	"github.com/dashcart/dashcart/models/money"
)

// maxGroup is how many things one offer may take together.
const maxGroup = 24

// Check returns what is wrong with an offer by itself.
func (o Offer) Check() []Fault {
	var f faults
	f.addIf(o.ID == "", "id", "is missing")
	f.addIf(o.Name == "", "name", "is missing")
	f.addIf(o.Group().Empty() && !o.Everything, "gtins", "is missing: an offer names gtins, plus, departments or brands, or everything")
	f.addIf(!o.Group().Empty() && o.Everything, "everything", "goes with no gtins, plus, departments or brands")
	f.kindOf(o)
	f.addIf(!o.Minimum.IsZero() && o.Kind != OfferThreshold, "minimum_cents", "is only for kind: threshold")
	f.addIf(o.OtherQuantity != 0 && o.Kind != OfferNFor, "other_quantity", "is only for kind: n-for")
	f.addIf(o.Combine && (o.Kind == OfferNFor || o.Kind == OfferBuyGet || o.gift()), "combine", "is not for offers that take several things together")
	f.addIf(o.Combine && o.Kind == OfferPrice, "combine", "is not for kind: price")
	f.addIf(o.Limit < 0, "limit", "is below zero")
	f.addIf(o.Limit > 0 && (o.Combine || o.Kind == OfferThreshold), "limit", "is not for what is given once or on top of others")
	f.addIf(o.PerShopper < 0, "per_shopper", "is below zero")
	f.addIf(o.Budget.Sign() < 0, "budget_cents", "is below zero")
	for _, d := range o.Days {
		f.addIf(!slices.Contains(weekdays, d), "days", "%.20q is none of mon, tue, wed, thu, fri, sat, sun", d)
	}
	if _, _, ok := hoursOf(o.Hours); o.Hours != "" && !ok {
		f.addIf(true, "hours", "%.20q is not like 16:00-18:00", o.Hours)
	}
	f.span(o.From, o.Until)
	return f
}

// gift reports whether a threshold gives things of another group.
func (o Offer) gift() bool { return o.Kind == OfferThreshold && !o.Other.Empty() }

// kindOf checks what the kind of an offer asks for.
func (f *faults) kindOf(o Offer) {
	other := !o.Other.Empty()
	switch o.Kind {
	case OfferNFor:
		f.addIf(o.Quantity < 1 || o.Quantity < 2 && !other, "quantity", "is missing: how many for the price")
		f.addIf(other != (o.OtherQuantity > 0), "other_quantity", "goes with other_gtins, other_plus, other_departments or other_brands")
		f.addIf(o.OtherQuantity < 0, "other_quantity", "is below zero")
		f.addIf(o.Quantity+o.OtherQuantity > maxGroup, "quantity", "is more than %d things", maxGroup)
		f.addIf(o.Price.Sign() <= 0, "price_cents", "is missing")
		return
	case OfferBuyGet:
		f.addIf(o.Quantity < 1, "quantity", "is missing: how many to buy")
		f.addIf(o.Get < 1, "get", "is missing: how many to get")
		f.addIf(o.Quantity+o.Get > maxGroup, "quantity", "is more than %d things", maxGroup)
		f.kind(PercentOff, money.Amount{}, o.Percent)
		return
	case OfferThreshold:
		f.addIf(o.Minimum.Sign() < 0, "minimum_cents", "is below zero")
		switch {
		case other:
			f.addIf(o.Get < 1 || o.Get > maxGroup, "get", "is missing: how many of the other group")
			f.kind(PercentOff, o.Amount, o.Percent)
		case !o.Percent.IsZero():
			f.kind(PercentOff, o.Amount, o.Percent)
		default:
			f.kind(AmountOff, o.Amount, o.Percent)
		}
		return
	case OfferPrice:
		f.addIf(o.Price.Sign() <= 0, "price_cents", "is missing")
	case OfferAmount:
		f.kind(AmountOff, o.Amount, money.Rate{})
	case OfferPercent:
		f.kind(PercentOff, money.Amount{}, o.Percent)
	default:
		f.addIf(true, "kind", "%q is none of n-for, buy-get, price, amount, percent, threshold", o.Kind)
	}
	f.addIf(other, "other_gtins", "is only for kind: n-for, buy-get or threshold")
}
