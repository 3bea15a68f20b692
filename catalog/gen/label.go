package main

import (
	"math"
	"strings"
)

// area is where a label may be printed.
type area struct{ x, y, w, h float64 }

// label prints brand, motif, name and size into an area whose ground has the
// colour ground. How it is laid out depends on the picture's seed.
func (p *pen) label(a art, r area, ground string) {
	cx := r.x + r.w/2
	if r.h < r.w*0.55 {
		p.wide(a, r, ground)
		return
	}
	brandH, nameH := r.h*0.13, r.h*0.3
	artH := r.h - brandH - nameH - r.h*0.04
	radius := math.Min(artH/2, r.w*0.42)
	cy := r.y + brandH + r.h*0.02 + artH/2
	p.flourish(a, r, cy, radius)
	p.badge(a, cx, cy, radius)
	motifs[a.motif](p, cx, cy, radius*0.66, a)
	p.rect(r.x, r.y, r.w, brandH, math.Min(6, brandH/3), a.c2)
	p.text(cx, r.y+brandH*0.72, brandH*0.62, r.w*0.92, ink(a.c2, a.c3), strings.ToUpper(a.brand))
	on := ground
	if a.seed%3 != 0 {
		on = a.c3
		p.rect(r.x, r.y+r.h-nameH, r.w, nameH, math.Min(6, nameH/4), on)
	}
	p.name(a, area{r.x, r.y + r.h - nameH, r.w, nameH}, on)
}

// wide lays a label out with the motif at the left.
func (p *pen) wide(a art, r area, ground string) {
	radius := math.Min(r.h*0.42, r.w*0.2)
	cx, cy := r.x+radius*1.15, r.y+r.h/2
	p.flourish(a, r, cy, radius)
	p.badge(a, cx, cy, radius)
	motifs[a.motif](p, cx, cy, radius*0.66, a)
	rest := area{r.x + radius*2.4, r.y + r.h*0.05, r.w - radius*2.5, r.h * 0.9}
	p.rect(rest.x, rest.y, rest.w, rest.h, 6, ground)
	p.rect(rest.x, rest.y, rest.w, rest.h*0.26, 4, a.c2)
	p.text(rest.x+rest.w/2, rest.y+rest.h*0.2, rest.h*0.18, rest.w*0.92, ink(a.c2, a.c3), strings.ToUpper(a.brand))
	p.name(a, area{rest.x, rest.y + rest.h*0.3, rest.w, rest.h * 0.7}, ground)
}

// flourish is the pattern behind the art.
func (p *pen) flourish(a art, r area, cy, radius float64) {
	c := mix(a.c1, a.c2, 0.35)
	switch a.seed / 7 % 5 {
	case 0: // rays
		cx := r.x + r.w/2
		for i := range 12 {
			t, u := float64(i)*math.Pi/6, float64(i)*math.Pi/6+0.22
			l := math.Min(r.w, r.h) * 0.48
			p.path(c, d("M", cx, cy, "L", cx+l*math.Cos(t), cy+l*math.Sin(t), "L", cx+l*math.Cos(u), cy+l*math.Sin(u), "Z"))
		}
	case 1: // a band
		p.rect(r.x, cy-radius*0.45, r.w, radius*0.9, 0, c)
	case 2: // stripes
		for i := range 6 {
			x := r.x + r.w*(float64(i)+0.25)/6
			p.rect(x, r.y, r.w/14, r.h*0.72, 0, c)
		}
	case 3: // a hill
		p.path(c, d("M", r.x, cy+radius*0.2, "Q", r.x+r.w/2, cy-radius*1.3, r.x+r.w, cy+radius*0.2, "L", r.x+r.w, r.y+r.h*0.74, "L", r.x, r.y+r.h*0.74, "Z"))
	case 4: // dots
		for i := range 5 {
			for j := range 4 {
				p.circle(r.x+r.w*(float64(i)+0.5)/5, r.y+r.h*(0.2+0.13*float64(j)), r.w*0.025, c)
			}
		}
	}
}

// badge is the light ground under the motif.
func (p *pen) badge(a art, x, y, r float64) {
	white := light(a.c1, 0.88)
	switch a.seed / 3 % 4 {
	case 0:
		p.circle(x, y, r, a.c2)
		p.circle(x, y, r*0.92, white)
	case 1:
		p.rect(x-r, y-r*0.9, 2*r, 1.8*r, r*0.35, a.c3)
		p.rect(x-r*0.93, y-r*0.83, 1.86*r, 1.66*r, r*0.3, white)
	case 2:
		p.path(a.c2, d("M", x, y-r, "L", x+r, y, "L", x, y+r, "L", x-r, y, "Z"))
		p.circle(x, y, r*0.84, white)
	case 3:
		p.path(a.c3, d("M", x-r*0.95, y-r*0.8, "Q", x, y-r*1.15, x+r*0.95, y-r*0.8, "L", x+r*0.95, y+r*0.3, "Q", x+r*0.8, y+r*0.9, x, y+r, "Q", x-r*0.8, y+r*0.9, x-r*0.95, y+r*0.3, "Z"))
		p.circle(x, y, r*0.86, white)
	}
}

// name writes the product's name in one to three lines, and its size.
func (p *pen) name(a art, r area, ground string) {
	lines := wrap(a.name, r.w/r.h)
	sizeH := r.h * 0.22
	lineH := (r.h*0.96 - sizeH) / float64(len(lines))
	colour := ink(ground, a.c2)
	for i, l := range lines {
		p.text(r.x+r.w/2, r.y+lineH*(float64(i)+0.8), math.Min(lineH*0.92, 34), r.w*0.94, colour, l)
	}
	p.text(r.x+r.w/2, r.y+r.h-sizeH*0.3, sizeH*0.72, r.w*0.8, colour, a.size)
}

// wrap breaks a name into as many lines as its place is tall for.
func wrap(s string, aspect float64) []string {
	words := strings.Fields(s)
	n := 1
	switch {
	case len(words) >= 3 && aspect < 2.2:
		n = 3
	case len(words) >= 2 && aspect < 5:
		n = 2
	}
	limit := (len(s) + n - 1) / n
	var lines []string
	for _, w := range words {
		if k := len(lines) - 1; k >= 0 && (len(lines) == n || len(lines[k])+1+len(w)/2 <= limit) {
			lines[k] += " " + w
			continue
		}
		lines = append(lines, w)
	}
	return lines
}
