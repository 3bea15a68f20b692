package scale

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/evidence"
)

// TestTheForceUnderARing: once a ring was heard, the force is at its new level a
// twentieth of a second after a load fell on the platform, while the platform still rings.
func TestTheForceUnderARing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := rapid.Float64Range(60, 320).Draw(t, "rate")
		hertz, damping := rapid.Float64Range(4.5, 9).Draw(t, "hertz"), rapid.Float64Range(.08, .25).Draw(t, "damping")
		load := rapid.Float64Range(400, 3000).Draw(t, "load")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		const noise, first, second = .5, 600, 2600 // ms of the two falls
		w := 2 * math.Pi * hertz
		swing := func(ms float64) float64 { // of a load of one that fell at 0, by then
			if ms < 0 {
				return 0
			}
			s, d := ms/1000, w*math.Sqrt(1-damping*damping)
			return 1 - math.Exp(-damping*w*s)*(math.Cos(d*s)+damping*w/d*math.Sin(d*s))
		}
		var r ring
		for i := 0; float64(i)*1000/rate < second+1000; i++ {
			ms := float64(i) * 1000 / rate
			r.feed(evidence.ScaleReading{At: evidence.Millis(math.Round(ms)), Grams: load*swing(ms-first) + load*swing(ms-second) + noise*rng.NormFloat64()})
		}
		r.learn(first+100, first+800, load, noise)
		if len(r.fits) != 1 {
			t.Fatalf("%g Hz of %g g are not heard: %+v", hertz, load, r.fits)
		}
		at, force, gain := r.force(second-500, second+900, 2*load)
		limit := .03*load + 6*gain*noise
		for i, g := range force {
			switch {
			case at[i] < second-haltTaper-10 && math.Abs(g-load) > limit, at[i] > second+50 && math.Abs(g-2*load) > limit:
				t.Fatalf("at %d the force is %.1f g, the loads are %.0f and twice that (limit %.1f)", at[i]-second, g, load, limit)
			}
		}
	})
}

// TestNoRingIsHeardInNoise: what is quiet, uneven or sampled too slowly teaches nothing.
func TestNoRingIsHeardInNoise(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for name, every := range map[string]func(i int) (ms, grams float64){
		"quiet": func(i int) (float64, float64) { return 12.5 * float64(i), 500 + .5*rng.NormFloat64() },
		"rough": func(i int) (float64, float64) { return 12.5 * float64(i), 500 + 50*rng.NormFloat64() },
		"slow":  func(i int) (float64, float64) { return 100 * float64(i), 500 + 40*math.Sin(float64(i)) },
		"uneven": func(i int) (float64, float64) {
			return 12.5*float64(i) + 40*float64(i/9), 500 + 40*math.Sin(float64(i)/2)
		},
	} {
		var r ring
		for i := range 60 {
			ms, g := every(i)
			r.feed(evidence.ScaleReading{At: evidence.Millis(ms), Grams: g})
		}
		r.learn(0, 10000, 500, .5)
		if len(r.fits) > 0 {
			t.Errorf("%s: %+v", name, r.fits)
		}
		if _, g, _ := r.force(0, 10000, 500); g != nil {
			t.Errorf("%s: a force without a ring", name)
		}
	}
}
