package scale_test

import (
	"math"
	"math/rand/v2"

	"github.com/dashcart/dashcart/models/evidence"
)

// platform is a made-up scale signal: a mass on a damped spring, read with
// noise. Its constants are of the test, not of the detector.
type platform struct {
	rng      *rand.Rand
	rate     float64 // Hz
	t        float64 // seconds
	load     float64 // grams lying on it
	x, v     float64 // of the spring, in grams
	freq     float64
	damping  float64
	noise    float64
	shake    float64 // size of the push shaking
	phase    [3]float64
	extra    func(t float64) float64 // force of hands and people, grams
	drift    float64                 // grams a second
	glitches float64                 // a second
	out      []evidence.ScaleReading
}

func newPlatform(seed uint64, rate float64) *platform {
	r := rand.New(rand.NewPCG(seed, 7))
	p := &platform{rng: r, rate: rate, freq: 5 + 2*r.Float64(), damping: .12 + .08*r.Float64(), noise: 1.2}
	for i := range p.phase {
		p.phase[i] = 2 * math.Pi * r.Float64()
	}
	return p
}

// run lets d seconds pass.
func (p *platform) run(d float64) {
	const sub = 8
	for end := p.t + d; p.t < end; {
		dt := 1 / p.rate
		for range sub {
			h := dt / sub
			force := p.load
			if p.extra != nil {
				force += p.extra(p.t)
			}
			w := 2 * math.Pi * p.freq
			a := w*w*(force-p.x) - 2*p.damping*w*p.v
			p.v += a * h
			p.x += p.v * h
			p.t += h
		}
		g := p.x + p.drift*p.t + p.noise*p.rng.NormFloat64()
		for i, f := range []float64{2.9, 3.7, 5.1} {
			g += p.shake * .6 * math.Sin(2*math.Pi*f*p.t+p.phase[i]+.3*math.Sin(p.t*float64(i+1)))
		}
		if p.rng.Float64() < p.glitches/p.rate {
			g += 4000 * (p.rng.Float64() - .3)
		}
		p.out = append(p.out, evidence.ScaleReading{At: evidence.Millis(p.t * 1000), Grams: math.Round(g*10) / 10})
	}
}

// put lets a thing fall the last bit; take lifts one.
func (p *platform) put(grams float64) {
	t0 := p.t
	p.extra = func(t float64) float64 { // the hand lets go over a fifth of a second, with a knock
		u := (t - t0) / .2
		if u >= 1 {
			return 0
		}
		return -grams*(1-u) + grams*1.2*math.Sin(math.Pi*u)
	}
	p.load += grams
}

func (p *platform) take(grams float64) {
	t0 := p.t
	p.extra = func(t float64) float64 {
		return grams * math.Max(0, 1-(t-t0)/.4)
	}
	p.load -= grams
}

// touch is a hand that rests for a moment.
func (p *platform) touch(grams, seconds float64) {
	t0 := p.t
	p.extra = func(t float64) float64 {
		if u := (t - t0) / seconds; u < 1 {
			return grams * math.Sin(math.Pi*u)
		}
		return 0
	}
}
