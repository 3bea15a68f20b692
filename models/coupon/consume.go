package coupon

import "slices"

// consume takes the units that the claims want, first lines first, and returns
// how many of each line; nil where claims want the same units and there are
// too few. Where several claims could take a unit, they are tried in each
// order of precedence until one meets them all.
func consume(basket []Line, claims []claim) []int {
	for _, order := range permutations(len(claims)) {
		if taken, ok := consumeInOrder(basket, claims, order); ok {
			return taken
		}
	}
	return nil
}

func consumeInOrder(basket []Line, claims []claim, order []int) ([]int, bool) {
	taken := make([]int, len(basket))
	want, least := make([]int64, len(claims)), make([]int, len(claims))
	for k, c := range claims {
		want[k], least[k] = c.want, c.least
	}
	for i, l := range basket {
		for _, k := range order {
			c := claims[k]
			if l.Quantity == 0 || !slices.Contains(c.goods, i) {
				continue
			}
			n := max(c.units(l, want[k]), min(least[k], l.Quantity))
			l.Quantity -= n
			taken[i] += n
			for other, o := range claims {
				// What counts towards the whole order counts for the others, too.
				if other == k || c.order() && slices.Contains(o.goods, i) {
					want[other] -= int64(n) * o.each(l)
					least[other] -= n
				}
			}
		}
	}
	for k := range claims {
		if want[k] > 0 || least[k] > 0 {
			return nil, false
		}
	}
	return taken, true
}

// permutations returns the orders of n things, n up to 3, the natural first.
func permutations(n int) [][]int {
	switch n {
	case 1:
		return [][]int{{0}}
	case 2:
		return [][]int{{0, 1}, {1, 0}}
	}
	return [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}
}
