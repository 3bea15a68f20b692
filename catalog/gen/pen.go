package main

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
)

// pen writes SVG elements on a canvas of 400 by 400.
type pen struct {
	defs, body strings.Builder
	gradients  int
}

func (p *pen) svg() string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">` +
		"<defs>" + p.defs.String() + "</defs>\n" + p.body.String() + "</svg>\n"
}

func f(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// paint splits a colour with alpha, #rrggbbaa, into the attributes of SVG 1.1.
func paint(c string) string {
	if len(c) == 9 && c[0] == '#' {
		a, _ := strconv.ParseUint(c[7:], 16, 8)
		return fmt.Sprintf(`fill="%s" fill-opacity="%s"`, c[:7], strconv.FormatFloat(float64(a)/255, 'f', 2, 64))
	}
	return fmt.Sprintf(`fill="%s"`, c)
}

func (p *pen) add(format string, args ...any) { fmt.Fprintf(&p.body, format+"\n", args...) }

func (p *pen) rect(x, y, w, h, r float64, fill string) {
	p.add(`<rect x="%s" y="%s" width="%s" height="%s" rx="%s" %s/>`, f(x), f(y), f(w), f(h), f(r), paint(fill))
}

func (p *pen) circle(x, y, r float64, fill string) {
	p.add(`<circle cx="%s" cy="%s" r="%s" %s/>`, f(x), f(y), f(r), paint(fill))
}

func (p *pen) ellipse(x, y, rx, ry float64, fill string) {
	p.add(`<ellipse cx="%s" cy="%s" rx="%s" ry="%s" %s/>`, f(x), f(y), f(rx), f(ry), paint(fill))
}

// path fills d, whose numbers are given by the format's verbs.
func (p *pen) path(fill, d string) { p.add(`<path d="%s" %s/>`, d, paint(fill)) }

// line strokes d.
func (p *pen) line(stroke string, width float64, d string) {
	p.add(`<path d="%s" fill="none" stroke="%s" stroke-width="%s" stroke-linecap="round" stroke-linejoin="round"/>`, d, stroke, f(width))
}

// ring strokes a circle.
func (p *pen) ring(x, y, r, width float64, stroke string) {
	p.add(`<circle cx="%s" cy="%s" r="%s" fill="none" stroke="%s" stroke-width="%s"/>`, f(x), f(y), f(r), stroke, f(width))
}

// d writes path data: letters as they are, numbers rounded.
func d(parts ...any) string {
	var b strings.Builder
	for i, v := range parts {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch x := v.(type) {
		case string:
			b.WriteString(x)
		case int:
			b.WriteString(strconv.Itoa(x))
		case float64:
			b.WriteString(f(x))
		}
	}
	return b.String()
}

// across makes a gradient from left to right, down one from top to bottom.
func (p *pen) across(stops ...string) string { return p.gradient("1", "0", stops) }
func (p *pen) down(stops ...string) string   { return p.gradient("0", "1", stops) }

func (p *pen) gradient(x2, y2 string, stops []string) string {
	p.gradients++
	id := "g" + strconv.Itoa(p.gradients)
	fmt.Fprintf(&p.defs, `<linearGradient id="%s" x1="0" y1="0" x2="%s" y2="%s">`, id, x2, y2)
	for i, c := range stops {
		fmt.Fprintf(&p.defs, `<stop offset="%s" stop-color="%s"/>`, f(float64(i)/float64(max(1, len(stops)-1))), c)
	}
	p.defs.WriteString("</linearGradient>")
	return "url(#" + id + ")"
}

// text writes one line centred on x, no wider than w.
func (p *pen) text(x, y, size, w float64, fill, s string) {
	if s == "" {
		return
	}
	em := 0.62 // mean width of a letter
	if strings.ToUpper(s) == s {
		em = 0.78
	}
	size = math.Min(size, w/(em*float64(len([]rune(s)))))
	p.add(`<text x="%s" y="%s" font-family="Atkinson Hyperlegible, Verdana, sans-serif" font-weight="700" font-size="%s" text-anchor="middle" %s>%s</text>`,
		f(x), f(y), f(size), paint(fill), html.EscapeString(s))
}

// rgb splits #rrggbb.
func rgb(c string) (r, g, b float64) {
	n, _ := strconv.ParseUint(c[1:7], 16, 32)
	return float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)
}

// mix returns a, changed by t (0 to 1) towards b.
func mix(a, b string, t float64) string {
	r1, g1, b1 := rgb(a)
	r2, g2, b2 := rgb(b)
	return fmt.Sprintf("#%02x%02x%02x", int(r1+(r2-r1)*t), int(g1+(g2-g1)*t), int(b1+(b2-b1)*t))
}

func light(c string, t float64) string { return mix(c, "#ffffff", t) }
func dark(c string, t float64) string  { return mix(c, "#000000", t) }

// luminance is the relative luminance of WCAG 2, without its gamma's toe.
func luminance(c string) float64 {
	r, g, b := rgb(c)
	lin := func(v float64) float64 { return math.Pow(v/255, 2.2) }
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

// ink returns a colour to write with on c: own where it can be read, else
// near black or white.
func ink(c, own string) string {
	contrast := func(x string) float64 {
		a, b := luminance(c), luminance(x)
		return (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05)
	}
	switch {
	case contrast(own) >= 4.5:
		return own
	case contrast("#1d1a16") > contrast("#ffffff"):
		return "#1d1a16"
	}
	return "#ffffff"
}
