// Package money holds amounts of money as whole minor units (cents, yen, fils)
// with their currency, and the few exact operations that prices need: adding,
// multiplying by counts, rates and weights with a named rounding, and splitting
// to the last unit. There are no floats. Currencies and their written form are
// CLDR's, by github.com/bojanz/currency.
package money

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// Errors of arithmetic. ErrMismatch says that two currencies met; ErrOverflow
// that a result does not fit 63 bits.
var (
	ErrMismatch = errors.New("amounts are of different currencies")
	ErrOverflow = errors.New("amount is too large")
)

// Amount is a number of minor units of a currency. Amounts compare by ==. The
// zero Amount is nothing, in no currency yet: added to another it gives that
// other, so that a sum may start from it.
type Amount struct {
	minor    int64
	currency string
}

// New returns minor units (cents) of the currency with this ISO 4217 code. The
// code is checked where it comes in from outside: see CheckCurrency and Parse.
func New(minor int64, currency string) Amount { return Amount{minor, currency} }

// Zero returns no money of a currency.
func Zero(currency string) Amount { return Amount{0, currency} }

// Minor returns the number of minor units.
func (a Amount) Minor() int64 { return a.minor }

// Currency returns the ISO 4217 code, empty for the zero Amount.
func (a Amount) Currency() string { return a.currency }

// With returns minor units of a's currency.
func (a Amount) With(minor int64) Amount { return Amount{minor, a.currency} }

// IsZero reports whether a is no money, of whatever currency.
func (a Amount) IsZero() bool { return a.minor == 0 }

// Sign returns -1, 0 or 1.
func (a Amount) Sign() int {
	switch {
	case a.minor < 0:
		return -1
	case a.minor > 0:
		return 1
	}
	return 0
}

// Neg returns a with the other sign.
func (a Amount) Neg() Amount { return a.With(-a.minor) }

// Add returns a + b.
func (a Amount) Add(b Amount) (Amount, error) {
	currency, err := a.common(b)
	if err != nil {
		return Amount{}, err
	}
	sum := a.minor + b.minor
	if (sum > a.minor) != (b.minor > 0) {
		return Amount{}, fmt.Errorf("adding %s and %s: %w", a, b, ErrOverflow)
	}
	return Amount{sum, currency}, nil
}

// Sub returns a - b.
func (a Amount) Sub(b Amount) (Amount, error) {
	if b.minor == math.MinInt64 {
		return Amount{}, fmt.Errorf("subtracting %s: %w", b, ErrOverflow)
	}
	return a.Add(b.Neg())
}

// Mul returns a times n.
func (a Amount) Mul(n int64) (Amount, error) {
	return a.MulFrac(n, 1, Down)
}

// MulFrac returns a times num/den, rounded to a minor unit. It is exact until
// that one rounding.
func (a Amount) MulFrac(num, den int64, r Rounding) (Amount, error) {
	if den == 0 {
		return Amount{}, fmt.Errorf("%s times %d/0: the divisor is zero", a, num)
	}
	neg := (a.minor < 0) != (num < 0) != (den < 0)
	hi, lo := bits.Mul64(magnitude(a.minor), magnitude(num))
	d := magnitude(den)
	if hi >= d {
		return Amount{}, fmt.Errorf("%s times %d/%d: %w", a, num, den, ErrOverflow)
	}
	q, rest := bits.Div64(hi, lo, d)
	if r.awayFromZero(q, rest, d) {
		q++
	}
	if q > math.MaxInt64 {
		return Amount{}, fmt.Errorf("%s times %d/%d: %w", a, num, den, ErrOverflow)
	}
	if neg {
		return a.With(-int64(q)), nil
	}
	return a.With(int64(q)), nil
}

// Cmp compares a and b: -1, 0 or 1.
func (a Amount) Cmp(b Amount) (int, error) {
	if _, err := a.common(b); err != nil {
		return 0, err
	}
	switch {
	case a.minor < b.minor:
		return -1, nil
	case a.minor > b.minor:
		return 1, nil
	}
	return 0, nil
}

// Sum adds amounts up.
func Sum(amounts ...Amount) (Amount, error) {
	var total Amount
	for _, a := range amounts {
		var err error
		if total, err = total.Add(a); err != nil {
			return Amount{}, err
		}
	}
	return total, nil
}

// common returns the currency that a and b share. A zero Amount without one
// shares any.
func (a Amount) common(b Amount) (string, error) {
	switch {
	case a.currency == b.currency, b == (Amount{}):
		return a.currency, nil
	case a == (Amount{}):
		return b.currency, nil
	}
	return "", fmt.Errorf("%s and %s: %w", a, b, ErrMismatch)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}
