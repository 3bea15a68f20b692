package shopping

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

var senses = trip.Actor{Kind: trip.BySenses}

// Sense takes in what the loop emits. A refusal is no error: the touchscreen
// shows it.
func (c *Cart) Sense(ctx context.Context, o evidence.Output) error {
	var err error
	switch {
	case o.Decision != nil:
		err = c.decided(ctx, *o.Decision)
	case o.Code != nil:
		err = c.Scan(ctx, fmt.Sprintf("code-%d-%s-%d", o.Code.At, o.Code.Text, c.Live().State.Seq), o.Code.Text)
	case o.Weight != nil:
		err = c.weighed(ctx, *o.Weight)
	case o.Position != nil:
		err = c.moved(ctx, *o.Position)
	case o.Power != nil:
		c.set(func(l *Live) {
			l.Power = *o.Power
			low := !o.Power.Charging && o.Power.Percent < c.cfg.Policy.BatteryWarn
			switch {
			case l.Warn == "idle": // matters more; the next reading comes soon
			case low:
				l.Warn = "battery"
			default:
				l.Warn = ""
			}
		})
	case o.Health != nil:
		err = c.health(ctx, *o.Health)
	case o.Notice != nil:
		c.set(func(l *Live) { l.Notice = *o.Notice })
	}
	var no *Refused
	if errors.As(err, &no) {
		return nil
	}
	return err
}

func (c *Cart) set(change func(*Live)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.live)
	c.changed()
}

// decided makes a command of what fusion concluded.
func (c *Cart) decided(ctx context.Context, d evidence.Decision) (err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.state.Trip
	if t == nil || t.Status.Over() {
		return nil
	}
	if c.cfg.Tracer != nil {
		followed, end := c.cfg.Tracer.Decision(ctx, t.ID, d)
		ctx = followed
		defer func() { end(err) }()
	}
	for _, n := range []*int{&d.ID, &d.Revises, &d.Answers} {
		if *n != 0 {
			*n += c.base
		}
	}
	if t.Status != trip.Linked && t.Status != trip.Shopping {
		if d.Action == evidence.Ignore {
			return nil
		}
		return c.conclude(ctx, t.ID, fmt.Sprintf("%s-d%d", t.ID, d.ID), trip.Disturb{Grams: signed(d)})
	}
	if d.Action == evidence.Ignore && d.Gate == gateContainer {
		return c.contained(ctx, t, d)
	}
	cmd := trip.Recognise{Decision: d}
	cat := c.cfg.Goods.Catalogue()
	if d.Action == evidence.Put && d.Item == (evidence.Item{}) && d.Answers != 0 {
		// Fusion repeats that nobody knows the thing. Either the shopper left it
		// to staff, then the line is there; or said "none of these", then the
		// cart still asks to be shown it.
		return nil
	}
	if d.Action == evidence.Put {
		l, ok := LineOf(cat, d.Item)
		if !ok { // gone from the catalogue, or never in it: nobody can price it
			cmd.Decision.Action, cmd.Decision.Candidates = evidence.Ask, nil
		}
		if a := t.Announced; ok && a != nil && a.Item == d.Item {
			l.UnitPrice, l.Revision = a.UnitPrice, a.Revision
			if a.Quantity > 1 {
				cmd.Decision.Quantity = a.Quantity
			}
		}
		cmd.Line = WithLabel(l, d.Label)
	}
	for _, x := range d.Candidates {
		if l, ok := c.offer(x, d.Direction); ok {
			cmd.Choices = append(cmd.Choices, trip.Choice{Line: l, P: x.P})
		}
	}
	c.live.Notice = evidence.Notice{}
	c.cfg.Fault("weigh")
	err = c.conclude(ctx, t.ID, fmt.Sprintf("%s-d%d", t.ID, d.ID), cmd)
	c.cfg.Fault("weighed")
	if err == nil && d.Action == evidence.Put && d.Label != nil && d.Label.PastBest {
		c.live.Notice = evidence.Notice{At: d.Decided, Kind: evidence.NoticePastBest, Item: d.Item, Label: d.Label}
		c.changed()
	}
	return err
}

