package scale

import (
	"fmt"
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// Division is the least step that a scale indicates: Milli thousandths of Unit.
type Division struct {
	Milli int64
	Unit  evidence.Unit
}

// NewDivision checks a division that store.yaml declares.
func NewDivision(milli int64, unit evidence.Unit) (Division, error) {
	if milli <= 0 || milli > 100_000 || unit.Grams() == 0 {
		return Division{}, fmt.Errorf("a division of %d thousandths of %q: want 1 to 100000 of lb, oz, kg or 100g", milli, unit)
	}
	return Division{milli, unit}, nil
}

// Grams is the mass of one division.
func (d Division) Grams() float64 { return float64(d.Milli) / 1000 * d.Unit.Grams() }

// Indicated rounds a load to the nearest division.
func (d Division) Indicated(grams float64) evidence.Weight {
	if d.Milli == 0 {
		return evidence.Weight{}
	}
	return evidence.Weight{Count: int64(math.Round(grams / d.Grams())), DivisionMilli: d.Milli, Unit: d.Unit}
}

// Between is the indicated weight that was added from one stable load to another,
// less a tare in grams, and that tare as it was taken off. Where the tare is more
// than was added the net is zero.
func (d Division) Between(from, to, grams float64) (net, tare evidence.Weight) {
	w := d.Indicated(math.Abs(to - from))
	if d.Milli == 0 {
		return w, w
	}
	w.Count = d.Indicated(math.Max(from, to)).Count - d.Indicated(math.Min(from, to)).Count
	net, tare, err := d.Net(w, grams)
	if err != nil { // the container alone, or less
		net.Count = 0
	}
	return net, tare
}

// Indicator is what a scale's display would show. It zeroes, follows its zero
// while empty, tares, and says when it is stable.
type Indicator struct {
	name     string
	class    ClassIII
	zero     float64 // grams that are taken as nothing
	initial  float64 // the first of them since it was switched on
	zeroed   bool
	from     float64 // gross when weighing was announced
	tare     float64
	weighing bool
	said     evidence.Millis
	status   evidence.ScaleStatus // of the reading that was shown last
	last     evidence.Indication
}

// NewIndicator returns an indicator of a scale by name.
func NewIndicator(name string, c ClassIII) *Indicator { return &Indicator{name: name, class: c} }

const (
	indicateEvery evidence.Millis = 100
	emptyGrams    float64         = 10
)

// Zero takes the present load as nothing, unless it is out of the range in which
// that is allowed: then it reports false and shows what it showed.
func (i *Indicator) Zero(grams float64) bool {
	if !i.class.MayZero(grams-i.initial, !i.zeroed) {
		return false
	}
	if i.zero = grams; !i.zeroed {
		i.initial, i.zeroed = grams, true
	}
	return true
}

// Zeroed is the load that is taken as nothing, in grams.
func (i *Indicator) Zeroed() float64 { return i.zero }

// Announce starts a weighing at the present load; tare is the mass of its
// container in grams. Announced again, a weighing under way only gets another
// tare. Done ends it.
func (i *Indicator) Announce(tare float64) {
	if !i.weighing {
		i.from = i.last.GramsTotal
	}
	i.tare, i.weighing = math.Max(0, tare), true
}

// Done ends a weighing.
func (i *Indicator) Done() { i.from, i.tare, i.weighing = 0, 0, false }

// Tare is that of the weighing under way, zero without one.
func (i *Indicator) Tare() float64 { return i.tare }

// Show makes the indication after a reading, with what the detector makes of the load; ok is false while
// nothing new is to be shown.
func (i *Indicator) Show(r evidence.ScaleReading, grams, sd float64, still bool) (ind evidence.Indication, ok bool) {
	status := r.Status
	if status == "" || status == evidence.ScaleStable && !still {
		status = evidence.ScaleMotion
		if still {
			status = evidence.ScaleStable
		}
	}
	changed := status != i.status
	if !changed && r.At-i.said < indicateEvery && r.At >= i.said {
		return evidence.Indication{}, false
	}
	i.status = status
	if status == evidence.ScaleStable && i.said > 0 {
		if next := i.zero + i.class.Follow(grams-i.zero, r.At-i.said); i.class.MayZero(next-i.initial, !i.zeroed) {
			i.zero = next
		}
	}
	gross := grams - i.zero
	if status == evidence.ScaleStable && gross < -20*math.Max(i.class.Grams()/2, 1) {
		status = evidence.ScaleUnder
	}
	ind = evidence.Indication{At: r.At, Scale: i.name, Status: status, GramsTotal: gross, GramsSD: sd, Cells: r.Cells, Gross: i.class.Indicated(gross)}
	ind.Net, ind.Weighing = ind.Gross, i.weighing
	if i.weighing {
		ind.Net, _ = i.class.Between(math.Min(i.from, gross), gross, i.tare)
		ind.Tare = i.class.Indicated(i.tare)
	}
	if i.class.Overloaded(ind.Gross) {
		ind.Status, ind.Gross, ind.Net = evidence.ScaleOver, i.class.Indicated(0), i.class.Indicated(0)
	}
	ind.Empty = status == evidence.ScaleStable && math.Abs(gross) < emptyGrams
	i.last, i.said = ind, r.At
	return ind, true
}
