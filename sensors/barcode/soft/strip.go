package soft

import (
	"cmp"
	"math"
	"slices"
)

const (
	margin     = .35 // of a region's length, added on each side
	candidates = 14  // strips that are looked at
	stripsKept = 6
	shearLimit = .36
	shearStep  = .06
)

// strips returns profiles of darkness across a region, each averaged over a few
// rows along the bars' own slope there, best first. On a can, or in perspective,
// one slope for the whole region would blur them.
func strips(p *plane, r region) [][]float32 {
	width := int(r.length * (1 + 2*margin))
	height := int(math.Max(r.height*.98, 6))
	edge := int(float64(width) * margin / (1 + 2*margin))
	rows := int(math.Min(math.Max(float64(height)/9, 3), 12))
	patch := turned(p, r, width, height)
	type candidate struct {
		score   float64
		profile []float32
	}
	var all []candidate
	previous := -1
	for i := range candidates {
		y := max(height-rows, 0) * i / (candidates - 1)
		if y == previous {
			continue
		}
		previous = y
		profile, score := sheared(patch, y, min(rows, height-y), edge)
		all = append(all, candidate{score, profile})
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var out [][]float32
	for _, c := range all[:min(len(all), stripsKept)] {
		if !flat(c.profile) {
			out = append(out, c.profile)
		}
	}
	return out
}

// turned cuts a region out of an image so that its bars stand upright, as
// darkness.
//
//go:norace
func turned(p *plane, r region, width, height int) *plane {
	out := newPlane(width, height)
	sin, cos := math.Sincos(r.angle)
	s, c := float32(sin), float32(cos)
	x0 := float32(r.x - float64(width)/2*cos + float64(height)/2*sin)
	y0 := float32(r.y - float64(width)/2*sin - float64(height)/2*cos)
	for y := range height {
		for x := range width {
			fx, fy := float32(x), float32(y)
			out.v[y*width+x] = 255 - p.at(x0+fx*c-fy*s, y0+fx*s+fy*c)
		}
	}
	return out
}

// sheared averages rows from y on along the slope that keeps most contrast.
//
//go:norace
func sheared(p *plane, y, rows, edge int) (profile []float32, score float64) {
	best := -1.
	try := make([]float32, p.w)
	for shear := -shearLimit; shear < shearLimit+shearStep/2; shear += shearStep {
		clear(try)
		for k := range rows {
			offset := shear * (float64(k) - float64(rows-1)/2)
			whole := math.Floor(offset)
			f := float32(offset - whole)
			row := p.v[(y+k)*p.w : (y+k+1)*p.w]
			for x := range try {
				a := min(max(x+int(whole), 0), p.w-1)
				b := min(max(x+int(whole)+1, 0), p.w-1)
				try[x] += row[a] + f*(row[b]-row[a])
			}
		}
		for x := range try {
			try[x] /= float32(rows)
		}
		if e := contrast(try, edge); e > best {
			best = e
			profile = append(profile[:0], try...)
		}
	}
	var single float64
	for k := range rows {
		single += contrast(p.v[(y+k)*p.w:(y+k+1)*p.w], edge)
	}
	return profile, best / (single/float64(rows) + 1e-3) * math.Sqrt(best)
}

// contrast adds the squared differences between neighbours, the edges left out.
//
//go:norace
func contrast(v []float32, edge int) float64 {
	var sum float64
	for x := max(edge, 1); x < len(v)-edge; x++ {
		d := float64(v[x] - v[x-1])
		sum += d * d
	}
	return sum
}

// flat says whether a profile varies by less than a grey level.
func flat(v []float32) bool {
	var sum, squares float64
	for _, x := range v {
		sum += float64(x)
		squares += float64(x) * float64(x)
	}
	n := float64(len(v))
	return squares/n-sum*sum/n/n < 1
}
