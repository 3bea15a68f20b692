package fusion

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// input takes what came back from the shopper or the trip.
func (e *Engine) input(in evidence.Input) []evidence.Output {
	switch {
	case in.Answer != nil:
		return e.answer(*in.Answer)
	case in.Produce != nil:
		e.announced, e.jar = in.Produce, 0
		if in.Produce.Cancel {
			e.announced = nil
		}
	case in.Correction != nil:
		e.correct(*in.Correction)
	case in.Bag != nil:
		return e.bag(*in.Bag)
	case in.Contents != nil:
		e.setContents(*in.Contents)
	case in.Zero != nil:
		e.residual, e.told = 0, false
	}
	return nil
}

// byDecision finds the change that a decision is about.
func (e *Engine) byDecision(id int) *change {
	for _, c := range e.changes {
		for _, d := range c.decided {
			if d.ID == id && id != 0 {
				return c
			}
		}
	}
	return nil
}

// answer concludes from what the shopper said. An answer to a question that is
// open no more changes nothing.
func (e *Engine) answer(a evidence.Answer) []evidence.Output {
	c := e.byDecision(a.Question)
	if c == nil || !c.asked || c.decided[len(c.decided)-1].ID != a.Question || a.Later {
		return nil
	}
	d := evidence.Decision{Answers: a.Question, Action: direction(c.step), Item: a.Item, Quantity: max(a.Quantity, 1), Confidence: 1, Gate: GateAnswer, Weight: c.step.Weight}
	if a.None {
		if out := e.askOthers(c, a); out != nil {
			return out
		}
		d.Item, d.Gate = evidence.Item{}, GateUnknown
	} else if a.Quantity == 0 {
		d.Quantity = e.likeliestQuantity(c, a.Item)
	}
	e.apply(c, d)
	c.final = true
	return e.emit(c, d)
}

// askOthers asks once more, with the next three, where it is probable that one of
// them is right.
func (e *Engine) askOthers(c *change, a evidence.Answer) []evidence.Output {
	if len(c.refused) > 0 {
		return nil
	}
	for _, k := range c.decided[len(c.decided)-1].Candidates {
		c.refused = append(c.refused, k.Item)
	}
	hs := e.weigh(c, mistakenLook)
	next := candidates(hs)
	var sum float64
	for _, k := range next {
		sum += k.P
	}
	if len(c.refused) == 0 || sum < worthAsking {
		return nil
	}
	return e.emit(c, evidence.Decision{Answers: a.Question, Action: evidence.Ask, Quantity: 1, Gate: GateAsk, Candidates: next, Confidence: round(sum), Weight: c.step.Weight})
}

const worthAsking = 0.1

// likeliestQuantity is how many of an item a step's weight speaks for.
func (e *Engine) likeliestQuantity(c *change, it evidence.Item) int {
	g, ok := e.good(it)
	if !ok || g.ByWeight || g.Grams <= 0 {
		return 1
	}
	best, q := math.Inf(-1), 1
	for n := 1; n <= e.set.MaxQuantity; n++ {
		l, _ := weight(g, n, math.Abs(c.step.Grams), c.step.SD)
		if l += math.Log(priorQuantity(n)); l > best {
			best, q = l, n
		}
	}
	return q
}

// correct changes what a thing is, never what it weighs.
func (e *Engine) correct(k evidence.Correction) {
	c := e.byDecision(k.Decision)
	if c == nil {
		return
	}
	c.final, c.asked = true, false
	for i := range e.units {
		if e.units[i].change == c.step.ID {
			e.units[i].item = k.Item
			if k.NotInCart {
				e.units[i].item = evidence.Item{}
			}
		}
	}
}

// bag says that something is the shopper's own.
func (e *Engine) bag(b evidence.Bag) []evidence.Output {
	if b.Decision == 0 {
		e.own = b.Grams
		e.units = nil
		for _, c := range e.changes {
			c.final, c.asked = true, false
		}
		return nil
	}
	c := e.byDecision(b.Decision)
	if c == nil {
		return nil
	}
	if direction(c.step) == evidence.Put {
		e.forgetUnits(c)
	}
	e.own += c.step.Grams
	c.final = true
	return e.emit(c, evidence.Decision{Action: evidence.Ignore, Gate: GateAnswer, Confidence: 1, Answers: b.Decision})
}

