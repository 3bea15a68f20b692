package scale

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// block is the mean of the samples of one short stretch, glitches taken out.
type block struct {
	at    evidence.Millis // of its middle
	grams float64
}

// smoother takes single samples, drops those that a running median calls
// glitches, and hands out blocks. A sensor of 10 Hz gives one block a sample, a
// faster one one block every blockSpan.
type smoother struct {
	last    evidence.Millis
	started bool
	recent  []evidence.ScaleReading
	start   evidence.Millis
	sum     float64
	n       int
}

const (
	blockSpan  evidence.Millis = 50
	medianFast                 = 5 // kills two glitched samples in a row
	medianSlow                 = 3
	slowGap    evidence.Millis = 45 // samples farther apart than this are slow
)

// feed takes a sample; ok says that a block is complete.
func (s *smoother) feed(r evidence.ScaleReading) (b block, ok bool) {
	if math.IsNaN(r.Grams) || math.IsInf(r.Grams, 0) || s.started && r.At <= s.last {
		return block{}, false
	}
	width := medianFast
	if s.started && r.At-s.last > slowGap {
		width = medianSlow
	}
	s.last, s.started = r.At, true
	s.recent = append(s.recent, r)
	if len(s.recent) < width {
		return block{}, false
	}
	s.recent = s.recent[len(s.recent)-width:]
	mid := s.recent[width/2]
	var v [medianFast]float64
	for i, x := range s.recent {
		v[i] = x.Grams
	}
	slices.Sort(v[:width])
	if s.n == 0 {
		s.start = mid.At
	}
	s.sum += v[width/2]
	s.n++
	if mid.At-s.start+r.At-s.recent[width-2].At < blockSpan {
		return block{}, false
	}
	b = block{(s.start + mid.At) / 2, s.sum / float64(s.n)}
	s.sum, s.n = 0, 0
	return b, true
}

// span is a run of blocks with the statistics that the detector asks for.
type span []block

// tail returns the blocks of the last d.
func (s span) tail(d evidence.Millis) span {
	if len(s) == 0 {
		return nil
	}
	i := len(s)
	for i > 0 && s[i-1].at > s[len(s)-1].at-d {
		i--
	}
	return s[i:]
}

// since returns the blocks at or after t.
func (s span) since(t evidence.Millis) span {
	i := len(s)
	for i > 0 && s[i-1].at >= t {
		i--
	}
	return s[i:]
}

// until returns the blocks before t.
func (s span) until(t evidence.Millis) span { return s[:len(s)-len(s.since(t))] }

func (s span) length() evidence.Millis {
	if len(s) < 2 {
		return 0
	}
	return (s[len(s)-1].at - s[0].at) * evidence.Millis(len(s)) / evidence.Millis(len(s)-1)
}

func (s span) mean() float64 {
	var sum float64
	for _, b := range s {
		sum += b.grams
	}
	return sum / float64(max(len(s), 1))
}

// sd is the standard deviation around the mean.
func (s span) sd() float64 {
	if len(s) < 2 {
		return 0
	}
	m, q := s.mean(), 0.0
	for _, b := range s {
		q += (b.grams - m) * (b.grams - m)
	}
	return math.Sqrt(q / float64(len(s)-1))
}

// tapered is the mean under a Hann window, which takes a shake of a few hertz
// out of a second of signal far better than a plain mean.
func (s span) tapered() float64 {
	var sum, weight float64
	for i, b := range s {
		w := 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/float64(len(s)))
		sum, weight = sum+w*b.grams, weight+w
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// roughness is the spread that remains when slow changes are taken out.
func (s span) roughness() float64 {
	if len(s) < 3 {
		return 0
	}
	var q float64
	for i := 2; i < len(s); i++ {
		d := s[i].grams - 2*s[i-1].grams + s[i-2].grams
		q += d * d
	}
	return math.Sqrt(q / float64(len(s)-2) / 6)
}

// detrended is the spread around a straight line.
func (s span) detrended() float64 {
	if len(s) < 3 {
		return 0
	}
	n := float64(len(s))
	mx, my := (n-1)/2, s.mean()
	var sxx, sxy, syy float64
	for i, b := range s {
		dx, dy := float64(i)-mx, b.grams-my
		sxx, sxy, syy = sxx+dx*dx, sxy+dx*dy, syy+dy*dy
	}
	return math.Sqrt(math.Max(0, syy-sxy*sxy/sxx) / (n - 2))
}
