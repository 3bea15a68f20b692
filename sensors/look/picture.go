package look

import (
	"image"
	"image/color"
	"math"
)

// maxRead bounds the side of what is read of an image: larger ones are read
// at every second, third, … pixel, so that no image costs unbounded memory.
const maxRead = 2048

// picture is red, green and blue in 0 to 255, row by row.
type picture struct {
	w, h int
	c    [3][]float32
}

func newPicture(w, h int) *picture {
	p := &picture{w: w, h: h}
	all := make([]float32, 3*w*h)
	for i := range p.c {
		p.c[i] = all[i*w*h : (i+1)*w*h]
	}
	return p
}

// read takes the pixels of an image; nil where it has none.
func read(img image.Image) *picture {
	if img == nil {
		return nil
	}
	b := img.Bounds()
	if b.Empty() {
		return nil
	}
	step := (max(b.Dx(), b.Dy()) + maxRead - 1) / maxRead
	p := newPicture((b.Dx()+step-1)/step, (b.Dy()+step-1)/step)
	at := pixels(img)
	i := 0
	for y := b.Min.Y; y < b.Max.Y; y += step {
		for x := b.Min.X; x < b.Max.X; x += step {
			r, g, bl := at(x, y)
			p.c[0][i], p.c[1][i], p.c[2][i] = float32(r), float32(g), float32(bl)
			i++
		}
	}
	return p
}

// pixels returns how to read one pixel of an image, quickly for the types
// that decoders and cameras make.
func pixels(img image.Image) func(x, y int) (r, g, b uint8) {
	switch m := img.(type) {
	case *image.YCbCr:
		return func(x, y int) (uint8, uint8, uint8) {
			i, j := m.YOffset(x, y), m.COffset(x, y)
			return color.YCbCrToRGB(m.Y[i], m.Cb[j], m.Cr[j])
		}
	case *image.RGBA:
		return func(x, y int) (uint8, uint8, uint8) {
			s := m.Pix[m.PixOffset(x, y):]
			return s[0], s[1], s[2]
		}
	case *image.Gray:
		return func(x, y int) (uint8, uint8, uint8) {
			v := m.Pix[m.PixOffset(x, y)]
			return v, v, v
		}
	}
	return func(x, y int) (uint8, uint8, uint8) {
		r, g, b, _ := img.At(x, y).RGBA()
		return uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)
	}
}

// minSide is the least side of a scaled picture: one descriptor.
const minSide = 16

// fit scales a picture so that its longer side is long.
func (p *picture) fit(long int) *picture {
	s := float64(long) / float64(max(p.w, p.h))
	return p.scale(max(minSide, int(math.Round(float64(p.w)*s))), max(minSide, int(math.Round(float64(p.h)*s))))
}

// scale resamples to w by h pixels: means of areas where it shrinks,
// interpolation where it grows.
//
//go:norace
func (p *picture) scale(w, h int) *picture {
	if w == p.w && h == p.h {
		return p
	}
	out := newPicture(w, h)
	xs, ys := resampling(p.w, w), resampling(p.h, h)
	row := make([]float32, p.w)
	for c := range p.c {
		for y, t := range ys {
			clear(row)
			for k, wt := range t.weights {
				for x, v := range p.c[c][(t.first+k)*p.w : (t.first+k+1)*p.w] {
					row[x] += wt * v
				}
			}
			dst := out.c[c][y*w : (y+1)*w]
			for x := range dst {
				t := &xs[x]
				var v float32
				for k, wt := range t.weights {
					v += wt * row[t.first+k]
				}
				dst[x] = v
			}
		}
	}
	return out
}

// taps are the sources of one resampled position.
type taps struct {
	first   int
	weights []float32
}

func resampling(from, to int) []taps {
	out := make([]taps, to)
	r := float64(from) / float64(to)
	for i := range out {
		lo, hi := float64(i)*r, float64(i+1)*r
		if r <= 1 { // linear interpolation around the centre
			lo = math.Min(math.Max((lo+hi)/2-.5, 0), float64(from-1))
			a := min(int(lo), max(from-2, 0))
			f := float32(lo - float64(a))
			if from == 1 {
				out[i] = taps{0, []float32{1}}
			} else {
				out[i] = taps{a, []float32{1 - f, f}}
			}
			continue
		}
		a, b := int(lo), min(int(math.Ceil(hi-1e-9)), from)
		t := taps{first: a, weights: make([]float32, b-a)}
		for k := range t.weights {
			t.weights[k] = float32((math.Min(hi, float64(a+k+1)) - math.Max(lo, float64(a+k))) / r)
		}
		out[i] = t
	}
	return out
}

// centre returns the middle part of each side.
func (p *picture) centre(part float64) *picture {
	x0, y0 := int(float64(p.w)*(1-part)/2), int(float64(p.h)*(1-part)/2)
	w, h := max(p.w-2*x0, 1), max(p.h-2*y0, 1)
	out := newPicture(w, h)
	for c := range p.c {
		for y := range h {
			copy(out.c[c][y*w:(y+1)*w], p.c[c][(y0+y)*p.w+x0:])
		}
	}
	return out
}

// grey is the luma of Rec. 601.
func (p *picture) grey() []float32 {
	g := make([]float32, p.w*p.h)
	for i := range g {
		g[i] = .299*p.c[0][i] + .587*p.c[1][i] + .114*p.c[2][i]
	}
	return g
}
