package fusion

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// Windows around first contact in which what a camera saw belongs to a step. A
// thing is seen before it is put down, and after it is picked up.
const (
	seenBefore evidence.Millis = 1600
	seenAfter  evidence.Millis = 1800
	turnAround evidence.Millis = 700 // the side of the contact on which it is not expected
)

// window is when the thing of a step passes a camera.
func window(s evidence.Step) (from, to evidence.Millis) {
	if s.Grams < 0 {
		return s.At - turnAround, s.At + seenAfter
	}
	return s.At - seenBefore, s.At + turnAround
}

// Window is when the thing of a step passes a camera: what to look at.
func Window(s evidence.Step) (from, to evidence.Millis) { return window(s) }

// looked is what all looks of a step say together: the mean of their logs,
// tempered.
type looked struct {
	logs    map[evidence.Item]float64
	none    float64 // for what no look lists
	any     bool
	seen    []evidence.LookSeen
	best    evidence.Item
	inliers int
	second  int
}

func (l looked) log(it evidence.Item) float64 {
	if !l.any {
		return 0
	}
	if v, ok := l.logs[it]; ok {
		return v
	}
	if it == (evidence.Item{}) {
		return l.typical()
	}
	return l.none
}

// typical is what a look says of a thing that it may or may not list.
func (l looked) typical() float64 {
	if !l.any {
		return 0
	}
	return lookTemper * math.Log(unknownLook)
}

// votes counts the looks that name an item first, and those that surely name another.
func (l looked) votes(it evidence.Item) (pro, contra int) {
	for _, s := range l.seen {
		switch best := s.Candidates[0]; {
		case best.Item == it && best.P >= leastVote:
			pro++
		case best.Item != it && best.P >= leastVote:
			contra++
		}
	}
	return pro, contra
}

// leastVote is the probability from which a look counts as a voice.
const leastVote = 0.6

// unknownLook is the probability a look gives, typically, to its best candidate of goods that it never saw.
const unknownLook = 0.05

// looksOf unites the looks of a step's window. A look that another step's
// window holds better is that step's.
// No look gives anything less than floor.
func (e *Engine) looksOf(c *change, floor float64) looked {
	l := looked{logs: map[evidence.Item]float64{}, none: lookTemper * math.Log(floor)}
	from, to := window(c.step)
	for _, s := range e.looks {
		if s.At < from || s.At > to || len(s.Candidates) == 0 || e.owner(s.At) != c {
			continue
		}
		l.seen = append(l.seen, s)
		if s.Inliers > l.inliers {
			l.inliers, l.second, l.best = s.Inliers, s.Second, s.Flat
		}
	}
	if len(l.seen) == 0 {
		return l
	}
	l.any = true
	for _, s := range l.seen {
		for _, k := range s.Candidates {
			if _, ok := l.logs[k.Item]; ok {
				continue
			}
			sum := 0.0
			for _, t := range l.seen {
				sum += math.Log(floor + probability(t, k.Item))
			}
			l.logs[k.Item] = lookTemper * sum / float64(len(l.seen))
		}
	}
	if l.matched() {
		l.logs[l.best] += math.Log(flatBoost)
	}
	return l
}

// matched reports whether geometry names one thing clearly.
func (l looked) matched() bool {
	return l.inliers >= leastInliers && float64(l.inliers) >= inlierRatio*float64(l.second)
}

// flatBoost is what a clear match by geometry is worth, as odds: 99.7 in 100 are
// right, and the match is partly of the same evidence as the look.
const flatBoost = 30

func probability(s evidence.LookSeen, it evidence.Item) float64 {
	for _, k := range s.Candidates {
		if k.Item == it {
			return k.P
		}
	}
	return 0
}

// owner is the step whose window a sighting at t falls in; where several
// windows hold it, the step whose contact is nearest.
func (e *Engine) owner(t evidence.Millis) *change {
	var best *change
	near := evidence.Millis(math.MaxInt64)
	for _, c := range e.changes {
		from, to := window(c.step)
		if c.step.Withdrawn || t < from || t > to {
			continue
		}
		middle := (from + to) / 2
		if d := max(t-middle, middle-t); d < near {
			best, near = c, d
		}
	}
	return best
}

// motionOf reports what cameras saw move around a step: the direction most of
// them name, and whether they saw anything.
func (e *Engine) motionOf(c *change) (dir evidence.Direction, seen bool, all []evidence.Motion) {
	from, to := window(c.step)
	var in, out int
	for _, m := range e.motions {
		if m.At < from || m.At > to {
			continue
		}
		seen = true
		all = append(all, m)
		switch m.Direction {
		case evidence.DirectionIn:
			in++
		case evidence.DirectionOut:
			out++
		}
	}
	switch {
	case e.crossed(c): // by something that goes the other way
	case in > 2*out:
		dir = evidence.DirectionIn
	case out > 2*in:
		dir = evidence.DirectionOut
	}
	return dir, seen, all
}

// crossed reports whether within a moment of a step there is one the other way.
func (e *Engine) crossed(c *change) bool {
	return slices.ContainsFunc(e.changes, func(x *change) bool {
		apart := max(x.step.At-c.step.At, c.step.At-x.step.At)
		return apart <= crossing && !x.step.Withdrawn && (x.step.Grams < 0) != (c.step.Grams < 0)
	})
}

const crossing evidence.Millis = 2000

// watched reports whether a camera was awake around the step, so that seeing
// nothing means something.
func (e *Engine) watched(c *change) bool {
	return e.frames && e.frame >= c.step.At-watchGap
}

const watchGap evidence.Millis = 3000
