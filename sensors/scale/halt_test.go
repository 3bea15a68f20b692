package scale_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
)

// rung returns a platform that was heard to ring, with a kilogram on it.
func rung(seed uint64) *platform {
	p := newPlatform(seed, 80)
	p.run(2)
	p.put(600)
	p.run(4)
	p.put(400)
	p.run(4)
	return p
}

// TestTwoWhileThePlatformRings: two changes between which the platform has no
// time to stand still are two steps, each of its own mass.
func TestTwoWhileThePlatformRings(t *testing.T) {
	for _, c := range []struct{ first, second float64 }{{300, 120}, {90, 800}, {-500, 350}, {-350, 500}, {-450, 457}, {-300, 60}, {450, 455}} {
		for _, gap := range []float64{.5, .7, .9, 1.2} {
			t.Run(fmt.Sprintf("%+.0f and %+.0f g after %.1f s", c.first, c.second, gap), func(t *testing.T) {
				t.Parallel()
				const of = 12
				split := 0
				for seed := range uint64(of) {
					p := rung(seed)
					at := p.t * 1000
					move := func(g float64) {
						if g > 0 {
							p.put(g)
							return
						}
						p.take(-g)
					}
					move(c.first)
					p.run(gap)
					move(c.second)
					p.run(4)
					var got []evidence.Step
					steps, _ := final(p.out)
					for _, s := range steps {
						if float64(s.At) > at-500 {
							got = append(got, s)
						}
					}
					if len(got) == 2 && math.Abs(got[0].Grams-c.first) < 10 && math.Abs(got[1].Grams-c.second) < 10 &&
						math.Abs(float64(got[0].At)-at) < 300 && math.Abs(float64(got[1].At)-at-1000*gap) < 300 {
						split++
						continue
					}
					if len(got) == 0 && math.Abs(c.first+c.second) < 8 {
						continue // as if it were put back
					}
					if len(got) != 1 || math.Abs(got[0].Grams-c.first-c.second) > 5 {
						t.Errorf("seed %d: neither two steps nor one of both: %+v", seed, got)
					}
				}
				t.Logf("%d of %d are two steps", split, of)
				if slow := c.first < 0 && gap < .7; !slow && split < of*3/4 { // a lift takes .4 s
					t.Errorf("%d of %d are two steps", split, of)
				}
			})
		}
	}
}

// TestAHandIsNoSecondThing: what a hand does before and after a thing, and
// shaking meanwhile, divides no step.
func TestAHandIsNoSecondThing(t *testing.T) {
	for name, add := range map[string]func(since float64) float64{
		"presses before":   func(s float64) float64 { return half(s, -.9, .6, 110) },
		"lingers":          func(s float64) float64 { return half(s, .05, .6, 110) },
		"touches again":    func(s float64) float64 { return half(s, .6, .4, 60) },
		"rests and leaves": func(s float64) float64 { return 150 * math.Max(0, math.Min(1, 2-s/.3)) * step(s) },
	} {
		for _, grams := range []float64{350, -350} {
			t.Run(fmt.Sprintf("%s, %+.0f g", name, grams), func(t *testing.T) {
				t.Parallel()
				for seed := range uint64(12) {
					p := rung(seed)
					from := p.t
					p.extra = func(t float64) float64 { return add(t - from - 1) }
					p.run(1)
					if grams > 0 {
						p.put(grams)
					} else {
						p.take(-grams)
					}
					hand := p.extra
					p.extra = func(t float64) float64 { return hand(t) + add(t-from-1) }
					p.run(4)
					steps, _ := final(p.out)
					if len(steps) != 3 || math.Abs(steps[2].Grams-grams) > 5 {
						t.Errorf("seed %d: %d steps: %+v", seed, len(steps)-2, steps[2:])
					}
				}
			})
		}
	}
}

// half is half a sine of g grams from a moment on.
func half(s, from, length, g float64) float64 {
	if s < from || s > from+length {
		return 0
	}
	return g * math.Sin(math.Pi*(s-from)/length)
}

func step(s float64) float64 {
	if s < 0 {
		return 0
	}
	return 1
}
