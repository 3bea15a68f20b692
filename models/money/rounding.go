package money

import "fmt"

// Rounding says what becomes of a part of a minor unit.
type Rounding string

// The roundings a store may name. Half is exactly one half; "up" is away from
// zero, so that a refund mirrors its sale.
const (
	HalfUp   Rounding = "half-up"
	HalfEven Rounding = "half-even"
	HalfDown Rounding = "half-down"
	Up       Rounding = "up"
	Down     Rounding = "down"
)

// ParseRounding reads a rounding's name.
func ParseRounding(s string) (Rounding, error) {
	switch r := Rounding(s); r {
	case HalfUp, HalfEven, HalfDown, Up, Down:
		return r, nil
	}
	return "", fmt.Errorf("rounding %.40q is none of half-up, half-even, half-down, up, down", s)
}

// UnmarshalText reads what ParseRounding accepts.
func (r *Rounding) UnmarshalText(b []byte) error {
	v, err := ParseRounding(string(b))
	if err != nil {
		return err
	}
	*r = v
	return nil
}

// awayFromZero reports whether quotient q with rest over d grows by one. The
// zero Rounding is HalfUp, the rule of shops where none is named.
func (r Rounding) awayFromZero(q, rest, d uint64) bool {
	if rest == 0 {
		return false
	}
	over := rest > d-rest // rest > d/2 without overflow
	half := rest == d-rest
	switch r {
	case Up:
		return true
	case Down:
		return false
	case HalfDown:
		return over
	case HalfEven:
		return over || half && q%2 == 1
	}
	return over || half
}
