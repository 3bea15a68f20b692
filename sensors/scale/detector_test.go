package scale_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/scale"
	"pgregory.net/rapid"
)

// final feeds readings and returns the last report of every step that stands,
// and all notices.
func final(readings []evidence.ScaleReading) (steps []evidence.Step, notices []evidence.Notice) {
	d := scale.NewDetector(scale.Settings{})
	at := map[int]int{}
	for _, r := range readings {
		for _, rep := range d.Feed(r) {
			if rep.Notice != nil {
				notices = append(notices, *rep.Notice)
				continue
			}
			i, ok := at[rep.Step.ID]
			if !ok {
				i = len(steps)
				at[rep.Step.ID] = i
				steps = append(steps, *rep.Step)
			}
			steps[i] = *rep.Step
		}
	}
	stand := steps[:0]
	for _, s := range steps {
		if !s.Withdrawn && s.Plateau {
			stand = append(stand, s)
		}
	}
	return stand, notices
}

func TestStepsAreFoundAtEveryRate(t *testing.T) {
	for _, rate := range []float64{10, 20, 50, 80, 160, 320} {
		t.Run(fmt.Sprintf("%v Hz", rate), func(t *testing.T) {
			p := newPlatform(3, rate)
			want := []float64{250, 40, 1500, -250, 800, -40}
			var at []float64
			p.run(2)
			for _, g := range want {
				at = append(at, p.t*1000)
				if g > 0 {
					p.put(g)
				} else {
					p.take(-g)
				}
				p.run(4)
			}
			got, _ := final(p.out)
			if len(got) != len(want) {
				t.Fatalf("found %d steps, want %d: %+v", len(got), len(want), got)
			}
			for i, s := range got {
				if math.Abs(s.Grams-want[i]) > 3 || s.SD > 3 || !s.Settled {
					t.Errorf("step %d is %.1f ± %.1f g (settled %v), want %.0f", i, s.Grams, s.SD, s.Settled, want[i])
				}
				if off := float64(s.At) - at[i]; off < -500 || off > 700 {
					t.Errorf("step %d began %.0f ms from its contact", i, off)
				}
			}
		})
	}
}

// TestDisturbancesAreNoSteps: what leaves the load as it was is no step in the end, and none is
// believed in stillness meanwhile.
func TestDisturbancesAreNoSteps(t *testing.T) {
	for name, disturb := range map[string]func(p *platform){
		"glitches":  func(p *platform) { p.glitches = 2; p.run(20); p.glitches = 0 },
		"touch":     func(p *platform) { p.touch(150, .6); p.run(3) },
		"slow hand": func(p *platform) { p.touch(-300, 2); p.run(4) },
		"knock":     func(p *platform) { p.v = 60000; p.run(3) },
		"push":      func(p *platform) { p.shake = 70; p.run(8); p.shake = 0; p.run(2) },
		"creep":     func(p *platform) { p.drift = .3; p.run(60) },
		"lean": func(p *platform) {
			t0 := p.t
			p.extra = func(t float64) float64 {
				if t-t0 < 6 {
					return 3000 + 250*math.Sin(2*math.Pi*.55*(t-t0))
				}
				return 0
			}
			p.run(10)
		},
		"lifted and put back": func(p *platform) {
			t0 := p.t
			p.extra = func(t float64) float64 {
				if t-t0 < 1.1 {
					return -500 * math.Min(1, (t-t0)/.4)
				}
				return -500 * math.Max(0, 1-(t-t0-1.1)/.3)
			}
			p.run(4)
		},
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(6) {
				p := newPlatform(seed, 80)
				p.load, p.x = 2000, 2000
				p.run(2)
				disturb(p)
				p.run(2)
				steps, _ := final(p.out)
				var sum float64
				for _, s := range steps {
					sum += s.Grams
				}
				if len(steps) > 0 && (math.Abs(sum) > 20 || len(steps) > 2) {
					t.Errorf("seed %d: %d steps: %+v", seed, len(steps), steps)
				}
			}
		})
	}
}

