package soft

import (
	"math"
	"slices"
)

// A symbol is laid out on a profile by a dynamic programme over its segments,
// quiet zone to quiet zone, without looking for ends first: cylinders and
// perspective change the width of a module along the symbol.

const (
	step        = .5   // pixels between the places that are tried
	ratio       = 1.05 // between the module widths that are tried
	narrowest   = .75  // module width in pixels of the image
	widest      = 8.
	changeCost  = .7 // of the next module width, between segments
	mostChange  = 2  // widths that a segment may differ from the one before
	quietCost   = .3
	templateSD  = .6 // blur of the templates in modules
	layoutsKept = 5
	ample       = 3.4 // pixels a module: profiles are scaled so that the widest has so many
	longest     = .4  // how far profiles are stretched for that
	// samples of a digit's template: seven modules and a neighbour on each
	// side, three a module.
	digitSamples  = 27
	middleSamples = 21
	guardSamples  = 15
	quietSamples  = 12
)

// widths bounds the module width in pixels. Stretch says whether profiles are
// also made longer, not only shorter, to have ample pixels for the widest.
type widths struct {
	low, high float64
	stretch   bool
}

// templates are the segments as they look blurred, from the neighbouring module
// before them to the one after. A right digit is a left one with bars and spaces
// exchanged, so the set serves both sides and either direction.
type templates struct {
	digits             [20][digitSamples]float32
	digitNorm          [20]float32 // half the squared norm
	guard              [guardSamples]float32
	middle             [middleSamples]float32
	guardNorm, midNorm float32
}

func newTemplates() *templates {
	t := &templates{}
	for c := range t.digits {
		p := pattern(0, uint8(c))
		draw(t.digits[c][:], append(append([]float32{1}, p[:]...), 0))
		t.digitNorm[c] = halfNorm(t.digits[c][:])
	}
	draw(t.guard[:], []float32{0, 1, 0, 1, 0})
	draw(t.middle[:], []float32{1, 0, 1, 0, 1, 0, 1})
	t.guardNorm, t.midNorm = halfNorm(t.guard[:]), halfNorm(t.middle[:])
	return t
}

// draw fills out with blurred modules, three samples each, about ±1 for wide
// bars and spaces; beyond the ends it is grey.
func draw(out, pattern []float32) {
	for i := range out {
		u := (float64(i) + .5) / perModule
		v := .5 * (phi(-u/templateSD) + phi((u-float64(len(pattern)))/templateSD))
		for k, bar := range pattern {
			v += float64(bar) * (phi((u-float64(k))/templateSD) - phi((u-float64(k)-1)/templateSD))
		}
		out[i] = float32((v - .5) / .4)
	}
}

func halfNorm(v []float32) float32 {
	var sum float32
	for _, x := range v {
		sum += x * x
	}
	return sum / 2
}

// layout is a way to lay a symbol out on a profile.
type layout struct {
	score float32
	knots [len(knots)]float32 // pixels
}

// segmentLengths in modules, between the knots.
var segmentLengths = func() (n [len(knots) - 1]int) {
	for i := range n {
		n[i] = int(knots[i+1] - knots[i])
	}
	return n
}()

// layoutsOf lays out a profile that is first made shorter or longer, so that its
// modules are about as wide as half-pixel places need.
func (t *templates) layoutsOf(profile []float32, w widths) []layout {
	w.low = max(w.low, narrowest)
	w.high = min(w.high, widest, float64(len(profile)-1)/97)
	if w.high < w.low {
		return nil
	}
	factor := max(w.high/ample, longest)
	if !w.stretch {
		factor = max(factor, 1)
	}
	scaled := make([]float32, int(float64(len(profile))/factor))
	for i := range scaled {
		if factor > 1 {
			scaled[i] = meanBetween(profile, float64(i)*factor, float64(i+1)*factor)
		} else {
			scaled[i] = sample(profile, (float64(i)+.5)*factor-.5)
		}
	}
	found := t.layouts(scaled, widths{low: w.low / factor, high: w.high / factor})
	for i := range found {
		for k, x := range found[i].knots {
			found[i].knots[k] = (x+.5)*float32(factor) - .5
		}
	}
	return found
}

// meanBetween is the mean of a profile whose i-th value lies between i and i+1.
func meanBetween(p []float32, from, to float64) float32 {
	var sum float64
	for i := int(from); i < len(p) && float64(i) < to; i++ {
		part := min(to, float64(i+1)) - max(from, float64(i))
		sum += part * float64(p[i])
	}
	return float32(sum / (to - from))
}

// layouts returns up to five distinct layouts, best first, none where the
// profile is too short.
func (t *templates) layouts(profile []float32, w widths) []layout {
	var ms []float64
	for m := w.low; m <= w.high; m *= ratio {
		ms = append(ms, m)
	}
	if len(ms) == 0 {
		return nil
	}
	places := int(float64(len(profile)-1)/step) + 1
	g := &grid{t: t, profile: profile, modules: ms, places: places}
	g.score()
	return g.solve()
}

