package fusion

import (
	"fmt"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
)

// TestALookCountsInFullOnlyWhereItDecides: among many goods of one mass a look that is sure
// names its own by itself; but where it names a thing of another mass, what the
// mass allows is asked about all the same.
func TestALookCountsInFullOnlyWhereItDecides(t *testing.T) {
	goods := store()
	for i := range 20 {
		body := fmt.Sprintf("95201010%04d", i)
		goods = append(goods, Good{Item: evidence.Item{GTIN: gs1.MustGTIN(body + string(gs1.CheckDigit(body)))}, Grams: 520, SD: 3})
	}
	for _, c := range []struct {
		grams  float64
		action evidence.Action
		gate   string
	}{{520, evidence.Put, GatePosterior}, {1031, evidence.Ask, GateAsk}} {
		s := &scene{t: t, e: New(goods, Settings{})}
		s.feed(Event{At: s.now, Look: &evidence.LookSeen{At: s.now, Source: "rim", Candidates: []evidence.Candidate{{Item: juice, P: .9}}}})
		s.wait(300)
		s.weigh(c.grams, 1)
		d := s.last()
		if d.Action != c.action || d.Gate != c.gate {
			t.Errorf("%g g are %s by %s (%v), want %s by %s", c.grams, d.Action, d.Gate, d.Candidates, c.action, c.gate)
		}
		if full, _ := s.e.situate(s.e.changes[0], lookFloor); c.action == evidence.Put && full.hs[0].p <= s.e.weigh(s.e.changes[0], mistakenLook)[0].p {
			t.Error("a look that may be mistaken counts as much as one in full")
		}
	}
}
