package main

import "math"

// bottle returns the shape of a bottle whose neck is so wide and whose neck
// with shoulder is so tall, as shares of the whole.
func bottle(neck, top float64, plain bool) func(*pen, art) {
	return func(p *pen, a art) {
		r := a.frame(190, 336, 0.3, 0.5)
		p.shadow(r)
		n, t := r.w*neck/2, r.h*top
		x1, x2, y2 := r.x, r.x+r.w, r.y+r.h
		glass := a.c1
		p.roundBody(glass, d("M", 200-n, r.y+14, "L", 200-n, r.y+t*0.62, "Q", 200-n, r.y+t, x1+4, r.y+t*1.16, "Q", x1, r.y+t*1.24, x1, r.y+t*1.5, "L", x1, y2-10, "Q", x1, y2, x1+12, y2,
			"L", x2-12, y2, "Q", x2, y2, x2, y2-10, "L", x2, r.y+t*1.5, "Q", x2, r.y+t*1.24, x2-4, r.y+t*1.16, "Q", 200+n, r.y+t, 200+n, r.y+t*0.62, "L", 200+n, r.y+14, "Z"))
		lid := a.c3
		if !plain {
			lid = dark(a.c3, 0.1)
			p.roundBody(lid, d("M", 200-n-2, r.y+2, "L", 200+n+2, r.y+2, "L", 200+n+2, r.y+t*0.5, "L", 200-n-2, r.y+t*0.5, "Z"))
		} else {
			p.roundBody(lid, d("M", 200-n-4, r.y-8, "L", 200+n+4, r.y-8, "L", 200+n+4, r.y+20, "L", 200-n-4, r.y+20, "Z"))
		}
		ground := a.c2
		if luminance(ground) < 0.35 {
			ground = light(a.c1, 0.86)
		}
		l := area{x1 + 2, r.y + t*1.55, r.w - 4, r.h - t*1.55 - r.h*0.06}
		p.rect(l.x, l.y, l.w, l.h, 4, ground)
		b := a
		b.c2 = dark(a.c1, 0.1)
		p.label(b, l.inset(l.w*0.05, l.h*0.03), ground)
		p.gloss(x1+r.w*0.1, r.y+t*1.2, r.w*0.06, t*0.35)
	}
}

func squeeze(p *pen, a art) {
	r := a.frame(190, 290, 0.42, 0.6)
	p.shadow(r)
	p.roundBody(a.c1, d("M", r.x+r.w*0.2, r.y, "L", r.x+r.w*0.8, r.y, "Q", r.x+r.w, r.y+20, r.x+r.w*0.98, r.y+r.h*0.3, "Q", r.x+r.w*0.9, r.y+r.h*0.55, r.x+r.w, r.y+r.h*0.9, "Q", r.x+r.w, r.y+r.h, r.x+r.w*0.86, r.y+r.h,
		"L", r.x+r.w*0.14, r.y+r.h, "Q", r.x, r.y+r.h, r.x, r.y+r.h*0.9, "Q", r.x+r.w*0.1, r.y+r.h*0.55, r.x+r.w*0.02, r.y+r.h*0.3, "Q", r.x, r.y+20, r.x+r.w*0.2, r.y, "Z"))
	p.path(a.c2, d("M", r.x+r.w*0.24, r.y+2, "L", r.x+r.w*0.34, r.y-30, "L", 186, r.y-34, "L", 192, r.y-62, "L", 208, r.y-62, "L", 214, r.y-34, "L", r.x+r.w*0.66, r.y-30, "L", r.x+r.w*0.76, r.y+2, "Z"))
	p.label(a, area{r.x + r.w*0.12, r.y + r.h*0.1, r.w * 0.76, r.h * 0.84}, a.c1)
}

func pump(p *pen, a art) {
	p.shadow(area{115, 40, 170, 332})
	p.rect(188, 50, 24, 50, 4, a.c3)
	p.path(a.c3, "M 150 40 Q 150 28 164 28 L 232 28 L 232 52 L 164 52 Q 156 62 150 62 Z")
	p.rect(168, 88, 64, 28, 6, dark(a.c3, 0.15))
	p.roundBody(a.c1, "M 160 112 L 240 112 Q 284 118 284 156 L 284 352 Q 284 372 264 372 L 136 372 Q 116 372 116 352 L 116 156 Q 116 118 160 112 Z")
	p.label(a, area{126, 148, 148, 210}, a.c1)
}

