package fusion

import (
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
)

// A small store: two siblings of one weight, a heavier one, loose apples.
var (
	milk   = evidence.Item{GTIN: gs1.MustGTIN("4006381333931")}
	soy    = evidence.Item{GTIN: gs1.MustGTIN("5901234123457")}
	juice  = evidence.Item{GTIN: gs1.MustGTIN("9780201379624")}
	gum    = evidence.Item{GTIN: gs1.MustGTIN("96385074")}
	apples = evidence.Item{PLU: 4131}
)

func store() []Good {
	return []Good{
		{Item: milk, Grams: 1030, SD: 6, Family: "white"},
		{Item: soy, Grams: 1032, SD: 6, Family: "white"},
		{Item: juice, Grams: 520, SD: 3, Precise: true},
		{Item: gum, Grams: 14, SD: 1},
		{Item: apples, Grams: 180, SD: 40, ByWeight: true},
	}
}

// scene feeds an engine as a pipeline would.
type scene struct {
	t    testing.TB
	e    *Engine
	now  evidence.Millis
	step int
	out  []evidence.Output
}

func newScene(t testing.TB, set Settings) *scene {
	return &scene{t: t, e: New(store(), set)}
}

func (s *scene) feed(ev Event) {
	s.now = max(s.now, ev.At)
	s.out = append(s.out, s.e.Feed(ev)...)
}

func (s *scene) wait(d evidence.Millis) {
	for end := s.now + d; s.now < end; {
		s.feed(Event{At: s.now + 100})
	}
}

func (s *scene) see(it evidence.Item, p float64, dir evidence.Direction) {
	rest := (1 - p) / 2
	var cs []evidence.Candidate
	cs = append(cs, evidence.Candidate{Item: it, P: p})
	for _, g := range store() {
		if g.Item != it && len(cs) < 3 {
			cs = append(cs, evidence.Candidate{Item: g.Item, P: rest})
		}
	}
	s.feed(Event{At: s.now, Motion: &evidence.Motion{At: s.now, Source: "rim", Direction: dir, Area: .1}, Watching: true})
	s.feed(Event{At: s.now, Look: &evidence.LookSeen{At: s.now, Source: "rim", Candidates: cs}})
}

func (s *scene) scan(text string, scanned bool) {
	s.feed(Event{At: s.now, Code: &evidence.CodeSeen{At: s.now, Source: "scanner", Symbology: "ean13", Text: text, P: 1}, Scanned: scanned})
}

// weigh reports a step that begins now, stands a second later and is settled soon after.
func (s *scene) weigh(grams, sd float64) int {
	s.step++
	st := evidence.Step{ID: s.step, At: s.now, Until: s.now + 400, Grams: grams * 1.3, SD: 300}
	s.feed(Event{At: s.now + 400, Step: &st})
	st.Until, st.Grams, st.SD, st.Plateau = s.now+600, grams, sd, true
	s.feed(Event{At: s.now + 600, Step: &st})
	st.Until, st.Settled = s.now+400, true
	s.feed(Event{At: s.now + 400, Step: &st})
	s.wait(600)
	return s.step
}

func (s *scene) decisions() []evidence.Decision {
	var out []evidence.Decision
	for _, o := range s.out {
		if o.Decision != nil {
			out = append(out, *o.Decision)
		}
	}
	return out
}

func (s *scene) notices() []evidence.NoticeKind {
	var out []evidence.NoticeKind
	for _, o := range s.out {
		if o.Notice != nil {
			out = append(out, o.Notice.Kind)
		}
	}
	return out
}

// last is the latest decision; the test fails where there is none.
func (s *scene) last() evidence.Decision {
	s.t.Helper()
	d := s.decisions()
	if len(d) == 0 {
		s.t.Fatal("nothing was decided")
	}
	return d[len(d)-1]
}

func (s *scene) answer(a evidence.Answer) {
	s.feed(Event{At: s.now, Input: &evidence.Input{At: s.now, Answer: &a}})
}
