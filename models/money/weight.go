package money

import "fmt"

// ByWeight prices a weight: a is the price of one unit (a pound, a kilogram,
// 100 g), milli the net weight in thousandths of that unit, as indicated. The
// result is rounded once, half up, as weights and measures rules have it (NIST
// Handbook 44, 2.20: to the nearest cent).
func (a Amount) ByWeight(milli int64) (Amount, error) {
	if milli < 0 {
		return Amount{}, fmt.Errorf("pricing a weight of %d thousandths: a net weight is never below zero", milli)
	}
	return a.MulFrac(milli, 1000, HalfUp)
}