func TestStepsWhilePushed(t *testing.T) {
	found, all := 0, 0
	var errors []float64
	for seed := range uint64(12) {
		p := newPlatform(seed, 80)
		p.run(2)
		p.shake = 60
		p.run(3)
		g := 120 + 60*float64(seed)
		p.put(g)
		p.run(5)
		p.take(g)
		p.run(5)
		p.shake = 0
		p.run(2)
		all += 2
		steps, _ := final(p.out)
		for _, want := range []float64{g, -g} {
			for _, s := range steps {
				if math.Abs(s.Grams-want) < 40 {
					found++
					errors = append(errors, math.Abs(s.Grams-want))
					break
				}
			}
		}
	}
	t.Logf("found %d of %d, mass error p95 %.1f g", found, all, p95(errors))
	if found < all*9/10 || p95(errors) > 20 {
		t.Errorf("found %d of %d with errors of %.1f g at the 95th percentile", found, all, p95(errors))
	}
}

func TestTwoWithinASecondAndAHalf(t *testing.T) {
	p := newPlatform(5, 80)
	p.damping = .3
	p.run(2)
	p.put(300)
	p.run(1.3)
	p.put(120)
	p.run(3)
	steps, _ := final(p.out)
	if len(steps) == 2 && math.Abs(steps[0].Grams-300) < 5 && math.Abs(steps[1].Grams-120) < 5 {
		return
	}
	if len(steps) == 1 && math.Abs(steps[0].Grams-420) < 5 && len(steps[0].Alternatives) > 0 {
		return
	}
	t.Errorf("neither two steps nor one with two readings: %+v", steps)
}

func TestAPersonIsNeverAnItem(t *testing.T) {
	p := newPlatform(2, 80)
	p.run(2)
	p.put(14500)
	p.run(6)
	steps, notices := final(p.out)
	if len(steps) != 0 {
		t.Errorf("a child was reported as %+v", steps)
	}
	person := false
	for _, n := range notices {
		person = person || n.Kind == evidence.NoticePerson
	}
	if !person {
		t.Errorf("no notice of a person: %+v", notices)
	}
}

func TestGarbageDoesNotHarm(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := scale.NewDetector(scale.Settings{})
		n := rapid.IntRange(0, 400).Draw(rt, "n")
		at := evidence.Millis(0)
		for range n {
			at += evidence.Millis(rapid.IntRange(-50, 200).Draw(rt, "gap"))
			g := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-100, 100), rapid.Just(math.NaN()), rapid.Just(math.Inf(1))).Draw(rt, "g")
			for _, r := range d.Feed(evidence.ScaleReading{At: at, Grams: g}) {
				if r.Step != nil && (math.IsNaN(r.Step.Grams) || r.Step.SD < 0) {
					rt.Fatalf("a step of %v ± %v", r.Step.Grams, r.Step.SD)
				}
			}
		}
	})
}

func TestSameSignalSameSteps(t *testing.T) {
	p := newPlatform(9, 80)
	p.shake = 20
	for _, g := range []float64{200, 90, 700} {
		p.run(3)
		p.put(g)
	}
	p.run(3)
	a, an := final(p.out)
	b, bn := final(p.out)
	if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(an, bn) {
		t.Error("the same signal gave different steps")
	}
}

func TestIndicatedWeightOfAStep(t *testing.T) {
	div, err := scale.NewDivision(5, evidence.Kilogram)
	if err != nil {
		t.Fatal(err)
	}
	d := scale.NewDetector(scale.Settings{Division: div})
	p := newPlatform(4, 80)
	p.run(2)
	p.put(1003)
	p.run(4)
	var got evidence.Weight
	for _, r := range p.out {
		for _, rep := range d.Feed(r) {
			if rep.Step != nil && rep.Step.Settled {
				got = rep.Step.Weight
			}
		}
	}
	if want := (evidence.Weight{Count: 201, DivisionMilli: 5, Unit: evidence.Kilogram}); got != want && got.Count != 200 {
		t.Errorf("indicated %+v, want %+v or a division less", got, want)
	}
	if w, tare := div.Between(100, 1103, 50); w.Count != 191 || tare.Count != 10 {
		t.Errorf("1003 g less 50 g tare is %+v, %+v", w, tare)
	}
	if w, _ := div.Between(100, 110, 50); w.Count != 0 {
		t.Errorf("less than the tare is %+v", w)
	}
	for _, bad := range []struct {
		milli int64
		unit  evidence.Unit
	}{{0, evidence.Pound}, {5, "stone"}, {-1, evidence.Ounce}} {
		if _, err := scale.NewDivision(bad.milli, bad.unit); err == nil {
			t.Errorf("%v was taken as a division", bad)
		}
	}
}
