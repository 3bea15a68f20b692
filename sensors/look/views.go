package look

import "math"

// Sides that pictures are described at, the longer one.
const (
	fullSide   = 256
	middleSide = 366 // its middle 70 % is about fullSide
	middlePart = .7
	cheapSide  = 160
)

// view is one part of a description: a unit vector and how much it counts.
type view struct {
	v      []float32
	weight float64
}

// eyes turns pictures into views.
type eyes struct {
	lab          *labTable
	colour, edge *codebook
}

// views describes a picture fully: colours averaged over the mirror image,
// colours of the middle, edges, and the histogram of colours.
func (e *eyes) views(p *picture) []view {
	q := p.fit(fullSide)
	d := describeDense(q, e.lab, true)
	m := describeDense(p.fit(middleSide).centre(middlePart), e.lab, false)
	return []view{
		{e.bothWays(d), 1},
		{e.colour.fisher(m.colour, m.xy, false), 1},
		{e.edge.fisher(d.edge, d.xy, false), .25},
		{hellinger(labHistogram(e.lab.lab(q))), .6},
	}
}

// cheapViews describes a picture by its colours alone, at a smaller size.
func (e *eyes) cheapViews(p *picture) []view {
	q := p.fit(cheapSide)
	d := describeDense(q, e.lab, false)
	return []view{
		{e.bothWays(d), 1},
		{hellinger(labHistogram(e.lab.lab(q))), .3},
	}
}

// hellinger takes the square roots of shares, so that inner products compare
// distributions (Bhattacharyya's coefficient). The result has length 1.
func hellinger(h []float32) []float32 {
	for i, v := range h {
		h[i] = float32(math.Sqrt(float64(v)))
	}
	return unit(h)
}

// bothWays is the mean over a picture and its mirror image.
func (e *eyes) bothWays(d dense) []float32 {
	v := e.colour.fisher(d.colour, d.xy, false)
	for i, s := range e.colour.fisher(d.colour, d.xy, true) {
		v[i] += s
	}
	return unit(v)
}

// join puts views one after the other, each scaled by the square root of its
// weight, so that inner products are the weighted sums of the views' own. The
// result has length 1.
func join(views []view) []float32 {
	var out []float32
	for _, v := range views {
		f := float32(math.Sqrt(v.weight))
		for _, s := range v.v {
			out = append(out, f*s)
		}
	}
	return unit(out)
}

// fullLength and cheapLength are how many numbers join makes of the views.
func (e *eyes) fullLength() int  { return 2*e.colour.dim() + e.edge.dim() + labDim }
func (e *eyes) cheapLength() int { return e.colour.dim() + labDim }
