package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/recording"
)

// ReplayOptions say what to replay and with what.
type ReplayOptions struct {
	Dir        string
	Products   string          // a products table; without one Goods of the store count
	Photos     string          // reference photos; without them looks are left out
	PhotosEach int             // of each product at most so many, spread over its folder; 0 is all
	JSON       bool            // one object a line, else for people
	Speed      string          // "max" (default), or a multiple of real time
	Goods      []ReplayProduct // of the store
	Fusion     fusion.Settings
	// Codes and Looks are the senses; nil ones are made from this program's own.
	Codes loop.CodeReader
	Looks loop.Looker
	// Clock tells how long deciding takes; nil is the machine's.
	Clock func() time.Time
	// Pipeline, where not nil, makes that of a cart: then Fusion, Codes and Looks do not count.
	Pipeline func() (*loop.Pipeline, error)
	Out      io.Writer
	Errors   io.Writer // warnings and progress
}

// Replay plays a recording through the pipeline and writes its decisions, the
// basket, and the score where the recording has labels.
func Replay(ctx context.Context, o ReplayOptions) error {
	rec, err := recording.Open(o.Dir)
	if err != nil {
		return Status(2, fmt.Errorf("replay: %w", err))
	}
	products := o.Goods
	if o.Products != "" {
		if products, err = ReadReplayProducts(o.Products); err != nil {
			return Status(2, fmt.Errorf("replay: %w", err))
		}
	}
	speed, err := parseSpeed(o.Speed)
	if err != nil {
		return Status(2, fmt.Errorf("replay: %w", err))
	}
	for _, w := range rec.Warnings {
		fmt.Fprintln(o.Errors, "warning:", w)
	}
	if rec.Manifest.Partial != "" {
		fmt.Fprintf(o.Errors, "warning: the recording is not whole, %s\n", rec.Manifest.Partial)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Pipeline == nil {
		o.Pipeline = func() (*loop.Pipeline, error) {
			cfg, err := replaySenses(ctx, o, products)
			return loop.NewPipeline(cfg), err
		}
	}
	pipe, err := o.Pipeline()
	if err != nil {
		return Status(2, fmt.Errorf("replay: %w", err))
	}
	p := &player{ctx: ctx, o: o, rec: rec, speed: speed, products: products, pipeline: pipe, started: time.Now()}
	if err := p.play(); err != nil {
		return Status(2, fmt.Errorf("replay: %w", err))
	}
	return p.finish()
}

func parseSpeed(s string) (float64, error) {
	if s == "" || s == "max" {
		return 0, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v <= 0 {
		return 0, fmt.Errorf("speed is %.20q, want max or a number above 0", s)
	}
	return v, nil
}

// player drives the recording's clock.
type player struct {
	ctx       context.Context
	o         ReplayOptions
	rec       *recording.Recording
	speed     float64 // zero is as fast as it goes
	products  []ReplayProduct
	pipeline  *loop.Pipeline
	started   time.Time
	busy      float64 // when, on the recording's clock, a single core would be done with all so far
	inputs    []evidence.Input
	decisions []evidence.Decision
	lost      int // frames that could not be read
}

// afterEnd is how long the clock runs on after the last reading.
const afterEnd evidence.Millis = 6000

func (p *player) play() error {
	items := p.rec.All()
	var end evidence.Millis
	for _, it := range items {
		if err := p.answersUntil(it.At); err != nil {
			return err
		}
		reading := it.Reading
		if f, ok := reading.(recording.FrameFile); ok {
			frame, err := f.Load()
			if err != nil {
				p.lost++
				fmt.Fprintln(p.o.Errors, "warning:", err)
			}
			reading = frame
		}
		if err := p.feed(it.At, reading); err != nil {
			return err
		}
		end = max(end, it.At)
	}
	for t := end; t <= end+afterEnd; t += 100 {
		if err := p.answersUntil(t); err != nil {
			return err
		}
		if err := p.feed(t, loop.Tick{At: t}); err != nil {
			return err
		}
	}
	return nil
}

// answersUntil feeds the answers that are due before t.
func (p *player) answersUntil(t evidence.Millis) error {
	for len(p.inputs) > 0 && p.inputs[0].At <= t {
		in := p.inputs[0]
		p.inputs = p.inputs[1:]
		if err := p.feed(in.At, in); err != nil {
			return err
		}
	}
	return nil
}

func (p *player) feed(at evidence.Millis, reading any) error {
	if err := p.wait(at); err != nil {
		return err
	}
	start := p.o.Clock()
	out := p.pipeline.Feed(reading)
	spent := float64(p.o.Clock().Sub(start).Microseconds()) / 1000
	p.busy = max(p.busy, float64(at)) + spent
	for _, o := range out {
		if o.Decision == nil {
			continue
		}
		d := *o.Decision
		p.ask(d)
		d.Decided += evidence.Millis(max(0, p.busy-float64(at)) + 0.5)
		p.decisions = append(p.decisions, d)
		if err := p.print(d); err != nil {
			return err
		}
	}
	return p.ctx.Err()
}

// wait keeps the recording's pace, where one was asked for.
func (p *player) wait(at evidence.Millis) error {
	if p.speed == 0 {
		return nil
	}
	due := p.started.Add(time.Duration(float64(at) / p.speed * float64(time.Millisecond)))
	t := time.NewTimer(time.Until(due))
	defer t.Stop()
	select {
	case <-p.ctx.Done():
		return p.ctx.Err()
	case <-t.C:
		return nil
	}
}

// answerAfter is how long a shopper takes to answer, in a replay with labels.
const answerAfter evidence.Millis = 1000

// ask schedules the true answer to a question where labels tell it.
func (p *player) ask(d evidence.Decision) {
	if d.Action != evidence.Ask || len(p.rec.Labels) == 0 {
		return
	}
	p.inputs = append(p.inputs, answerTo(d, p.rec.Labels))
	slices.SortStableFunc(p.inputs, func(a, b evidence.Input) int { return cmp.Compare(a.At, b.At) })
}

// answerTo is what an honest shopper says to a question, a while after it was asked.
func answerTo(d evidence.Decision, labels []recording.Label) evidence.Input {
	a := evidence.Answer{Question: d.ID, None: true}
	if l, ok := truth(labels, d); ok && !l.GTIN.IsZero() {
		for _, k := range d.Candidates {
			if k.Item.GTIN == l.GTIN {
				a = evidence.Answer{Question: d.ID, Item: k.Item, Quantity: max(l.Quantity, 1)}
			}
		}
	}
	return evidence.Input{At: d.Decided + answerAfter, Answer: &a}
}

// truth finds the label that a decision is about: of its direction, the nearest in time.
func truth(labels []recording.Label, d evidence.Decision) (recording.Label, bool) {
	best, found := recording.Label{}, false
	far := func(l recording.Label) evidence.Millis { return max(d.At-l.At, l.At-d.At) }
	for _, l := range labels {
		if l.Action == string(d.Direction) && d.At >= l.At-matchBefore && d.At <= l.At+matchAfter && (!found || far(l) < far(best)) {
			best, found = l, true
		}
	}
	return best, found
}

// replayLine is a decision as replay prints it.
type replayLine struct {
	ID         int               `json:"id"`
	Revises    int               `json:"revises,omitempty"`
	Answers    int               `json:"answers,omitempty"`
	At         evidence.Millis   `json:"t_ms"`
	Decided    evidence.Millis   `json:"decided_ms"`
	Action     evidence.Action   `json:"action"`
	Direction  evidence.Action   `json:"direction"`
	GTIN       gs1.GTIN          `json:"gtin"`
	PLU        gs1.PLU           `json:"plu,omitzero"`
	Quantity   int               `json:"quantity"`
	Grams      float64           `json:"grams"`
	Confidence float64           `json:"confidence"`
	Gate       string            `json:"gate"`
	Candidates []replayCandidate `json:"candidates"`
}

type replayCandidate struct {
	GTIN gs1.GTIN `json:"gtin"`
	PLU  gs1.PLU  `json:"plu,omitzero"`
	P    float64  `json:"p"`
}

func (p *player) print(d evidence.Decision) error {
	if p.o.JSON {
		l := replayLine{
			ID: d.ID, Revises: d.Revises, Answers: d.Answers, At: d.At, Decided: d.Decided, Action: d.Action, Direction: d.Direction, GTIN: d.Item.GTIN, PLU: d.Item.PLU,
			Quantity: d.Quantity, Grams: tenth(d.Grams), Confidence: d.Confidence, Gate: d.Gate, Candidates: []replayCandidate{},
		}
		for _, k := range d.Candidates {
			l.Candidates = append(l.Candidates, replayCandidate{k.Item.GTIN, k.Item.PLU, k.P})
		}
		return json.NewEncoder(p.o.Out).Encode(l)
	}
	_, err := fmt.Fprintf(p.o.Out, "%8.2f s  %-6s %-4s %7.1f g  %d x %s  (%s, %.2f, after %d ms)\n",
		float64(d.At)/1000, d.Action, d.Direction, d.Grams, d.Quantity, p.describe(d), d.Gate, d.Confidence, d.Decided-d.At)
	return err
}

func tenth(v float64) float64 { return float64(int64(v*10+0.5)) / 10 }

// finish prints the basket and the score.
func (p *player) finish() error {
	if !p.o.JSON {
		if err := p.printBasket(); err != nil {
			return Status(2, err)
		}
	}
	if p.rec.Manifest.Labels == "" {
		return nil
	}
	s := Score(p.rec.Labels, p.decisions, p.rec.Manifest.Hard)
	if p.o.JSON {
		return errors.Join(json.NewEncoder(p.o.Out).Encode(struct {
			Summary ReplaySummary `json:"summary"`
		}{s}))
	}
	_, err := fmt.Fprintf(p.o.Out, "%d labels: %d right at once, %d wrong, %d asked (%d with the truth among three), %d late, %d missed; %d false, %d disturbances; basket exact: %v; latency %d ms (median), %d ms (p95)\n",
		s.Labels, s.Correct, s.WrongAccepted, s.Asked, s.AskedTop3, s.Late, s.Missed, s.False, s.Disturbances, s.BasketExact, s.LatencyP50, s.LatencyP95)
	return err
}
