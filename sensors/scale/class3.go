package scale

import (
	"errors"
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// ClassIII is what a scale of accuracy class III with one interval, whose
// division is also its verification interval e, may indicate and sell by. The
// clauses cited are those of OIML R 76-1:2006; NIST Handbook 44, 2.20 asks the
// same of a scale marked III.
type ClassIII struct {
	Division
	// Max is its capacity in divisions, 10,000 at most (3.2, table 3); zero is a
	// scale whose capacity nobody declared, which has no limits.
	Max int64
}

// maxDivisions is the most that class III may have.
const maxDivisions = 10_000

// NewClassIII returns a scale of a division for loads up to so many grams, or
// what the class allows with that division where it is less.
func NewClassIII(d Division, grams float64) ClassIII {
	if d.Milli == 0 || grams <= 0 {
		return ClassIII{Division: d}
	}
	return ClassIII{d, min(maxDivisions, int64(grams/d.Grams()))}
}

// Shares and steps of the clauses cited where they are used.
const (
	overloadDivisions = 9
	zeroShare         = 0.02 // of Max to either side: 4 % together
	initialZeroShare  = 0.10 // of Max to either side: 20 % together
	followPerSecond   = 0.5  // divisions
)

// Overloaded reports whether nothing may be indicated: more than Max + 9 e
// (4.2.3).
func (c ClassIII) Overloaded(gross evidence.Weight) bool {
	return c.Max > 0 && gross.Count > c.Max+overloadDivisions
}

// MayZero reports whether a load in grams may be taken as nothing. The first
// time after it was switched on, initial, it counts from the scale's own zero,
// later from the initial one; the two ranges are 20 % and 4 % of Max (4.5.1).
func (c ClassIII) MayZero(grams float64, initial bool) bool {
	share := zeroShare
	if initial {
		share = initialZeroShare
	}
	return c.Max == 0 || math.Abs(grams) <= share*float64(c.Max)*c.Grams()
}

// Follow is how much of an offset from zero, in grams, zero tracking takes away
// in some time: nothing unless zero is indicated, never more than half a
// division a second (4.5.7).
func (d Division) Follow(off float64, elapsed evidence.Millis) float64 {
	if d.Milli == 0 || d.Indicated(off).Count != 0 {
		return 0
	}
	most := followPerSecond * d.Grams() * float64(max(elapsed, 0)) / 1000
	return math.Copysign(math.Min(math.Abs(off), most), off)
}

// ErrTare says that a tare is below zero or more than the gross weight.
var ErrTare = errors.New("a tare is between nothing and the gross weight")

// Net takes a tare in grams off a gross weight. The tare is rounded to a
// division, whether it was preset for a container, entered or weighed (4.6.2,
// 4.7.1), so that what is shown as gross, tare and net adds up.
func (d Division) Net(gross evidence.Weight, grams float64) (net, tare evidence.Weight, err error) {
	tare = d.Indicated(grams)
	if tare.Count < 0 || tare.Count > gross.Count {
		return gross, d.Indicated(0), ErrTare
	}
	net = gross
	net.Count -= tare.Count
	return net, tare, nil
}
