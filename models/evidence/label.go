package evidence

import "github.com/dashcart/dashcart/models/money"

// Label is what a code printed on one thing says beyond which goods it is: the
// price to pay for it, its net weight, that its price was lowered, a date that
// has passed. It counts once, for the thing it is on.
type Label struct {
	Code     string       `json:"code"` // as printed, one text for each way to read it
	Price    money.Amount `json:"price,omitzero"`
	Weight   Weight       `json:"weight,omitzero"`
	Grams    float64      `json:"grams,omitempty"` // that the scale should tell, zero where it cannot be known
	SD       float64      `json:"sd,omitempty"`
	Markdown bool         `json:"markdown,omitempty"`
	PastBest bool         `json:"past_best,omitempty"` // the best-before day has passed
}

// Priced reports whether the label says what the thing costs.
func (l *Label) Priced() bool { return l != nil && l.Price.Sign() > 0 }
