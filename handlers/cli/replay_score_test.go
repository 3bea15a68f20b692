package cli

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/recording"
)

var (
	gtinA = gs1.MustGTIN("4006381333931")
	gtinB = gs1.MustGTIN("5901234123457")
)

func decided(id int, at, by evidence.Millis, a evidence.Action, g gs1.GTIN, q int) evidence.Decision {
	d := evidence.Decision{ID: id, At: at, Decided: by, Action: a, Direction: a, Quantity: q, Item: evidence.Item{GTIN: g}}
	if a == evidence.Ask {
		d.Direction, d.Item = evidence.Put, evidence.Item{}
		if !g.IsZero() {
			d.Candidates = []evidence.Candidate{{Item: evidence.Item{GTIN: g}, P: .5}}
		}
	}
	return d
}

func TestScore(t *testing.T) {
	putA := recording.Label{At: 10000, Action: "put", GTIN: gtinA, Quantity: 1}
	putB := recording.Label{At: 10200, Action: "put", GTIN: gtinB, Quantity: 1}
	two := recording.Label{At: 10000, Action: "put", GTIN: gtinA, Quantity: 2}
	takeA := recording.Label{At: 20000, Action: "take", GTIN: gtinA, Quantity: 1}
	none := recording.Label{At: 10000, Action: "none"}
	rev := func(d evidence.Decision, old, answers int) evidence.Decision {
		d.Revises, d.Answers = old, answers
		return d
	}
	type ds []evidence.Decision
	for _, c := range []struct {
		name   string
		labels []recording.Label
		ds     ds
		hard   bool
		want   ReplaySummary
	}{
		{"right", []recording.Label{putA}, ds{decided(1, 10100, 11000, evidence.Put, gtinA, 1)}, false, ReplaySummary{Labels: 1, Correct: 1, BasketExact: true, LatencyP50: 1000, LatencyP95: 1000}},
		{"wrong thing", []recording.Label{putA}, ds{decided(1, 10100, 11000, evidence.Put, gtinB, 1)}, false, ReplaySummary{Labels: 1, WrongAccepted: 1, LatencyP50: 1000, LatencyP95: 1000}},
		{"wrong quantity", []recording.Label{two}, ds{decided(1, 10100, 11000, evidence.Put, gtinA, 1)}, false, ReplaySummary{Labels: 1, WrongAccepted: 1, LatencyP50: 1000, LatencyP95: 1000}},
		{"wrong way", []recording.Label{takeA}, ds{decided(1, 20100, 21000, evidence.Put, gtinA, 1)}, false, ReplaySummary{Labels: 1, WrongAccepted: 1, LatencyP50: 1000, LatencyP95: 1000}},
		{"asked with it", []recording.Label{putA}, ds{decided(1, 10100, 11000, evidence.Ask, gtinA, 1)}, false, ReplaySummary{Labels: 1, Asked: 1, AskedTop3: 1, LatencyP50: 1000, LatencyP95: 1000}},
		{"asked without it", []recording.Label{putA}, ds{decided(1, 10100, 11000, evidence.Ask, gtinB, 1)}, false, ReplaySummary{Labels: 1, Asked: 1, LatencyP50: 1000, LatencyP95: 1000}},
		{"asked, answered right", []recording.Label{putA}, ds{decided(1, 10100, 11000, evidence.Ask, gtinA, 1), rev(decided(2, 10100, 12000, evidence.Put, gtinA, 1), 1, 1)}, false,
			ReplaySummary{Labels: 1, Asked: 1, AskedTop3: 1, BasketExact: true, LatencyP50: 1000, LatencyP95: 1000}},
		{"revised in time", []recording.Label{putA}, ds{decided(1, 10100, 11000, evidence.Put, gtinB, 1), rev(decided(2, 10100, 12900, evidence.Put, gtinA, 1), 1, 0)}, false,
			ReplaySummary{Labels: 1, Correct: 1, BasketExact: true, LatencyP50: 2900, LatencyP95: 2900}},
		{"revised too late", []recording.Label{putA}, ds{decided(1, 10100, 11000, evidence.Put, gtinB, 1), rev(decided(2, 10100, 13100, evidence.Put, gtinA, 1), 1, 0)}, false,
			ReplaySummary{Labels: 1, WrongAccepted: 1, BasketExact: true, LatencyP50: 1000, LatencyP95: 1000}},
		{"the same, where it is hard", []recording.Label{putA}, ds{decided(1, 10100, 11000, evidence.Put, gtinB, 1), rev(decided(2, 10100, 13100, evidence.Put, gtinA, 1), 1, 0)}, true,
			ReplaySummary{Labels: 1, Correct: 1, BasketExact: true, LatencyP50: 3100, LatencyP95: 3100}},
		{"late", []recording.Label{putA}, ds{decided(1, 10100, 13100, evidence.Put, gtinA, 1)}, false, ReplaySummary{Labels: 1, Late: 1, BasketExact: true}},
		{"missed", []recording.Label{putA}, nil, false, ReplaySummary{Labels: 1, Missed: 1}},
		{"too early to match", []recording.Label{putA}, ds{decided(1, 9499, 10000, evidence.Put, gtinA, 1)}, false, ReplaySummary{Labels: 1, Missed: 1, False: 1, BasketExact: true}},
		{"taken back", []recording.Label{none}, ds{decided(1, 10100, 11000, evidence.Put, gtinA, 1), rev(decided(2, 10100, 12000, evidence.Ignore, gs1.GTIN{}, 0), 1, 0)}, false, ReplaySummary{Disturbances: 1, BasketExact: true}},
		{"a lean believed", []recording.Label{none}, ds{decided(1, 10100, 11000, evidence.Ask, gtinA, 1)}, false, ReplaySummary{Disturbances: 1, False: 1}},
		{"ignored", []recording.Label{none}, ds{decided(1, 10100, 11000, evidence.Ignore, gs1.GTIN{}, 0)}, false, ReplaySummary{Disturbances: 1, BasketExact: true}},
		{"two at once, named the other way round", []recording.Label{putA, putB}, ds{decided(1, 10100, 11000, evidence.Put, gtinB, 1), decided(2, 10100, 11000, evidence.Put, gtinA, 1)}, false,
			ReplaySummary{Labels: 2, Correct: 2, BasketExact: true, LatencyP50: 800, LatencyP95: 1000}},
		{"most correct wins", []recording.Label{putA, putB}, ds{decided(1, 9600, 11000, evidence.Put, gtinB, 1), decided(2, 10200, 11000, evidence.Put, gtinA, 1), decided(3, 10300, 11100, evidence.Put, gtinB, 1)}, false,
			ReplaySummary{Labels: 2, Correct: 2, False: 1, LatencyP50: 900, LatencyP95: 1000}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Score(c.labels, c.ds, c.hard)
			if got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
			if got.Labels != got.Correct+got.WrongAccepted+got.Asked+got.Late+got.Missed {
				t.Error("the parts do not add up")
			}
		})
	}
}

