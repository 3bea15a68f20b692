package loop

import (
	"image"
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/camera"
)

// Difference is a Vision without any library: it compares a small grey picture
// of each frame with a running background, whatever the light. It is
// cheap, deterministic and good for a camera that does not move against the cart.
type Difference struct {
	background []float64
	age        int
	lastAt     evidence.Millis
	lastY      float64
	down, up   float64 // movement of the present passing, in shares of the height
	mask       []bool
	last       []float64         // the frame before
	since      []evidence.Millis // when each cell last changed
	label      []int
}

const (
	thumbW, thumbH                 = 80, 60
	differs                        = 22.0 // grey levels
	leastArea                      = 0.012
	learnFast                      = 0.5
	learnSlow                      = 0.05
	learnStuck                     = 0.01 // a thing that stays becomes background
	stirs                          = 7.0  // grey levels, from one frame to the next
	stillFor       evidence.Millis = 900  // what has lain still so long is background
	passingGap     evidence.Millis = 700
	leastMove                      = 0.08
)

// Watch finds the largest region that differs from the background.
func (d *Difference) Watch(f evidence.Frame) []Region {
	thumb := thumbnail(f.Image)
	if thumb == nil {
		return nil
	}
	if d.background == nil {
		d.background = slices.Clone(thumb)
		d.mask, d.label = make([]bool, thumbW*thumbH), make([]int, thumbW*thumbH)
		d.last, d.since = thumb, make([]evidence.Millis, thumbW*thumbH)
		return nil
	}
	gain := d.gain(thumb)
	for i, v := range thumb {
		d.mask[i] = math.Abs(v*gain-d.background[i]) > differs
	}
	box, area, part := d.largest()
	d.learn(f.At, thumb, gain)
	if area < leastArea {
		return nil
	}
	y := float64(box.Min.Y+box.Max.Y) / 2 / thumbH
	dir := d.direction(f.At, y)
	b := f.Image.Bounds()
	scale := func(v, n, size int) int { return v * size / n }
	r := image.Rect(scale(box.Min.X, thumbW, b.Dx()), scale(box.Min.Y, thumbH, b.Dy()), scale(box.Max.X, thumbW, b.Dx()), scale(box.Max.Y, thumbH, b.Dy())).Add(b.Min)
	o := d.outlineOf(part, float64(b.Dx())/thumbW, float64(b.Dy())/thumbH)
	o.X, o.Y = o.X+float64(b.Min.X), o.Y+float64(b.Min.Y)
	return []Region{{Box: r, Area: area, Outline: o, Whole: box.Min.X > 0 && box.Min.Y > 0 && box.Max.X < thumbW && box.Max.Y < thumbH, Direction: dir}}
}

// gain is how much brighter the background is than the picture, by the median,
// so that automatic exposure is no motion.
func (d *Difference) gain(thumb []float64) float64 {
	ratios := make([]float64, 0, len(thumb)/4)
	for i := 0; i < len(thumb); i += 4 {
		if thumb[i] > 8 {
			ratios = append(ratios, d.background[i]/thumb[i])
		}
	}
	if len(ratios) == 0 {
		return 1
	}
	slices.Sort(ratios)
	return math.Min(2, math.Max(0.5, ratios[len(ratios)/2]))
}

// learn moves the background towards the picture where nothing moves.
// What was put down, or uncovered by something taken, is the scene from then on.
func (d *Difference) learn(at evidence.Millis, thumb []float64, gain float64) {
	d.age++
	rate := learnSlow
	if d.age < 5 {
		rate = learnFast
	}
	for i, v := range thumb {
		a := rate
		if math.Abs(v-d.last[i]) > stirs || at < d.since[i] {
			d.since[i] = at
		}
		if d.mask[i] {
			a = learnStuck
			if at-d.since[i] >= stillFor {
				a = 1
			}
		}
		d.background[i] += a * (v*gain - d.background[i])
	}
	d.last = thumb
}

// direction follows the middle of a passing thing: downwards in the picture is
// into the basket, for a camera that looks from the rim.
func (d *Difference) direction(at evidence.Millis, y float64) evidence.Direction {
	if at-d.lastAt > passingGap || at < d.lastAt {
		d.down, d.up = 0, 0
	} else if move := y - d.lastY; move > 0 {
		d.down += move
	} else {
		d.up -= move
	}
	d.lastAt, d.lastY = at, y
	switch {
	case d.down > leastMove && d.down > 2*d.up:
		return evidence.DirectionIn
	case d.up > leastMove && d.up > 2*d.down:
		return evidence.DirectionOut
	}
	return evidence.DirectionUnknown
}

// largest finds the largest connected part of the mask: its box, its share of
// the picture, and its label.
func (d *Difference) largest() (box image.Rectangle, area float64, part int) {
	clear(d.label)
	best, name := 0, 0
	stack := make([]int, 0, 256)
	for i, on := range d.mask {
		if !on || d.label[i] != 0 {
			continue
		}
		b := image.Rectangle{Min: image.Pt(thumbW, thumbH)}
		n := 0
		stack = append(stack[:0], i)
		name++
		d.label[i] = name
		for len(stack) > 0 {
			k := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			n++
			x, y := k%thumbW, k/thumbW
			b.Min.X, b.Min.Y = min(b.Min.X, x), min(b.Min.Y, y)
			b.Max.X, b.Max.Y = max(b.Max.X, x+1), max(b.Max.Y, y+1)
			for dy := -2; dy <= 2; dy++ {
				for dx := -2; dx <= 2; dx++ {
					u, v := x+dx, y+dy
					if u < 0 || v < 0 || u >= thumbW || v >= thumbH {
						continue
					}
					if j := v*thumbW + u; d.mask[j] && d.label[j] == 0 {
						d.label[j] = name
						stack = append(stack, j)
					}
				}
			}
		}
		if n > best {
			best, box, part = n, b, name
		}
	}
	return box, float64(best) / (thumbW * thumbH), part
}

// outlineOf is the outline of a labelled part, in pixels of a frame whose cells are so
// wide and high.
func (d *Difference) outlineOf(part int, w, h float64) Outline {
	var points [][2]float64
	n := 0
	for y := range thumbH {
		first, last := -1, -1
		for x := range thumbW {
			if d.label[y*thumbW+x] == part {
				if first < 0 {
					first = x
				}
				last = x
				n++
			}
		}
		if first >= 0 {
			for _, x := range [2]float64{float64(first), float64(last + 1)} {
				points = append(points, [2]float64{x * w, (float64(y) + .5) * h})
			}
		}
	}
	if len(points) == 0 {
		return Outline{}
	}
	o := outline(points)
	o.Filled = float64(n) * w * h / math.Max(1, o.W*o.H)
	return o
}

// thumbnail averages an image down to thumbW x thumbH grey levels; nil for one
// smaller than that.
func thumbnail(img image.Image) []float64 {
	if img == nil {
		return nil
	}
	b := img.Bounds()
	if b.Dx() < thumbW || b.Dy() < thumbH {
		return nil
	}
	out := make([]float64, thumbW*thumbH)
	for ty := range thumbH {
		y0, y1 := b.Min.Y+ty*b.Dy()/thumbH, b.Min.Y+(ty+1)*b.Dy()/thumbH
		for tx := range thumbW {
			sum, n := camera.GreySum(img, image.Rect(b.Min.X+tx*b.Dx()/thumbW, y0, b.Min.X+(tx+1)*b.Dx()/thumbW, y1))
			out[ty*thumbW+tx] = float64(sum) / float64(n)
		}
	}
	return out
}
