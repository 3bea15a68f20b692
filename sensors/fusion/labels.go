package fusion

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// sameLabel reports whether two readings are of one label, as far as can be told.
func sameLabel(a, b *evidence.Label) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Code == b.Code
}

func (k *code) markdown() bool { return k.label != nil && k.label.Markdown }

// before reports whether of two codes for one item k counts before o: a label
// that lowers the price before all, a label before the bare number, and of two
// labels the one whose mass is nearer to what was weighed.
func (k *code) before(o *code, grams float64) bool {
	switch {
	case k.markdown() != o.markdown():
		return k.markdown()
	case (k.label != nil) != (o.label != nil):
		return k.label != nil
	case k.label == nil || k.label.Grams <= 0 || o.label.Grams <= 0:
		return false
	}
	return math.Abs(k.label.Grams-grams) < math.Abs(o.label.Grams-grams)
}

// goodOf is the goods of a code as its label makes them: one thing, of the mass
// that the label tells.
func (e *Engine) goodOf(k *code) (Good, bool) {
	g, ok := e.good(k.item)
	if ok && k.label != nil && k.label.Grams > 0 {
		g.Grams, g.SD, g.ByWeight = k.label.Grams, k.label.SD, false
	}
	return g, ok
}

// most is how many things one code can stand for in a step.
func (e *Engine) most(k *code) int {
	if k != nil && k.label != nil {
		return 1
	}
	return e.set.MaxQuantity
}

// use takes a code for a decision, and with a label what else was read of the
// same thing: the same label by another sensor, and the one other code that it
// counts before. So one thing is never sold twice.
func (e *Engine) use(k *code) []evidence.CodeSeen {
	k.used = true
	out := []evidence.CodeSeen{k.CodeSeen}
	if k.label == nil {
		return out
	}
	var under *code
	for i := range e.codes {
		o := &e.codes[i]
		switch {
		case o == k || o.used || o.item != k.item:
		case sameLabel(o.label, k.label):
			o.used = true
			out = append(out, o.CodeSeen)
		case k.before(o, 0) && (o.label == nil || k.markdown()):
			under = o
		}
	}
	if under != nil {
		for i := range e.codes { // by each sensor that read it
			if o := &e.codes[i]; !o.used && o.item == k.item && sameLabel(o.label, under.label) && o.Text == under.Text {
				o.used = true
				out = append(out, o.CodeSeen)
			}
		}
	}
	return out
}

// lower makes a label that lowers a price count for the thing that was just put
// in by its other code.
func (e *Engine) lower(k *code) []evidence.Output {
	if !k.markdown() || !k.known || !e.active() || e.contents != nil && e.contents.AtLane {
		return nil
	}
	for _, c := range slices.Backward(e.changes) {
		if len(c.decided) == 0 || e.now-c.step.Until > e.set.ScanWait {
			continue
		}
		d := c.decided[len(c.decided)-1]
		if d.Action != evidence.Put || d.Item != k.item || d.Quantity != 1 || d.Label != nil && (d.Label.Markdown || !d.Label.Priced() && d.Label.Weight.IsZero()) {
			continue
		}
		because := evidence.Because{Codes: append(slices.Clone(d.Because.Codes), e.use(k)...), Note: "a label lowers its price"}
		return e.emit(c, evidence.Decision{Action: evidence.Put, Item: d.Item, Quantity: 1, Grams: d.Grams, SD: d.SD, Confidence: d.Confidence, Gate: GateCode, Weight: d.Weight, Label: k.label, Because: because})
	}
	return nil
}

// barred reports whether a code in the window of a step said that the thing
// must not be sold.
func (e *Engine) barred(c *change) bool {
	from, to := window(c.step)
	return c.step.Grams > 0 && slices.ContainsFunc(e.codes, func(k code) bool {
		return k.barred && k.At <= to && (k.last >= from-codeNear || k.scanned && k.last >= c.step.At-e.set.ScanWait)
	})
}
