package rig

import (
	"math"
	"math/rand/v2"

	"github.com/dashcart/dashcart/models/evidence"
)

// plate is the platform on its cells: a damped spring that follows the load
// (second order, 7 Hz, a ninth of critical damping), with the cells' noise and
// a slow drift.
type plate struct {
	at, speed float64 // g, g/s
	drift     float64
	phase     float64
}

const (
	plateHz   = 7.0
	plateDamp = 0.11
	cellNoise = 0.7 // g, one sigma
)

func (p *plate) kick(g float64) { p.speed += g * 2 * math.Pi * plateHz }

func (p *plate) step(dt, load float64, rng *rand.Rand) {
	w := 2 * math.Pi * plateHz
	p.speed += dt * (w*w*(load-p.at) - 2*plateDamp*w*p.speed)
	p.at += dt * p.speed
	p.drift += 0.02 * math.Sqrt(dt) * rng.NormFloat64()
	p.phase += dt
}

// load is the force on the platform now, in grams: what lies on it, what a
// hand is just setting down or lifting, and who leans or sits on it.
func (w *World) load() float64 {
	g := w.mass()
	for _, m := range w.moves {
		g += m.force(w.now)
	}
	t := w.plate.phase
	if w.extra[Lean] {
		g += 3200 + 500*math.Sin(1.1*t) + 260*math.Sin(2.9*t+1)
	}
	if w.extra[Bag] {
		g += 900 + 60*math.Sin(5.3*t)
	}
	for _, h := range w.inside {
		if h.Person {
			g += 350*math.Sin(1.7*t) + 220*math.Sin(4.1*t+0.7)
		}
	}
	if w.extra[Push] {
		g += (0.004*w.mass() + 9) * (math.Sin(31*t) + 0.6*math.Sin(53*t+2) + 0.5*w.rng.NormFloat64())
	}
	return g
}

func (w *World) sampleScale() {
	g := w.plate.at + w.plate.drift + cellNoise*w.rng.NormFloat64()
	r := evidence.ScaleReading{At: evidence.Millis(w.now), Scale: "platform", Grams: math.Round(10*g) / 10}
	if w.set.FourCells {
		r.Cells = w.cells(r.Grams)
	}
	w.trace = append(w.trace, Sample{r.At, r.Grams})
	if len(w.trace) > 20*w.set.ScaleHz {
		w.trace = w.trace[len(w.trace)-20*w.set.ScaleHz:]
	}
	if !w.unplug["scale"] && len(w.out.scale) < 4000 {
		w.out.scale = append(w.out.scale, r)
	}
}

// cells is how a load in grams spreads over the four corners of the platform,
// in the order of evidence.ScaleReading: each thing by the lever arms to them,
// what is no thing (drift, noise, a hand) evenly.
func (w *World) cells(grams float64) []float64 {
	out := make([]float64, 4)
	for _, h := range w.inside {
		x, y := min(max(h.x, 0), 1), min(max(h.y, 0), 1)
		for i, arm := range [4]float64{(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y} {
			out[i] += arm * h.Grams
		}
		grams -= h.Grams
	}
	for i := range out {
		out[i] = math.Round(10*(out[i]+grams/4)) / 10
	}
	return out
}

// move is a hand on its way with a thing.
type move struct {
	thing         Thing
	in            bool
	id            int
	start, length float64 // ms
	hidden        bool
	from          float64
	x, y, turn    float64
	landed        bool
}

// progress is 0 at the rim and 1 in the basket; below 0 before it began.
func (m *move) progress(now float64) float64 {
	p := (now - m.start) / m.length
	if !m.in {
		p = 1 - p
	}
	return p
}

// done reports whether the hand is out of the picture again.
func (m *move) done(now float64) bool { return now > m.start+m.length+350 }

// force is what the hand adds to or takes from the platform around contact:
// it presses a little before it lets go, and lifts gradually.
func (m *move) force(now float64) float64 {
	since := now - (m.start + m.length)
	if m.in {
		if m.landed || since < -120 {
			return 0
		}
		return m.thing.Grams * (since + 120) / 120 * 1.08
	}
	since = now - m.start
	if since < 0 || since > 160 || m.landed {
		return 0
	}
	return -m.thing.Grams * since / 160
}

// hands moves the hands on, and things into and out of the basket.
func (w *World) hands() {
	left := w.moves[:0]
	for _, m := range w.moves {
		switch {
		case m.in && !m.landed && w.now >= m.start+m.length:
			m.landed = true
			w.nextID++
			w.inside = append(w.inside, held{Thing: m.thing, id: w.nextID, x: m.x, y: m.y, turn: m.turn})
			w.view.stale = true
		case !m.in && !m.landed && w.now >= m.start+160:
			m.landed = true
			for i, h := range w.inside {
				if h.id == m.id {
					m.x, m.y, m.turn = h.x, h.y, h.turn
					w.inside = append(w.inside[:i:i], w.inside[i+1:]...)
					break
				}
			}
			w.view.stale = true
		}
		if !m.done(w.now) {
			left = append(left, m)
		}
	}
	w.moves = left
}
