package scale

import (
	"cmp"
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// A platform on its cells is a damped spring: after a change of load it rings
// for half a second, over which a second change would go unseen. What it rang
// like when it was left alone is learned, and taken out: if a free ring obeys
//
//	x(n) = a·x(n-1) + b·x(n-2)
//
// then (x(n) - a·x(n-1) - b·x(n-2)) / (1 - a - b) is the force on the platform
// at once, at the price of more noise.
type ring struct {
	past []evidence.ScaleReading // of the last pastSpan, glitches left in
	fits []fit                   // the last of them
	rate float64                 // samples a second that fits belong to
}

// fit is a ring that was measured under a load: the heavier, the slower.
type fit struct{ a, b, grams float64 }

const (
	ringFits    = 12
	ringFrom    = 300  // ms after first contact the hand is off
	ringLoud    = 8.0  // times the noise, the least a ring is learned from
	ringMisfit  = 0.15 // the largest share of a ring that its fit may leave
	ringSamples = 24   // the least it is learned from
	slowestRing = 40.0 // samples a second, the least that shows it
	haltTaper   = 60   // ms over which the force is averaged
)

func (r *ring) feed(s evidence.ScaleReading) {
	if n := len(r.past); math.IsNaN(s.Grams) || math.IsInf(s.Grams, 0) || n > 0 && s.At <= r.past[n-1].At {
		return
	}
	r.past = append(r.past, s)
	if i := r.index(s.At - pastSpan); len(r.past) > 2*(len(r.past)-i) {
		r.past = append([]evidence.ScaleReading(nil), r.past[i:]...)
	}
}

// index is the place of the first sample at or after t.
func (r *ring) index(t evidence.Millis) int {
	i, _ := slices.BinarySearchFunc(r.past, t, func(s evidence.ScaleReading, t evidence.Millis) int { return int(s.At - t) })
	return i
}

// between are the samples from one moment to another without glitches, and
// their rate; nil where they come unevenly or too slowly.
func (r *ring) between(from, to evidence.Millis) (at []evidence.Millis, grams []float64, rate float64) {
	first := r.index(from)
	s := r.past[first:max(first, r.index(to))]
	if len(s) < ringSamples {
		return nil, nil, 0
	}
	rate = 1000 * float64(len(s)-1) / float64(s[len(s)-1].At-s[0].At)
	for i := range s {
		if i > 0 && float64(s[i].At-s[i-1].At) > 2000/rate {
			return nil, nil, 0 // samples are missing
		}
		g := s[i].Grams
		if i > 1 && i+2 < len(s) {
			near := []float64{s[i-2].Grams, s[i-1].Grams, s[i+1].Grams, s[i+2].Grams}
			slices.Sort(near)
			if wide := 1 + near[3] - near[0]; g > near[3]+wide || g < near[0]-wide {
				g = (near[1] + near[2]) / 2
			}
		}
		at, grams = append(at, s[i].At), append(grams, g)
	}
	if rate < slowestRing {
		return nil, nil, 0
	}
	return at, grams, rate
}

// learn takes what the platform did from one moment to another, while nobody
// touched it and grams lay on it, as its ring: two numbers by instrumental
// variables (samples three and four before), which noise does not bias.
func (r *ring) learn(from, to evidence.Millis, grams, noise float64) {
	_, x, rate := r.between(from, to)
	if x == nil {
		return
	}
	var m11, m12, m21, m22, v1, v2, power float64
	for i := range x {
		x[i] -= grams
		power += x[i] * x[i]
	}
	if power = math.Sqrt(power / float64(len(x))); power < ringLoud*noise {
		return
	}
	for i := 4; i < len(x); i++ {
		m11 += x[i-3] * x[i-1]
		m12 += x[i-3] * x[i-2]
		m21 += x[i-4] * x[i-1]
		m22 += x[i-4] * x[i-2]
		v1 += x[i-3] * x[i]
		v2 += x[i-4] * x[i]
	}
	det := m11*m22 - m12*m21
	if math.Abs(det) < 1e-9*(math.Abs(m11*m22)+math.Abs(m12*m21)) {
		return
	}
	a, b := (v1*m22-v2*m12)/det, (m11*v2-m21*v1)/det
	var left float64
	for i := 2; i < len(x); i++ {
		e := x[i] - a*x[i-1] - b*x[i-2]
		left += e * e
	}
	left = math.Sqrt(left / float64(len(x)-2))
	if !(a*a+4*b < 0 && b > -1) || left > ringMisfit*power*(1-a-b)+3*noise {
		return // it does not swing, or is no single ring
	}
	if math.Abs(rate-r.rate) > 0.1*rate {
		r.fits, r.rate = nil, rate
	}
	r.fits = append(r.fits, fit{a, b, grams})
	r.fits = r.fits[max(0, len(r.fits)-ringFits):]
}

// known returns the middle of the three fits whose loads were nearest to grams;
// of a platform that was never heard to ring, none.
func (r *ring) known(rate, grams float64) (a, b float64, ok bool) {
	if len(r.fits) == 0 || math.Abs(rate-r.rate) > 0.1*rate {
		return 0, 0, false
	}
	near := slices.Clone(r.fits)
	slices.SortStableFunc(near, func(x, y fit) int { return cmp.Compare(math.Abs(x.grams-grams), math.Abs(y.grams-grams)) })
	near = near[:min(3, len(near))]
	slices.SortFunc(near, func(x, y fit) int { return cmp.Compare(x.a, y.a) })
	f := near[len(near)/2]
	return f.a, f.b, true
}

// force is the load from one moment to another with the ring under a load of
// grams taken out, averaged over haltTaper, and by how much that has more noise
// than a sample; nil where no ring is known.
func (r *ring) force(from, to evidence.Millis, grams float64) (at []evidence.Millis, force []float64, gain float64) {
	at, x, rate := r.between(from, to)
	a, b, ok := r.known(rate, grams)
	if x == nil || !ok {
		return nil, nil, 0
	}
	w := max(2, int(haltTaper*rate/1000))
	one := 1 - a - b
	for i := w + 1; i < len(x); i++ {
		sum := 0.0
		for k := i - w + 1; k <= i; k++ {
			sum += x[k] - a*x[k-1] - b*x[k-2]
		}
		force = append(force, sum/(float64(w)*one))
	}
	// Of neighbours in the sum what one sample adds the next takes away, but at the ends.
	gain = math.Sqrt(1+(1-a)*(1-a)+(a+b)*(a+b)+b*b+float64(w-2)*one*one) / (float64(w) * one)
	return at[2 : 2+len(force)], force, gain
}
