package scale

import (
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// settle measures an open step better until it has stood for settleSpan, the
// next change begins, or the load goes back.
func (d *Detector) settle(b block) []Report {
	now := d.top
	if l, ok := d.quiet(quietSpan); ok {
		if math.Abs(l.grams-now.grams) > math.Max(d.set.SmallestStep, 4*now.sd) {
			return d.moved(b, l, false)
		}
		if b.at-d.settled >= settleSpan-quietSpan {
			if whole, ok := d.quiet(settleSpan); ok {
				return d.close(b, whole, false)
			}
		}
		if d.open.Moving {
			d.settled = b.at
			return d.measure(b, l, false)
		}
		return nil
	}
	if l, ok := d.steady(); ok {
		if math.Abs(l.grams-now.grams) > math.Max(d.set.SmallestStep, 4*math.Hypot(now.sd, l.sd)) {
			return d.moved(b, l, true)
		}
		if !d.open.Moving {
			return d.close(b, now, false)
		}
		if l.sd < now.sd-1 {
			return d.measure(b, l, true)
		}
	}
	if b.at-d.settled > 4*taperSpan { // it goes on shaking: this is as good as it gets
		return d.close(b, now, d.open.Moving)
	}
	return nil
}

// close ends the measuring of the open step; its level is the new base.
func (d *Detector) close(b block, l level, moving bool) []Report {
	out := d.measure(b, l, moving)
	out[0].Step.Settled = !moving
	if !moving && d.stableBase {
		d.ring.learn(d.open.At+ringFrom, d.settled-ringFrom/2, l.grams, d.noise)
		if c := NewClassIII(d.set.Division, d.set.Capacity); !c.Overloaded(c.Indicated(l.grams)) {
			out[0].Step.Weight, out[0].Step.Tare = c.Between(d.from.grams, l.grams, d.tare)
		}
	}
	d.last, d.stableBase = nil, !moving
	if moving {
		d.last, d.lastOf = d.open, d.from
	}
	d.base, d.open, d.state, d.began, d.search = l, nil, resting, b.at, d.settled
	return out
}

// moved handles a second plateau after a first one that was not yet settled:
// back at the old base, nothing was put; a hand that let go of what it put within lingerSpan, or a level that the
// tapered mean of a pushed cart was still on its way to, changes the same step; else it is a step of its own.
func (d *Detector) moved(b block, l level, moving bool) []Report {
	delta := l.grams - d.from.grams
	if math.Abs(delta) <= d.threshold(d.from, l) {
		d.base, d.state = d.from, changing
		return d.withdrawIf(b, true)
	}
	if d.open.Moving && !moving { // it may only have rung
		if halts := d.between(b, l); len(halts) > 0 {
			return d.divide(b, halts, l)
		}
	}
	first := d.open.Grams
	letGo := (first > 0 || moving) && first*(delta-first) < 0 && math.Abs(delta) < math.Abs(first) && first*delta > 0
	grows := moving && d.open.Moving && first*(delta-first) > 0
	tail := math.Abs(delta-first) <= math.Max(2*d.set.SmallestStep, 0.02*math.Abs(first))
	if (letGo || grows || tail) && b.at-d.settled <= lingerSpan {
		d.settled = b.at
		return d.measure(b, l, moving)
	}
	out := d.close(b, d.top, d.open.Moving)
	d.state = changing
	return append(out, d.plateau(b, l, moving)...)
}

const lingerSpan evidence.Millis = 1000

// hand says calmly, once in a while, that someone leans on the cart or sits in it.
func (d *Detector) hand(b block) []Report {
	delta := d.past.tail(taperSpan).tapered() - d.base.grams
	if math.Abs(delta) > d.set.HeaviestGoods {
		return d.person(b.at, delta)
	}
	var out []Report
	if d.open != nil && d.open.Hint == "" {
		d.open.Hint, d.open.Until = "lean", b.at
		out = report(*d.open)
	}
	return append(out, d.notice(evidence.NoticeHand, b.at, delta)...)
}

func (d *Detector) person(at evidence.Millis, grams float64) []Report {
	var out []Report
	if d.open != nil && d.open.Hint != "person" {
		d.open.Hint, d.open.Until = "person", at
		out = report(*d.open)
	}
	return append(out, d.notice(evidence.NoticePerson, at, grams)...)
}

func (d *Detector) notice(k evidence.NoticeKind, at evidence.Millis, grams float64) []Report {
	if d.told != 0 && at-d.told < noticeEvery {
		return nil
	}
	d.told = at
	return []Report{{Notice: &evidence.Notice{At: at, Kind: k, Grams: grams}}}
}

// parts looks for a halt within the stretch of a step that took longer than
// one hand movement does: two things put or taken within a second and a half.
func (d *Detector) parts(s *evidence.Step) []evidence.Parts {
	stretch := d.past.since(s.At)
	if stretch.length() < 700 {
		return nil
	}
	best, split := 0.0, 0.0
	for i := 3; i+3 < len(stretch); i++ {
		w := stretch[i-3 : i+3]
		rel := (w.mean() - d.from.grams) / s.Grams
		if rel < 0.1 || rel > 0.9 {
			continue
		}
		if flat := 1 / (1 + w.sd()/(2*d.noise)); flat > best {
			best, split = flat, w.mean()-d.from.grams
		}
	}
	if best < 0.4 {
		return nil
	}
	return []evidence.Parts{{Grams: []float64{split, s.Grams - split}, P: 0.5 * best}}
}
