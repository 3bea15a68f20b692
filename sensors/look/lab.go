package look

import "math"

// labTable holds the transfer function of sRGB for each byte, and the cube
// root of CIE 1976 at 4,096 steps from 0 to 1.1.
type labTable struct {
	linear [256]float32
	root   [labSteps + 2]float32
}

const (
	labSteps = 4096
	labScale = labSteps / 1.1
)

func newLabTable() *labTable {
	t := new(labTable)
	for i := range t.linear {
		v := float64(i) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		t.linear[i] = float32(v)
	}
	for i := range t.root {
		v := float64(i) / labScale
		if v > 216./24389 {
			v = math.Cbrt(v)
		} else {
			v = 841./108*v + 4./29
		}
		t.root[i] = float32(v)
	}
	return t
}

func (t *labTable) f(v float32) float32 {
	s := v * labScale
	i := min(int(s), labSteps)
	d := s - float32(i)
	return t.root[i] + d*(t.root[i+1]-t.root[i])
}

func (t *labTable) decode(v float32) float32 { return t.linear[uint8(min(max(v+.5, 0), 255))] }

// lab converts to CIE Lab under D65: L scaled to 0 to 255, a and b about 128,
// as 8-bit Lab is written.
//
//go:norace
func (t *labTable) lab(p *picture) *picture {
	out := newPicture(p.w, p.h)
	for i := range p.c[0] {
		r, g, b := t.decode(p.c[0][i]), t.decode(p.c[1][i]), t.decode(p.c[2][i])
		x := t.f((.412453*r + .357580*g + .180423*b) / .950456)
		y := t.f(.212671*r + .715160*g + .072169*b)
		z := t.f((.019334*r + .119193*g + .950227*b) / 1.088754)
		out.c[0][i] = (116*y - 16) * 255 / 100
		out.c[1][i] = 500*(x-y) + 128
		out.c[2][i] = 200*(y-z) + 128
	}
	return out
}

// labBins are the bins of the histogram over L, a and b.
var labBins = [3]int{6, 12, 12}

const labDim = 6 * 12 * 12

// labHistogram counts pixels of a Lab picture by colour: L over its range, a
// and b from 64 to 192, what is beyond in the outermost bins. It sums to 1.
func labHistogram(p *picture) []float32 {
	h := make([]float32, labDim)
	bin := func(v, from, width float32, n int) int {
		return int(min(max((v-from)/width, 0), float32(n-1)))
	}
	each := 1 / float32(len(p.c[0]))
	for i := range p.c[0] {
		l := bin(p.c[0][i], 0, 256/float32(labBins[0]), labBins[0])
		a := bin(p.c[1][i], 64, 128/float32(labBins[1]), labBins[1])
		b := bin(p.c[2][i], 64, 128/float32(labBins[2]), labBins[2])
		h[(l*labBins[1]+a)*labBins[2]+b] += each
	}
	return h
}