// offer is a candidate as a line: what is inside as it stands for a take, else
// as sold today.
func (c *Cart) offer(x evidence.Candidate, way evidence.Action) (pricing.Line, bool) {
	if way == evidence.Take {
		for _, l := range c.state.Trip.Lines {
			if l.Item == x.Item {
				return l, true
			}
		}
	}
	l, ok := LineOf(c.cfg.Goods.Catalogue(), x.Item)
	return WithLabel(l, x.Label), ok
}

func signed(d evidence.Decision) float64 {
	if d.Direction == evidence.Take || d.Action == evidence.Take {
		return -d.Grams
	}
	return d.Grams
}

// weighed keeps the indicated weight, ends unloading when the platform is
// empty, and reopens the audit when the load changes after the freeze.
func (c *Cart) weighed(ctx context.Context, w evidence.Indication) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.live.Weight = w
	c.sides(w)
	c.changed()
	if w.Status != evidence.ScaleStable {
		return nil
	}
	if c.state.Cart == trip.CartUnloading {
		return c.unloading(ctx, w)
	}
	c.resting(w)
	t := c.state.Trip
	if t == nil || t.Audit == nil || (t.Status != trip.AtLane && t.Status != trip.Paying && t.Status != trip.Paid) {
		return nil
	}
	off := w.GramsTotal - t.Audit.Measured
	if math.Abs(off) < 25+3*w.GramsSD || math.Abs(w.GramsTotal-c.audited) < 25 {
		return nil
	}
	c.audited = w.GramsTotal
	return c.do(ctx, "", senses, trip.Disturb{Grams: off})
}

// unloading waits for the platform to be empty and still; what is left after
// half a minute is told once.
func (c *Cart) unloading(ctx context.Context, w evidence.Indication) error {
	now := c.cfg.Elapsed()
	if w.Empty {
		c.unloaded = 0
		if err := c.do(ctx, "", senses, trip.Emptied{}); err != nil {
			return err
		}
		c.inform(evidence.Input{Zero: &evidence.Zero{Scale: w.Scale}})
		return nil
	}
	if c.unloaded == 0 {
		c.unloaded = now
	}
	if now-c.unloaded > 30*time.Second && math.Abs(c.state.LeftG-w.GramsTotal) > 20 {
		return c.do(ctx, "", senses, trip.LeftBehind{Grams: w.GramsTotal})
	}
	return nil
}

// moved keeps where the cart is; a lane's marker enters the lane.
func (c *Cart) moved(ctx context.Context, p evidence.PositionReading) error {
	c.set(func(l *Live) {
		l.Place = p
		if c.cfg.Policy.Place != nil {
			if at, ok := c.cfg.Policy.Place(p.Value); ok {
				l.X, l.Y = at.X, at.Y
			}
		}
	})
	if p.Kind != evidence.PositionMarker {
		return nil
	}
	s := c.Live().State
	if s.Trip == nil || s.Trip.Status != trip.Shopping || len(s.Trip.Lines) == 0 {
		return nil
	}
	lane, ok := c.laneBy(ctx, p.Value)
	if !ok {
		return nil
	}
	return c.enter(ctx, fmt.Sprintf("%s-marker-%d", s.Trip.ID, s.Seq), lane)
}

// health keeps how the sensors fare. Without a scale no trip can begin; one
// under way goes on with scans.
func (c *Cart) health(ctx context.Context, h evidence.Health) error {
	c.set(func(l *Live) {
		all := make(map[string]evidence.Health, len(l.Health)+1)
		for k, v := range l.Health {
			all[k] = v
		}
		all[h.Sensor] = h
		l.Health = all
	})
	if h.Kind != "scale" {
		return nil
	}
	why := "scale: " + h.Err
	s := c.Live().State
	switch {
	case h.State == evidence.HealthDown && s.Cart != trip.CartOutOfService:
		return c.Do(ctx, "", trip.Actor{Kind: trip.BySystem}, trip.TakeOut{Reason: why})
	case h.State == evidence.HealthOK && s.Cart == trip.CartOutOfService && len(s.Why) > 6 && s.Why[:6] == "scale:":
		return c.Do(ctx, "", trip.Actor{Kind: trip.BySystem}, trip.BringBack{})
	}
	return nil
}
