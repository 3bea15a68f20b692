package label

import (
	"math"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// price is an amount of the store's currency, exactly as printed.
func (r Rules) price(m gs1.Measure) (money.Amount, error) {
	digits, err := money.Digits(r.Currency)
	if err != nil {
		return money.Amount{}, refuse(Price, "%s", err)
	}
	v := m.Value
	if v == 0 || v > math.MaxInt64/1_000_000_000 {
		return money.Amount{}, refuse(Price, "%s is not a price", m)
	}
	for d := m.Decimals; d < digits; d++ {
		v *= 10
	}
	for d := m.Decimals; d > digits; d-- {
		if v%10 != 0 {
			return money.Amount{}, refuse(Price, "%s has more decimals than %s", m, r.Currency)
		}
		v /= 10
	}
	return money.New(int64(v), r.Currency), nil
}

// masses are those of one unit, in sixteenths of ten micrograms: then a pound
// (0.45359237 kg by definition) and an ounce are whole numbers.
var masses = map[evidence.Unit]uint64{
	evidence.Kilogram: 1_600_000_000,
	evidence.Gram100:  160_000_000,
	evidence.Pound:    725_747_792,
	evidence.Ounce:    45_359_237,
}

// gram is the mass of a gram in the same measure.
const gram = 1_600_000

// weight is a printed net weight in thousandths of the store's unit; one in
// another unit is rounded down, never in the store's favour.
func (r Rules) weight(m gs1.Measure, in evidence.Unit) (evidence.Weight, error) {
	from, to := masses[in], masses[r.Unit]
	if m.Value == 0 || m.Value > 999_999 || from == 0 || to == 0 || m.Decimals > 6 {
		return evidence.Weight{}, refuse(Weight, "%s %s is not a net weight", m, in)
	}
	div := to
	for range m.Decimals {
		div *= 10
	}
	milli := m.Value * 1000 * from / div
	if milli == 0 || milli > 1_000_000_000 {
		return evidence.Weight{}, refuse(Weight, "%s %s is not a net weight that a cart carries", m, in)
	}
	return evidence.Weight{Count: int64(milli), DivisionMilli: 1, Unit: r.Unit}, nil
}

// What the scale adds to a net weight: tray, film and pad, in grams. That is
// judged, not measured: labels do not tell it.
const (
	packing   = 14.0
	packingSD = 12.0
	netSpread = 0.01 // of the net weight: drip, and the other scale's error
)

// expected is what the scale should tell of a thing with a label, in grams:
// by its net weight, else by its price at the product's price by weight, else
// as the product weighs. Both are zero where nothing is known.
func (r Rules) expected(p catalog.Product, k evidence.Label) (grams, sd float64) {
	unit := float64(masses[r.Unit]) / gram
	var net float64
	switch {
	case !k.Weight.IsZero():
		net = float64(k.Weight.Milli()) / 1000 * unit
	case p.SoldBy == catalog.ByWeight && k.Priced() && !k.Markdown && p.Price.Sign() > 0:
		net = float64(k.Price.Minor()) / float64(p.Price.Minor()) * unit
	case p.SoldBy == catalog.ByWeight:
		return 0, 0 // it may weigh anything
	default:
		return p.WeightG, p.WeightSDG
	}
	return net + packing, math.Hypot(packingSD, netSpread*net)
}
