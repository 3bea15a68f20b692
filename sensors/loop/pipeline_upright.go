package loop

import (
	"image"
	"image/color"
	"math"
)

// Outline is the smallest rectangle, turned as it may be, around a moving thing,
// in pixels of the frame. The zero Outline is unknown.
type Outline struct {
	X, Y   float64 // its middle
	W, H   float64
	Angle  float64 // radians, clockwise in the picture, between -π/4 and π/4
	Filled float64 // share of it that the thing covers
}

// uprightFrom is how much of its outline a thing must cover to be turned upright by
// it: less is no flat thing, and its outline says nothing of its angle.
const uprightFrom = 0.8

// outline finds the smallest rectangle around points, trying angles three
// degrees apart.
func outline(points [][2]float64) Outline {
	best := Outline{}
	least := math.Inf(1)
	for deg := -45; deg < 45; deg += 3 {
		a := float64(deg) * math.Pi / 180
		sin, cos := math.Sincos(a)
		u0, u1, v0, v1 := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
		for _, p := range points {
			u, v := p[0]*cos+p[1]*sin, -p[0]*sin+p[1]*cos
			u0, u1, v0, v1 = math.Min(u0, u), math.Max(u1, u), math.Min(v0, v), math.Max(v1, v)
		}
		if area := (u1 - u0) * (v1 - v0); area < least {
			least = area
			u, v := (u0+u1)/2, (v0+v1)/2
			best = Outline{X: u*cos - v*sin, Y: u*sin + v*cos, W: u1 - u0, H: v1 - v0, Angle: a}
		}
	}
	return best
}

// upright cuts an outline out of an image and turns it upright.
func upright(img image.Image, o Outline) image.Image {
	w, h := int(o.W), int(o.H)
	if w < 8 || h < 8 || w > 4096 || h > 4096 {
		return nil
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	sin, cos := math.Sincos(o.Angle)
	b := img.Bounds()
	for y := range h {
		for x := range w {
			u, v := float64(x)+.5-o.W/2, float64(y)+.5-o.H/2
			sx, sy := int(math.Floor(o.X+u*cos-v*sin)), int(math.Floor(o.Y+u*sin+v*cos))
			sx, sy = min(max(sx, b.Min.X), b.Max.X-1), min(max(sy, b.Min.Y), b.Max.Y-1)
			r, g, bl, _ := img.At(sx, sy).RGBA()
			out.SetRGBA(x, y, color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(bl >> 8), 255})
		}
	}
	return out
}
