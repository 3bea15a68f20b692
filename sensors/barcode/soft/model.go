package soft

import (
	"math"
	"math/rand/v2"
)

// The blurs that are told apart, as standard deviations in modules.
var blurs = [...]float64{.25, .45, .65, .85, 1.05, 1.3, 1.6, 2}

// degree is how many Legendre coefficients a warp has: a symbol on a can, in
// perspective or on a fold of film needs the fifth degree.
const degree = 6

// coefficients of the response of each module to a profile.
type response [modules]float32

// model holds what is the same for every image.
type model struct {
	legendre [samples][degree]float32
	high     *smoother // takes lighting away
	level    *smoother // evens contrast out
	place    *fitter   // from knots to warps
	straight *fitter   // from knots to straight warps
	segments *templates
	blur     [len(blurs)]*blur
	normals  []([degree]float32) // Gaussian deviates, drawn once with a fixed seed
}

// blur holds the least-squares model of a symbol under one blur. A profile is
// the sum of the module responses B, high-passed; G is their Gram matrix.
type blur struct {
	first   [modules]int
	weights [modules][]float32
	gram    [modules][modules]float32
	guards  response             // G times the guard bars
	mean    response             // G times the mean symbol
	ownMean [blocks][7]float32   // and of it each block's own part
	of      [blocks][20]response // G times a pattern in a block
	self    [blocks][20]float32  // pattern · G · pattern
	energy  float32              // symbol · G · symbol, on the mean over symbols
}

const seed = 1

func newModel() *model {
	m := &model{high: newSmoother(8), level: newSmoother(9), place: newFitter(ridge), straight: newFitter(stiff), segments: newTemplates()}
	for i := range samples {
		t := 2*at(i)/modules - 1
		m.legendre[i] = legendre(t)
	}
	mean := meanSymbol()
	for i, sd := range blurs {
		m.blur[i] = newBlur(sd, m.high, &mean)
	}
	random := rand.New(rand.NewPCG(seed, seed))
	m.normals = make([][degree]float32, 512)
	for i := range m.normals {
		for j := range m.normals[i] {
			m.normals[i][j] = float32(random.NormFloat64())
		}
	}
	return m
}

// legendre returns the Legendre polynomials of degree 0 to 5 at t.
func legendre(t float64) [degree]float32 {
	p := [degree]float64{1, t}
	for n := 1; n < degree-1; n++ {
		p[n+1] = (float64(2*n+1)*t*p[n] - float64(n)*p[n-1]) / float64(n+1)
	}
	var out [degree]float32
	for i, v := range p {
		out[i] = float32(v)
	}
	return out
}

// meanSymbol is how often each module is a bar, over all leading digits and
// digits alike.
func meanSymbol() response {
	var mean response
	for _, g := range guardBars {
		mean[g] = 1
	}
	for b := range blocks {
		var inB float32
		for _, p := range parities {
			if b < half {
				inB += float32(p >> b & 1)
			}
		}
		for t := range choices(b) {
			weight := float32(10)
			if b < half {
				weight = 10 - inB
				if t >= 10 {
					weight = inB
				}
			}
			for j, v := range pattern(b, uint8(t)) {
				mean[start(b)+j] += v * weight / 100
			}
		}
	}
	return mean
}

// phi is the Gaussian distribution function.
func phi(x float64) float64 { return .5 * (1 + math.Erf(x/math.Sqrt2)) }

func newBlur(sd float64, high *smoother, mean *response) *blur {
	b := &blur{}
	var columns [modules]line
	for k := range modules {
		last := -1
		b.first[k] = samples
		var full line
		for i := range samples {
			v := phi((at(i)-float64(k))/sd) - phi((at(i)-float64(k)-1)/sd)
			if v < 1e-4 {
				continue
			}
			full[i] = float32(v)
			b.first[k] = min(b.first[k], i)
			last = i
		}
		b.weights[k] = append([]float32(nil), full[b.first[k]:last+1]...)
		columns[k] = high.highPass(&full)
	}
	for i := range modules {
		for j := range i + 1 {
			var sum float32
			for n, v := range columns[i] {
				sum += v * columns[j][n]
			}
			b.gram[i][j], b.gram[j][i] = sum, sum
		}
	}
	b.tabulate(mean)
	return b
}

// tabulate computes the products of G that decoding needs.
//
//go:norace
func (b *blur) tabulate(mean *response) {
	for i := range modules {
		for _, g := range guardBars {
			b.guards[i] += b.gram[i][g]
		}
		for j, v := range mean {
			b.mean[i] += b.gram[i][j] * v
		}
	}
	for n := range blocks {
		s := start(n)
		for t := range choices(n) {
			p := pattern(n, uint8(t))
			for i := range modules {
				for j, v := range p {
					b.of[n][t][i] += b.gram[i][s+j] * v
				}
			}
			for j, v := range p {
				b.self[n][t] += b.of[n][t][s+j] * v
			}
		}
		for i := range 7 {
			for j := range 7 {
				b.ownMean[n][i] += b.gram[s+i][s+j] * mean[s+j]
			}
		}
	}
	random := rand.New(rand.NewPCG(seed, 2))
	const draws = 500
	for range draws {
		var d digits
		for i := range 12 {
			d[i] = uint8(random.IntN(10))
		}
		d[12] = d.checkDigit()
		s := d.draw()
		b.energy += b.quadratic(&s) / draws
	}
}

// times returns G times a symbol.
func (b *blur) times(s *symbol) response {
	g := b.guards
	for n, t := range s {
		for i, v := range &b.of[n][t] {
			g[i] += v
		}
	}
	return g
}

// quadratic returns symbol · G · symbol.
//
//go:norace
func (b *blur) quadratic(s *symbol) float32 {
	g := b.times(s)
	return g.dot(s)
}

// dot adds the response over the bars of a symbol.
//
//go:norace
func (r *response) dot(s *symbol) float32 {
	var sum float32
	for _, g := range guardBars {
		sum += r[g]
	}
	for n, t := range s {
		at := start(n)
		for j, v := range &patterns[n/half][t] {
			sum += r[at+j] * v
		}
	}
	return sum
}

// patterns are the patterns of the left and of the right blocks.
var patterns = func() (p [2][20][7]float32) {
	for side := range p {
		for t := range choices(side * half) {
			p[side][t] = pattern(side*half, uint8(t))
		}
	}
	return p
}()
