package main

import "math"

// motifs draws what is printed on a package, centred on x, y within r.
var motifs map[string]func(p *pen, x, y, r float64, a art)

const (
	leafGreen = "#3c8d3f"
	stemBrown = "#7a5230"
)

// at scales a drawing made for a square from -100 to 100.
type at struct{ x, y, r float64 }

func (t at) d(parts ...any) string {
	out := make([]any, len(parts))
	isX := true
	for i, v := range parts {
		var n float64
		switch k := v.(type) {
		case string:
			out[i], isX = k, true
			continue
		case int:
			n = float64(k)
		case float64:
			n = k
		}
		if isX {
			out[i] = t.x + n*t.r/100
		} else {
			out[i] = t.y + n*t.r/100
		}
		isX = !isX
	}
	return d(out...)
}

func (t at) dot(p *pen, x, y, r float64, c string) {
	p.circle(t.x+x*t.r/100, t.y+y*t.r/100, r*t.r/100, c)
}

func (t at) oval(p *pen, x, y, rx, ry float64, c string) {
	p.ellipse(t.x+x*t.r/100, t.y+y*t.r/100, rx*t.r/100, ry*t.r/100, c)
}

func (t at) block(p *pen, x, y, w, h, round float64, c string) {
	k := t.r / 100
	p.rect(t.x+x*k, t.y+y*k, w*k, h*k, round*k, c)
}

func (t at) stroke(p *pen, c string, width float64, parts ...any) {
	p.line(c, width*t.r/100, t.d(parts...))
}

func (t at) leaf(p *pen, x, y, dx, dy float64, c string) {
	p.path(c, t.d("M", x, y, "Q", x+dx*0.5-dy*0.45, y+dy*0.5+dx*0.45, x+dx, y+dy, "Q", x+dx*0.5+dy*0.45, y+dy*0.5-dx*0.45, x, y, "Z"))
	t.stroke(p, dark(c, 0.3), 3, "M", x, y, "L", x+dx*0.85, y+dy*0.85)
}

func init() {
	motifs = map[string]func(*pen, float64, float64, float64, art){
		"leaf": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			t.leaf(p, -10, 90, 20, -180, leafGreen)
			t.leaf(p, -5, 60, -75, -60, light(leafGreen, 0.2))
			t.leaf(p, -5, 60, 75, -70, dark(leafGreen, 0.12))
		},
		"wheat": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			t.stroke(p, "#a9781f", 6, "M", 0, 98, "L", 0, -70)
			for i := range 4 {
				yy := 30 - float64(i)*32
				t.leaf(p, 0, yy, -48, -44, "#dca73a")
				t.leaf(p, 0, yy, 48, -44, "#e7b84d")
			}
			t.leaf(p, 0, -58, 0, -42, "#e7b84d")
		},
		"flower": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			c := a.c2
			if luminance(c) > 0.75 {
				c = a.c3
			}
			for i := range 7 {
				s, co := math.Sincos(float64(i) * 2 * math.Pi / 7)
				t.dot(p, 58*s, -58*co, 32, light(c, 0.15*float64(i%2)))
			}
			t.dot(p, 0, 0, 34, "#f6c945")
			t.dot(p, 0, 0, 18, "#d99a1e")
		},
		"wave": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			for i := range 3 {
				yy := -45 + 45*i
				t.stroke(p, mix(strong(a), "#ffffff", 0.18*float64(i)), 20, "M", -85, yy, "Q", -45, yy-50, 0, yy, "Q", 45, yy+50, 85, yy)
			}
		},
		"tomato": func(p *pen, x, y, r float64, a art) { tomatoAt(p, at{x, y, r}, "#d8352a") },
		"swirl": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			t.stroke(p, strong(a), 18, "M", 0, 0, "Q", 30, -34, 52, 4, "Q", 56, 60, -10, 64, "Q", -78, 50, -70, -16, "Q", -50, -88, 24, -82, "Q", 76, -70, 88, -20)
		},
		"stripes": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			for i := range 4 {
				t.block(p, -78+float64(i)*42, -80, 24, 160, 10, mix(strong(a), a.c1, 0.3*float64(i%2)))
			}
		},
		"grid": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			for i := range 9 {
				t.block(p, -76+float64(i%3)*54, -76+float64(i/3)*54, 44, 44, 8, mix(strong(a), "#000000", 0.1*float64(i%2)))
			}
		},
		"grapes": func(p *pen, x, y, r float64, a art) { grapesAt(p, at{x, y, r}, pick(a, "#6a2c86")) },
		"chili": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			p.path("#d62a1e", t.d("M", -52, -52, "Q", -10, -78, 20, -40, "Q", 40, 40, 88, 84, "Q", -10, 88, -42, 0, "Q", -58, -30, -52, -52, "Z"))
			p.path(leafGreen, t.d("M", -66, -46, "Q", -44, -78, -6, -62, "Q", -26, -40, -66, -46, "Z"))
			t.stroke(p, leafGreen, 10, "M", -44, -64, "Q", -52, -84, -74, -88)
			t.stroke(p, "#ffffff", 5, "M", -24, -34, "Q", -8, 14, 20, 44)
		},
		"bubbles": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			for i, b := range [][3]float64{{-30, 30, 46}, {42, 8, 34}, {-12, -48, 30}, {52, 66, 22}, {-74, -26, 18}, {40, -62, 16}} {
				t.dot(p, b[0], b[1], b[2], mix(strong(a), "#ffffff", 0.12*float64(i%3)))
				t.dot(p, b[0]-b[2]*0.3, b[1]-b[2]*0.3, b[2]*0.28, "#ffffffcc")
			}
		},
		"star": func(p *pen, x, y, r float64, a art) { star(p, at{x, y, r}, 5, 95, 40, strong(a)) },
		"sun": func(p *pen, x, y, r float64, a art) {
			star(p, at{x, y, r}, 12, 98, 60, "#f2a71b")
			at{x, y, r}.dot(p, 0, 0, 46, "#ffd34d")
		},
		"ring": func(p *pen, x, y, r float64, a art) {
			for _, c := range [][2]float64{{-0.42, 0.3}, {0.42, 0.3}, {0, -0.42}} {
				p.ring(x+c[0]*r, y+c[1]*r, r*0.36, r*0.24, "#a8691f")
				p.ring(x+c[0]*r, y+c[1]*r, r*0.36, r*0.14, "#e9b960")
			}
		},
		"fish": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			c := strong(a)
			p.path(c, t.d("M", -92, 0, "Q", -30, -62, 44, -6, "L", 92, -46, "Q", 78, 0, 92, 46, "L", 44, 8, "Q", -30, 62, -92, 0, "Z"))
			p.path(light(c, 0.4), t.d("M", -60, 14, "Q", -20, 42, 26, 14, "Q", -20, 26, -60, 14, "Z"))
			t.dot(p, -58, -8, 9, "#ffffff")
			t.dot(p, -58, -8, 4, "#101418")
			t.stroke(p, light(c, 0.5), 5, "M", -32, -26, "Q", -20, 0, -32, 26)
		},
		"drop": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			c := strong(a)
			p.path(c, t.d("M", 0, -95, "Q", 70, 0, 62, 40, "Q", 46, 92, 0, 92, "Q", -46, 92, -62, 40, "Q", -70, 0, 0, -95, "Z"))
			t.stroke(p, "#ffffff", 10, "M", -36, 36, "Q", -30, 62, -6, 70)
		},
		"dots": func(p *pen, x, y, r float64, a art) {
			t := at{x, y, r}
			for i := range 13 {
				s, c := math.Sincos(float64(i) * 2.4)
				k := math.Sqrt(float64(i)) * 24
				t.dot(p, k*c, k*s, 14, mix(strong(a), "#c9a15a", 0.5*float64(i%2)))
			}
		},
	}
	moreMotifs()
	foodMotifs()
}

