package fusion

import (
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
)

// Where the store lets goods of one price stand for one another, nobody is
// asked which of them it is, and they stand on one line.
func TestSiblingsStandForOneAnother(t *testing.T) {
	kin := store()
	for i := range kin {
		if kin[i].Family == "white" {
			kin[i].Siblings = "white 3.99"
		}
	}
	open := func(goods []Good) *scene { return &scene{t: t, e: New(goods, Settings{})} }
	look := func(s *scene, sign float64) {
		s.see(milk, .55, evidence.DirectionIn)
		s.wait(300)
		s.weigh(sign*1031, 1)
	}
	for _, c := range []struct {
		name   string
		play   func() *scene
		action evidence.Action
		item   evidence.Item
		gate   string
	}{
		{"without the store's consent", func() *scene { s := open(store()); look(s, 1); return s }, evidence.Ask, evidence.Item{}, GateAsk},
		{"with it", func() *scene { s := open(kin); look(s, 1); return s }, evidence.Put, milk, GateSiblings},
		{"one of them inside already", func() *scene {
			s := open(kin)
			s.scan("5901234123457", true)
			s.wait(500)
			s.weigh(1032, 1)
			s.wait(4000)
			look(s, 1)
			return s
		}, evidence.Put, soy, GateSiblings},
		{"no look", func() *scene { s := open(kin); s.wait(300); s.weigh(1031, 1); return s }, evidence.Ask, evidence.Item{}, GateAsk},
		{"looks like neither", func() *scene {
			s := open(kin)
			s.see(juice, .8, evidence.DirectionIn)
			s.wait(300)
			s.weigh(1031, 1)
			return s
		}, evidence.Ask, evidence.Item{}, GateAsk},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := c.play().last()
			if d.Action != c.action || d.Item != c.item || d.Gate != c.gate {
				t.Errorf("decided %s of %v by %s (%v), want %s of %v by %s", d.Action, d.Item, d.Gate, d.Candidates, c.action, c.item, c.gate)
			}
		})
	}
}
