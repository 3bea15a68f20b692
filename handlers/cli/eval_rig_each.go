package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/scale"
)

// rigSteps are what a scale's detector makes of a simulated trip, for people
// who look for where an event was lost. A nil one keeps nothing.
type rigSteps struct {
	detector *scale.Detector
	last     []evidence.Step // of each id what was said last
}

func newRigSteps() *rigSteps { return &rigSteps{detector: scale.NewDetector(scale.Settings{})} }

func (s *rigSteps) feed(reading any) {
	r, ok := reading.(evidence.ScaleReading)
	if s == nil || !ok {
		return
	}
	for _, rep := range s.detector.Feed(r) {
		if rep.Step == nil {
			continue
		}
		i := slices.IndexFunc(s.last, func(x evidence.Step) bool { return x.ID == rep.Step.ID })
		if i < 0 {
			s.last = append(s.last, *rep.Step)
			continue
		}
		s.last[i] = *rep.Step
	}
}

// near lists the steps that began around t.
func (s *rigSteps) near(t evidence.Millis) string {
	var out []string
	for _, x := range s.last {
		if x.At < t-nearby || x.At > t+nearby {
			continue
		}
		text := fmt.Sprintf("%+.0f g ±%.1f at %+d", x.Grams, x.SD, x.At-t)
		if x.Withdrawn {
			text += " withdrawn"
		}
		if x.Hint != "" {
			text += " " + x.Hint
		}
		for _, p := range x.Alternatives {
			text += fmt.Sprintf(" or %.0f", p.Grams)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

var verdictNames = map[verdict]string{noMatch: "missed", lateMatch: "late", wrongMatch: "wrong", askedMatch: "asked", asked3Match: "among three", correctMatch: "right"}

// happened is an event of a simulated trip, or a chain of decisions about
// nothing, and what became of it.
type happened struct {
	at    evidence.Millis
	label *recording.Label // nil where nothing happened
	place int              // of the label
	kind  kind
	said  *chain // nil where nothing was said
	verdict
}

// events lists what happened on a trip, and after it what was said of nothing.
func (t *rigTrip) events() []happened {
	order := t.shopper.inOrder()
	var goods []recording.Label
	for _, i := range order {
		if l := t.shopper.labels[i]; l.Action != "none" {
			goods = append(goods, l)
		}
	}
	cs := untangle(chains(t.decisions), goods, decideWithin)
	pairs := match(goods, cs, decideWithin)
	told := make([]bool, len(cs))
	var out []happened
	n := 0
	for _, i := range order {
		l := &t.shopper.labels[i]
		h := happened{at: l.At, label: l, place: i, kind: t.shopper.odd[i]}
		if l.Action != "none" {
			if j := pairs[n]; j >= 0 {
				told[j] = true
				h.said = &cs[j]
				h.verdict, _ = judge(cs[j], *l, decideWithin)
			}
			n++
		}
		out = append(out, h)
	}
	for j := range cs {
		if !told[j] {
			out = append(out, happened{at: cs[j].at(), said: &cs[j]})
		}
	}
	return out
}

// tell writes a line for each event of a trip, and for each thing said of none: what was done,
// what became of it, what the scale said and what was decided.
func (t *rigTrip) tell(w io.Writer, seed uint64) error {
	for _, h := range t.events() {
		head := "said of nothing"
		if l := h.label; l != nil {
			verdict := verdictNames[h.verdict]
			if l.Action == "none" {
				verdict = "disturbance"
			} else if h.kind != honest {
				verdict += " (odd)"
			}
			head = fmt.Sprintf("%s %s %d x %.0f g %s: %s", t.shopper.during[h.place], l.Action, l.Quantity, l.Grams, l.GTIN, verdict)
		}
		said := ""
		if h.said != nil {
			said = h.said.String()
		}
		if _, err := fmt.Fprintf(w, "%d %d %s | %s | %s\n", seed, h.at, head, t.steps.near(h.at), said); err != nil {
			return err
		}
	}
	return nil
}

// String is a chain for people.
func (c chain) String() string {
	var out []string
	for _, d := range c.all {
		text := fmt.Sprintf("%s %s %.0f g %d x %s (%s %.2f after %d)", d.Action, d.Direction, d.Grams, d.Quantity, d.Item.GTIN, d.Gate, d.Confidence, d.Decided-d.At)
		for _, k := range d.Candidates {
			text += fmt.Sprintf(" %s=%.2f", k.Item.GTIN, k.P)
		}
		out = append(out, text)
	}
	return strings.Join(out, " > ")
}

// inOrder lists the places of the labels by time.
func (s *shopper) inOrder() []int {
	order := make([]int, len(s.labels))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(s.labels[a].At - s.labels[b].At) })
	return order
}
