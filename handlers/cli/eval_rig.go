package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/eval"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/rig"
)

// EvalRigOptions say how many simulated trips to shop, and with what.
type EvalRigOptions struct {
	Trips    int
	Seed     uint64 // of the first trip; the next has the next
	Acts     int    // of a trip; 14 where it is zero
	Goods    []RigGood
	Pipeline func() (*loop.Pipeline, error) // that of a cart
	JSON     bool
	Each     io.Writer // what became of each event, a line; nil: not told
	Out      io.Writer
	Errors   io.Writer // progress

	each func(t *rigTrip, seed uint64) // hears of every trip, pictures included
}

const actsOfATrip = 14

// RigSummary is how a number of simulated trips went; all but Seconds are counts.
type RigSummary struct {
	Trips         int     `json:"trips"`
	Events        int     `json:"events"`
	Right         int     `json:"right_at_once"`
	RightOrAsked  int     `json:"right_or_among_three"`
	Together      int     `json:"together"` // of the events, those within a moment of another
	TogetherRight int     `json:"together_right_or_among_three"`
	WrongAccepted int     `json:"wrong_accepted"`
	Missed        int     `json:"missed"`
	Late          int     `json:"late"`
	False         int     `json:"false"`
	Disturbances  int     `json:"disturbances"`
	Exact         int     `json:"baskets_exact"`
	Unknown       int     `json:"unknown"`
	UnknownKept   int     `json:"unknown_not_sold"` // for something else
	Tampered      int     `json:"tampered"`
	Caught        int     `json:"tampered_caught"` // asked about, flagged for the audit, or named rightly
	Seconds       float64 `json:"seconds"`

	Stated []eval.Stated `json:"-"`
}

// EvalRig shops simulated trips through a cart's pipeline and writes how they went.
func EvalRig(ctx context.Context, o EvalRigOptions) error {
	s, err := ShopRig(ctx, o)
	if err != nil {
		return Status(2, fmt.Errorf("eval rig: %w", err))
	}
	if o.JSON {
		return json.NewEncoder(o.Out).Encode(s)
	}
	return eval.Write(o.Out, s.Rows(), false)
}

// EvalCalibration shops simulated trips and draws, as SVG, how often decisions
// were right against how sure they said they were.
func EvalCalibration(ctx context.Context, o EvalRigOptions) error {
	s, err := ShopRig(ctx, o)
	if err != nil {
		return Status(2, fmt.Errorf("eval calibration: %w", err))
	}
	return eval.Reliability(o.Out, fmt.Sprintf("%d simulated trips", s.Trips), s.Stated)
}

// ShopRig shops simulated trips through a cart's pipeline, and appends how they
// went to the file that DASHCART_EVAL_OUT names.
func ShopRig(ctx context.Context, o EvalRigOptions) (RigSummary, error) {
	var sum RigSummary
	if len(o.Goods) == 0 {
		return sum, errors.New("the store sells nothing by the piece that has a weight")
	}
	began, p := time.Now(), newProgress(o.Errors, "trips")
	for i := range o.Trips {
		p.at(i, o.Trips)
		if err := sum.shop(ctx, o, o.Seed+uint64(i)); err != nil {
			return sum, fmt.Errorf("trip of seed %d: %w", o.Seed+uint64(i), err)
		}
	}
	p.at(o.Trips, o.Trips)
	sum.Seconds = time.Since(began).Seconds()
	if file := os.Getenv(eval.Out); file != "" {
		return sum, eval.Append(file, sum.Rows()...)
	}
	return sum, nil
}

// rigTrip is one simulated trip: the world, the cart's pipeline and who shops.
type rigTrip struct {
	ctx       context.Context
	world     *rig.World
	pipe      *loop.Pipeline
	shopper   *shopper
	inputs    []evidence.Input
	decisions []evidence.Decision
	steps     *rigSteps // what the scale says, where that is told
}

func (sum *RigSummary) shop(ctx context.Context, o EvalRigOptions, seed uint64) error {
	pipe, err := o.Pipeline()
	if err != nil {
		return err
	}
	t := &rigTrip{ctx: ctx, world: rig.New(rig.Settings{Seed: seed}), pipe: pipe}
	t.shopper = &shopper{rng: rand.New(rand.NewPCG(seed, 0x5eed)), world: t.world, goods: o.Goods, pass: t.pass,
		loads: map[string]load{}, inside: map[int]string{}, odd: map[int]kind{}, pictures: o.each != nil}
	if o.Each != nil {
		t.steps = newRigSteps()
	}
	acts := o.Acts
	if acts == 0 {
		acts = actsOfATrip
	}
	if err := t.shopper.shop(acts); err != nil {
		return err
	}
	sum.add(t)
	if o.each != nil {
		o.each(t, seed)
	}
	if o.Each != nil {
		return t.tell(o.Each, seed)
	}
	return nil
}

// pass lets a stretch of the world's time go by.
func (t *rigTrip) pass(ms float64) error {
	const step = 10
	for ; ms > 0; ms -= step {
		t.world.Advance(step)
		t.shopper.observe()
		for _, r := range t.world.Drain() {
			t.steps.feed(r)
			t.feed(r)
		}
		for len(t.inputs) > 0 && t.inputs[0].At <= t.world.Now() {
			in := t.inputs[0]
			t.inputs = t.inputs[1:]
			t.feed(in)
		}
		t.feed(loop.Tick{At: t.world.Now()})
	}
	return t.ctx.Err()
}

