package fusion

import (
	"encoding/json"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"pgregory.net/rapid"
)

// story draws a run of events as odd as they can come.
func story(rt *rapid.T) []Event {
	items := []evidence.Item{milk, soy, juice, gum, apples, {}}
	texts := []string{"4006381333931", "5901234123457", "9780201379624", "96385074", "0036000291452", "hello", ""}
	at := evidence.Millis(0)
	var out []Event
	steps := 0
	for range rapid.IntRange(1, 60).Draw(rt, "n") {
		at += evidence.Millis(rapid.IntRange(0, 1500).Draw(rt, "gap"))
		ev := Event{At: at}
		switch rapid.IntRange(0, 8).Draw(rt, "kind") {
		case 0, 1:
			steps++
			fallthrough
		case 2:
			if steps == 0 {
				continue
			}
			ev.Step = &evidence.Step{
				ID: rapid.IntRange(max(1, steps-1), steps).Draw(rt, "id"), At: at - 500, Until: at, Grams: rapid.SampledFrom([]float64{14, 180, 520, 1030, 1040, 2062, -520, -1030, -2060, -33, 0}).Draw(rt, "g"),
				SD: rapid.SampledFrom([]float64{1, 20}).Draw(rt, "sd"), Plateau: rapid.Bool().Draw(rt, "plateau"), Settled: rapid.Bool().Draw(rt, "settled"), Withdrawn: rapid.IntRange(0, 9).Draw(rt, "gone") == 0,
			}
		case 3:
			ev.Code = &evidence.CodeSeen{At: at, Symbology: "ean13", Text: rapid.SampledFrom(texts).Draw(rt, "text"), P: 1}
			ev.Scanned = rapid.Bool().Draw(rt, "scanned")
		case 4:
			ev.Look = &evidence.LookSeen{At: at, Candidates: []evidence.Candidate{{Item: rapid.SampledFrom(items).Draw(rt, "item"), P: rapid.Float64Range(0, 1).Draw(rt, "p")}}}
		case 5:
			ev.Motion = &evidence.Motion{At: at, Direction: rapid.SampledFrom([]evidence.Direction{evidence.DirectionIn, evidence.DirectionOut, ""}).Draw(rt, "dir")}
			ev.Watching = true
		case 6:
			it := rapid.SampledFrom(items).Draw(rt, "answer")
			ev.Input = &evidence.Input{At: at, Answer: &evidence.Answer{Question: rapid.IntRange(0, 12).Draw(rt, "q"), Item: it, None: it == (evidence.Item{})}}
		case 7:
			ev.Input = &evidence.Input{At: at, Correction: &evidence.Correction{Decision: rapid.IntRange(0, 12).Draw(rt, "d"), Item: rapid.SampledFrom(items).Draw(rt, "to")}}
		case 8:
			ev.Rest = &Rest{Grams: 1000, SD: 1}
		}
		out = append(out, ev)
	}
	return append(out, Event{At: at + 20000})
}

func tell(evs []Event) []evidence.Output {
	e := New(store(), Settings{})
	var out []evidence.Output
	for _, ev := range evs {
		out = append(out, e.Feed(ev)...)
	}
	return out
}

func TestAnyStory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		evs := story(rt)
		out := tell(evs)
		count := map[evidence.Item]int{}
		effect := map[int]evidence.Decision{}
		ids, asked := map[int]bool{}, map[int]bool{}
		var before evidence.Millis
		for _, o := range out {
			d := o.Decision
			if d == nil {
				continue
			}
			if d.ID == 0 || ids[d.ID] || d.Revises != 0 && !ids[d.Revises] {
				rt.Fatalf("ids do not follow: %+v", d)
			}
			ids[d.ID] = true
			if d.Decided < before {
				rt.Fatalf("decided at %d after %d", d.Decided, before)
			}
			before = d.Decided
			if d.Grams < 0 || d.Confidence < 0 || d.Confidence > 1.0001 || len(d.Candidates) > 3 || d.Gate == "" {
				rt.Fatalf("out of range: %+v", d)
			}
			if d.Answers != 0 && !asked[d.Answers] {
				rt.Fatalf("it answers what was not asked: %+v", d)
			}
			asked[d.ID] = d.Action == evidence.Ask
			if old, ok := effect[d.Revises]; ok {
				count[old.Item] -= sign(old) * old.Quantity
				delete(effect, d.Revises)
			}
			if sign(*d) != 0 && d.Item != (evidence.Item{}) {
				count[d.Item] += sign(*d) * d.Quantity
				effect[d.ID] = *d
			}
			if d.Action == evidence.Take && d.Answers == 0 && !corrected(evs) && count[d.Item] < 0 {
				rt.Fatalf("%v is held %d times after %+v", d.Item, count[d.Item], d)
			}
		}
		a, _ := json.Marshal(out)
		b, _ := json.Marshal(tell(evs))
		if string(a) != string(b) {
			rt.Fatal("the same story was told twice and ended differently")
		}
	})
}

func sign(d evidence.Decision) int {
	switch d.Action {
	case evidence.Put:
		return 1
	case evidence.Take:
		return -1
	}
	return 0
}

// corrected stories hold what decisions alone do not tell, and steps that were withdrawn or revised
// after a take of what they brought.
func corrected(evs []Event) bool {
	for _, e := range evs {
		if e.Input != nil && e.Input.Correction != nil || e.Step != nil && (e.Step.Withdrawn || e.Step.ID < lastStep(evs)) {
			return true
		}
	}
	return false
}

func lastStep(evs []Event) int {
	n := 0
	for _, e := range evs {
		if e.Step != nil {
			n = max(n, e.Step.ID)
		}
	}
	return n
}
