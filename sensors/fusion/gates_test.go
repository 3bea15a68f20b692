package fusion

import (
	"slices"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
)

// TestGates opens and shuts each gate by itself.
func TestGates(t *testing.T) {
	put, take := evidence.Step{Grams: 520, SD: 1}, evidence.Step{Grams: -520, SD: 1}
	aCode := &code{item: juice, known: true}
	look := func(it evidence.Item, p float64) looked {
		return looked{any: true, best: it, inliers: 20, second: 5, seen: []evidence.LookSeen{{Candidates: []evidence.Candidate{{Item: it, P: p}}}}}
	}
	good := Good{Item: juice, Grams: 520, SD: 3, Precise: true}
	sure := []hypothesis{{item: juice, quantity: 1, z: .5, p: .99}}
	for _, c := range []struct {
		name string
		gate func(situation) bool
		s    situation
		want bool
	}{
		{"code and weight", codeGate, situation{step: put, hs: []hypothesis{{item: juice, z: 1, p: .9, code: aCode}}, good: good}, true},
		{"no code", codeGate, situation{step: put, hs: sure, good: good}, false},
		{"code, weight off", codeGate, situation{step: put, hs: []hypothesis{{item: juice, z: 4, p: .9, code: aCode}}, good: good}, false},
		{"code, unsure", codeGate, situation{step: put, hs: []hypothesis{{item: juice, z: 1, p: .5, code: aCode}}, good: good}, false},
		{"code, but it looks like another", codeGate, situation{step: put, hs: []hypothesis{{item: juice, z: 1, p: .9, code: aCode}}, good: good, looks: look(milk, .97)}, false},
		{"two by their code", codeGate, situation{step: put, hs: []hypothesis{{item: juice, quantity: 2, z: 1, p: .9, code: aCode}}, good: good, looks: look(juice, .7)}, true},
		{"two by one code, but one looks like another", codeGate, situation{step: put, hs: []hypothesis{{item: juice, quantity: 2, z: 1, p: .9, code: aCode}}, good: good, looks: look(milk, .7)}, false},
		{"inside", insideGate, situation{step: take, hs: sure, min: .95}, true},
		{"inside, but a put", insideGate, situation{step: put, hs: sure, min: .95}, false},
		{"inside, but seen going in", insideGate, situation{step: take, hs: sure, min: .95, motion: evidence.DirectionIn}, false},
		{"inside, weight off", insideGate, situation{step: take, hs: []hypothesis{{item: juice, z: 5, p: .99}}, min: .95}, false},
		{"inside, unnamed", insideGate, situation{step: take, hs: []hypothesis{{z: 0, p: .99}}, min: .95}, false},
		{"inside, two alike", insideGate, situation{step: take, hs: []hypothesis{{item: juice, z: 0, p: .6}}, min: .95}, false},
		{"geometry", geometryGate, situation{step: put, hs: sure, min: .95, looks: look(juice, .5)}, true},
		{"geometry of another", geometryGate, situation{step: put, hs: sure, min: .95, looks: look(milk, .5)}, false},
		{"geometry, runner-up close", geometryGate, situation{step: put, hs: sure, min: .95, looks: looked{any: true, best: juice, inliers: 20, second: 15}}, false},
		{"geometry, few inliers", geometryGate, situation{step: put, hs: sure, min: .95, looks: looked{any: true, best: juice, inliers: 14}}, false},
		{"geometry, weight off", geometryGate, situation{step: put, hs: []hypothesis{{item: juice, z: 3.5, p: .99}}, min: .95, looks: look(juice, .5)}, false},
		{"posterior", posteriorGate, situation{step: put, hs: []hypothesis{{item: juice, quantity: 1, p: .99}}, min: .95, good: good, looks: look(juice, .9)}, true},
		{"posterior without a look", posteriorGate, situation{step: put, hs: sure, min: .95, good: good}, false},
		{"posterior of siblings", posteriorGate, situation{step: put, hs: sure, min: .95, good: Good{Precise: true, Family: "white"}, looks: look(juice, .9)}, false},
		{"posterior, not precise", posteriorGate, situation{step: put, hs: sure, min: .95, good: Good{}, looks: look(juice, .9)}, false},
		{"posterior, going out", posteriorGate, situation{step: put, hs: sure, min: .95, good: good, looks: look(juice, .9), motion: evidence.DirectionOut}, false},
	} {
		if got := c.gate(c.s); got != c.want {
			t.Errorf("%s: open is %v, want %v", c.name, got, c.want)
		}
	}
}

