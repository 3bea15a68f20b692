package look

import (
	"image"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// How many numbers a description has.
const (
	fullDim  = 512
	cheapDim = 256
)

// Projections are everything learned that descriptions are made with. They
// do not change once made and may be shared.
type Projections struct {
	eyes        *eyes
	full, cheap projection
	sum         uint32 // of the file, once written or read
}

// checksum tells projections apart: descriptions of others do not compare.
func (p *Projections) checksum() uint32 { return p.sum }

// projection takes joined views to the space where cosines are compared.
type projection struct {
	axes  signs
	mean  []float32      // along the axes
	white blas32.General // makes the spread within classes the same in all directions
	heat  float64        // cosines apart by this differ by e in odds
}

// apply projects joined views and scales them to length 1.
func (p *projection) apply(v []float32) []float32 {
	z := row(p.axes.project(blas32.General{Rows: 1, Cols: len(v), Stride: len(v), Data: v}), 0)
	for i, m := range p.mean {
		z[i] -= m
	}
	out := make([]float32, len(z))
	blas32.Gemv(blas.Trans, 1, p.white, blas32.Vector{N: len(z), Inc: 1, Data: z}, 0, blas32.Vector{N: len(out), Inc: 1, Data: out})
	return unit(out)
}

// Description is what is kept of a picture: unit vectors that are compared by
// cosines. It is empty for an image without pixels.
type Description struct{ Full, Cheap []float32 }

// Describe describes an image.
func (p *Projections) Describe(img image.Image) Description {
	q := read(img)
	if q == nil {
		return Description{}
	}
	return Description{p.describeFull(q), p.describeCheap(q)}
}

func (p *Projections) describeFull(q *picture) []float32 {
	return p.full.apply(join(p.eyes.views(q)))
}

// describeCheap makes the part of a description that costs a tenth.
func (p *Projections) describeCheap(q *picture) []float32 {
	return p.cheap.apply(join(p.eyes.cheapViews(q)))
}

// sound reports whether every number is finite and every divisor positive.
func (p *Projections) sound() bool {
	ok := p.full.heat > 0 && p.cheap.heat > 0 && finite([]float32{float32(p.full.heat), float32(p.cheap.heat)})
	for _, b := range []*codebook{p.eyes.colour, p.eyes.edge} {
		ok = ok && finite(b.mean) && finite(b.basis.Data) && finite(b.mix.mean) && positive(b.mix.dev) && positive(b.mix.weight)
	}
	for _, q := range []*projection{&p.full, &p.cheap} {
		ok = ok && finite(q.mean) && finite(q.white.Data)
	}
	return ok
}

func finite(v []float32) bool {
	for _, s := range v {
		if math.IsNaN(float64(s)) || math.Abs(float64(s)) > 1e15 {
			return false
		}
	}
	return true
}

func positive(v []float32) bool {
	for _, s := range v {
		if !(s > 1e-12) {
			return false
		}
	}
	return finite(v)
}
