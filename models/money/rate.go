package money

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Rate is an exact ratio, of a tax or a percentage off. Equal rates are equal
// by ==. The zero Rate is 0.
type Rate struct{ num, den int64 } // den 0 stands for 1; always reduced

// maxRateDigits bounds what ParseRate reads, so that sums of rates fit.
const maxRateDigits = 9

// NewRate returns num/den.
func NewRate(num, den int64) (Rate, error) {
	if den <= 0 || num < 0 {
		return Rate{}, fmt.Errorf("rate %d/%d: the parts must be positive", num, den)
	}
	return reduced(num, den), nil
}

// Percent returns n percent.
func Percent(n int64) Rate { return reduced(n, 100) }

// ParseRate reads "8.875%" or "0.08875": at most nine digits, no sign.
func ParseRate(s string) (Rate, error) {
	text, percent := strings.CutSuffix(s, "%")
	whole, frac, point := strings.Cut(text, ".")
	all := whole + frac
	if len(all) == 0 || len(all) > maxRateDigits || point && frac == "" || whole == "" || strings.Trim(all, "0123456789") != "" {
		return Rate{}, fmt.Errorf("rate %.40q is not like 8.875%% or 0.08875, of at most %d digits", s, maxRateDigits)
	}
	num, err := strconv.ParseInt(all, 10, 64)
	if err != nil {
		return Rate{}, fmt.Errorf("rate %.40q: %w", s, err)
	}
	den := pow10(len(frac))
	if percent {
		den *= 100
	}
	return reduced(num, den), nil
}

// IsZero reports whether r is 0.
func (r Rate) IsZero() bool { return r.num == 0 }

// Add returns r + s, for taxes that stack side by side.
func (r Rate) Add(s Rate) (Rate, error) {
	x, xo := mul(r.num, s.over())
	y, yo := mul(s.num, r.over())
	d, do := mul(r.over(), s.over())
	if xo || yo || do || x+y < 0 {
		return Rate{}, fmt.Errorf("adding rates %s and %s: %w", r, s, ErrOverflow)
	}
	return reduced(x+y, d), nil
}

// Within returns the part r/(1+r): how much of a price that includes the tax
// is tax.
func (r Rate) Within() Rate { return reduced(r.num, r.over()+r.num) }

// MulRate returns a times r, rounded once.
func (a Amount) MulRate(r Rate, round Rounding) (Amount, error) {
	return a.MulFrac(r.num, r.over(), round)
}

// String returns a percentage where that has at most nine digits ("8.875%"),
// else a fraction.
func (r Rate) String() string {
	den, digits := r.over(), 0
	for hundredths, d := reduced(r.num, den), den; digits <= maxRateDigits; digits++ {
		scale := pow10(digits)
		if d = hundredths.over(); (100*scale)%d == 0 {
			n, over := mul(hundredths.num, 100*scale/d)
			if over || n >= pow10(maxRateDigits) {
				break
			}
			return decimal(n, digits) + "%"
		}
	}
	return fmt.Sprintf("%d/%d", r.num, den)
}

// MarshalText writes String.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what ParseRate accepts, and fractions as String writes.
func (r *Rate) UnmarshalText(b []byte) error {
	s := string(b)
	if num, den, ok := strings.Cut(s, "/"); ok {
		n, err := strconv.ParseInt(num, 10, 64)
		if err != nil {
			return fmt.Errorf("rate %.40q: %w", s, err)
		}
		d, err := strconv.ParseInt(den, 10, 64)
		if err != nil {
			return fmt.Errorf("rate %.40q: %w", s, err)
		}
		*r, err = NewRate(n, d)
		return err
	}
	v, err := ParseRate(s)
	if err != nil {
		return err
	}
	*r = v
	return nil
}

func (r Rate) over() int64 { return max(r.den, 1) }

// reduced returns num/den in lowest terms; the zero Rate stands for 0.
func reduced(num, den int64) Rate {
	if num == 0 {
		return Rate{}
	}
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return Rate{num / a, den / a}
}

func mul(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	return int64(lo), hi != 0 || int64(lo) < 0
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}