func spray(p *pen, a art) {
	p.shadow(area{105, 40, 190, 332})
	if luminance(a.c3) > 0.8 {
		a.c3 = a.c2
	}
	p.path(a.c3, "M 150 22 L 244 22 Q 258 24 258 40 L 258 62 L 214 66 L 214 104 L 182 104 L 182 70 L 168 62 L 158 94 L 144 90 L 152 58 L 122 54 L 122 34 Z")
	p.rect(112, 34, 14, 20, 3, a.c2)
	p.roundBody(a.c1, "M 178 100 L 220 100 Q 226 140 262 158 Q 292 174 292 216 L 292 352 Q 292 372 272 372 L 128 372 Q 108 372 108 352 L 108 216 Q 108 174 140 158 Q 172 140 178 100 Z")
	p.label(a, area{118, 186, 164, 176}, a.c1)
}

// crimp draws a toothed seam of colour c along the top or bottom of a bag.
func (p *pen) crimp(x, y, w, h float64, c string) {
	p.rect(x, y, w, h, 2, c)
	for i := range 14 {
		p.rect(x+w*(float64(i)+0.3)/14, y+2, w/40, h-4, 1, "#0000001c")
	}
}

func pouch(p *pen, a art) {
	r := a.frame(300, 336, 0.5, 1.5)
	p.shadow(r)
	b := r.w * 0.05
	if a.shape == "pillow" {
		b = r.w * 0.08
	}
	x1, x2, y1, y2 := r.x, r.x+r.w, r.y, r.y+r.h
	p.path(p.across(dark(a.c1, 0.16), light(a.c1, 0.12), a.c1, light(a.c1, 0.08), dark(a.c1, 0.22)),
		d("M", x1+b, y1, "L", x2-b, y1, "Q", x2+b*0.4, y1+r.h*0.25, x2, y1+r.h*0.5, "Q", x2+b*0.4, y1+r.h*0.75, x2-b, y2, "L", x1+b, y2, "Q", x1-b*0.4, y1+r.h*0.75, x1, y1+r.h*0.5, "Q", x1-b*0.4, y1+r.h*0.25, x1+b, y1, "Z"))
	p.crimp(x1+b, y1, r.w-2*b, 16, dark(a.c2, 0.05))
	p.crimp(x1+b, y2-14, r.w-2*b, 14, dark(a.c2, 0.05))
	if a.shape == "coffeebag" {
		p.rect(x1+r.w*0.1, y1+20, r.w*0.8, 12, 3, a.c2)
	}
	p.label(a, area{x1 + r.w*0.11, y1 + r.h*0.12, r.w * 0.78, r.h * 0.8}, a.c1)
	p.path("#ffffff30", d("M", x1+b*1.2, y1+24, "Q", x1+b*1.8, y1+r.h*0.5, x1+b*1.2, y2-24, "L", x1+b*1.8, y2-24, "Q", x1+b*2.6, y1+r.h*0.5, x1+b*1.8, y1+24, "Z"))
}

func spoutPouch(p *pen, a art) {
	p.rect(182, 40, 36, 40, 5, a.c2)
	p.rect(174, 22, 52, 34, 7, a.c3)
	b := a
	b.w, b.h = 180, 260
	p.rect(170, 74, 60, 16, 4, light(a.c2, 0.4))
	q := b
	q.shape = "pouch"
	pouchBelow(p, q)
}

func pouchBelow(p *pen, a art) {
	p.shadow(area{105, 90, 190, 282})
	p.path(p.across(dark(a.c1, 0.12), light(a.c1, 0.15), a.c1, dark(a.c1, 0.2)), "M 168 84 L 232 84 Q 292 92 296 140 L 290 352 Q 286 372 268 372 L 132 372 Q 114 372 110 352 L 104 140 Q 108 92 168 84 Z")
	p.label(a, area{122, 116, 156, 240}, a.c1)
}

func paperBag(p *pen, a art) {
	r := a.frame(250, 300, 0.5, 0.8)
	side := r.w * 0.16
	r.x -= side / 2
	p.shadow(area{r.x, r.y, r.w + side, r.h})
	p.path(dark(a.c1, 0.2), d("M", r.x+r.w, r.y, "L", r.x+r.w+side, r.y-10, "L", r.x+r.w+side, r.y+r.h-14, "L", r.x+r.w, r.y+r.h, "Z"))
	p.rect(r.x, r.y, r.w, r.h, 4, a.c1)
	p.path(dark(a.c1, 0.08), d("M", r.x, r.y, "L", r.x+r.w*0.08, r.y-34, "L", r.x+r.w+side*0.4, r.y-36, "L", r.x+r.w+side, r.y-10, "L", r.x+r.w, r.y, "Z"))
	p.rect(r.x+r.w*0.04, r.y-44, r.w+side*0.4, 16, 3, a.c2)
	p.label(a, r.inset(r.w*0.07, r.h*0.05), a.c1)
}