func TestScenes(t *testing.T) {
	for _, c := range []struct {
		name   string
		play   func(s *scene)
		action evidence.Action
		item   evidence.Item
		q      int
		gate   string
	}{
		{"scanned, then put in", func(s *scene) { s.scan("4006381333931", true); s.wait(1500); s.weigh(1029, 1) }, evidence.Put, milk, 1, GateCode},
		{"two of a scanned one", func(s *scene) { s.scan("9780201379624", true); s.wait(800); s.weigh(1041, 1) }, evidence.Put, juice, 2, GateCode},
		{"a cheap code on dear goods", func(s *scene) { s.scan("96385074", true); s.wait(500); s.weigh(520, 1) }, evidence.Ask, evidence.Item{}, 1, GateMismatch},
		{"siblings of one weight", func(s *scene) { s.see(milk, .55, evidence.DirectionIn); s.wait(300); s.weigh(1031, 1) }, evidence.Ask, evidence.Item{}, 1, GateAsk},
		{"precise and sure", func(s *scene) { s.see(juice, .95, evidence.DirectionIn); s.wait(300); s.weigh(520, 1) }, evidence.Put, juice, 1, GatePosterior},
		{"taken out again", func(s *scene) {
			s.scan("4006381333931", true)
			s.wait(500)
			s.weigh(1029, 1)
			s.wait(4000)
			s.weigh(-1029, 1)
		}, evidence.Take, milk, 1, GateInside},
		{"a code the catalogue has not", func(s *scene) { s.scan("0036000291452", true); s.wait(500); s.weigh(77, 1) }, evidence.Ask, evidence.Item{}, 1, GateAsk},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t, Settings{})
			c.play(s)
			d := s.last()
			if d.Action != c.action || d.Item != c.item || d.Quantity != c.q || d.Gate != c.gate {
				t.Errorf("decided %s of %d x %v by %s (%v), want %s of %d x %v by %s", d.Action, d.Quantity, d.Item, d.Gate, d.Candidates, c.action, c.q, c.item, c.gate)
			}
		})
	}
}

// TestAnExchangeIsSeenBothWays: what goes out while something comes in is known by its
// mass, though a camera saw mostly what came in; alone that speaks against it.
func TestAnExchangeIsSeenBothWays(t *testing.T) {
	for crossed, want := range map[bool]evidence.Action{true: evidence.Take, false: evidence.Ask} {
		s := newScene(t, Settings{})
		s.scan("9780201379624", true)
		s.wait(500)
		s.weigh(520, 1)
		s.wait(8000)
		at := s.now
		for range 3 {
			s.see(milk, .5, evidence.DirectionIn)
			s.wait(100)
		}
		out := evidence.Step{ID: 7, At: at, Until: at + 700, Grams: -520, SD: 2, Plateau: true, Settled: true}
		s.feed(Event{At: at + 1500, Step: &out})
		if crossed {
			in := evidence.Step{ID: 8, At: at + 800, Until: at + 1500, Grams: 1031, SD: 2, Plateau: true, Settled: true}
			s.feed(Event{At: at + 1500, Step: &in})
		}
		s.wait(3000)
		for _, d := range s.decisions() {
			if d.Because.Step.ID == 7 && d.Action != want {
				t.Errorf("exchanged %v: what went out is %s by %s (%v)", crossed, d.Action, d.Gate, d.Candidates)
			}
		}
	}
}

func TestGatesCanBeSwitchedOff(t *testing.T) {
	s := newScene(t, Settings{Gates: []string{GateInside}})
	s.scan("4006381333931", true)
	s.wait(500)
	s.weigh(1029, 1)
	if d := s.last(); d.Action != evidence.Ask || d.Candidates[0].Item != milk {
		t.Errorf("without the gate %s: %s %v", GateCode, d.Action, d.Candidates)
	}
}

