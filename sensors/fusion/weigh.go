package fusion

import (
	"cmp"
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// hypothesis is one way to explain a step. The zero item is something that the
// catalogue does not know.
type hypothesis struct {
	item     evidence.Item
	quantity int
	z        float64 // how many deviations the weight is off
	code     *code   // that speaks for it
	inside   bool    // it lies in the cart, whatever it is
	log      float64 // of likelihood times prior
	p        float64 // posterior
}

// Priors and likelihoods that no data told yet; each is an odds that a person
// can judge.
const (
	priorTwo      = 0.05 // two of one product in one step
	priorMore     = 0.01
	priorUnknown  = 0.01 // the catalogue does not know it
	listBoost     = 3.0  // on the shopper's list
	codeBoost     = 300  // a code seen, against goods with another code or none
	farCodeBoost  = 60   // the same, some seconds before the step
	lookTemper    = 0.8  // views of one thing are not independent
	lookFloor     = 1e-4 // no look excludes anything for good
	mistakenLook  = 1e-3 // the same, where a code or the mass speaks too, and of what is asked: a look may be of something else altogether
	weightTail    = 0.002
	heaviest      = 5000.0 // grams; loose goods weigh anything up to it
	leastSpread   = 0.006  // a packed product's mass varies at least so much
	spreadFactor  = 1.1
	insideExtraSD = 1.0
)

// weigh returns the hypotheses about a step, the best first, with posteriors
// that sum to one; looks count down to floor.
func (e *Engine) weigh(c *change, floor float64) []hypothesis {
	looks := e.looksOf(c, floor)
	var hs []hypothesis
	if c.step.Grams >= 0 {
		hs = e.weighPut(c, looks)
	} else {
		hs = e.weighTake(c, looks)
	}
	hs = slices.DeleteFunc(hs, func(h hypothesis) bool {
		return h.item != (evidence.Item{}) && slices.Contains(c.refused, h.item)
	})
	top := math.Inf(-1)
	for _, h := range hs {
		top = math.Max(top, h.log)
	}
	var sum float64
	for i := range hs {
		hs[i].p = math.Exp(hs[i].log - top)
		sum += hs[i].p
	}
	for i := range hs {
		hs[i].p /= sum
	}
	slices.SortStableFunc(hs, func(a, b hypothesis) int { return cmp.Compare(b.p, a.p) })
	return hs
}

func (e *Engine) weighPut(c *change, looks looked) []hypothesis {
	faint := e.faintOf(c)
	grams, sd := c.step.Grams, c.step.SD
	hs := make([]hypothesis, 0, len(e.goods)+1)
	unseen := math.Log(priorUnknown) + normal(0, 0, 0) - math.Log(heaviest) + looks.log(evidence.Item{}) + faint(evidence.Item{})
	hs = append(hs, hypothesis{quantity: 1, log: unseen})
	prior := math.Log((1 - priorUnknown) / float64(max(len(e.goods), 1)))
	for _, g := range e.goods {
		code, boost := e.codeFor(c, g.Item)
		if g.Labelled && code == nil {
			continue
		}
		if code != nil {
			g, _ = e.goodOf(code)
		}
		base := prior + looks.log(g.Item) + boost + faint(g.Item)
		if e.listed(g.Item) {
			base += math.Log(listBoost)
		}
		for q := 1; q <= e.most(code); q++ {
			l, z := weight(g, q, grams, sd)
			h := hypothesis{item: g.Item, quantity: q, z: z, code: code, log: base + l + math.Log(priorQuantity(q))}
			hs = append(hs, h)
			if g.ByWeight || g.Grams <= 0 {
				break
			}
		}
	}
	return hs
}

func (e *Engine) weighTake(c *change, looks looked) []hypothesis {
	faint := e.faintOf(c)
	grams, sd := -c.step.Grams, c.step.SD
	hs := []hypothesis{{quantity: 1, log: math.Log(priorUnknown) - math.Log(heaviest) + looks.log(evidence.Item{}) + faint(evidence.Item{})}}
	total := float64(len(e.units))
	for _, it := range e.inside() {
		var own []unit
		for _, u := range e.units {
			if u.item == it {
				own = append(own, u)
			}
		}
		code, boost := e.codeFor(c, it)
		base := math.Log((1-priorUnknown)*float64(len(own))/total) + looks.log(it) + boost + faint(it)
		if it == (evidence.Item{}) { // nobody named it: its weight is all that is known
			base, code = base-looks.log(it)+looks.typical(), nil
		}
		g, known := e.good(it)
		for q := 1; q <= min(e.set.MaxQuantity, len(own)); q++ {
			l, z := taken(own, q, grams, sd)
			if known && g.ByWeight && !g.Labelled && q == 1 { // part of what was weighed
				all := 0.0
				for _, u := range own {
					all += u.grams
				}
				if grams <= all+3*sd {
					l = math.Log(math.Exp(l) + 0.1/math.Max(all, 50))
				}
			}
			hs = append(hs, hypothesis{item: it, quantity: q, z: z, code: code, inside: true, log: base + l + math.Log(priorQuantity(q))})
		}
	}
	return hs
}

// taken is the log likelihood that q of the units weigh grams together, each choice
// of them as likely as another, and the deviation of the best choice.
func taken(units []unit, q int, grams, sd float64) (float64, float64) {
	var sum, count float64
	best := math.Inf(1)
	choose(len(units), q, func(pick []int) {
		var m, v float64
		for _, i := range pick {
			m += units[i].grams
			v += units[i].sd*units[i].sd + insideExtraSD*insideExtraSD
		}
		s := math.Sqrt(v + sd*sd)
		best = math.Min(best, math.Abs(grams-m)/s)
		sum += math.Exp(normal(grams, m, s))
		count++
	})
	return math.Log(sum/math.Max(count, 1) + weightTail/heaviest), best
}

// choose calls each with every choice of q of n, the first few hundred of them.
func choose(n, q int, each func([]int)) {
	pick := make([]int, 0, q)
	left := 300
	var rec func(from int)
	rec = func(from int) {
		if left == 0 {
			return
		}
		if len(pick) == q {
			left--
			each(pick)
			return
		}
		for i := from; i < n; i++ {
			pick = append(pick, i)
			rec(i + 1)
			pick = pick[:len(pick)-1]
		}
	}
	rec(0)
}

// weight is the log likelihood of grams ± sd if it is q of g, and how many
// deviations it is off. A small uniform share keeps a wrong catalogue from excluding the truth.
func weight(g Good, q int, grams, sd float64) (float64, float64) {
	if g.Grams <= 0 || g.ByWeight {
		return -math.Log(heaviest), 0
	}
	n := float64(q)
	own := spreadFactor * math.Max(g.SD, leastSpread*g.Grams)
	s := math.Sqrt(n*own*own + sd*sd)
	l := (1-weightTail)*math.Exp(normal(grams, n*g.Grams, s)) + weightTail/heaviest
	return math.Log(l), math.Abs(grams-n*g.Grams) / s
}

// normal is the log density; with no spread it is zero.
func normal(x, mean, sd float64) float64 {
	if sd <= 0 {
		return 0
	}
	z := (x - mean) / sd
	return -0.5*z*z - math.Log(sd*math.Sqrt(2*math.Pi))
}

func priorQuantity(q int) float64 {
	switch q {
	case 1:
		return 1 - priorTwo - priorMore
	case 2:
		return priorTwo
	}
	return priorMore
}

func (e *Engine) good(it evidence.Item) (Good, bool) {
	i, ok := e.index[it]
	if !ok {
		return Good{}, false
	}
	return e.goods[i], true
}

func (e *Engine) listed(it evidence.Item) bool {
	return e.contents != nil && slices.Contains(e.contents.List, it)
}