func (t *rigTrip) feed(reading any) {
	for _, o := range t.pipe.Feed(reading) {
		if o.Decision == nil {
			continue
		}
		t.decisions = append(t.decisions, *o.Decision)
		if o.Decision.Action == evidence.Ask {
			t.inputs = append(t.inputs, answerTo(*o.Decision, t.shopper.labels))
		}
	}
}

// add scores a trip. Goods that the store does not sell and goods with a false
// code are judged by themselves: nothing can be right at once about them.
func (sum *RigSummary) add(t *rigTrip) {
	var goods []recording.Label
	var kinds []kind
	for _, i := range t.shopper.inOrder() {
		if l := t.shopper.labels[i]; l.Action == "none" {
			sum.Disturbances++
		} else {
			goods, kinds = append(goods, l), append(kinds, t.shopper.odd[i])
		}
	}
	cs := untangle(chains(t.decisions), goods, decideWithin)
	drop := map[int]bool{}
	var plain []recording.Label
	for i, j := range match(goods, cs, decideWithin) {
		if kinds[i] == honest {
			plain = append(plain, goods[i])
			if j >= 0 {
				sum.state(cs[j], goods[i])
			}
			continue
		}
		if j >= 0 {
			drop[j] = true
		}
		if goods[i].Action == "put" {
			sum.odd(kinds[i], goods[i], cs, j)
		}
	}
	var rest []evidence.Decision
	for j, c := range cs {
		if !drop[j] {
			rest = append(rest, c.all...)
		}
	}
	sum.together(plain, rest)
	s := Score(plain, rest, false)
	sum.Trips++
	sum.Events += s.Labels
	sum.Right += s.Correct
	sum.RightOrAsked += s.Correct + s.AskedTop3
	sum.WrongAccepted += s.WrongAccepted
	sum.Missed += s.Missed
	sum.Late += s.Late
	sum.False += s.False
	if s.BasketExact {
		sum.Exact++
	}
}

// nearby is how close two events are that the platform has no time to stand still between.
const nearby evidence.Millis = 1500

// together counts how the events went that came within a moment of another.
func (sum *RigSummary) together(labels []recording.Label, ds []evidence.Decision) {
	cs := untangle(chains(ds), labels, decideWithin)
	for i, j := range match(labels, cs, decideWithin) {
		if (i == 0 || labels[i].At-labels[i-1].At > nearby) && (i == len(labels)-1 || labels[i+1].At-labels[i].At > nearby) {
			continue
		}
		sum.Together++
		if j < 0 {
			continue
		}
		if v, _ := judge(cs[j], labels[i], decideWithin); v == correctMatch || v == asked3Match {
			sum.TogetherRight++
		}
	}
}

// odd judges what became of goods that are not what they seem.
func (sum *RigSummary) odd(k kind, l recording.Label, cs []chain, j int) {
	ok := j < 0 // not sold for anything at all
	if j >= 0 {
		v, d := judge(cs[j], l, decideWithin)
		ok = v != wrongMatch || slices.Contains(d.Because.Flags, "code-weight-mismatch")
	}
	switch k {
	case unknown:
		sum.Unknown++
		if ok {
			sum.UnknownKept++
		}
	case tampered:
		sum.Tampered++
		if ok && j >= 0 {
			sum.Caught++
		}
	}
}

// state keeps what a decision said of how sure it was: of what it accepted, or
// of the likeliest that it asked about.
func (sum *RigSummary) state(c chain, l recording.Label) {
	v, d := judge(c, l, decideWithin)
	switch {
	case v == correctMatch || v == wrongMatch:
		sum.Stated = append(sum.Stated, eval.Stated{P: d.Confidence, Right: v == correctMatch})
	case (v == askedMatch || v == asked3Match) && len(d.Candidates) > 0:
		sum.Stated = append(sum.Stated, eval.Stated{P: d.Candidates[0].P, Right: d.Candidates[0].Item.GTIN == l.GTIN})
	}
}

// Rows are the lines of the table that simulated trips fill.
func (sum RigSummary) Rows() []eval.Row {
	at := func(name string, target float64, most bool, hits, n int) eval.Row {
		return eval.Row{Name: "rig: " + name, Target: target, AtMost: most, Hits: hits, N: n, Seconds: sum.Seconds}
	}
	return []eval.Row{
		at("wrong accepted", 1, true, sum.WrongAccepted, sum.Events),
		at("right at once", 42, false, sum.Right, sum.Events),
		at("right at once or among three", 96, false, sum.RightOrAsked, sum.Events),
		at("the same, of things alone in their moment", 0, false, sum.RightOrAsked-sum.TogetherRight, sum.Events-sum.Together),
		at("the same, of two within a second and a half", 0, false, sum.TogetherRight, sum.Together),
		at("false events per trip", 10, true, sum.False, sum.Trips),
		at("baskets exact, with answers", 60, false, sum.Exact, sum.Trips),
		at("unknown goods not sold as others", 0, false, sum.UnknownKept, sum.Unknown),
		at("cheap codes on dear goods caught", 0, false, sum.Caught, sum.Tampered),
	}
}