// strong is the colour of a package that shows best on a light badge.
func strong(a art) string {
	best := a.c1
	for _, c := range []string{a.c2, a.c3} {
		if luminance(best) > 0.45 && luminance(c) < luminance(best) {
			best = c
		}
	}
	return best
}

// pick returns the package's own colour if it is dark enough to be the fruit's.
func pick(a art, natural string) string {
	if luminance(a.c1) < 0.1 {
		return light(a.c1, 0.15)
	}
	return natural
}

func star(p *pen, t at, n int, outer, inner float64, c string) {
	parts := []any{"M"}
	for i := range 2 * n {
		k := outer
		if i%2 == 1 {
			k = inner
		}
		s, co := math.Sincos(float64(i) * math.Pi / float64(n))
		parts = append(parts, k*s, -k*co)
		if i == 0 {
			parts = append(parts, "L")
		}
	}
	p.path(c, t.d(append(parts, "Z")...))
}

func tomatoAt(p *pen, t at, c string) {
	p.path(c, t.d("M", 0, -60, "Q", 96, -70, 92, 16, "Q", 80, 88, 0, 88, "Q", -80, 88, -92, 16, "Q", -96, -70, 0, -60, "Z"))
	p.path(light(c, 0.35), t.d("M", -66, -8, "Q", -62, -40, -34, -44, "Q", -52, -22, -54, 4, "Z"))
	star(p, at{t.x, t.y - t.r*0.56, t.r}, 5, 44, 14, leafGreen)
	t.stroke(p, leafGreen, 9, "M", 0, -58, "Q", 2, -84, 16, -94)
}

func grapesAt(p *pen, t at, c string) {
	t.stroke(p, stemBrown, 10, "M", 0, -60, "Q", 4, -84, 20, -98)
	t.leaf(p, 4, -66, 62, -26, leafGreen)
	for row, n := range []int{4, 3, 4, 3, 2, 1} {
		for i := range n {
			gx := (float64(i) - float64(n-1)/2) * 42
			gy := -46 + float64(row)*28
			t.dot(p, gx, gy, 24, mix(c, "#ffffff", 0.08*float64((row+i)%3)))
			t.dot(p, gx-7, gy-8, 6, "#ffffff90")
		}
	}
}
