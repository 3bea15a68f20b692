package rig

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"github.com/dashcart/dashcart/models/evidence"
)

// The camera's picture.
const (
	frameW, frameH = 640, 480
)

// view is what the camera sees when nothing moves: the basket and what lies
// in it, drawn again only when that changes.
type view struct {
	bare  *image.RGBA
	still *image.RGBA
	stale bool
	sides map[string]image.Image // a thing's picture with its code, by name
}

func newView(rng *rand.Rand) *view {
	v := &view{bare: image.NewRGBA(image.Rect(0, 0, frameW, frameH)), still: image.NewRGBA(image.Rect(0, 0, frameW, frameH)), stale: true, sides: map[string]image.Image{}}
	for y := range frameH {
		for x := range frameW {
			g := uint8(96 + y/12 + rng.IntN(4))
			if x%32 < 3 || y%32 < 3 {
				g -= 34 // the wires
			}
			v.bare.SetRGBA(x, y, color.RGBA{g, g, g + 3, 255})
		}
	}
	return v
}

// side is what a thing shows: its picture, and its code unless that is turned
// away.
func (v *view) side(t Thing, hidden bool) image.Image {
	key := t.Name + "\x00" + t.Code
	if hidden {
		key += "\x00hidden"
	}
	if im, ok := v.sides[key]; ok {
		return im
	}
	const n = 300
	im := image.NewRGBA(image.Rect(0, 0, n, n))
	if t.Picture != nil {
		draw.ApproxBiLinear.Scale(im, im.Bounds(), t.Picture, t.Picture.Bounds(), draw.Over, nil)
	} else {
		draw.Draw(im, image.Rect(40, 40, n-40, n-40), image.NewUniform(color.RGBA{70, 72, 80, 255}), image.Point{}, draw.Src)
	}
	if !hidden && t.Code != "" {
		if code := Barcode(t.Code); code != nil {
			draw.NearestNeighbor.Scale(im, image.Rect(28, n-110, n-28, n-14), code, code.Bounds(), draw.Src, nil)
		}
	}
	v.sides[key] = im
	return im
}

// paste draws a picture at a place, turned, of a size, and brightened or
// darkened a little.
func paste(dst *image.RGBA, src image.Image, cx, cy, size, turn, lean float64) {
	b := src.Bounds()
	s := size / float64(b.Dx())
	sin, cos := math.Sincos(turn)
	// lean shears it as a package held askew: the cheap part of perspective.
	m := f64.Aff3{
		s * cos, -s*sin + lean*s, 0,
		s * sin, s * cos, 0,
	}
	mx, my := float64(b.Dx())/2, float64(b.Dy())/2
	m[2] = cx - (m[0]*mx + m[1]*my)
	m[5] = cy - (m[3]*mx + m[4]*my)
	draw.ApproxBiLinear.Transform(dst, m, src, b, draw.Over, nil)
}

func (w *World) sampleFrame() {
	if w.unplug["camera"] {
		return
	}
	at := evidence.Millis(w.now)
	im := image.NewRGBA(image.Rect(0, 0, frameW, frameH))
	switch {
	case w.covered["rim"]:
		draw.Draw(im, im.Bounds(), image.NewUniform(color.RGBA{9, 8, 8, 255}), image.Point{}, draw.Src)
	default:
		w.drawStill()
		copy(im.Pix, w.view.still.Pix)
		for _, m := range w.moves {
			w.drawMove(im, m)
		}
		if w.shown != "" && w.now < w.shownTo {
			if code := QR(w.shown); code != nil {
				draw.NearestNeighbor.Scale(im, image.Rect(180, 90, 480, 390), code, code.Bounds(), draw.Src, nil)
			}
		}
	}
	w.grain(im)
	w.frame = im
	if len(w.out.frames) < 30 {
		w.out.frames = append(w.out.frames, evidence.Frame{At: at, Camera: "rim", Image: im})
	}
}

func (w *World) drawStill() {
	if !w.view.stale {
		return
	}
	w.view.stale = false
	copy(w.view.still.Pix, w.view.bare.Pix)
	for _, h := range w.inside {
		// What lies inside is further away, and turned as it fell.
		paste(w.view.still, w.view.side(h.Thing, true), 90+460*h.x, 120+300*h.y, 120, h.turn*2, 0)
	}
}

// drawMove draws a thing on its way between the rim and the basket, blurred
// along its path, and the hand behind it.
func (w *World) drawMove(im *image.RGBA, m *move) {
	p := m.progress(w.now)
	if p < -0.4 || p > 1.15 || m.in && m.landed || !m.in && w.now < m.start {
		return
	}
	x0, y0 := 120+400*m.from, -60.0
	x1, y1 := 90+460*m.x, 120+300*m.y
	// It slows down towards its place, as hands do.
	ease := func(p float64) float64 { p = math.Max(0, math.Min(1, p)); return p * (2 - p) }
	q := ease(p)
	x, y := x0+(x1-x0)*q, y0+(y1-y0)*q
	size := 330 - 190*q
	draw.Draw(im, image.Rect(int(x)-34, 0, int(x)+34, int(y)), image.NewUniform(color.RGBA{196, 150, 122, 255}), image.Point{}, draw.Src)
	paste(im, w.view.side(m.thing, m.hidden), x, y, size, m.turn*(0.3+0.7*q), 0.25*m.turn)
}

// grain adds the sensor's noise. It is drawn for blocks of two pixels, as a
// compressed stream has it. The race detector does not follow it through the
// two million bytes of a picture that nobody else has seen yet: that alone kept
// a third of a core busy in a demo where nothing happens.
//
//go:norace
func (w *World) grain(im *image.RGBA) {
	for i := 0; i+8 <= len(im.Pix); i += 8 {
		n := int(w.rng.Uint32()&7) - 4
		for j := range 7 {
			if j == 3 {
				continue
			}
			im.Pix[i+j] = uint8(max(0, min(255, int(im.Pix[i+j])+n)))
		}
	}
}
