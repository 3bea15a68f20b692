package evidence

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// MaxTareG is the heaviest container, in grams, whose tare may be entered or
// weighed: a shopper's own bowl is lighter.
const MaxTareG = 2000

// Grams is how many a unit has, by definition (NIST SP 811: the pound is
// 453.59237 g); zero of one that nobody sells by.
func (u Unit) Grams() float64 {
	switch u {
	case Pound:
		return 453.59237
	case Ounce:
		return 28.349523125
	case Kilogram:
		return 1000
	case Gram100:
		return 100
	}
	return 0
}

// Grams is the weight in grams.
func (w Weight) Grams() float64 { return float64(w.Milli()) / 1000 * w.Unit.Grams() }

// ErrTare says that an entered text is no tare that the scale can take off.
var ErrTare = errors.New("a tare is a whole number of the scale's divisions, above zero and up to two kilograms")

// ParseTare reads a tare that was entered in the unit and the divisions of a
// scale: "0.030" or "0,03". One between two divisions is refused: what is shown
// as gross, tare and net has to add up (OIML R 76-1, 4.7.1).
func ParseTare(text string, scale Weight) (Weight, error) {
	whole, part, _ := strings.Cut(strings.Replace(strings.TrimSpace(text), ",", ".", 1), ".")
	if len(whole)+len(part) == 0 || len(whole) > 6 || len(part) > 3 || scale.DivisionMilli <= 0 || scale.Unit.Grams() == 0 {
		return Weight{}, fmt.Errorf("tare %q: %w", text, ErrTare)
	}
	milli, err := strconv.ParseUint(whole+(part + "000")[:3], 10, 31)
	if err != nil || milli == 0 || int64(milli)%scale.DivisionMilli != 0 {
		return Weight{}, fmt.Errorf("tare %q: %w", text, ErrTare)
	}
	w := Weight{Count: int64(milli) / scale.DivisionMilli, DivisionMilli: scale.DivisionMilli, Unit: scale.Unit}
	if w.Grams() > MaxTareG {
		return Weight{}, fmt.Errorf("tare %q: %w", text, ErrTare)
	}
	return w, nil
}
