package coupon

import (
	"slices"

	"github.com/dashcart/dashcart/models/gs1"
)

// claim is what one purchase of a coupon asks of a basket.
type claim struct {
	nth   int   // 0 the first purchase, 1 the second, 2 the third
	goods []int // lines that qualify, in basket order
	need  int   // units to consume
	met   bool
	order bool // it counts the whole order, so its units may count again
}

// claimFor measures what purchase nth asks of the basket. Where extend is set
// and the units wanted are worth less than the coupon saves, more units are
// asked for until they are worth it.
func (t Terms) claimFor(basket []Line, nth int, extend bool) claim {
	p := t.Purchases[nth]
	c := claim{nth: nth}
	if p == nil {
		return c
	}
	c.order = p.Code == gs1.RequireOrderCents
	for i, l := range basket {
		if l.Quantity > 0 && (c.order || p.Goods.Holds(l)) {
			c.goods = append(c.goods, i)
		}
	}
	switch p.Code {
	case gs1.RequireUnits:
		c.need = int(p.Need)
		c.met = len(c.goods) > 0 && units(basket, c.goods) >= c.need
		if extend && t.ofGoods() {
			c.need = max(c.need, c.unitsWorth(basket, t.Save, c.need))
		}
	case gs1.RequireCents, gs1.RequireOrderCents:
		c.need = c.unitsWorth(basket, p.Need, 0)
		c.met = len(c.goods) > 0 && value(basket, c.goods) >= p.Need
	case gs1.RequirePounds, gs1.RequireKilograms:
		var weight int64
		for _, i := range c.goods {
			if l := basket[i]; weight < p.Need && l.WeightCode == p.Code {
				weight += l.Weight
				c.need++
			}
		}
		c.goods = slices.DeleteFunc(c.goods, func(i int) bool { return basket[i].WeightCode != p.Code })
		c.met = len(c.goods) > 0 && weight >= p.Need
	}
	return c
}

// unitsWorth returns how many units from the front are worth at least amount,
// not fewer than atLeast, or all there are.
func (c claim) unitsWorth(basket []Line, amount int64, atLeast int) int {
	var worth int64
	n := 0
	for _, i := range c.goods {
		l := basket[i]
		take := min(max(atLeast-n, 0), l.Quantity)
		if lacks := amount - worth - l.Price*int64(take); lacks > 0 {
			more := l.Quantity - take
			if l.Price > 0 {
				more = min(more, int((lacks+l.Price-1)/l.Price))
			}
			take += more
		}
		worth += l.Price * int64(take)
		n += take
	}
	return n
}

func units(basket []Line, goods []int) (n int) {
	for _, i := range goods {
		n += basket[i].Quantity
	}
	return n
}

func value(basket []Line, goods []int) (sum int64) {
	for _, i := range goods {
		sum += basket[i].Price * int64(basket[i].Quantity)
	}
	return sum
}

// claims returns the purchases of the coupon that count, or none where the
// basket does not meet its rule.
func (t Terms) claims(basket []Line) []claim {
	if t.Rule == nil {
		return allMet(t.claimFor(basket, 0, true))
	}
	switch *t.Rule {
	case gs1.RuleOr:
		return t.oneOf(basket)
	case gs1.RuleAnd:
		var all []claim
		for nth, p := range t.Purchases {
			if p != nil || nth == 0 {
				all = append(all, t.claimFor(basket, nth, false))
			}
		}
		return allMet(all...)
	case gs1.RuleFirstAndOther:
		return allMet(t.claimFor(basket, 0, false), firstMet(t.claimFor(basket, 1, false), t.claimFor(basket, 2, false)))
	case gs1.RuleEitherAndLast:
		return allMet(firstMet(t.claimFor(basket, 0, false), t.claimFor(basket, 1, false)), t.claimFor(basket, 2, false))
	}
	return nil
}

// oneOf returns the purchase that counts where one is enough: the one the
// coupon applies to where it says so, else that of the earliest line whose
// goods are worth what the coupon saves.
func (t Terms) oneOf(basket []Line) []claim {
	if t.AppliesTo != nil {
		return allMet(t.claimFor(basket, *t.AppliesTo, true))
	}
	var met []claim
	for nth := range t.Purchases {
		c := t.claimFor(basket, nth, true)
		if c.met && (!t.ofGoods() || value(basket, c.goods) >= t.Save) {
			met = append(met, c)
		}
	}
	if len(met) == 0 {
		return nil
	}
	return []claim{slices.MinFunc(met, func(a, b claim) int { return a.goods[0] - b.goods[0] })}
}

func allMet(claims ...claim) []claim {
	if slices.ContainsFunc(claims, func(c claim) bool { return !c.met }) {
		return nil
	}
	return claims
}

func firstMet(a, b claim) claim {
	if a.met {
		return a
	}
	return b
}
