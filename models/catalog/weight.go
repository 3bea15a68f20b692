package catalog

import (
	"math"
	"slices"
	"time"
)

// Weighing is what a cart measured of one piece that was put in by itself: its
// code was read, nothing about it was doubtful, and the trip was paid.
type Weighing struct {
	Grams float64
	Voter string // who shopped; all guests are one
	At    time.Time
}

// Weight is what pieces of a product weigh, in grams, as shoppers' carts found.
type Weight struct {
	Grams, SD float64
	Voters    int
}

// How a weight is learned.
const (
	fewestVoters = 3
	madToSD      = 1.4826 // of normally distributed values
	leastSD      = 1.0    // grams: a scale's own doubt
	youngSD      = 0.02   // of the weight, while few have voted
	youngVoters  = 10
	farOff       = 0.15 // of a declared weight
)

// LearnWeight is the median over shoppers, each of whom has one vote: the piece
// that was weighed last. So the weight lies among those that honest shoppers
// weighed for as long as they are the majority, and nobody gets more weight by
// coming more often; and it follows a product whose weight drifts. The spread
// is made of the median absolute deviation. ok is false while fewer than three
// have voted.
func LearnWeight(seen []Weighing) (w Weight, ok bool) {
	last := map[string]Weighing{}
	for _, x := range seen {
		if x.Grams > 0 && !math.IsInf(x.Grams, 0) && !x.At.Before(last[x.Voter].At) {
			last[x.Voter] = x
		}
	}
	votes := make([]float64, 0, len(last))
	for _, x := range last {
		votes = append(votes, x.Grams)
	}
	w.Voters = len(votes)
	if w.Voters < fewestVoters {
		return w, false
	}
	w.Grams = median(votes)
	off := make([]float64, len(votes))
	for i, v := range votes {
		off[i] = math.Abs(v - w.Grams)
	}
	w.SD = max(madToSD*median(off), leastSD)
	if w.Voters < youngVoters {
		w.SD = max(w.SD, youngSD*w.Grams)
	}
	return w, true
}

// Fits reports whether a learned weight may count beside a declared one, which
// is zero where there is none. One that is far off says that the goods or the
// catalogue are wrong: a person has to look.
func (w Weight) Fits(grams, sd float64) bool {
	return grams <= 0 || math.Abs(w.Grams-grams) <= max(farOff*grams, 3*sd)
}

// median sorts what it is given.
func median(x []float64) float64 {
	slices.Sort(x)
	n := len(x)
	return (x[(n-1)/2] + x[n/2]) / 2
}
