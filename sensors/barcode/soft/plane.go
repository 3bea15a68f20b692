package soft

import "image"

// plane is an image of numbers, row by row.
type plane struct {
	w, h int
	v    []float32
}

func newPlane(w, h int) *plane { return &plane{w, h, make([]float32, w*h)} }

//go:norace
func planeOf(img *image.Gray) *plane {
	p := newPlane(img.Rect.Dx(), img.Rect.Dy())
	for y := range p.h {
		from := img.Pix[img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y+y):]
		for x := range p.w {
			p.v[y*p.w+x] = float32(from[x])
		}
	}
	return p
}

// binomial is a Gaussian of about .8 pixels standard deviation.
var binomial = [3]float32{.41, .24, .055}

// blurred returns a plane blurred by 0.8 pixels.
//
//go:norace
func (p *plane) blurred() *plane {
	rows, out := newPlane(p.w, p.h), newPlane(p.w, p.h)
	a, b, c := binomial[0], binomial[1], binomial[2]
	for y := range p.h {
		in, to := p.v[y*p.w:(y+1)*p.w], rows.v[y*p.w:(y+1)*p.w]
		for x := range in {
			if x >= 2 && x < p.w-2 {
				to[x] = a*in[x] + b*(in[x-1]+in[x+1]) + c*(in[x-2]+in[x+2])
				continue
			}
			to[x] = a*in[x] + b*(in[max(x-1, 0)]+in[min(x+1, p.w-1)]) + c*(in[max(x-2, 0)]+in[min(x+2, p.w-1)])
		}
	}
	row := func(y int) []float32 { y = min(max(y, 0), p.h-1); return rows.v[y*p.w : (y+1)*p.w] }
	for y := range p.h {
		r0, r1, r2, r3, r4 := row(y-2), row(y-1), row(y), row(y+1), row(y+2)
		to := out.v[y*p.w : (y+1)*p.w]
		for x := range to {
			to[x] = a*r2[x] + b*(r1[x]+r3[x]) + c*(r0[x]+r4[x])
		}
	}
	return out
}

// halved returns a plane of half the size, each pixel the mean of four.
//
//go:norace
func (p *plane) halved() *plane {
	out := newPlane(p.w/2, p.h/2)
	for y := range out.h {
		r0, r1 := p.v[2*y*p.w:], p.v[(2*y+1)*p.w:]
		for x := range out.w {
			out.v[y*out.w+x] = (r0[2*x] + r0[2*x+1] + r1[2*x] + r1[2*x+1]) / 4
		}
	}
	return out
}

// at reads a plane between its pixels, its edge beyond them.
func (p *plane) at(x, y float32) float32 {
	x = min(max(x, 0), float32(p.w-1))
	y = min(max(y, 0), float32(p.h-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, p.w-1), min(y0+1, p.h-1)
	fx, fy := x-float32(x0), y-float32(y0)
	top := p.v[y0*p.w+x0] + fx*(p.v[y0*p.w+x1]-p.v[y0*p.w+x0])
	low := p.v[y1*p.w+x0] + fx*(p.v[y1*p.w+x1]-p.v[y1*p.w+x0])
	return top + fy*(low-top)
}
