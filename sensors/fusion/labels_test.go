package fusion

import (
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

var beef = evidence.Item{GTIN: gs1.MustGTIN("0201101000009")}

// labels are what the codes of these tests stand for.
var labels = map[string]Stands{
	"beef 300 g": {Item: beef, Label: &evidence.Label{Code: "beef 300 g", Price: money.New(859, "USD"), Grams: 314, SD: 12}},
	"beef 700 g": {Item: beef, Label: &evidence.Label{Code: "beef 700 g", Price: money.New(2005, "USD"), Grams: 714, SD: 14}},
	"beef less":  {Item: beef, Label: &evidence.Label{Code: "beef less", Price: money.New(400, "USD"), Markdown: true}},
	"juice less": {Item: juice, Label: &evidence.Label{Code: "juice less", Price: money.New(99, "USD"), Markdown: true, Grams: 520, SD: 3}},
	"juice":      {Item: juice},
	"juice old":  {Barred: true},
	"garbled":    {},
}

func labelled(t *testing.T) *scene {
	read := func(symbology, text string) (Stands, bool) {
		if st, ok := labels[text]; ok {
			return st, true
		}
		it, ok := ItemOf(symbology, text)
		return Stands{Item: it}, ok
	}
	return &scene{t: t, e: New(append(store(), Good{Item: beef, Grams: 340, SD: 95, ByWeight: true, Labelled: true}), Settings{Read: read})}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		name   string
		play   func(s *scene)
		action evidence.Action
		item   evidence.Item
		label  string
		gate   string
	}{
		{"its weight fits", func(s *scene) { s.scan("beef 300 g", true); s.wait(800); s.weigh(309, 1) }, evidence.Put, beef, "beef 300 g", GateCode},
		{"seen by a camera", func(s *scene) { s.scan("beef 300 g", false); s.wait(200); s.weigh(309, 1) }, evidence.Put, beef, "beef 300 g", GateCode},
		{"its weight is another", func(s *scene) { s.scan("beef 300 g", true); s.wait(800); s.weigh(900, 1) }, evidence.Ask, evidence.Item{}, "", GateMismatch},
		{"two of one kind, each by its weight", func(s *scene) {
			s.scan("beef 300 g", true)
			s.wait(500)
			s.scan("beef 700 g", true)
			s.wait(500)
			s.weigh(309, 1)
			s.wait(1500)
			s.weigh(716, 1)
		}, evidence.Put, beef, "beef 700 g", GateCode},
		{"without its label it is nobody's", func(s *scene) { s.weigh(340, 1); s.wait(3000) }, evidence.Ask, evidence.Item{}, "", GateAsk},
		{"lowered, beside the original", func(s *scene) {
			s.scan("juice", false)
			s.scan("juice less", false)
			s.wait(200)
			s.weigh(521, 1)
		}, evidence.Put, juice, "juice less", GateCode},
		{"lowered, read before the original", func(s *scene) {
			s.scan("juice less", true)
			s.wait(300)
			s.scan("juice", true)
			s.wait(300)
			s.weigh(521, 1)
		}, evidence.Put, juice, "juice less", GateCode},
		{"lowered over another label", func(s *scene) {
			s.scan("beef 300 g", true)
			s.wait(300)
			s.scan("beef less", true)
			s.wait(300)
			s.weigh(309, 1)
		}, evidence.Put, beef, "beef less", GateCode},
		{"past its use-by day", func(s *scene) {
			s.scan("juice old", true)
			s.see(juice, .97, evidence.DirectionIn)
			s.wait(300)
			s.weigh(520, 1)
			s.wait(2000)
		}, evidence.Ask, evidence.Item{}, "", GateShow},
		{"a label that nobody can read changes nothing", func(s *scene) {
			s.scan("garbled", true)
			s.scan("juice", true)
			s.wait(300)
			s.weigh(520, 1)
		}, evidence.Put, juice, "", GateCode},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := labelled(t)
			c.play(s)
			d := s.last()
			label := ""
			if d.Label != nil {
				label = d.Label.Code
			}
			if d.Action != c.action || d.Item != c.item || label != c.label || d.Gate != c.gate || d.Quantity != 1 {
				t.Errorf("%+v", d)
			}
			if c.name == "past its use-by day" && len(d.Candidates) > 0 {
				t.Errorf("it is offered: %+v", d.Candidates)
			}
		})
	}
}

// TestALoweredThingIsOneThing: both codes of it, before and after the step, by
// camera and scanner, make one decision at the lower price.
func TestALoweredThingIsOneThing(t *testing.T) {
	for name, play := range map[string]func(s *scene){
		"both before": func(s *scene) {
			s.scan("juice", true)
			s.scan("juice", false)
			s.scan("juice less", false)
			s.wait(200)
			s.weigh(520, 1)
		},
		"the label after": func(s *scene) {
			s.scan("juice", true)
			s.wait(300)
			s.weigh(520, 1)
			s.wait(1500)
			s.scan("juice less", true)
		},
		"the original after": func(s *scene) {
			s.scan("juice less", true)
			s.wait(300)
			s.weigh(520, 1)
		},
	} {
		s := labelled(t)
		play(s)
		s.wait(9000)
		d := s.decisions()
		last := d[len(d)-1]
		if last.Label == nil || !last.Label.Markdown || len(d) > 1 && last.Revises != d[0].ID || len(d) > 2 {
			t.Errorf("%s: %+v", name, d)
		}
		if n := len(s.e.units); n != 1 {
			t.Errorf("%s: %d things lie inside", name, n)
		}
		for _, n := range s.notices() {
			if n == evidence.NoticeNoWeight {
				t.Errorf("%s: the other code waited for a thing of its own", name)
			}
		}
	}
}

// TestOneLabelLowersOneThing: the second of two alike keeps its price.
func TestOneLabelLowersOneThing(t *testing.T) {
	s := labelled(t)
	s.scan("juice less", true)
	s.wait(300)
	s.weigh(520, 1)
	s.wait(5000)
	s.scan("juice", true)
	s.wait(300)
	s.weigh(520, 1)
	if d := s.last(); d.Action != evidence.Put || d.Item != juice || d.Label != nil {
		t.Errorf("%+v", d)
	}
}

// TestTakenOutByItsLabel: of two packs it is the one whose label was seen.
func TestTakenOutByItsLabel(t *testing.T) {
	s := labelled(t)
	for _, k := range []struct {
		text  string
		grams float64
	}{{"beef 300 g", 310}, {"beef 700 g", 716}} {
		s.scan(k.text, true)
		s.wait(500)
		s.weigh(k.grams, 1)
		s.wait(4000)
	}
	s.weigh(-716, 1)
	if d := s.last(); d.Action != evidence.Take || d.Item != beef || d.Grams < 700 {
		t.Errorf("%+v", d)
	}
	s.wait(4000)
	s.scan("beef 300 g", false)
	s.wait(200)
	s.weigh(-310, 1)
	if d := s.last(); d.Action != evidence.Take || d.Item != beef || d.Label == nil || d.Label.Code != "beef 300 g" {
		t.Errorf("%+v", d)
	}
}
