package fusion

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// unit is one thing that lies in the cart, with the mass measured when it was
// put in. The zero item is something nobody named yet.
type unit struct {
	item      evidence.Item
	grams, sd float64
	change    int // the step that brought it, zero where the trip told of it
	at        evidence.Millis
}

// reconcileGrace is how long what was just decided may be missing from the
// trip's lines: they are told after the fold.
const reconcileGrace evidence.Millis = 3000

// put remembers quantity things of an item that weigh grams together.
func (e *Engine) put(c *change, item evidence.Item, quantity int, grams, sd float64) {
	for range max(quantity, 1) {
		n := float64(max(quantity, 1))
		e.units = append(e.units, unit{item, grams / n, sd / math.Sqrt(n) * spread(n), c.step.ID, e.now})
	}
}

// spread widens the mass of one of several that were weighed together.
func spread(n float64) float64 {
	if n > 1 {
		return 3
	}
	return 1
}

// take forgets quantity things of an item, those whose mass fits best first.
func (e *Engine) take(item evidence.Item, quantity int, grams float64) {
	for range max(quantity, 1) {
		each, best := grams/float64(max(quantity, 1)), -1
		for i, u := range e.units {
			if u.item == item && (best < 0 || math.Abs(u.grams-each) < math.Abs(e.units[best].grams-each)) {
				best = i
			}
		}
		if best < 0 {
			return
		}
		e.units = slices.Delete(e.units, best, best+1)
	}
}

// forgetUnits undoes what the last decision about c did to the memory.
func (e *Engine) forgetUnits(c *change) {
	if len(c.decided) == 0 {
		return
	}
	d := c.decided[len(c.decided)-1]
	switch {
	case d.Direction == evidence.Put && d.Action != evidence.Ignore:
		e.units = slices.DeleteFunc(e.units, func(u unit) bool { return u.change == c.step.ID })
	case d.Action == evidence.Take:
		e.put(&change{step: evidence.Step{}}, d.Item, d.Quantity, d.Grams, d.SD)
	}
}

// reconcile makes the memory hold what the trip's lines say, which count more: staff and
// shopper change them by hand.
func (e *Engine) reconcile(lines []evidence.Held) {
	want := map[evidence.Item]int{}
	for _, l := range lines {
		want[l.Item] += max(l.Quantity, 1)
	}
	have := map[evidence.Item]int{}
	e.units = slices.DeleteFunc(e.units, func(u unit) bool {
		if have[u.item] < want[u.item] {
			have[u.item]++
			return false
		}
		return u.item != (evidence.Item{}) && e.now-u.at > reconcileGrace
	})
	for _, l := range lines {
		n := max(l.Quantity, 1)
		for have[l.Item] < want[l.Item] {
			have[l.Item]++
			e.units = append(e.units, unit{l.Item, l.Grams / float64(n), math.Max(l.SD, 2), 0, e.now})
		}
	}
}

// inside lists the kinds that lie in the cart, in the order they came.
func (e *Engine) inside() []evidence.Item {
	var out []evidence.Item
	for _, u := range e.units {
		if !slices.Contains(out, u.item) {
			out = append(out, u.item)
		}
	}
	return out
}
