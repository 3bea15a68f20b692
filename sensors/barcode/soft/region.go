package soft

import (
	"cmp"
	"image"
	"math"
	"slices"
)

// region is a part of the image where all edges run one way, as bars do.
type region struct {
	x, y   float64 // its middle, in pixels
	angle  float64 // of the direction across the bars, in radians
	length float64 // across the bars, in pixels
	height float64 // along the bars
	score  float64
}

const (
	directions   = 12
	coherent     = .45 // how much of the gradient must run one way
	energetic    = 3   // squared grey levels a pixel
	smallestArea = 500 // square pixels
	shortest     = 50  // pixels across the bars
	lowest       = 8   // pixels along them
	mostRegions  = 3
)

// regions finds where bars may be, best first, at full and at half size.
func regions(p *plane) []region {
	all := regionsAt(p.blurred(), 1)
	if p.w >= 64 && p.h >= 64 {
		all = append(all, regionsAt(p.blurred().halved().blurred(), .5)...)
	}
	slices.SortStableFunc(all, func(a, b region) int { return cmp.Compare(b.score, a.score) })
	var kept []region
	for _, r := range all {
		if !slices.ContainsFunc(kept, func(k region) bool { return r.within(&k) }) {
			kept = append(kept, r)
		}
		if len(kept) == mostRegions {
			break
		}
	}
	return kept
}

// within says whether r is k found again.
func (r *region) within(k *region) bool {
	turn := math.Abs(math.Mod(r.angle-k.angle+2.5*math.Pi, math.Pi) - math.Pi/2)
	s, c := math.Sincos(k.angle)
	dx, dy := r.x-k.x, r.y-k.y
	return turn < .2 && math.Abs(dx*c+dy*s) < .2*k.length && math.Abs(-dx*s+dy*c) < .35*k.height && r.length < 1.35*k.length
}

// regionsAt finds regions in an image of the given scale.
func regionsAt(p *plane, scale float64) []region {
	t := newTensor(p)
	if t == nil {
		return nil
	}
	n := t.w * t.h
	weight := make([]float32, n) // energy times coherence, 0 where no bars can be
	c2, s2 := make([]float32, n), make([]float32, n)
	var any bool
	for i := range n {
		a, b := t.xx[i]-t.yy[i], 2*t.xy[i]
		energy := t.xx[i] + t.yy[i]
		if energy <= energetic {
			continue
		}
		d := float32(math.Sqrt(float64(a*a + b*b)))
		if d > coherent*(energy+1) {
			weight[i] = energy * d / (energy + 1)
			c2[i], s2[i] = a/d, b/d
			any = true
		}
	}
	if !any {
		return nil
	}
	var found []region
	m := newMask(t.w, t.h)
	limit := float32(math.Cos(2 * math.Pi / 10))
	for k := range directions {
		sin, cos := math.Sincos(2 * float64(k) * math.Pi / directions)
		fc, fs := float32(cos), float32(sin)
		m.reset()
		for i, w := range weight {
			if w > 0 && c2[i]*fc+s2[i]*fs > limit {
				m.set(i)
			}
		}
		for _, part := range m.parts(int(smallestArea * scale * scale / (sparse * sparse))) {
			if r, ok := t.region(part, weight, scale); ok {
				found = append(found, r)
			}
		}
	}
	return found
}

// region measures a connected part of the tensor's cells.
func (t *tensor) region(cells []int32, weight []float32, scale float64) (region, bool) {
	var xx, yy, xy, score float64
	for _, i := range cells {
		xx += float64(t.xx[i])
		yy += float64(t.yy[i])
		xy += float64(t.xy[i])
		score += math.Sqrt(math.Min(float64(weight[i]), 400))
	}
	angle := .5 * math.Atan2(2*xy, xx-yy)
	s, c := math.Sincos(angle)
	across, along := make([]float64, len(cells)), make([]float64, len(cells))
	for n, i := range cells {
		x, y := float64(int(i)%t.w), float64(int(i)/t.w)
		across[n], along[n] = x*c+y*s, -x*s+y*c
	}
	slices.Sort(across)
	slices.Sort(along)
	u0, u1 := percentile(across, .01), percentile(across, .99)
	v0, v1 := percentile(along, .04), percentile(along, .96)
	unit := sparse / scale // pixels in a cell
	r := region{angle: angle, length: (u1 - u0 + 1 + 2*openReach) * unit, height: (v1 - v0 + 1 + 2*openReach) * unit}
	if r.length < shortest || r.height < lowest {
		return r, false
	}
	u, v := (u0+u1)/2, (v0+v1)/2
	// the middle of a pixel of a smaller image lies between pixels of the larger
	shift := .5/scale - .5
	r.x, r.y = (u*c-v*s)*unit+shift, (u*s+v*c)*unit+shift
	r.score = score * unit * unit * math.Min(1, r.length/r.height)
	return r, true
}

func percentile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// corners returns the corners of a region, times a scale, from an origin.
func (r *region) corners(scale float64, origin image.Point) []image.Point {
	s, c := math.Sincos(r.angle)
	corners := make([]image.Point, 0, 4)
	for _, at := range [4][2]float64{{-.5, -.5}, {.5, -.5}, {.5, .5}, {-.5, .5}} {
		u, v := at[0]*r.length, at[1]*r.height
		x, y := (r.x+u*c-v*s)*scale, (r.y+u*s+v*c)*scale
		corners = append(corners, image.Pt(int(math.Round(x)), int(math.Round(y))).Add(origin))
	}
	return corners
}
