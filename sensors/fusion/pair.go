package fusion

import (
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// pair explains a step by two things, each with its code: two put at once, or one put
// while another is taken out. It decides only where nothing else is as plausible.
func (e *Engine) pair(c *change, because evidence.Because) []evidence.Output {
	var seen []*code
	from, to := window(c.step)
	for i := range e.codes {
		if k := &e.codes[i]; k.known && !k.used && !k.expired && k.last >= from-codeNear && k.At <= to {
			seen = append(seen, k)
		}
	}
	if len(seen) != 2 {
		return nil
	}
	a, _ := e.goodOf(seen[0])
	b, _ := e.goodOf(seen[1])
	if a.Item == b.Item && (seen[0].label != nil || seen[1].label != nil) && seen[0].markdown() != seen[1].markdown() {
		return nil // two codes of one thing
	}
	if a.Grams <= 0 || b.Grams <= 0 || a.ByWeight || b.ByWeight || direction(c.step) == evidence.Take {
		return nil
	}
	v := a.SD*a.SD + b.SD*b.SD + math.Pow(leastSpread*(a.Grams+b.Grams), 2) + c.step.SD*c.step.SD
	over := c.step.Grams - a.Grams - b.Grams
	if math.Abs(over) > plausible*math.Sqrt(v) {
		return nil
	}
	share := over * (a.SD*a.SD + 1) / (a.SD*a.SD + b.SD*b.SD + 2)
	first := evidence.Decision{Action: evidence.Put, Item: a.Item, Quantity: 1, Confidence: 0.95, Gate: GatePair, Because: because, Grams: a.Grams + share, SD: a.SD}
	second := first
	second.Item, second.Grams, second.SD = b.Item, b.Grams+over-share, b.SD
	first.Label, second.Label = seen[0].label, seen[1].label
	first.Because.Codes, second.Because.Codes = e.use(seen[0]), e.use(seen[1])
	e.put(c, first.Item, 1, first.Grams, first.SD)
	e.put(c, second.Item, 1, second.Grams, second.SD)
	c.final = true
	out := e.emit(c, first)
	twin := &change{step: c.step, plateau: c.plateau, final: true}
	e.changes = append(e.changes, twin)
	return append(out, e.emit(twin, second)...)
}
