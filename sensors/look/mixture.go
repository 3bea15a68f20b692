package look

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// mixture is a mixture of k Gaussians with diagonal covariance in d
// dimensions.
type mixture struct {
	k, d      int
	weight    []float32 // k
	mean, dev []float32 // k rows of d

	// log(weight·density) of x is [x, x²]·terms + bias
	terms blas32.General // 2d by k
	bias  []float32
}

// prepare works out what posteriors are computed from.
func (g *mixture) prepare() {
	g.terms = newMatrix(2*g.d, g.k)
	g.bias = make([]float32, g.k)
	for c := range g.k {
		b := math.Log(float64(g.weight[c]))
		for i := range g.d {
			m, s := float64(g.mean[c*g.d+i]), float64(g.dev[c*g.d+i])
			g.terms.Data[i*g.k+c] = float32(m / (s * s))
			g.terms.Data[(g.d+i)*g.k+c] = float32(-.5 / (s * s))
			b -= math.Log(s) + m*m/(s*s)/2
		}
		g.bias[c] = float32(b)
	}
}

// moments are what posteriors weigh: their sums, and those of x and x² for
// each component.
type moments struct {
	n float64
	s []float32 // k rows of 1 + 2d
}

// rareness is the posterior below which a component is left out.
const rareness = 1e-3

// gather sums the moments of the rows of x2, each [x, x²].
//
//go:norace
func (g *mixture) gather(x2 blas32.General, m *moments) {
	width := 1 + 2*g.d
	if m.s == nil {
		m.s = make([]float32, g.k*width)
	}
	logs := newMatrix(x2.Rows, g.k)
	if x2.Rows == 0 {
		return
	}
	for r := range logs.Rows {
		copy(row(logs, r), g.bias)
	}
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, x2, g.terms, 1, logs)
	type share struct {
		c int
		q float32
	}
	var shares []share
	lowest := float32(math.Log(rareness))
	for r := range logs.Rows {
		l := row(logs, r)
		top := l[0]
		for _, v := range l {
			top = max(top, v)
		}
		shares = shares[:0]
		var sum float32
		for c, v := range l {
			if v-top > lowest {
				q := float32(math.Exp(float64(v - top)))
				sum += q
				shares = append(shares, share{c, q})
			}
		}
		x := blas32.Vector{N: 2 * g.d, Inc: 1, Data: row(x2, r)}
		for _, s := range shares {
			q := s.q / sum
			if q < rareness {
				continue
			}
			m.s[s.c*width] += q
			blas32.Axpy(q, x, blas32.Vector{N: 2 * g.d, Inc: 1, Data: m.s[s.c*width+1 : (s.c+1)*width]})
		}
	}
	m.n += float64(x2.Rows)
}

// fisher is the Fisher vector of the rows of x2, each [x, x²]: gradients with
// respect to means and deviations, their signed square roots, scaled to
// length 1 (the improved Fisher vector of Perronnin and others 2010).
//
//go:norace
func (g *mixture) fisher(x2 blas32.General) []float32 {
	var m moments
	g.gather(x2, &m)
	out := make([]float32, 2*g.k*g.d)
	if m.n == 0 {
		return out
	}
	width := 1 + 2*g.d
	for c := range g.k {
		s0 := m.s[c*width]
		s1, s2 := m.s[c*width+1:c*width+1+g.d], m.s[c*width+1+g.d:(c+1)*width]
		root := float32(math.Sqrt(float64(g.weight[c]))) * float32(m.n)
		for i := range g.d {
			mu, sd := g.mean[c*g.d+i], g.dev[c*g.d+i]
			out[c*g.d+i] = signedRoot((s1[i] - mu*s0) / sd / root)
			out[(g.k+c)*g.d+i] = signedRoot(((s2[i]-2*mu*s1[i]+mu*mu*s0)/(sd*sd) - s0) / (math.Sqrt2 * root))
		}
	}
	return unit(out)
}

func signedRoot(v float32) float32 {
	if v < 0 {
		return -float32(math.Sqrt(float64(-v)))
	}
	return float32(math.Sqrt(float64(v)))
}
