package coupon

import (
	"slices"

	"github.com/dashcart/dashcart/models/gs1"
)

// claim is what one purchase of a coupon asks of a basket.
type claim struct {
	nth   int   // 0 the first purchase, 1 the second, 2 the third
	goods []int // lines that qualify, in basket order
	code  gs1.RequirementCode
	want  int64 // to consume, as code counts it
	least int   // units to consume at least, whatever they count
	met   bool
}

// order reports whether it counts the whole order, so that its units may count
// again.
func (c claim) order() bool { return c.code == gs1.RequireOrderCents }

// each is what one unit of a line counts.
func (c claim) each(l Line) int64 {
	switch c.code {
	case gs1.RequireCents, gs1.RequireOrderCents:
		return l.Price
	case gs1.RequirePounds, gs1.RequireKilograms:
		return l.Weight
	}
	return 1
}

// units is how many units of a line are wanted where so much is: all of them
// where they count nothing.
func (c claim) units(l Line, want int64) int {
	each := c.each(l)
	switch {
	case want <= 0:
		return 0
	case each <= 0:
		return l.Quantity
	}
	return int(min((want+each-1)/each, int64(l.Quantity)))
}

// claimFor measures what purchase nth asks of the basket. Where extend is set
// and the units wanted are worth less than the coupon saves, more units are
// asked for until they are worth it.
func (t Terms) claimFor(basket []Line, nth int, extend bool) claim {
	p := t.Purchases[nth]
	if p == nil {
		return claim{nth: nth}
	}
	c := claim{nth: nth, code: p.Code, want: p.Need}
	for i, l := range basket {
		if l.Quantity > 0 && (c.order() || p.Goods.Holds(l)) {
			c.goods = append(c.goods, i)
		}
	}
	switch p.Code {
	case gs1.RequireUnits:
		c.met = len(c.goods) > 0 && int64(units(basket, c.goods)) >= p.Need
		if extend && t.ofGoods() {
			c.least = c.unitsWorth(basket, t.Save, int(p.Need))
		}
	case gs1.RequireCents, gs1.RequireOrderCents:
		c.met = len(c.goods) > 0 && value(basket, c.goods) >= p.Need
	case gs1.RequirePounds, gs1.RequireKilograms:
		c.goods = slices.DeleteFunc(c.goods, func(i int) bool { return basket[i].WeightCode != p.Code })
		var weight int64
		for _, i := range c.goods {
			weight += basket[i].Weight
		}
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
