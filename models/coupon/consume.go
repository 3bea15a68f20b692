package coupon

import "slices"

// consume takes the units that the claims need, first lines first, and returns
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
	need := make([]int, len(claims))
	for k, c := range claims {
		need[k] = c.need
	}
	for i, l := range basket {
		left := l.Quantity
		for _, k := range order {
			if need[k] <= 0 || left == 0 || !slices.Contains(claims[k].goods, i) {
				continue
			}
			n := min(left, need[k])
			left -= n
			taken[i] += n
			need[k] -= n
			shareUnits(claims, need, k, i, n)
		}
	}
	return taken, !slices.ContainsFunc(need, func(n int) bool { return n > 0 })
}

// shareUnits counts n units of line i, taken for a claim on the whole order,
// for the other claims that they suit.
func shareUnits(claims []claim, need []int, k, i, n int) {
	if !claims[k].order {
		return
	}
	for other, c := range claims {
		if other != k && need[other] > 0 && slices.Contains(c.goods, i) {
			need[other] -= min(need[other], n)
		}
	}
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
