package trip

import "testing"

func TestTheLastDoubtfulThing(t *testing.T) {
	by := func(id int, gate string, grams float64) Recognise {
		c := put(id, milk(t), grams)
		c.Decision.Gate = gate
		return c
	}
	w := shopping(t)
	if _, ok := w.s.Trip.Doubtful(); ok {
		t.Error("what came before gates were kept is doubtful")
	}
	w.do(by(11, "code", 1000))
	if _, ok := w.s.Trip.Doubtful(); ok {
		t.Error("what a code named is doubtful")
	}
	other := put(12, rice(t), 500)
	other.Decision.Gate = "geometry"
	w.do(other, by(13, "code", 1000))
	l, ok := w.s.Trip.Doubtful()
	if !ok || l.Item != rice(t).Item {
		t.Errorf("%+v, %v", l, ok)
	}
	w.do(Correct{Line: l.ID, To: milk(t)})
	if l, ok := w.s.Trip.Doubtful(); ok {
		t.Errorf("what the shopper corrected is doubtful still: %+v", l)
	}
}