func TestAnswersAndCorrections(t *testing.T) {
	s := newScene(t, Settings{})
	s.see(milk, .55, evidence.DirectionIn)
	s.wait(300)
	s.weigh(1031, 1)
	q := s.last()
	s.answer(evidence.Answer{Question: q.ID + 7, Item: soy})
	s.answer(evidence.Answer{Question: q.ID, Later: true})
	if s.last().ID != q.ID {
		t.Fatal("an answer to no question, or none yet, decided something")
	}
	s.answer(evidence.Answer{Question: q.ID, Item: soy})
	d := s.last()
	if d.Action != evidence.Put || d.Item != soy || d.Answers != q.ID || d.Revises != q.ID || d.Gate != GateAnswer {
		t.Fatalf("the answer led to %+v", d)
	}
	s.answer(evidence.Answer{Question: q.ID, Item: milk})
	if s.last().ID != d.ID {
		t.Error("a question was answered twice")
	}
	s.feed(Event{At: s.now, Input: &evidence.Input{Correction: &evidence.Correction{Decision: d.ID, Item: milk}}})
	s.wait(3000)
	s.weigh(-1031, 1)
	if d := s.last(); d.Action != evidence.Take || d.Item != milk {
		t.Errorf("after the correction, taken out: %s %v", d.Action, d.Item)
	}
}

func TestNoneOfThese(t *testing.T) {
	s := newScene(t, Settings{})
	s.weigh(1031, 1)
	for range 3 {
		q := s.last()
		if q.Action != evidence.Ask {
			break
		}
		s.answer(evidence.Answer{Question: q.ID, None: true})
	}
	if d := s.last(); d.Action != evidence.Put || d.Item != (evidence.Item{}) || d.Gate != GateUnknown {
		t.Errorf("none of these led to %+v", d)
	}
}

func TestAScanWaitsForItsWeight(t *testing.T) {
	s := newScene(t, Settings{ScanWait: 5000})
	s.scan("96385074", true)
	s.wait(4900)
	if got := s.notices(); !slices.Equal(got, []evidence.NoticeKind{evidence.NoticeWaiting}) {
		t.Fatalf("before the wait was over: %v", got)
	}
	s.wait(500)
	if got := s.notices(); !slices.Equal(got, []evidence.NoticeKind{evidence.NoticeWaiting, evidence.NoticeNoWeight}) || len(s.decisions()) != 0 {
		t.Errorf("after it: %v, %d decisions", got, len(s.decisions()))
	}
	s.wait(5000)
	if n := len(s.notices()); n != 2 {
		t.Errorf("it was said again: %v", s.notices())
	}
}

func TestProduceAnnounced(t *testing.T) {
	s := newScene(t, Settings{})
	s.feed(Event{At: 10, Input: &evidence.Input{Produce: &evidence.Announced{PLU: apples}}})
	s.weigh(733, 1)
	if d := s.last(); d.Action != evidence.Put || d.Item != apples || d.Gate != GateProduce {
		t.Errorf("announced produce led to %+v", d)
	}
	s.wait(3000)
	s.weigh(400, 1)
	if d := s.last(); d.Gate == GateProduce {
		t.Error("one announcement served twice")
	}
}

// TestTheEmptyContainerIsNoProduce: it is the shopper's own where it is put in
// and where it is taken out to be filled; the produce is what follows.
func TestTheEmptyContainerIsNoProduce(t *testing.T) {
	for name, steps := range map[string][]float64{"filled where it stands": {120, 733}, "filled elsewhere": {120, -121, 853}} {
		s := newScene(t, Settings{})
		s.feed(Event{At: 10, Input: &evidence.Input{Produce: &evidence.Announced{PLU: apples, Container: true}}})
		for i, grams := range steps {
			s.weigh(grams, 1)
			s.wait(3000)
			d, last := s.last(), i == len(steps)-1
			if !last && (d.Action != evidence.Ignore || d.Gate != GateContainer) || last && (d.Action != evidence.Put || d.Item != apples || d.Gate != GateProduce) {
				t.Fatalf("%s: %v g led to %+v", name, grams, d)
			}
		}
		if n := len(s.decisions()); n != len(steps) {
			t.Errorf("%s: %d decisions", name, n)
		}
		s.weigh(400, 1)
		if d := s.last(); d.Gate == GateProduce || d.Gate == GateContainer {
			t.Errorf("%s: one announcement served twice", name)
		}
	}
	s := newScene(t, Settings{})
	s.feed(Event{At: 10, Input: &evidence.Input{Produce: &evidence.Announced{PLU: apples, Container: true}}})
	s.weigh(120, 1)
	s.wait(3000)
	s.weigh(-60, 1) // half of it is no container
	s.wait(3000)
	if d := s.last(); d.Gate == GateContainer && d.Direction == evidence.Take {
		t.Errorf("another thing was taken for the container: %+v", d)
	}
}

