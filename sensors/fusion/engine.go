package fusion

import (
	"github.com/dashcart/dashcart/models/evidence"
)

// Engine is the state of fusion for one cart. Use New. It is not safe for use by several
// goroutines at once.
type Engine struct {
	set   Settings
	goods []Good
	index map[evidence.Item]int

	now     evidence.Millis
	nextID  int
	changes []*change // open or recent, in order of their steps
	codes   []code    // of the last while, in order
	looks   []evidence.LookSeen
	faint   []Faint
	motions []evidence.Motion
	frame   evidence.Millis // of the last frame
	frames  bool            // a camera ever spoke

	units     []unit // what lies in the cart, in order of putting
	own       float64
	contents  *evidence.Contents // nil until the first: then nothing is known of a trip, and all is decided
	announced *evidence.Announced
	jar       float64 // grams of its container that lies inside, weighed empty
	residual  float64 // that was last told
	told      bool
}

// code is a reading with what was made of it.
type code struct {
	evidence.CodeSeen
	item    evidence.Item
	label   *evidence.Label
	known   bool
	barred  bool
	scanned bool
	last    evidence.Millis // seen again until
	used    bool
	expired bool
}

// change is a step of load on its way to a decision and after it.
type change struct {
	step     evidence.Step
	plateau  evidence.Millis // when the load first stood still, zero before
	decided  []evidence.Decision
	asked    bool // the last decision is a question not answered yet
	final    bool // answered, corrected or settled: evidence changes it no more
	refused  []evidence.Item
	announce *evidence.Announced
}

// New returns an engine that knows goods.
func New(goods []Good, set Settings) *Engine {
	e := &Engine{set: set.filled()}
	e.SetGoods(goods)
	return e
}

// SetGoods replaces what the engine knows of goods: a new revision of the
// catalogue, or an addition to it. Of two entries for one item the later counts.
func (e *Engine) SetGoods(goods []Good) {
	e.goods, e.index = nil, make(map[evidence.Item]int, len(goods))
	for _, g := range goods {
		if g.Item == (evidence.Item{}) {
			continue
		}
		if i, ok := e.index[g.Item]; ok {
			e.goods[i] = g
			continue
		}
		e.index[g.Item] = len(e.goods)
		e.goods = append(e.goods, g)
	}
}

// Knows reports whether an item is among the goods.
func (e *Engine) Knows(it evidence.Item) bool {
	_, ok := e.index[it]
	return ok
}

const (
	evidenceSpan evidence.Millis = 20000 // older evidence is forgotten
	changeSpan   evidence.Millis = 120000
	maxKept                      = 512
)

// Feed takes an event and returns what follows from it, in order.
func (e *Engine) Feed(ev Event) []evidence.Output {
	if ev.At > e.now {
		e.now = ev.At
	}
	var out []evidence.Output
	if ev.Watching {
		e.frame, e.frames = e.now, true
	}
	switch {
	case ev.Code != nil:
		out = e.code(*ev.Code, ev.Scanned)
	case ev.Look != nil:
		e.looks = append(e.looks, *ev.Look)
	case ev.Faint != nil:
		e.faint = append(e.faint, *ev.Faint)
	case ev.Motion != nil:
		e.motions = append(e.motions, *ev.Motion)
	case ev.Step != nil:
		out = e.step(*ev.Step)
	case ev.Input != nil:
		out = e.input(*ev.Input)
	}
	out = append(out, e.advance()...)
	if ev.Rest != nil {
		out = append(out, e.rest(*ev.Rest)...)
	}
	e.forget()
	return out
}

// advance decides what is due now.
func (e *Engine) advance() []evidence.Output {
	out := e.expireCodes()
	if !e.active() {
		return out
	}
	for _, c := range e.changes {
		out = append(out, e.consider(c)...)
	}
	return out
}

// active reports whether a trip is under way.
func (e *Engine) active() bool {
	return e.contents == nil || e.contents.Trip != "" && !e.contents.Unloading
}

// step takes a report on a step of load.
func (e *Engine) step(s evidence.Step) []evidence.Output {
	var c *change
	for _, x := range e.changes {
		if x.step.ID == s.ID {
			c = x
		}
	}
	if c == nil {
		if s.Withdrawn {
			return nil
		}
		c = &change{}
		e.changes = append(e.changes, c)
		if s.Grams > 0 && e.announced != nil {
			c.announce = e.announced
		}
	}
	c.step = s
	if s.Withdrawn {
		return e.withdraw(c)
	}
	if s.Plateau && c.plateau == 0 {
		c.plateau = e.now
	}
	return nil
}

// withdraw takes back what was decided about a step that was none.
func (e *Engine) withdraw(c *change) []evidence.Output {
	c.final, c.asked = true, false
	if len(c.decided) == 0 || c.decided[len(c.decided)-1].Action == evidence.Ignore {
		return nil
	}
	e.forgetUnits(c)
	return e.emit(c, evidence.Decision{Action: evidence.Ignore, Gate: GateWithdrawn, Confidence: 1})
}

// emit completes a decision about c, remembers it and returns it as output.
func (e *Engine) emit(c *change, d evidence.Decision) []evidence.Output {
	e.nextID++
	d.ID, d.At, d.Decided = e.nextID, c.step.At, e.now
	d.Direction = direction(c.step)
	if d.Grams == 0 {
		d.Grams, d.SD = abs(c.step.Grams), c.step.SD
	}
	if n := len(c.decided); n > 0 {
		d.Revises = c.decided[n-1].ID
	}
	d.Because.Step = c.step
	c.decided = append(c.decided, d)
	c.asked = d.Action == evidence.Ask
	return []evidence.Output{{Decision: &d}}
}

// forget drops evidence that can no longer matter.
func (e *Engine) forget() {
	from := e.now - evidenceSpan
	e.codes = recent(e.codes, func(c code) bool { return c.last >= from })
	e.looks = recent(e.looks, func(l evidence.LookSeen) bool { return l.At >= from })
	e.faint = recent(e.faint, func(f Faint) bool { return f.At >= from })
	e.motions = recent(e.motions, func(m evidence.Motion) bool { return m.At >= from })
	e.changes = recent(e.changes, func(c *change) bool { return c.asked || c.step.Until >= e.now-changeSpan })
}

// recent drops from the front what keep refuses, and what exceeds maxKept.
func recent[T any](s []T, keep func(T) bool) []T {
	i := max(0, len(s)-maxKept)
	for i < len(s) && !keep(s[i]) {
		i++
	}
	return s[i:]
}

func direction(s evidence.Step) evidence.Action {
	if s.Grams < 0 {
		return evidence.Take
	}
	return evidence.Put
}

func abs(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
}
