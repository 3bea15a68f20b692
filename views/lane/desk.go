package lane

import (
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/views/words"
)

// T is a sentence in the language of who works the lane.
func (d Desk) T(key string, args ...any) string { return words.T(d.Lang, key, args...) }

// goods names what is on a line.
func (d Desk) goods(l pricing.Line) string {
	if d.Lang == "es" && l.NameES != "" {
		return l.NameES
	}
	return l.Name
}

// found says what a finding is about. In English that is the finding's own
// text, which says more than others can be given.
func (d Desk) found(w Waiting, f trip.Finding) string {
	key := "d-find-" + f.Kind
	if d.Lang == "en" || !words.Has(key) {
		return f.Text
	}
	switch f.Kind {
	case "weight", "question", "own", "unpriced":
		return d.T(key, f.Grams)
	case "disputed":
		return d.T(key, max(f.Grams, -f.Grams))
	case "age":
		l := w.Line(f.Line)
		return d.T(key, d.goods(l), l.AgeLimit)
	case "flagged":
		return d.T(key, d.goods(w.Line(f.Line)))
	}
	return d.T(key)
}