func TestWithdrawnStepsAreTakenBack(t *testing.T) {
	s := newScene(t, Settings{})
	s.scan("4006381333931", true)
	s.wait(300)
	id := s.weigh(1029, 1)
	put := s.last()
	s.feed(Event{At: s.now, Step: &evidence.Step{ID: id, At: put.At, Until: s.now, Withdrawn: true}})
	d := s.last()
	if d.Action != evidence.Ignore || d.Revises != put.ID || len(s.e.units) != 0 {
		t.Errorf("a load that went back led to %+v with %d inside", d, len(s.e.units))
	}
}

func TestANarrowerMeasurementRevises(t *testing.T) {
	s := newScene(t, Settings{})
	s.see(juice, .9, evidence.DirectionIn)
	s.wait(200)
	id := s.weigh(541, 25)
	first := s.last()
	s.feed(Event{At: s.now, Step: &evidence.Step{ID: id, At: first.At, Until: s.now, Grams: 520.5, SD: 1, Plateau: true, Settled: true}})
	d := s.last()
	if d.Action != evidence.Put || d.Item != juice || first.Action == evidence.Put && d.ID != first.ID || first.Action == evidence.Ask && d.Revises != first.ID {
		t.Errorf("first %s by %s, then %+v", first.Action, first.Gate, d)
	}
}

func TestLeansAndPersonsDecideNothing(t *testing.T) {
	for _, hint := range []string{"lean", "person", "bump"} {
		s := newScene(t, Settings{})
		s.feed(Event{At: 100, Step: &evidence.Step{ID: 1, At: 100, Until: 3000, Grams: 3000, SD: 100, Plateau: true, Hint: hint}})
		s.wait(5000)
		if n := len(s.decisions()); n != 0 {
			t.Errorf("%s: %d decisions", hint, n)
		}
	}
}

func TestNothingIsDecidedWithoutATrip(t *testing.T) {
	s := newScene(t, Settings{})
	s.feed(Event{At: 1, Input: &evidence.Input{Contents: &evidence.Contents{}}})
	s.weigh(1030, 1)
	if n := len(s.decisions()); n != 0 {
		t.Errorf("%d decisions without a trip", n)
	}
	s.feed(Event{At: s.now, Input: &evidence.Input{Contents: &evidence.Contents{Trip: "t1", Lines: []evidence.Held{{Item: juice, Quantity: 2, Grams: 1040, SD: 4}}}}})
	s.wait(100)
	s.weigh(-520, 1)
	if d := s.last(); d.Action != evidence.Take || d.Item != juice || d.Quantity != 1 {
		t.Errorf("what the trip's lines hold was not taken: %+v", d)
	}
}

func TestResidualIsToldOnce(t *testing.T) {
	s := newScene(t, Settings{})
	c := evidence.Contents{Trip: "t", Own: 100, Lines: []evidence.Held{{Item: juice, Quantity: 1, Grams: 520, SD: 3}}}
	s.feed(Event{At: 1, Input: &evidence.Input{Contents: &c}})
	for _, g := range []float64{621, 622, 800, 801, 621, 800} {
		s.feed(Event{At: s.now + 1000, Rest: &Rest{Grams: g, SD: 1}})
	}
	if got := s.notices(); !slices.Equal(got, []evidence.NoticeKind{evidence.NoticeResidual, evidence.NoticeResidual}) {
		t.Errorf("notices %v, want the two times it left", got)
	}
}
