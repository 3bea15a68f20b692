package coupon

import "slices"

// Why says why the terms save nothing on the lines; empty where they do save.
func (t Terms) Why(lines []Line) Reason {
	basket := merge(lines)
	if save, _ := t.judge(basket); save > 0 {
		return ""
	}
	claims := t.claims(basket)
	switch {
	case len(claims) > 0 && t.Save > 0:
		// Its purchases are there, and yet nothing is given.
		return WorthMore
	case !slices.ContainsFunc(t.Purchases[:], func(p *Purchase) bool {
		return p != nil && slices.ContainsFunc(basket, func(l Line) bool { return l.Quantity > 0 && p.Goods.Holds(l) })
	}):
		return NothingQualifies
	case t.worthMore(basket):
		return WorthMore
	}
	return MinimumNotReached
}

// worthMore reports whether the coupon would be given if it saved one minor
// unit: its goods are bought and only its value is in the way.
func (t Terms) worthMore(basket []Line) bool {
	if !t.ofGoods() || t.Save <= 1 {
		return false
	}
	t.Save = 1
	save, _ := t.judge(basket)
	return save > 0
}
