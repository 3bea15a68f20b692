package coupon

import (
	"slices"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// Apply judges coupons in the order given, each on what earlier ones left of
// the basket, and returns those that save something. Lines of the same goods
// and price count as one, where the first of them stands.
func Apply(lines []Line, offers []Offer) []Applied {
	basket := merge(lines)
	var applied []Applied
	for nth, o := range offers {
		if o.Terms == nil {
			continue
		}
		save, taken := o.Terms.judge(basket)
		if save <= 0 {
			continue
		}
		a := Applied{Code: o.Code, Nth: nth, Save: save}
		for i, n := range taken {
			if n > 0 {
				a.Used = append(a.Used, Used{Line: basket[i], Quantity: n})
				basket[i].Quantity -= n
			}
		}
		applied = append(applied, a)
	}
	return applied
}

// judge returns what the coupon saves on the basket and how many units of each
// line it consumes; nothing where it does not apply.
func (t Terms) judge(basket []Line) (int64, []int) {
	claims := t.claims(basket)
	if len(claims) == 0 {
		return 0, nil
	}
	scope := t.scope(claims)
	if t.SaveCode == gs1.SaveFreeUnits && len(scope) == 1 {
		c := &claims[slices.IndexFunc(claims, func(c claim) bool { return c.nth == scope[0].nth })]
		c.least = min(int(t.Save), units(basket, c.goods))
	}
	taken := consume(basket, claims)
	if taken == nil {
		return 0, nil
	}
	return t.save(basket, scope, taken), taken
}

// scope returns the purchases that are cheaper by the coupon.
func (t Terms) scope(claims []claim) []claim {
	if t.AppliesTo == nil {
		return claims
	}
	i := slices.IndexFunc(claims, func(c claim) bool { return c.nth == *t.AppliesTo })
	if i < 0 {
		return nil
	}
	return claims[i : i+1]
}

// save returns the amount off, zero where the coupon is worth more than what
// it applies to and its kind forbids that.
func (t Terms) save(basket []Line, scope []claim, taken []int) int64 {
	var consumed int64
	for i, n := range taken {
		consumed += basket[i].Price * int64(n)
	}
	switch t.SaveCode {
	case gs1.SaveCents:
		if consumed < t.Save || value(basket, used(scope, taken)) < t.Save {
			return 0
		}
		return t.Save
	case gs1.SaveFreeItem:
		goods := used(scope, taken)
		if len(goods) == 0 {
			return 0
		}
		price := basket[goods[0]].Price
		if t.Save > 0 {
			price = min(price, t.Save)
		}
		return price
	case gs1.SaveFreeUnits:
		return t.freeUnits(basket, used(scope, taken), taken)
	case gs1.SavePercent:
		return t.percent(basket, used(scope, taken), taken)
	case gs1.SaveOrderCents:
		all := make([]int, len(basket))
		for i := range all {
			all[i] = i
		}
		return min(t.Save, value(basket, all))
	case gs1.SaveQualifyingCents:
		return min(t.Save, consumed)
	}
	return 0
}

// used returns the lines of the purchases that were consumed from, in order.
func used(scope []claim, taken []int) []int {
	var goods []int
	for _, c := range scope {
		for _, i := range c.goods {
			if taken[i] > 0 && !slices.Contains(goods, i) {
				goods = append(goods, i)
			}
		}
	}
	slices.Sort(goods)
	return goods
}

// freeUnits is the price of the first Save units consumed.
func (t Terms) freeUnits(basket []Line, goods, taken []int) (sum int64) {
	left := t.Save
	for _, i := range goods {
		n := min(left, int64(taken[i]))
		sum += n * basket[i].Price
		left -= n
	}
	return sum
}

// percent is Save percent of the units consumed, half up.
func (t Terms) percent(basket []Line, goods, taken []int) int64 {
	var sum int64
	for _, i := range goods {
		sum += basket[i].Price * int64(taken[i])
	}
	off, err := money.New(sum, "").MulRate(money.Percent(min(t.Save, 100)), money.HalfUp)
	if err != nil {
		return 0
	}
	return off.Minor()
}
