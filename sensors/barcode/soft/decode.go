package soft

import (
	"math"
	"slices"
)

// warp says where a symbol lies on a profile: coefficients of Legendre
// polynomials over the symbol, giving pixels.
type warp [degree]float32

// module returns the mean width of a module in pixels.
func (w *warp) module() float32 { return 2 * w[1] / modules }

// view is a profile as seen through a warp: high-passed, levelled, unit norm,
// and high-passed once more for the products with the module responses.
type view struct{ y line }

// look samples a profile along a warp. Upside reads it from the other end.
//
//go:norace
func (m *model) look(profile []float32, w *warp, upside bool) view {
	var raw line
	last := float32(len(profile) - 1)
	for i := range raw {
		p := &m.legendre[i]
		x := w[0]*p[0] + w[1]*p[1] + w[2]*p[2] + w[3]*p[3] + w[4]*p[4] + w[5]*p[5]
		switch {
		case !(x > 0): // also where x is no number
			raw[i] = profile[0]
		case x >= last:
			raw[i] = profile[len(profile)-1]
		default:
			n := int(x)
			f := x - float32(n)
			raw[i] = profile[n] + f*(profile[n+1]-profile[n])
		}
	}
	if upside {
		slices.Reverse(raw[:])
	}
	return view{m.normalise(&raw)}
}

// normalise takes lighting and contrast out of a profile and returns Hᵀ y of
// the result y, whose products with the module responses are those of y with
// the high-passed responses.
//
//go:norace
func (m *model) normalise(raw *line) line {
	y := m.high.highPass(raw)
	var squares line
	for i, v := range y {
		squares[i] = v * v
	}
	local := m.level.means(&squares)
	for i, v := range local {
		local[i] = float32(math.Sqrt(float64(v) + 1e-6))
	}
	sorted := local
	slices.Sort(sorted[:])
	floor := .3 * sorted[bins/2]
	deviation := spread(&local)
	var norm float32
	for i := range y {
		y[i] /= max(deviation[i], floor)
		norm += y[i] * y[i]
	}
	scale := 1 / (float32(math.Sqrt(float64(norm))) + 1e-9)
	for i := range y {
		y[i] *= scale
	}
	return m.high.highPassT(&y)
}

// respond returns the product of a view with each module's response.
//
//go:norace
func (b *blur) respond(v *view) response {
	var c response
	for k := range c {
		w := b.weights[k]
		y := v.y[b.first[k] : b.first[k]+len(w)]
		var sum float32
		for i, x := range w {
			sum += x * y[i]
		}
		c[k] = sum
	}
	return c
}

// decode finds the patterns that explain a response best, block by block, the
// blur from the neighbouring digits included: two sweeps, starting from the
// mean symbol. It returns the correlation of the best symbol too.
//
//go:norace
func (b *blur) decode(c *response) (symbol, float32) {
	var s symbol
	root := float32(math.Sqrt(float64(b.energy)))
	gain := .9 / root
	b.sweep(c, &b.mean, gain, &s, func(n int) *[7]float32 { return &b.ownMean[n] })
	g := b.times(&s)
	gain = max(c.dot(&s)/max(g.dot(&s), 1e-9), .3/root)
	before := s
	b.sweep(c, &g, gain, &s, func(n int) *[7]float32 {
		return (*[7]float32)(b.of[n][before[n]][start(n):])
	})
	return s, b.correlation(c, &s)
}

// sweep chooses the best pattern of each block against g, which is G times the
// symbol so far and holds own(n) for the block itself.
//
//go:norace
func (b *blur) sweep(c, g *response, gain float32, s *symbol, own func(int) *[7]float32) {
	for n := range blocks {
		at, mine := start(n), own(n)
		var r [7]float32
		for j := range r {
			r[j] = c[at+j] - gain*(g[at+j]-mine[j])
		}
		best := float32(math.Inf(-1))
		for t := range choices(n) {
			p := &patterns[n/half][t]
			score := r[0]*p[0] + r[1]*p[1] + r[2]*p[2] + r[3]*p[3] + r[4]*p[4] + r[5]*p[5] + r[6]*p[6] - .5*gain*b.self[n][t]
			if score > best {
				best, s[n] = score, uint8(t)
			}
		}
	}
}

// correlation is ρ, that of the profile with the best scaled drawing of s.
//
//go:norace
func (b *blur) correlation(c *response, s *symbol) float32 {
	return c.dot(s) / float32(math.Sqrt(math.Max(float64(b.quadratic(s)), 1e-9)))
}

// independent is how many independent samples a line is worth.
const independent = 60

// logLikelihood of a line that correlates by rho with its drawing, up to a
// constant: Gaussian noise of unknown size.
func logLikelihood(rho float32) float32 {
	r := math.Min(math.Max(float64(rho), 0), .9995)
	return float32(-independent / 2 * math.Log(math.Max(1-r*r, 1e-4)))
}
