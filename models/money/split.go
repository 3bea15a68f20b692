package money

import (
	"fmt"
	"math/bits"
	"slices"
)

// Split divides a among shares in proportion to their weights, to the last
// minor unit: each gets its exact share rounded toward zero, and what is left
// goes one unit each to the largest remainders, the first of equal ones first.
// The parts add up to a. A share of weight 0 gets nothing.
func (a Amount) Split(weights []int64) ([]Amount, error) {
	var total int64
	for i, w := range weights {
		if w < 0 || total+w < 0 {
			return nil, fmt.Errorf("splitting %s: weight %d is %d: %w", a, i, w, ErrOverflow)
		}
		total += w
	}
	if total == 0 {
		if a.IsZero() {
			return slices.Repeat([]Amount{a}, len(weights)), nil
		}
		return nil, fmt.Errorf("splitting %s: no share has any weight", a)
	}
	parts, left := make([]Amount, len(weights)), a.minor
	rests, order := make([]uint64, len(weights)), make([]int, len(weights))
	for i, w := range weights {
		part, err := a.MulFrac(w, total, Down)
		if err != nil {
			return nil, err
		}
		parts[i], order[i] = part, i
		rests[i] = remainder(a.minor, w, total)
		left -= part.minor
	}
	slices.SortStableFunc(order, func(x, y int) int {
		switch {
		case rests[x] > rests[y]:
			return -1
		case rests[x] < rests[y]:
			return 1
		}
		return 0
	})
	unit := int64(a.Sign())
	for _, i := range order[:left*unit] {
		parts[i].minor += unit
	}
	return parts, nil
}

// remainder returns the rest of |a| times w over total.
func remainder(a, w, total int64) uint64 {
	hi, lo := bits.Mul64(magnitude(a), uint64(w))
	return bits.Rem64(hi, lo, uint64(total))
}