func sachet(p *pen, a art) {
	r := a.frame(280, 310, 0.5, 1.3)
	if a.shape == "sachet" {
		r = a.frame(220, 270, 0.6, 1.3)
		r.y -= 30
	}
	p.shadow(r)
	p.rect(r.x, r.y, r.w, r.h, 4, a.c1)
	p.crimp(r.x, r.y, r.w, 14, light(a.c1, 0.4))
	p.crimp(r.x, r.y+r.h-14, r.w, 14, light(a.c1, 0.4))
	p.label(a, area{r.x + r.w*0.07, r.y + 22, r.w * 0.86, r.h - 44}, a.c1)
}

func flatPack(p *pen, a art) {
	r := area{45, 115, 310, 225}
	p.shadow(r)
	p.rect(r.x, r.y, r.w, r.h, 18, p.across(light(a.c1, 0.2), a.c1, dark(a.c1, 0.15)))
	p.rect(r.x+10, r.y+10, r.w-20, r.h-20, 12, "#ffffff22")
	if a.shape == "vacuum" || a.motif == "sausage" || a.motif == "stripes" {
		for i := range 5 {
			y := r.y + 128 + float64(i)*17
			p.path(mix(a.c1, "#ffffff", 0.12+0.1*float64(i%2)), d("M", r.x+18, y, "Q", r.x+110, y-9, r.x+r.w-18, y, "L", r.x+r.w-18, y+12, "Q", r.x+110, y+3, r.x+18, y+12, "Z"))
		}
		p.rect(r.x+14, r.y+14, r.w-28, 104, 8, a.c2)
		b := a
		b.c1, b.c2 = a.c2, dark(a.c1, 0.25)
		p.label(b, area{r.x + 22, r.y + 20, r.w - 44, 92}, a.c2)
		return
	}
	p.label(a, r.inset(26, 32), a.c1)
}

func tray(p *pen, a art) {
	r := area{40, 110, 320, 250}
	p.shadow(r)
	p.rect(r.x, r.y, r.w, r.h, 24, "#eef0f2")
	p.rect(r.x+8, r.y+8, r.w-16, r.h-16, 20, "#d5dade")
	for i := range 3 {
		x := r.x + 22 + float64(i)*94
		p.path(p.down(light(a.c1, 0.18), a.c1, dark(a.c1, 0.12)), d("M", x+10, r.y+40, "Q", x+50, r.y+10, x+84, r.y+44, "Q", x+106, r.y+120, x+80, r.y+206, "Q", x+44, r.y+240, x+8, r.y+204, "Q", x-12, r.y+110, x+10, r.y+40, "Z"))
		p.line(light(a.c1, 0.5), 3, d("M", x+24, r.y+70, "Q", x+50, r.y+54, x+72, r.y+80))
		p.line(light(a.c1, 0.5), 2.5, d("M", x+20, r.y+150, "Q", x+44, r.y+134, x+76, r.y+158))
	}
	p.rect(r.x+60, r.y+62, 200, 150, 8, a.c2)
	b := a
	if luminance(a.c2) > 0.6 {
		b.c1, b.c2 = a.c2, a.c3
	} else {
		b.c1, b.c2 = a.c2, "#ffffff"
	}
	p.label(b, area{r.x + 68, r.y + 70, 184, 134}, a.c2)
	p.path("#ffffff3a", d("M", r.x+20, r.y+40, "L", r.x+110, r.y+10, "L", r.x+60, r.y+10, "L", r.x+20, r.y+24, "Z"))
}

func blister(p *pen, a art) {
	r := a.frame(250, 330, 0.45, 0.85)
	p.shadow(r)
	p.rect(r.x, r.y, r.w, r.h, 10, a.c1)
	p.circle(200, r.y+18, 9, "#ffffff")
	p.label(a, area{r.x + r.w*0.07, r.y + 36, r.w * 0.86, r.h * 0.48}, a.c1)
	b := area{r.x + r.w*0.1, r.y + r.h*0.64, r.w * 0.8, r.h * 0.31}
	p.rect(b.x, b.y, b.w, b.h, 12, "#ffffffb0")
	n := math.Round(b.w / 26)
	for i := range int(n) {
		x := b.x + b.w*(float64(i)+0.2)/n
		p.rect(x, b.y+8, b.w/n*0.6, b.h-16, 5, a.c2)
		p.rect(x, b.y+8, b.w/n*0.6, b.h*0.2, 4, dark(a.c2, 0.45))
	}
}
