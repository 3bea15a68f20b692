package fusion

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// consider decides about a change if it is due, or revises what was decided
// when a narrower measurement says otherwise.
func (e *Engine) consider(c *change) []evidence.Output {
	if c.final || c.plateau == 0 || c.step.Hint != "" {
		return nil
	}
	if c.announce != nil {
		return e.produce(c)
	}
	if c.step.Grams < 0 && e.jar > 0 {
		if out := e.emptied(c); out != nil {
			return out
		}
	}
	if len(c.decided) > 0 {
		return e.revise(c)
	}
	s, motions := e.situate(c, mistakenLook)
	because := evidence.Because{Looks: s.looks.seen, Motion: trimmed(motions)}
	if name, h := e.pass(c, s); name != "" && (name == GateCode || !e.mayLearn(c, s.seen)) {
		return e.accept(c, h, name, because)
	}
	if e.mayLearn(c, s.seen) {
		return nil
	}
	if s.barred {
		because.Note = "a code on it says that it must not be sold"
	} else if out := e.pair(c, because); out != nil {
		return out
	}
	return e.ask(c, s, because)
}

// mayLearn reports whether waiting may still settle the matter.
func (e *Engine) mayLearn(c *change, seen bool) bool {
	wait := e.set.DecideWithin
	if c.step.Grams >= 0 {
		wait /= 2 // what was put in passed the cameras before it was weighed
	}
	if e.watched(c) && !seen && e.now < c.step.At+e.set.Doubt {
		return true
	}
	return e.now < c.plateau+wait
}

// situate gathers what gates look at, with looks that count down to floor, and what moved.
func (e *Engine) situate(c *change, floor float64) (situation, []evidence.Motion) {
	dir, seen, motions := e.motionOf(c)
	s := situation{step: c.step, hs: e.weigh(c, floor), looks: e.looksOf(c, floor), motion: dir, seen: seen, min: e.set.MinPosterior, barred: e.barred(c)}
	s.good, _ = e.good(s.hs[0].item)
	s.kin = e.kinOf(s)
	return s, motions
}

// pass returns the name of the first gate that opens, and for what. Of gates that rest on looks
// it is asked whether they open where looks count in full.
func (e *Engine) pass(c *change, s situation) (string, hypothesis) {
	if s.barred {
		return "", hypothesis{}
	}
	full, _ := e.situate(c, lookFloor)
	for _, g := range gates {
		t := s
		if g.looks {
			t = full
		}
		if t.hs[0].item != (evidence.Item{}) && (len(e.set.Gates) == 0 || slices.Contains(e.set.Gates, g.name)) && g.open(t) {
			return g.name, t.chosen(g.name)
		}
	}
	return "", hypothesis{}
}

func trimmed(m []evidence.Motion) []evidence.Motion {
	if len(m) > 8 {
		return m[len(m)-8:]
	}
	return m
}

// accept turns a hypothesis into a decision.
func (e *Engine) accept(c *change, h hypothesis, name string, because evidence.Because) []evidence.Output {
	d := evidence.Decision{Action: direction(c.step), Item: h.item, Quantity: h.quantity, Confidence: round(h.p), Gate: name, Because: because}
	if h.code != nil {
		d.Because.Codes = e.use(h.code)
		d.Label = h.code.label
	}
	d.Weight = c.step.Weight
	e.apply(c, d)
	return e.emit(c, d)
}

// apply makes the memory follow a decision.
func (e *Engine) apply(c *change, d evidence.Decision) {
	e.forgetUnits(c)
	grams := math.Abs(c.step.Grams)
	if direction(c.step) == evidence.Put {
		e.put(c, d.Item, d.Quantity, grams, c.step.SD)
		return
	}
	e.take(d.Item, d.Quantity, grams)
}

