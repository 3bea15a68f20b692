package loop

import (
	"math"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/scale"
)

// jar is the container of announced produce as the scale knows it. What it
// holds counts from the load before it came, whether it is filled where it
// stands or elsewhere: gross, tare and net are three readings of one scale, and
// add up (OIML R 76-1, 4.6).
type jar struct {
	waits bool    // the empty one is to be put in next
	from  float64 // load without it, in grams
	grams float64 // its tare, whole divisions; zero until it was weighed
}

// contained takes a settled step of a weighing with a container of the
// shopper's own, and reports whether the weighing ends with it. The step of
// the produce gets its net weight and its tare.
func (w *weigher) contained(s *evidence.Step, d scale.Division) bool {
	load, _, _ := w.detector.Level()
	before := load - s.Grams
	switch {
	case s.Grams > 0 && w.jar.waits:
		tare := d.Indicated(load)
		tare.Count -= d.Indicated(before).Count
		if tare.Count <= 0 { // nothing that the scale shows: wait on
			return false
		}
		w.jar = jar{from: before, grams: float64(tare.Count) * d.Grams()}
		s.Weight = tare
		w.indicator.Announce(w.jar.grams)
		return false
	case s.Grams > 0:
		s.Weight, s.Tare = d.Between(w.jar.from, math.Max(load, w.jar.from), w.jar.grams)
		return true
	}
	return false // something goes: the container or the produce still comes
}

// left notes what left the platform during such a weighing. The container
// itself goes to be filled and comes back; of anything else there is less below it.
func (w *weigher) left(s evidence.Step, said []evidence.Output) {
	if !s.Settled || s.Grams >= 0 || w.jar.grams == 0 {
		return
	}
	for _, o := range said {
		if o.Decision != nil && o.Decision.Gate == fusion.GateContainer {
			return
		}
	}
	w.jar.from += s.Grams
}

// elsewhere has the cart's other scales take the same tare off, should the
// full container be put on one of them.
func (p *Pipeline) elsewhere(than *weigher) {
	for _, w := range p.scales {
		if w != than {
			w.jar = jar{}
			w.indicator.Announce(than.jar.grams)
			w.detector.SetTare(than.jar.grams)
		}
	}
}

// done ends a weighing.
func (w *weigher) done() {
	w.indicator.Done()
	w.detector.SetTare(0)
	w.jar = jar{}
}
