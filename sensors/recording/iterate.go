package recording

import (
	"cmp"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// Item is one reading of a recording: a value of package evidence or a FrameFile.
type Item struct {
	At      evidence.Millis
	Reading any
}

// All returns every reading in the order in which the pipeline consumed them,
// where the recording says it; else by time, and within one instant touches, scale,
// frames, scanner, position, power.
func (r *Recording) All() []Item {
	if r.whole && len(r.consumed) > 0 {
		slices.SortStableFunc(r.consumed, func(a, b consumed) int { return cmp.Compare(a.order, b.order) })
		out := make([]Item, len(r.consumed))
		for i, c := range r.consumed {
			out[i] = c.Item
		}
		return out
	}
	out := make([]Item, 0, len(r.Scale)+len(r.Frames)+len(r.Scanner)+len(r.Position)+len(r.Power)+len(r.Touches))
	for _, x := range r.Touches {
		out = append(out, Item{x.At, x})
	}
	for _, x := range r.Scale {
		out = append(out, Item{x.At, x})
	}
	for _, x := range r.Frames {
		out = append(out, Item{x.At, x})
	}
	for _, x := range r.Scanner {
		out = append(out, Item{x.At, x})
	}
	for _, x := range r.Position {
		out = append(out, Item{x.At, x})
	}
	for _, x := range r.Power {
		out = append(out, Item{x.At, x})
	}
	for _, x := range r.Ticks {
		out = append(out, Item{x.At, x})
	}
	slices.SortStableFunc(out, func(a, b Item) int { return cmp.Compare(a.At, b.At) })
	return out
}
