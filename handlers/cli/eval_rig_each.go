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

// tell writes a line for each event of a trip, and for each thing said of none: what was done,
// what became of it, what the scale said and what was decided.
func (t *rigTrip) tell(w io.Writer, seed uint64) error {
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
	n := 0
	for _, i := range order {
		l := t.shopper.labels[i]
		verdict, said := "disturbance", ""
		if l.Action != "none" {
			v := noMatch
			if j := pairs[n]; j >= 0 {
				told[j] = true
				v, _ = judge(cs[j], l, decideWithin)
				said = cs[j].String()
			}
			n++
			if verdict = verdictNames[v]; t.shopper.odd[i] != honest {
				verdict += " (odd)"
			}
		}
		if _, err := fmt.Fprintf(w, "%d %d %s %s %d x %.0f g %s: %s | %s | %s\n", seed, l.At, t.shopper.during[i], l.Action, l.Quantity, l.Grams, l.GTIN, verdict, t.steps.near(l.At), said); err != nil {
			return err
		}
	}
	for j, c := range cs {
		if told[j] {
			continue
		}
		if _, err := fmt.Fprintf(w, "%d %d: said of nothing | %s | %s\n", seed, c.at(), t.steps.near(c.at()), c); err != nil {
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
