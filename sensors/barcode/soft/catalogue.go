package soft

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/gs1"
)

// Catalogue is the set of GTINs that a reader may compare strips with. It is
// not changed once made.
type Catalogue struct {
	m       *model
	gtins   []digits
	symbols []symbol
	inverse [len(blurs)][]float32 // of the norm of each symbol's drawing
	index   map[digits]int32
}

// Catalogue prepares GTINs for comparison. Those that no EAN-13 or UPC-A symbol
// holds (GTIN-8, and GTIN-14 of cases) are left out.
func (r *Reader) Catalogue(gtins []gs1.GTIN) *Catalogue {
	c := &Catalogue{m: r.m, index: make(map[digits]int32, len(gtins))}
	for _, g := range gtins {
		d, ok := parseDigits(g.Padded())
		if !ok || slices.Equal(d[:5], make([]uint8, 5)) {
			continue
		}
		if _, known := c.index[d]; known {
			continue
		}
		c.index[d] = int32(len(c.gtins))
		c.gtins = append(c.gtins, d)
		c.symbols = append(c.symbols, d.draw())
	}
	for b, blur := range c.m.blur {
		c.inverse[b] = make([]float32, len(c.symbols))
		for i := range c.symbols {
			c.inverse[b][i] = float32(1 / math.Sqrt(math.Max(float64(blur.quadratic(&c.symbols[i])), 1e-9)))
		}
	}
	return c
}

// Len is how many GTINs can be told.
func (c *Catalogue) Len() int { return len(c.gtins) }

// sums are the products of a response with each pattern in each block.
type sums struct {
	of   [blocks][20]float32
	base float32
}

//go:norace
func (r *response) sums() *sums {
	s := &sums{}
	for _, g := range guardBars {
		s.base += r[g]
	}
	for n := range blocks {
		at := start(n)
		for t := range choices(n) {
			var sum float32
			for j, v := range &patterns[n/half][t] {
				sum += r[at+j] * v
			}
			s.of[n][t] = sum
		}
	}
	return s
}

//go:norace
func (s *sums) dot(y *symbol) float32 {
	o := &s.of
	return s.base + o[0][y[0]] + o[1][y[1]] + o[2][y[2]] + o[3][y[3]] + o[4][y[4]] + o[5][y[5]] +
		o[6][y[6]] + o[7][y[7]] + o[8][y[8]] + o[9][y[9]] + o[10][y[10]] + o[11][y[11]]
}

// likelihoods returns the log-likelihood of every GTIN on a strip, under a few
// warps; it is computed once.
func (c *Catalogue) likelihoods(s *Strip) []float32 {
	if l := s.coarse[c]; l != nil {
		return l
	}
	best := make([]float32, len(c.symbols))
	for _, o := range c.m.observeCoarsely(s) {
		t := o.c.sums()
		inverse := c.inverse[o.blur]
		for i := range c.symbols {
			best[i] = max(best[i], t.dot(&c.symbols[i])*inverse[i])
		}
	}
	for i, rho := range best {
		best[i] = logLikelihood(rho)
	}
	if s.coarse == nil {
		s.coarse = make(map[*Catalogue][]float32, 1)
	}
	s.coarse[c] = best
	return best
}

// correlations returns the best correlation of each of some GTINs with a strip.
//
//go:norace
func (c *Catalogue) correlations(s *Strip, some []int32) []float32 {
	best := make([]float32, len(some))
	for _, o := range c.m.observe(s) {
		t := o.c.sums()
		for n, i := range some {
			best[n] = max(best[n], t.dot(&c.symbols[i])*c.inverse[o.blur][i])
		}
	}
	return best
}
