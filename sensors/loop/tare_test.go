package loop_test

import (
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
	"github.com/dashcart/dashcart/sensors/scale"
)

// TestAContainerIsWeighedEmptyFirst on the rig: bananas come in a bowl that was
// weighed, filled where it stands or elsewhere, and gross, tare and net add up.
func TestAContainerIsWeighedEmptyFirst(t *testing.T) {
	t.Parallel()
	bananas := evidence.Item{PLU: gs1.PLU(4011)}
	div, err := scale.NewDivision(5, evidence.Pound)
	if err != nil {
		t.Fatal(err)
	}
	const bowl, fruit = 300.0, 900.0
	for name, elsewhere := range map[string]bool{"filled where it stands": false, "filled elsewhere": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &cart{w: rig.New(rig.Settings{Seed: 5}), p: loop.NewPipeline(loop.Config{
				Goods: []fusion.Good{{Item: bananas, Grams: 180, SD: 40, ByWeight: true}}, Scale: scale.Settings{Division: div, Capacity: 30_000}})}
			puts := func(grams float64) {
				t.Helper()
				if err := c.w.Put(rig.Thing{Name: "thing", Grams: grams}, rig.Hand{}); err != nil {
					t.Fatal(err)
				}
				c.run(7000)
			}
			c.run(2000)
			puts(1500) // what is inside before
			asked := len(c.decisions())
			c.out = append(c.out, c.p.Feed(evidence.Input{At: c.w.Now(), Produce: &evidence.Announced{PLU: bananas, Container: true}})...)
			puts(bowl)
			if d := c.last(); len(c.decisions()) != asked+1 || d.Action != evidence.Ignore || d.Gate != fusion.GateContainer {
				t.Fatalf("the empty bowl led to %+v", d)
			}
			tare := c.last().Weight
			shown := c.shown()
			if shown.Tare != tare || shown.Net.Count != 0 || !shown.Weighing {
				t.Errorf("with the empty bowl the scale shows %+v", shown)
			}
			grams := fruit
			if elsewhere {
				inside := c.w.Inside()
				if err := c.w.Take(inside[len(inside)-1].ID, rig.Hand{}); err != nil {
					t.Fatal(err)
				}
				c.run(7000)
				if d := c.last(); d.Action != evidence.Ignore || d.Gate != fusion.GateContainer {
					t.Fatalf("taking the bowl out led to %+v", d)
				}
				grams += bowl
			}
			puts(grams)
			d := c.last()
			if d.Action != evidence.Put || d.Item != bananas || d.Tare != tare {
				t.Fatalf("the fruit led to %+v, the tare was %s", d, tare)
			}
			if off := d.Weight.Grams() - fruit; off > 5 || off < -5 || tare.Grams() < bowl-5 || tare.Grams() > bowl+5 {
				t.Errorf("net %s, tare %s", d.Weight, tare)
			}
			if now := c.shown(); now.Weighing || now.Tare.Count != 0 {
				t.Errorf("the weighing goes on: %+v", now)
			}
		})
	}
}

// shown is what the scale indicated last.
func (c *cart) shown() (ind evidence.Indication) {
	for _, o := range c.out {
		if o.Weight != nil {
			ind = *o.Weight
		}
	}
	return ind
}

// TestATareHoldsOnEachScaleOfACart: the bowl is weighed on one bag's scale and
// comes back full on the other's; after that no scale takes anything off.
func TestATareHoldsOnEachScaleOfACart(t *testing.T) {
	t.Parallel()
	bananas := evidence.Item{PLU: gs1.PLU(4011)}
	div, err := scale.NewDivision(2, evidence.Kilogram)
	if err != nil {
		t.Fatal(err)
	}
	p := loop.NewPipeline(loop.Config{Goods: []fusion.Good{{Item: bananas, Grams: 180, SD: 40, ByWeight: true}}, Scale: scale.Settings{Division: div, Capacity: 15_000}})
	var at evidence.Millis
	var last evidence.Decision
	loads := map[string]float64{"left": 0, "right": 0}
	rests := func(scale string, grams float64) {
		loads[scale] = grams
		for range 80 {
			at += 50
			for _, name := range []string{"left", "right"} {
				for _, o := range p.Feed(evidence.ScaleReading{At: at, Scale: name, Grams: loads[name], Status: evidence.ScaleStable}) {
					if o.Decision != nil {
						last = *o.Decision
					}
				}
			}
		}
	}
	rests("left", 0)
	p.Feed(evidence.Input{At: at, Produce: &evidence.Announced{PLU: bananas, Container: true}})
	rests("left", 300)
	if last.Gate != fusion.GateContainer || last.Weight.Count != 150 {
		t.Fatalf("the empty bowl led to %+v", last)
	}
	rests("left", 0)
	rests("right", 1200)
	if last.Item != bananas || last.Weight.Count != 450 || last.Tare.Count != 150 {
		t.Errorf("the full bowl led to %+v", last)
	}
	for scale, grams := range map[string]float64{"left": 500, "right": 1700} {
		p.Feed(evidence.Input{At: at, Produce: &evidence.Announced{PLU: bananas}})
		if rests(scale, grams); last.Weight.Count != 250 || last.Tare.Count != 0 {
			t.Errorf("what follows on the %s scale led to %+v", scale, last)
		}
	}
}
