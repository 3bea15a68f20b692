package scale

import (
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// halt is a stretch of time in which the load kept still.
type halt struct {
	from, to evidence.Millis
	level
}

const (
	haltSpan     evidence.Millis = 150   // the shortest halt between two changes that is believed
	haltShare                    = 0.005 // of the largest change: how well a ring is taken out
	haltNoise                    = 3.0   // deviations of noise that a halt may span, to either side
	haltPart                     = 40    // grams: the least part of a way that is a step
	exchanged                    = 5.0   // deviations: what was put back weighs the same within them
	haltSD                       = 1.0   // grams: a halt's level is known no better
	handSpan     evidence.Millis = 350   // a hand that lingers leaves within it
	contactSpan  evidence.Millis = 550   // a hand is done with a thing within it
	togetherSpan evidence.Millis = 3000  // what took longer was no two things at once
)

// halts are the stretches in which a force kept within tolerance grams for
// haltSpan, in order.
func halts(at []evidence.Millis, g []float64, tolerance float64) []halt {
	var out []halt
	for i := 0; i < len(g); {
		lo, hi, sum, k := g[i], g[i], 0.0, i
		for ; k < len(g); k++ {
			l, h := math.Min(lo, g[k]), math.Max(hi, g[k])
			if h-l > 2*tolerance {
				break
			}
			lo, hi, sum = l, h, sum+g[k]
		}
		if at[k-1]-at[i] < haltSpan-haltTaper {
			i++
			continue
		}
		h := halt{at[i], at[k-1] + haltTaper, level{sum / float64(k-i), math.Max(haltSD, (hi-lo)/4)}}
		if n := len(out) - 1; n >= 0 && math.Abs(out[n].grams-h.grams) <= 2*tolerance && h.from-out[n].to < contactSpan {
			h.from, h.level = out[n].from, out[n].level
			out = out[:n]
		}
		out = append(out, h)
		i = k
	}
	return out
}

// between finds the levels at which the load halted on its way from base to a
// plateau that was just found at end: two things put or taken soon after one another.
// It finds none unless halts and short contacts explain all of the way, as they do
// not where the cart was shaken; and a short halt above what comes after is that
// of a hand which still presses.
func (d *Detector) between(b block, end level) []halt {
	from := max(d.began-leadSpan, d.search)
	if !d.stableBase || b.at-d.began > togetherSpan {
		return nil
	}
	at, force, gain := d.ring.force(from, b.at, end.grams)
	swing := 0.0
	for _, g := range force {
		swing = math.Max(swing, math.Abs(g-d.base.grams))
	}
	if swing > d.set.HeaviestGoods {
		return nil // a person
	}
	sample := d.noise * math.Sqrt(math.Max(1, float64(blockSpan)*d.ring.rate/1000)) // d.noise is that of a block
	tolerance := max(d.set.SmallestStep/2, haltShare*swing, haltNoise*gain*sample)
	same := func(a, b float64) bool { return math.Abs(a-b) <= math.Max(haltPart, 2*tolerance) }
	all := halts(at, force, tolerance)
	n := len(all) - 1
	if n < 2 || !same(all[0].grams, d.base.grams) || !same(all[n].grams, end.grams) {
		return nil
	}
	var out []halt
	last := d.base.grams
	for i, h := range all[1:n] {
		if h.from-all[i].to > contactSpan || all[i+2].from-h.to > contactSpan {
			return nil
		}
		if same(h.grams, d.base.grams) { // what came before came to nothing
			out, last = nil, d.base.grams
			continue
		}
		lingers := all[i+2].grams < h.grams && h.to-h.from < handSpan
		if same(h.grams, last) || same(h.grams, end.grams) || lingers {
			continue
		}
		out, last = append(out, h), h.grams
	}
	return out
}

// divide makes a step of each part of a way with halts to end.
func (d *Detector) divide(b block, halts []halt, end level) []Report {
	var out []Report
	for _, h := range halts {
		out = append(out, d.part(h)...)
	}
	return append(out, d.settleAt(b, end, false)...)
}

// part ends a step at a halt; what comes after is a step of its own.
func (d *Detector) part(h halt) []Report {
	if d.open == nil {
		d.open = d.nextStep(0)
	}
	whole := d.past
	d.past = d.past.until(h.to)
	d.open.At = d.onset(h.grams)
	d.past = whole
	s := d.open
	s.Until, s.Grams, s.SD = h.to, h.grams-d.base.grams, math.Hypot(h.sd, d.base.sd)
	s.Moving, s.Plateau, s.Settled, s.Hint, s.Alternatives = false, true, true, "", nil
	d.base, d.stableBase, d.open, d.last = h.level, false, nil, nil
	d.began, d.search = h.to, h.from+(h.to-h.from)/2
	return report(*s)
}