// ask asks which of three, or to be shown the thing again.
func (e *Engine) ask(c *change, s situation, because evidence.Because) []evidence.Output {
	d := evidence.Decision{Action: evidence.Ask, Quantity: 1, Gate: GateAsk, Because: because, Weight: c.step.Weight}
	d.Candidates = candidates(s.hs)
	var sum float64
	for _, k := range d.Candidates {
		sum += k.P
	}
	if sum < e.set.AskTogether || s.barred {
		d.Candidates, d.Gate = nil, GateShow
	}
	if k := e.mismatch(c); k != nil {
		d.Gate = GateMismatch
		d.Because.Codes = []evidence.CodeSeen{k.CodeSeen}
		d.Because.Flags = []string{"code-weight-mismatch"}
		k.used = true
	}
	d.Confidence = round(sum)
	if direction(c.step) == evidence.Put {
		e.forgetUnits(c)
		e.put(c, evidence.Item{}, 1, math.Abs(c.step.Grams), c.step.SD)
	}
	return e.emit(c, d)
}

// candidates are the three best items, whatever their quantity.
func candidates(hs []hypothesis) []evidence.Candidate {
	var out []evidence.Candidate
	for _, h := range hs {
		if h.item == (evidence.Item{}) && !h.inside {
			continue
		}
		i := slices.IndexFunc(out, func(k evidence.Candidate) bool { return k.Item == h.item })
		if i >= 0 {
			out[i].P += h.p
			continue
		}
		if len(out) < 3 {
			k := evidence.Candidate{Item: h.item, P: h.p}
			if h.code != nil {
				k.Label = h.code.label
			}
			out = append(out, k)
		}
	}
	for i := range out {
		out[i].P = round(out[i].P)
	}
	return out
}

// mismatch finds a code in the window whose goods weigh something else.
func (e *Engine) mismatch(c *change) *code {
	from, to := window(c.step)
	for i := range e.codes {
		k := &e.codes[i]
		g, ok := e.goodOf(k)
		if !ok || k.used || k.last < from || k.At > to || g.ByWeight || g.Grams <= 0 {
			continue
		}
		fits := false
		for q := 1; q <= e.most(k); q++ {
			_, z := weight(g, q, math.Abs(c.step.Grams), c.step.SD)
			fits = fits || z <= plausible
		}
		if !fits && direction(c.step) == evidence.Put {
			return k
		}
	}
	return nil
}

// revise decides again when the step was measured better than when it was
// decided.
func (e *Engine) revise(c *change) []evidence.Output {
	last := c.decided[len(c.decided)-1]
	if c.step.Until == last.Because.Step.Until || c.step.SD >= 0.7*last.Because.Step.SD && math.Abs(c.step.Grams-last.Because.Step.Grams) < 3*last.Because.Step.SD {
		return nil
	}
	e.release(last)
	back := e.units
	e.forgetUnits(c)
	s, motions := e.situate(c, mistakenLook)
	name, h := e.pass(c, s)
	because := evidence.Because{Looks: s.looks.seen, Motion: trimmed(motions)}
	same := last.Action == direction(c.step) && h.item == last.Item && h.quantity == last.Quantity
	switch {
	case name != "" && same, name == "" && last.Action == evidence.Ask && last.Direction == direction(c.step):
		e.units = back
		e.reclaim(last)
		c.decided[len(c.decided)-1].Because.Step = c.step
		e.remeasure(c)
		return nil
	case name != "":
		return e.accept(c, h, name, because)
	}
	return e.ask(c, s, because)
}

// remeasure gives the units of a step the mass it was last measured with.
func (e *Engine) remeasure(c *change) {
	n := 0
	for _, u := range e.units {
		if u.change == c.step.ID {
			n++
		}
	}
	for i := range e.units {
		if u := &e.units[i]; u.change == c.step.ID {
			u.grams, u.sd = math.Abs(c.step.Grams)/float64(n), c.step.SD/math.Sqrt(float64(n))*spread(float64(n))
		}
	}
}

// release makes the codes of a decision free again; reclaim takes them back.
func (e *Engine) release(d evidence.Decision) { e.mark(d, false) }
func (e *Engine) reclaim(d evidence.Decision) { e.mark(d, true) }

func (e *Engine) mark(d evidence.Decision, used bool) {
	for i := range e.codes {
		if slices.Contains(d.Because.Codes, e.codes[i].CodeSeen) {
			e.codes[i].used = used
		}
	}
}

// round keeps probabilities short, so that a decision reads well and compares.
func round(p float64) float64 { return math.Round(p*1e4) / 1e4 }
