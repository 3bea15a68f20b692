package fusion

import (
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// Faint is what a printed code says that no reader could read for certain: log-likelihoods of the
// GTINs it may be, on one scale, and of the best text whatever its digits.
// A later one of the same camera includes what the earlier ones of a passing said.
type Faint struct {
	At         evidence.Millis
	Source     string
	Candidates []FaintCode // likeliest first
	Other      float64     // what a code that is not sold here could reach
}

// FaintCode is one GTIN that a symbol may be.
type FaintCode struct {
	Item evidence.Item
	Log  float64
}

const (
	// Lines across one symbol are not independent: an accepted reading leads by
	// 36 in the readers' measure, which is to count as about a thousand to one.
	faintTemper = 0.2
	faintFloor  = 0.05 // the symbol may be another's, of a thing behind, or none
)

// faintOf returns what the last faint symbol of each camera in the window of a step adds to
// an item's log-likelihood.
func (e *Engine) faintOf(c *change) func(evidence.Item) float64 {
	last := map[string]Faint{}
	var order []string
	from, to := window(c.step)
	for _, f := range e.faint {
		if f.At < from || f.At > to || len(f.Candidates) == 0 || e.owner(f.At) != c {
			continue
		}
		if _, ok := last[f.Source]; !ok {
			order = append(order, f.Source)
		}
		last[f.Source] = f
	}
	return func(it evidence.Item) float64 {
		var sum float64
		for _, source := range order {
			sum += last[source].log(it)
		}
		return sum
	}
}

// log is what a faint symbol says of an item, zero where the symbol fits it as well as any.
func (f Faint) log(it evidence.Item) float64 {
	top := math.Max(f.Other, f.Candidates[0].Log)
	p := 0.0
	if it == (evidence.Item{}) {
		p = math.Exp(faintTemper * (f.Other - top))
	}
	for _, k := range f.Candidates {
		if k.Item == it {
			p = math.Exp(faintTemper * (k.Log - top))
		}
	}
	return math.Log(faintFloor + (1-faintFloor)*p)
}