// grid holds for each module width and place what each kind of segment scores
// there: arrays by width, then place.
type grid struct {
	t                                         *templates
	profile                                   []float32
	modules                                   []float64
	places                                    int
	before, after, guard, left, middle, right []float32
}

func (g *grid) score() {
	n := len(g.modules) * g.places
	for _, a := range []*[]float32{&g.before, &g.after, &g.guard, &g.left, &g.middle, &g.right} {
		*a = make([]float32, n)
	}
	even := make([]float32, len(g.profile))
	for w, m := range g.modules {
		evened(g.profile, m, even)
		g.scoreWidth(w, m, even)
	}
}

// scoreWidth fills the scores for one module width of an evened profile. The
// score of a template T on a window y is y·T − ½T² − ½y², its log-likelihood
// under unit noise.
//
//go:norace
func (g *grid) scoreWidth(w int, m float64, even []float32) {
	at := make([]int32, digitSamples)
	part := make([]float32, digitSamples)
	var y [digitSamples]float32
	third := m / perModule
	last := len(even) - 1
	for p := range g.places {
		x := float64(p) * step
		i := w*g.places + p
		for k := range at {
			pos := x - m + third*(float64(k)+.5)
			f := math.Floor(pos)
			at[k], part[k] = int32(f), float32(pos-f)
		}
		for k := range y {
			n := int(at[k])
			switch {
			case n < 0:
				y[k] = even[0]
			case n >= last:
				y[k] = even[last]
			default:
				y[k] = even[n] + part[k]*(even[n+1]-even[n])
			}
		}
		g.scorePlace(i, &y)
		var before, after float32
		for k := range quietSamples {
			d := third * (float64(k) + .5)
			before += max(sample(even, x-d)+.6, 0)
			after += max(sample(even, x+d)+.6, 0)
		}
		g.before[i], g.after[i] = -quietCost*before, -quietCost*after
	}
}

//go:norace
func (g *grid) scorePlace(i int, y *[digitSamples]float32) {
	t := g.t
	left, right := float32(math.Inf(-1)), float32(math.Inf(-1))
	for c := range t.digits {
		var sum0, sum1, sum2 float32
		d := &t.digits[c]
		for k := 0; k < digitSamples; k += 3 {
			sum0 += d[k] * y[k]
			sum1 += d[k+1] * y[k+1]
			sum2 += d[k+2] * y[k+2]
		}
		sum := sum0 + sum1 + sum2
		left = max(left, sum-t.digitNorm[c])
		right = max(right, -sum-t.digitNorm[c])
	}
	var square, guard, middle, guardSquare, middleSquare float32
	for k, v := range y {
		square += v * v
		switch k {
		case guardSamples - 1:
			guardSquare = square
		case middleSamples - 1:
			middleSquare = square
		}
	}
	for k, v := range &t.guard {
		guard += v * y[k]
	}
	for k, v := range &t.middle {
		middle += v * y[k]
	}
	g.left[i], g.right[i] = left-square/2, right-square/2
	g.guard[i] = guard - t.guardNorm - guardSquare/2
	g.middle[i] = middle - t.midNorm - middleSquare/2
}

// sample reads a profile between its pixels, its ends beyond them.
func sample(p []float32, x float64) float32 {
	if x <= 0 {
		return p[0]
	}
	n := int(x)
	if n >= len(p)-1 {
		return p[len(p)-1]
	}
	f := float32(x - float64(n))
	return p[n] + f*(p[n+1]-p[n])
}

// evened writes the profile less its mean over eight modules each way, divided
// by its deviation there, held within ±2.
//
//go:norace
func evened(p []float32, m float64, out []float32) {
	n := len(p)
	sum, squares := make([]float64, n+1), make([]float64, n+1)
	for i, v := range p {
		sum[i+1] = sum[i] + float64(v)
		squares[i+1] = squares[i] + float64(v)*float64(v)
	}
	mean, sd := make([]float64, n), make([]float64, n)
	reach := int(8 * m)
	for i := range p {
		a, b := max(i-reach, 0), min(i+reach+1, n)
		count := float64(b - a)
		mean[i] = (sum[b] - sum[a]) / count
		sd[i] = math.Sqrt(max((squares[b]-squares[a])/count-mean[i]*mean[i], 1e-3))
	}
	sorted := slices.Clone(sd)
	slices.Sort(sorted)
	floor := max(.25*sorted[len(sorted)*85/100], 1)
	for i, v := range p {
		out[i] = float32(min(max((float64(v)-mean[i])/max(sd[i], floor), -2), 2))
	}
}