func (e *Engine) setContents(k evidence.Contents) {
	if e.contents == nil || e.contents.Trip != k.Trip {
		e.units, e.announced, e.own, e.told = nil, nil, 0, false
		e.changes, e.codes = nil, nil
	}
	e.contents, e.own = &k, k.Own
	if k.Trip != "" {
		e.reconcile(k.Lines)
	}
	for _, l := range k.Learned {
		if i, ok := e.index[l.Item]; ok && l.N >= 5 && !e.goods[i].ByWeight {
			e.goods[i].Grams, e.goods[i].SD = l.Grams, l.SD
		}
	}
}

// produce decides about a step for which produce was announced: it is that,
// once the scale has stood still and an indicated weight was made.
func (e *Engine) produce(c *change) []evidence.Output {
	if len(c.decided) > 0 || !c.step.Settled {
		return nil
	}
	a := c.announce
	if a.Container {
		return e.container(c, a)
	}
	d := evidence.Decision{Action: evidence.Put, Item: a.PLU, Quantity: max(a.Quantity, 1), Confidence: 1, Gate: GateProduce, Weight: c.step.Weight, Tare: c.step.Tare}
	if e.announced == a {
		e.announced, e.jar = nil, 0
	}
	e.apply(c, d)
	c.final = true
	return e.emit(c, d)
}

// container takes a step for the empty container of announced produce: it is
// the shopper's own, and the produce comes next.
func (e *Engine) container(c *change, a *evidence.Announced) []evidence.Output {
	if e.announced == a {
		next := *a
		next.Container = false
		e.announced, e.jar = &next, c.step.Grams
	}
	e.own += c.step.Grams
	c.final = true
	return e.emit(c, evidence.Decision{Action: evidence.Ignore, Gate: GateContainer, Confidence: 1, Weight: c.step.Weight})
}

// emptied takes what leaves the platform for the empty container, if it weighs
// as much: it is filled elsewhere and comes back.
func (e *Engine) emptied(c *change) []evidence.Output {
	const sure = 4 // standard deviations
	if e.announced == nil || e.jar == 0 || len(c.decided) > 0 || !c.step.Settled ||
		math.Abs(c.step.Grams+e.jar) > math.Max(jarDrift, sure*c.step.SD) {
		return nil
	}
	e.jar = 0
	e.own += c.step.Grams
	c.final = true
	return e.emit(c, evidence.Decision{Action: evidence.Ignore, Gate: GateContainer, Confidence: 1})
}

// jarDrift is how much, in grams, a container may weigh otherwise when it is
// taken out than when it was put in.
const jarDrift = 6

// reshown uses a code that no step followed for a thing which the cart asked to
// be shown again, if its weight is that of one such product.
func (e *Engine) reshown(k *code) []evidence.Output {
	g, ok := e.goodOf(k)
	if !ok || !e.active() {
		return nil
	}
	for _, c := range slices.Backward(e.changes) {
		if !c.asked || c.step.Until > k.At || direction(c.step) == evidence.Take {
			continue
		}
		q := c.decided[len(c.decided)-1]
		listed := slices.ContainsFunc(q.Candidates, func(x evidence.Candidate) bool { return x.Item == k.item })
		if len(q.Candidates) > 0 && !listed {
			continue
		}
		if _, z := weight(g, 1, c.step.Grams, c.step.SD); z > tight {
			continue
		}
		return e.accept(c, hypothesis{item: k.item, quantity: 1, code: k, p: 0.99}, GateCode, evidence.Because{Note: "shown again"})
	}
	return nil
}

// residualFloor is the least difference worth telling, in grams.
const residualFloor = 20

// rest sums what is explained against the scale and tells of a difference once.
func (e *Engine) rest(r Rest) []evidence.Output {
	if e.contents == nil || e.contents.Trip == "" || e.pending(0) {
		return nil
	}
	left, v := r.Grams-e.own, r.SD*r.SD
	for _, u := range e.units {
		left -= u.grams
		v += u.sd*u.sd + insideExtraSD
	}
	limit := math.Max(residualFloor, 4*math.Sqrt(v))
	if math.Abs(left) <= limit {
		e.told = false
		return nil
	}
	if e.told && math.Abs(left-e.residual) <= limit {
		return nil
	}
	e.told, e.residual = true, left
	return notice(evidence.Notice{At: e.now, Kind: evidence.NoticeResidual, Grams: left, SD: math.Sqrt(v)})
}
