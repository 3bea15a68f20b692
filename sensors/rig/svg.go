package rig

import (
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/vector"
)

// Rasterize draws a square SVG picture at size by size pixels. It knows what
// the catalogue's own pictures are made of: rectangles, circles, ellipses,
// paths of M, L, Q, C, A and Z, fills, strokes, opacity and straight gradients
// (as their middle colour). Lettering is left out: no camera reads it there.
func Rasterize(r io.Reader, size int) (*image.RGBA, error) {
	p := &painter{im: image.NewRGBA(image.Rect(0, 0, size, size)), scale: float64(size) / 400, fills: map[string]color.NRGBA{}}
	dec := xml.NewDecoder(r)
	gradient := ""
	var stops []color.NRGBA
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return p.im, nil
		}
		if err != nil {
			return nil, fmt.Errorf("picture: %w", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			a := attrs(t.Attr)
			switch t.Name.Local {
			case "svg":
				if box := numbers(a["viewBox"]); len(box) == 4 && box[2] > 0 {
					p.scale = float64(size) / box[2]
				}
			case "linearGradient":
				gradient, stops = a["id"], nil
			case "stop":
				stops = append(stops, hex(a["stop-color"], 1))
			default:
				p.shape(t.Name.Local, a)
			}
		case xml.EndElement:
			if t.Name.Local == "linearGradient" && len(stops) > 0 {
				p.fills[gradient] = stops[len(stops)/2]
			}
		}
	}
}

type painter struct {
	im    *image.RGBA
	scale float64
	fills map[string]color.NRGBA
}

func attrs(list []xml.Attr) map[string]string {
	m := make(map[string]string, len(list))
	for _, a := range list {
		m[a.Name.Local] = a.Value
	}
	return m
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e5 {
		return 0
	}
	return v
}

func numbers(s string) (out []float64) {
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		out = append(out, number(f))
	}
	return out
}

func hex(s string, opacity float64) color.NRGBA {
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil || len(s) != 7 {
		return color.NRGBA{128, 128, 128, 255}
	}
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), uint8(255 * math.Max(0, math.Min(1, opacity)))}
}

func opacity(s string) float64 {
	if s == "" {
		return 1
	}
	return number(s)
}

// paint returns a fill's colour; false for none.
func (p *painter) paint(fill, alpha string) (color.NRGBA, bool) {
	switch {
	case fill == "none":
		return color.NRGBA{}, false
	case fill == "":
		return hex("#000000", opacity(alpha)), true
	case strings.HasPrefix(fill, "url(#"):
		c, ok := p.fills[strings.TrimSuffix(strings.TrimPrefix(fill, "url(#"), ")")]
		c.A = uint8(float64(c.A) * math.Min(1, opacity(alpha)))
		return c, ok
	}
	return hex(fill, opacity(alpha)), true
}

func (p *painter) shape(name string, a map[string]string) {
	n := func(k string) float64 { return number(a[k]) }
	var d []segment
	switch name {
	case "rect":
		x, y, w, h := n("x"), n("y"), n("width"), n("height")
		d = []segment{{'M', []float64{x, y}}, {'L', []float64{x + w, y}}, {'L', []float64{x + w, y + h}}, {'L', []float64{x, y + h}}, {'Z', nil}}
	case "circle":
		d = oval(n("cx"), n("cy"), n("r"), n("r"))
	case "ellipse":
		d = oval(n("cx"), n("cy"), n("rx"), n("ry"))
	case "path":
		d = parsePath(a["d"])
	default:
		return
	}
	if c, ok := p.paint(a["fill"], a["fill-opacity"]); ok {
		p.fill(d, c)
	}
	if c, ok := p.paint(a["stroke"], a["stroke-opacity"]); ok && a["stroke"] != "" {
		p.stroke(d, math.Max(n("stroke-width"), 1), c)
	}
}

type segment struct {
	op byte
	v  []float64
}

func oval(cx, cy, rx, ry float64) []segment {
	const k = 0.5523 // the cubic that is nearest to a quarter of a circle
	return []segment{{'M', []float64{cx + rx, cy}},
		{'C', []float64{cx + rx, cy + k*ry, cx + k*rx, cy + ry, cx, cy + ry}},
		{'C', []float64{cx - k*rx, cy + ry, cx - rx, cy + k*ry, cx - rx, cy}},
		{'C', []float64{cx - rx, cy - k*ry, cx - k*rx, cy - ry, cx, cy - ry}},
		{'C', []float64{cx + k*rx, cy - ry, cx + rx, cy - k*ry, cx + rx, cy}}, {'Z', nil}}
}

