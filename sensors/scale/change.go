package scale

import (
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// change looks for the plateau that ends a change.
func (d *Detector) change(b block) []Report {
	if l, ok := d.quiet(quietSpan); ok {
		return d.plateau(b, l, false)
	}
	if l, ok := d.steady(); ok {
		return d.plateau(b, l, true)
	}
	out := d.early(b)
	if b.at-d.began > personAfter && math.Abs(d.past.tail(taperSpan).tapered()-d.base.grams) > d.threshold(d.base, d.pushed()) {
		out = append(out, d.hand(b)...)
	}
	return out
}

// pushed is the level of a shaken platform: the tapered mean of the last second and how
// far shaking of this size moves it by itself.
func (d *Detector) pushed() level {
	return level{d.past.tail(taperSpan).tapered(), math.Max(d.wander*d.shake(), d.noise)}
}

// shake is the size of the shaking, without a person's slower sway.
func (d *Detector) shake() float64 {
	s := d.past.tail(shakeSpan)
	return math.Min(s.detrended(), 2.5*s.roughness())
}

// shaken reports whether the signal swings to and fro as a pushed cart's does:
// often, and not dying away as the ring of an impact does.
func (d *Detector) shaken() bool {
	s := d.past.tail(taperSpan + steadySpan)
	m := s.tapered()
	crossings := 0
	for i := 1; i < len(s); i++ {
		if (s[i].grams-m)*(s[i-1].grams-m) < 0 {
			crossings++
		}
	}
	early, late := s[:len(s)/2], s[len(s)/2:]
	return crossings >= leastSwings && late.sd() > early.sd()/3 && late.detrended() > 3*d.noise
}

// steady reports the level of a pushed platform when it keeps still on average:
// the tapered mean of the last second has not moved for steadySpan.
func (d *Detector) steady() (level, bool) {
	end := d.past[len(d.past)-1].at
	steady := steadySpan
	if math.Abs(d.past.tail(taperSpan).tapered()-d.base.grams) > heavyStep {
		steady *= 2 // as much as a person leaning, who sways slower than that
	}
	whole := d.past.tail(taperSpan + steady)
	if whole.length() < taperSpan+steady-blockSpan || !d.shaken() {
		return level{}, false
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := len(whole); i > 0 && whole[i-1].at >= end-steady; i-- {
		m := whole[:i].tail(taperSpan).tapered()
		lo, hi = math.Min(lo, m), math.Max(hi, m)
	}
	now := d.pushed()
	if now.sd > roughest || hi-lo > math.Max(d.set.SmallestStep, 2*now.sd) {
		return level{}, false
	}
	if d.state == settling && d.open.Moving {
		whole = d.past.since(d.settled - taperSpan - steadySpan)
	}
	now.grams = whole.tapered()
	now.sd *= math.Max(0.7, math.Sqrt(float64(taperSpan+steadySpan)/float64(max(whole.length(), taperSpan+steadySpan))))
	return now, true
}

// plateau takes the level l as what the load is now.
func (d *Detector) plateau(b block, l level, moving bool) []Report {
	delta := l.grams - d.base.grams
	if !moving && math.Abs(delta) > exchanged*math.Hypot(d.base.sd, l.sd) {
		if halts := d.between(b, l); len(halts) > 0 {
			return d.divide(b, halts, l)
		}
	}
	if math.Abs(delta) <= d.threshold(d.base, l) || moving && math.Abs(delta) <= math.Max(pushedStep, 5*l.sd) {
		if moving {
			d.learnWander(delta)
			return d.withdrawIf(b, math.Abs(delta) <= math.Max(d.set.SmallestStep, 2*l.sd))
		}
		d.state = resting
		out := d.withdrawIf(b, true)
		if d.base.sd > 2*l.sd {
			d.base, d.stableBase = l, true
			return append(out, d.narrowLast(b)...)
		}
		d.track(l)
		return out
	}
	if delta > d.set.HeaviestGoods {
		return d.person(b.at, delta)
	}
	return d.settleAt(b, l, moving)
}

// settleAt begins to measure the step from base to l.
func (d *Detector) settleAt(b block, l level, moving bool) []Report {
	if d.open == nil {
		d.open = d.nextStep(0)
	}
	d.open.At = d.onset(l.grams)
	d.from = d.base
	d.state, d.settled = settling, b.at
	return d.measure(b, l, moving)
}

// narrowLast measures the step before again, now that the cart stands still.
func (d *Detector) narrowLast(b block) []Report {
	if d.last == nil {
		return nil
	}
	s := *d.last
	d.last = nil
	s.Until, s.Grams, s.SD = b.at, d.base.grams-d.lastOf.grams, math.Hypot(d.base.sd, d.lastOf.sd)
	s.Moving, s.Settled = false, true
	if math.Abs(s.Grams) <= d.threshold(d.base, d.lastOf) {
		s.Grams, s.Withdrawn = 0, true
	}
	return report(s)
}

// measure writes what is known of the open step now.
func (d *Detector) measure(b block, l level, moving bool) []Report {
	s := d.open
	d.top = l
	s.Until, s.Grams, s.SD = b.at, l.grams-d.from.grams, math.Hypot(l.sd, d.from.sd)
	s.Moving, s.Plateau, s.Hint = moving, true, ""
	s.Alternatives = d.parts(s)
	return report(*s)
}

// learnWander learns how far shaking alone moves the tapered mean.
func (d *Detector) learnWander(delta float64) {
	s := d.shake()
	if s < 4*d.noise {
		return
	}
	d.shaking = append(d.shaking, math.Abs(delta)/s)
	if len(d.shaking) < 20 {
		return
	}
	var q float64
	for _, x := range d.shaking {
		q += x * x
	}
	d.wander = math.Min(0.25, math.Max(leastWander, 0.5*d.wander+0.5*math.Sqrt(q/float64(len(d.shaking)))))
	d.shaking = d.shaking[:0]
}

func (d *Detector) withdrawIf(b block, back bool) []Report {
	if !back || d.open == nil {
		return nil
	}
	s := *d.open
	s.Until, s.Withdrawn, s.Settled, s.Grams = b.at, true, true, 0
	d.open = nil
	return report(s)
}

// early gives a first, wide idea of a change while the platform still rings.
func (d *Detector) early(b block) []Report {
	if d.open != nil || b.at-d.began < earlyAfter {
		return nil
	}
	s := d.past.tail(earlyAfter)
	if s.length() < earlyAfter-blockSpan {
		return nil
	}
	delta, spread := s.mean()-d.base.grams, s.sd()
	if math.Abs(delta) <= math.Max(2*d.set.SmallestStep, 2*spread) || math.Abs(delta) > d.set.HeaviestGoods {
		return nil
	}
	d.open = d.nextStep(d.onset(s.mean()))
	d.open.Until, d.open.Grams, d.open.SD = b.at, delta, math.Hypot(spread, d.base.sd)
	return report(*d.open)
}

// onset is when the load began to go from base to grams: the likeliest point
// for a change between two known means, led back to the first contact.
func (d *Detector) onset(grams float64) evidence.Millis {
	middle, sign := (d.base.grams+grams)/2, 1.0
	if grams < d.base.grams {
		sign = -1
	}
	best, at, sum := 0.0, len(d.past)-1, 0.0
	for i := len(d.past) - 1; i >= 0 && d.past[i].at >= d.search; i-- {
		sum += sign * (d.past[i].grams - middle)
		if sum > best {
			best, at = sum, i
		}
	}
	return d.past[d.contact(at, sign, math.Abs(grams-d.base.grams))].at
}

// contact leads the point where a change of size grams is half done back to where it
// began. A hand that touches the cart before makes a slow swell that comes back
// to base: what counts is what follows it. A ring also comes back, but at once
// after a peak beyond the new level.
func (d *Detector) contact(at int, sign, grams float64) int {
	near := math.Max(3*d.noise, 0.15*grams)
	off := func(i int) float64 { return sign * (d.past[i].grams - d.base.grams) }
	for i := at; i < len(d.past) && d.past[i].at-d.past[at].at <= shakeSpan; i++ {
		peak := math.Inf(-1)
		for k := i; k >= 0 && d.past[i].at-d.past[k].at <= ringSpan; k-- {
			peak = math.Max(peak, off(k))
		}
		if off(i) <= near && off(i) > -near && peak <= grams {
			at = i
		}
	}
	least, first := math.Inf(1), at
	for i := at; i >= 0 && d.past[at].at-d.past[i].at <= leadSpan; i-- {
		if off(i) > least+math.Max(3*d.noise, 0.05*grams) {
			break
		}
		if off(i) < least {
			least, first = off(i), i
		}
		if off(i) <= 3*d.noise {
			break
		}
	}
	return first
}
