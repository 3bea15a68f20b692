package scale

import (
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// Settings are what a detector must know of a cart. The zero value is good for
// a basket of a supermarket cart.
type Settings struct {
	HeaviestGoods float64  // grams; a load beyond it is a person (default 12,000)
	SmallestStep  float64  // grams; less is drift or noise (default 8)
	Division      Division // of the indicated weight of a step; none means steps carry none
	Capacity      float64  // grams; loads above it are indicated no more (default: any is)
}

// Report is what a detector has to say: one of its fields is set.
type Report struct {
	Step   *evidence.Step
	Notice *evidence.Notice
}

// Detector turns samples into steps of load. It holds the level of the last
// plateau and its uncertainty, and looks for the next one:
//
//   - standing, a plateau is a third of a second whose spread is that of the
//     sensor's own noise; its level is their mean;
//   - pushed, a plateau is more than a second whose tapered mean stays where it
//     is. How far that mean wanders by itself is learned from shaking in which
//     no load changed, which is the stated uncertainty.
//
// Where between two plateaus a change began is the maximum-likelihood point for
// a change of mean between known levels (Hinkley, Biometrika 57, 1970), led back to the first
// departure in stillness. A Detector is deterministic and does bounded work a sample.
type Detector struct {
	set    Settings
	smooth smoother
	past   span // the last pastSpan
	ring   ring
	count  int // step ids given
	tare   float64

	based      bool
	stableBase bool  // base was measured while the platform stood still
	base       level // of the plateau before what is going on now
	noise      float64
	wander     float64 // of the tapered mean in shaking, as a share of the shake
	state      state
	began      evidence.Millis // when the signal left base
	search     evidence.Millis // nothing before it belongs to the change under way
	last       *evidence.Step  // the step before, where it was measured only in motion
	lastOf     level           // base before last
	open       *evidence.Step  // the step being measured, not yet settled
	from       level           // base before open
	top        level           // its plateau so far
	settled    evidence.Millis // when open first had a plateau
	told       evidence.Millis // of the last notice
	shaking    []float64       // recent deviations of the tapered mean as shares
}

// level is a plateau: grams and their standard deviation.
type level struct{ grams, sd float64 }

type state int

const (
	resting  state = iota // the signal is at base
	changing              // it left base and no plateau is found yet
	settling              // a plateau was found and is being measured better
)

const (
	pastSpan     evidence.Millis = 8000
	quietSpan    evidence.Millis = 300
	settleSpan   evidence.Millis = 700
	taperSpan    evidence.Millis = 1000
	steadySpan   evidence.Millis = 450
	shakeSpan    evidence.Millis = 700
	leastSwings                  = 6
	earlyAfter   evidence.Millis = 400
	personAfter  evidence.Millis = 2500
	noticeEvery  evidence.Millis = 5000
	startNoise                   = 1.5
	leastNoise                   = 0.4
	startWander                  = 0.18
	leastWander                  = 0.14
	roughest                     = 40 // grams: a level known no better is no plateau
	pushedStep                   = 20 // grams: the least step believed while the cart is pushed
	ringSpan     evidence.Millis = 150
	heavyStep                    = 800 // grams
	leadSpan     evidence.Millis = 300
	driftSD                      = 0.5 // grams: creep and temperature between two plateaus
	quietFactor                  = 1.7
	departFactor                 = 5
)

// NewDetector returns a detector that has seen nothing.
func NewDetector(s Settings) *Detector {
	if s.HeaviestGoods <= 0 {
		s.HeaviestGoods = 12000
	}
	if s.SmallestStep <= 0 {
		s.SmallestStep = 8
	}
	return &Detector{set: s, noise: startNoise, wander: startWander}
}

// StartSteps makes the ids of steps go on after n, so that those of several scales
// stay apart.
func (d *Detector) StartSteps(n int) { d.count = n }

// Level returns the present load in grams, its uncertainty, and whether the
// platform is still.
func (d *Detector) Level() (grams, sd float64, still bool) {
	if d.state == settling && d.open != nil {
		return d.from.grams + d.open.Grams, math.Hypot(d.open.SD, d.from.sd), !d.open.Moving
	}
	return d.base.grams, d.base.sd, d.based && d.state == resting
}

// SetTare sets the mass that the indicated weight of coming steps leaves out.
func (d *Detector) SetTare(grams float64) { d.tare = math.Max(0, grams) }

// Rezero tells the detector that the scale was zeroed: the present load is
// nothing from now on.
func (d *Detector) Rezero() {
	d.past, d.based, d.open, d.state = nil, false, nil, resting
}

// Feed takes a sample and returns what it taught.
func (d *Detector) Feed(r evidence.ScaleReading) []Report {
	if r.Status == evidence.ScaleFault {
		return nil
	}
	if r.Status == evidence.ScaleOver {
		return d.person(r.At, math.Max(r.Grams, d.set.HeaviestGoods))
	}
	d.ring.feed(r)
	b, ok := d.smooth.feed(r)
	if !ok {
		return nil
	}
	d.past = append(d.past, b)
	if over := d.past.since(b.at - pastSpan); len(d.past) > 2*len(over) {
		d.past = append(span(nil), over...)
	}
	if !d.based {
		d.findBase()
		return nil
	}
	switch d.state {
	case resting:
		return d.rest(b)
	case changing:
		return d.change(b)
	}
	return d.settle(b)
}

// findBase waits for the first stillness.
func (d *Detector) findBase() {
	if l, ok := d.quiet(quietSpan); ok {
		d.base, d.based, d.stableBase = l, true, true
		return
	}
	if d.past.length() >= 4*taperSpan { // it is pushed from the first moment on
		d.base, d.based = level{d.past.mean(), d.wander * d.past.sd()}, true
	}
}

// quiet reports the level of the last d if the platform stood still in it.
func (d *Detector) quiet(last evidence.Millis) (level, bool) {
	s := d.past.tail(last)
	if len(s) < 3 || s.length() < last {
		return level{}, false
	}
	limit := quietFactor * d.noise
	half := len(s) / 2
	drift := math.Abs(s[:half].mean() - s[len(s)-half:].mean())
	if s.sd() > limit || drift > 1.5*limit {
		return level{}, false
	}
	return level{s.mean(), math.Sqrt(d.noise*d.noise/float64(len(s)) + driftSD*driftSD)}, true
}

func (d *Detector) departed(b block, from level) bool {
	return math.Abs(b.grams-from.grams) > math.Max(d.set.SmallestStep, departFactor*d.noise)
}

// threshold is the least change that counts as one, given how well both levels are known.
func (d *Detector) threshold(a, b level) float64 {
	return math.Max(d.set.SmallestStep, 4*math.Hypot(a.sd, b.sd))
}

func (d *Detector) rest(b block) []Report {
	if d.departed(b, d.base) {
		d.state, d.began = changing, b.at
		d.search = max(d.search, b.at-taperSpan)
		return nil
	}
	if l, ok := d.quiet(quietSpan); ok {
		d.track(l)
		s := d.past.tail(quietSpan).sd()
		d.noise = math.Max(leastNoise, d.noise+0.01*(s-d.noise))
	}
	return nil
}

// track follows creep and temperature.
func (d *Detector) track(l level) {
	d.base.grams += 0.1 * (l.grams - d.base.grams)
	d.base.sd = math.Max(l.sd, 0.9*d.base.sd)
}

func (d *Detector) nextStep(at evidence.Millis) *evidence.Step {
	d.count++
	return &evidence.Step{ID: d.count, At: at}
}

func report(s evidence.Step) []Report { return []Report{{Step: &s}} }
