package trip

import (
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
)

// firm are the gates after which nobody has to be asked again: a code was read
// or the shopper said what it is.
var firm = []string{"", "code", "pair", "produce", "answer"}

// Doubtful is the line of the last thing that was put in by its looks or weight
// alone. Where the scale and the basket differ, it is what to look at first.
func (t *Trip) Doubtful() (pricing.Line, bool) {
	if t == nil {
		return pricing.Line{}, false
	}
	for _, e := range slices.Backward(t.Effects) {
		if e.Action != evidence.Put || slices.Contains(firm, e.Gate) {
			continue
		}
		if i := slices.IndexFunc(t.Lines, func(l pricing.Line) bool { return l.ID == e.Line }); i >= 0 && t.Lines[i].Item == e.Item && !looked(t.Lines[i]) {
			return t.Lines[i], true
		}
	}
	return pricing.Line{}, false
}

// looked reports whether a person said what a line is.
func looked(l pricing.Line) bool {
	return slices.Contains(l.Flags, pricing.FlagCorrected) || slices.Contains(l.Flags, pricing.FlagByStaff)
}
