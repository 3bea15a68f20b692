package catalog

import (
	"math"
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/money"
)

// measure is a quantity that sizes are printed in and prices compared by: a
// whole number of the least parts that make all of its kind whole.
type measure struct {
	kind  byte // m mass, v volume, n number
	parts int64
}

// measures are exact: a pound is 453.59237 g and a US gallon 231 cubic inches
// (NIST Handbook 44, appendix C), in nanograms and tenths of nanolitres.
var measures = map[string]measure{
	"g": {'m', 1e9}, "100g": {'m', 1e11}, "kg": {'m', 1e12}, "oz": {'m', 28_349_523_125}, "lb": {'m', 453_592_370_000},
	"ml": {'v', 1e10}, "l": {'v', 1e13}, "fl oz": {'v', 295_735_295_625}, "pt": {'v', 4_731_764_730_000}, "qt": {'v', 9_463_529_460_000}, "gal": {'v', 37_854_117_840_000},
	"ct": {'n', 1}, "rolls": {'n', 1}, "100 ct": {'n', 100},
}

// manyPieces is from how many pieces on a price is compared for a hundred.
const manyPieces = 50

// UnitPrice is the price of a package for comparison with others: for a unit of
// the store's scales, or for a quart or a litre, for a piece or a hundred, as
// its size is printed ("12 fl oz", "6 x 330 ml", "half gal"). It is rounded half
// up and only shown, never charged. ok is false where the size says nothing, or
// nothing that the unit price would not repeat.
func UnitPrice(price money.Amount, size, weightUnit string) (each money.Amount, per string, ok bool) {
	milli, in, ok := parseSize(size)
	if !ok || price.Sign() <= 0 {
		return money.Amount{}, "", false
	}
	of := measures[in]
	switch of.kind {
	case 'm':
		per = weightUnit
	case 'v':
		if per = "qt"; weightUnit == "kg" || weightUnit == "100g" {
			per = "l"
		}
	default:
		if per = "ct"; milli >= 1000*manyPieces {
			per = "100 ct"
		}
	}
	to, known := measures[per]
	if !known || to.kind != of.kind || milli > math.MaxInt64/of.parts || milli*of.parts == 1000*to.parts {
		return money.Amount{}, "", false
	}
	each, err := price.MulFrac(1000*to.parts, milli*of.parts, money.HalfUp)
	return each, per, err == nil && !each.IsZero()
}

// parseSize reads a printed size as thousandths of a measure.
func parseSize(size string) (milli int64, in string, ok bool) {
	s := strings.ToLower(strings.TrimSpace(size))
	packs := int64(1)
	if n, rest, found := strings.Cut(s, " x "); found {
		var err error
		if packs, err = strconv.ParseInt(n, 10, 16); err != nil || packs < 1 {
			return 0, "", false
		}
		s = rest
	}
	number, in, _ := strings.Cut(s, " ")
	if _, known := measures[in]; !known {
		return 0, "", false
	}
	if number == "half" {
		return 500 * packs, in, true
	}
	whole, frac, _ := strings.Cut(number, ".")
	if len(whole) > 6 || len(frac) > 3 || strings.Trim(whole+frac, "0123456789") != "" {
		return 0, "", false
	}
	milli, err := strconv.ParseInt(whole+(frac + "000")[:3], 10, 64)
	return milli * packs, in, err == nil && milli > 0
}