// arguments says how many numbers each command takes.
var arguments = map[byte]int{'M': 2, 'L': 2, 'Q': 4, 'C': 6, 'A': 7, 'Z': 0}

func parsePath(s string) (out []segment) {
	var op byte
	var v []float64
	flush := func() {
		if n, ok := arguments[op]; ok && len(v) >= n {
			out = append(out, segment{op, v[:n:n]})
		}
		v = nil
	}
	for _, f := range strings.Fields(s) {
		if _, ok := arguments[f[0]]; ok && len(f) == 1 {
			flush()
			op = f[0]
			if op == 'Z' {
				out = append(out, segment{'Z', nil})
				op = 0
			}
			continue
		}
		v = append(v, number(f))
		if n := arguments[op]; n > 0 && len(v) == n {
			flush()
		}
	}
	return out
}

func (p *painter) fill(d []segment, c color.NRGBA) {
	b := p.im.Bounds()
	z := vector.NewRasterizer(b.Dx(), b.Dy())
	s := float32(p.scale)
	f := func(v []float64, i int) float32 { return float32(v[i]) * s }
	for _, g := range d {
		switch g.op {
		case 'M':
			z.MoveTo(f(g.v, 0), f(g.v, 1))
		case 'L':
			z.LineTo(f(g.v, 0), f(g.v, 1))
		case 'Q':
			z.QuadTo(f(g.v, 0), f(g.v, 1), f(g.v, 2), f(g.v, 3))
		case 'C':
			z.CubeTo(f(g.v, 0), f(g.v, 1), f(g.v, 2), f(g.v, 3), f(g.v, 4), f(g.v, 5))
		case 'A': // a small arc is near enough its chord
			z.LineTo(f(g.v, 5), f(g.v, 6))
		case 'Z':
			z.ClosePath()
		}
	}
	z.Draw(p.im, b, image.NewUniform(c), image.Point{})
}

// stroke draws the outline as short thick strips between points of the path.
func (p *painter) stroke(d []segment, width float64, c color.NRGBA) {
	var at, start [2]float64
	to := func(x, y float64) {
		p.strip(at[0], at[1], x, y, width, c)
		at = [2]float64{x, y}
	}
	for _, g := range d {
		switch g.op {
		case 'M':
			at = [2]float64{g.v[0], g.v[1]}
			start = at
		case 'L':
			to(g.v[0], g.v[1])
		case 'Q', 'C':
			from := at
			for i := 1; i <= 6; i++ {
				to(bezier(from, g.v, float64(i)/6))
			}
		case 'A':
			to(g.v[5], g.v[6])
		case 'Z':
			to(start[0], start[1])
		}
	}
}

func bezier(p0 [2]float64, v []float64, t float64) (x, y float64) {
	u := 1 - t
	if len(v) == 4 {
		return u*u*p0[0] + 2*u*t*v[0] + t*t*v[2], u*u*p0[1] + 2*u*t*v[1] + t*t*v[3]
	}
	return u*u*u*p0[0] + 3*u*u*t*v[0] + 3*u*t*t*v[2] + t*t*t*v[4], u*u*u*p0[1] + 3*u*u*t*v[1] + 3*u*t*t*v[3] + t*t*t*v[5]
}

func (p *painter) strip(x0, y0, x1, y1, width float64, c color.NRGBA) {
	dx, dy := x1-x0, y1-y0
	l := math.Hypot(dx, dy)
	if l == 0 {
		return
	}
	nx, ny := -dy/l*width/2, dx/l*width/2
	p.fill([]segment{{'M', []float64{x0 + nx, y0 + ny}}, {'L', []float64{x1 + nx, y1 + ny}}, {'L', []float64{x1 - nx, y1 - ny}}, {'L', []float64{x0 - nx, y0 - ny}}, {'Z', nil}}, c)
}

// OnWhite puts a picture on white, as a print has it.
func OnWhite(im image.Image) *image.RGBA {
	out := image.NewRGBA(im.Bounds())
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), im, im.Bounds().Min, draw.Over)
	return out
}