func TestReplayProducts(t *testing.T) {
	const head = "gtin,name,price_cents,weight_g,weight_sd_g,sold_by,photos\n"
	for _, c := range []struct{ text, err string }{
		{head + "4006381333931,Milk,129,1030,6,each,Milk\n", ""},
		{"name,gtin\n\"Milk, whole\",4006381333931\n", ""},
		{head + "4006381333932,Milk,129,1030,6,each,Milk\n", "p.csv:2: gtin"},
		{head + "4006381333931,Milk,1.29,1030,6,each,Milk\n", "p.csv:2: price_cents"},
		{head + "4006381333931,Milk,129,NaN,6,each,Milk\n", "p.csv:2: weight_g"},
		{head + "4006381333931,\"Milk,129\n", "p.csv"},
		{"name\nMilk\n", "column gtin"},
		{"", "p.csv:1"},
	} {
		got, err := parseReplayProducts("p.csv", strings.NewReader(c.text))
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) || err == nil && len(got) != 1 {
			t.Errorf("%q: %v, %v; want error %q", c.text, got, err, c.err)
		}
	}
}

func FuzzReplayProducts(f *testing.F) {
	f.Add("gtin,weight_g\n4006381333931,12\n")
	f.Fuzz(func(t *testing.T, text string) {
		ps, err := parseReplayProducts("p.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, p := range ps {
			if p.GTIN.IsZero() || !(p.WeightG >= 0) {
				t.Errorf("taken: %+v", p)
			}
		}
	})
}
