package main

import "math"

// packs draws each shape of package.
var packs map[string]func(*pen, art)

func init() {
	packs = map[string]func(*pen, art){
		"box": box, "tallbox": box, "flatbox": box, "longbox": box, "tubebox": box, "block": box, "tin": box,
		"carton": carton, "jug": jug, "detergent": detergent, "can": can, "shortcan": can, "sodacan": sodaCan,
		"canister": canister, "shaker": shaker, "jar": jar, "tub": tub, "bear": honeyBear,
		"winebottle": bottle(0.34, 0.36, false), "beerbottle": bottle(0.36, 0.3, true), "oilbottle": bottle(0.36, 0.24, true),
		"saucebottle": bottle(0.4, 0.26, true), "waterbottle": bottle(0.42, 0.12, true), "sodabottle": bottle(0.34, 0.16, true),
		"juicebottle": bottle(0.46, 0.1, true), "squeeze": squeeze, "pump": pump, "spray": spray,
		"pouch": pouch, "pillow": pouch, "coffeebag": pouch, "spoutpouch": spoutPouch, "paperbag": paperBag,
		"sachet": sachet, "bar": sachet, "stick": sachet, "flatpack": flatPack, "vacuum": flatPack, "tray": tray,
		"loaf": loaf, "breadbag": breadBag, "baguette": baguette, "clamshell": clamshell, "round": roundPack,
		"eggs": eggs, "rolls": rolls, "blister": blister,
	}
}

// frame returns the area of the front on the canvas, with room left for what a
// shape adds around it: at most maxW by maxH, its proportions kept in bounds.
func (a art) frame(maxW, maxH, lo, hi float64) area {
	aspect := 1.0
	if a.h > 0 {
		aspect = math.Min(hi, math.Max(lo, a.w/a.h))
	}
	w, h := maxW, maxW/aspect
	if h > maxH {
		w, h = maxH*aspect, maxH
	}
	return area{200 - w/2, 372 - h, w, h}
}

func (r area) inset(x, y float64) area { return area{r.x + x, r.y + y, r.w - 2*x, r.h - 2*y} }

func (p *pen) shadow(r area) {
	p.ellipse(r.x+r.w/2, r.y+r.h, r.w*0.56, 14, "#00000022")
}

// round shades a cylinder or bottle whose outline is data.
func (p *pen) roundBody(c, data string) {
	p.path(p.across(dark(c, 0.28), light(c, 0.18), c, dark(c, 0.34)), data)
}

func (p *pen) gloss(x, y, w, h float64) { p.rect(x, y, w, h, w/2, "#ffffff55") }

func box(p *pen, a art) {
	r := a.frame(290, 320, 0.34, 2.4)
	depth := math.Max(12, math.Min(r.w, r.h)*0.14)
	r.x -= depth / 2
	p.shadow(area{r.x, r.y, r.w + depth, r.h})
	x2, y2 := r.x+r.w, r.y+r.h
	p.path(dark(a.c1, 0.3), d("M", x2, r.y, "L", x2+depth, r.y-depth*0.7, "L", x2+depth, y2-depth*0.7, "L", x2, y2, "Z"))
	p.path(light(a.c1, 0.35), d("M", r.x, r.y, "L", r.x+depth, r.y-depth*0.7, "L", x2+depth, r.y-depth*0.7, "L", x2, r.y, "Z"))
	p.rect(r.x, r.y, r.w, r.h, 3, a.c1)
	p.label(a, r.inset(r.w*0.05, r.h*0.05), a.c1)
}

func carton(p *pen, a art) {
	r := a.frame(190, 250, 0.45, 0.8)
	depth := r.w * 0.22
	r.x -= depth / 2
	p.shadow(area{r.x, r.y, r.w + depth, r.h})
	x2, top := r.x+r.w, r.y
	p.path(dark(a.c1, 0.22), d("M", x2, top, "L", x2+depth, top-depth*0.6, "L", x2+depth, 372-depth*0.6, "L", x2, 372, "Z"))
	p.path(dark(a.c1, 0.12), d("M", x2, top, "L", x2+depth, top-depth*0.6, "L", x2+depth*0.4, top-62, "L", x2-depth*0.3, top-62, "Z"))
	p.path(light(a.c2, 0.12), d("M", r.x, top, "L", x2, top, "L", x2-r.w*0.06, top-62, "L", r.x+r.w*0.06, top-62, "Z"))
	p.rect(r.x+r.w*0.06, top-82, r.w*0.94, 22, 3, a.c2)
	p.circle(r.x+r.w*0.62, top-32, 17, "#ffffff")
	p.circle(r.x+r.w*0.62, top-32, 13, a.c3)
	p.rect(r.x, top, r.w, r.h, 0, a.c1)
	p.label(a, r.inset(r.w*0.06, r.h*0.04), a.c1)
}

func jug(p *pen, a art) {
	p.shadow(area{95, 60, 210, 312})
	p.rect(160, 28, 62, 30, 6, a.c2)
	p.roundBody(a.c1, d("M 164 56 L 218 56 Q 226 86 262 96 Q 312 112 312 160 L 312 350 Q 312 372 290 372 L 110 372 Q 88 372 88 350 L 88 190 Q 90 130 130 104 Q 158 88 164 56 Z"))
	p.path("#ffffff", "M 252 128 Q 286 132 286 168 L 286 208 Q 282 220 268 212 Q 250 180 240 148 Q 238 128 252 128 Z")
	p.label(a, area{100, 172, 178, 188}, a.c1)
}

func detergent(p *pen, a art) {
	p.shadow(area{80, 60, 240, 312})
	p.rect(120, 24, 84, 54, 8, a.c2)
	p.rect(126, 30, 72, 10, 5, light(a.c2, 0.35))
	p.roundBody(a.c1, "M 110 78 L 214 78 Q 300 90 322 160 L 322 348 Q 322 372 298 372 L 102 372 Q 78 372 78 348 L 78 130 Q 82 86 110 78 Z")
	p.path("#ffffff", "M 250 130 Q 296 140 298 186 L 296 236 Q 286 246 276 230 Q 262 176 240 150 Q 238 130 250 130 Z")
	p.label(a, area{92, 150, 162, 206}, a.c1)
}

func can(p *pen, a art) {
	r := a.frame(250, 310, 0.6, 1.5)
	e := r.w * 0.07
	p.shadow(r)
	steel := p.across("#8d969c", "#f2f5f6", "#b9c1c5", "#7f888d")
	p.ellipse(200, r.y+r.h-e, r.w/2, e, "#7f888d")
	p.path(steel, d("M", r.x, r.y+e, "L", r.x, r.y+r.h-e, "A", r.w/2, e, 0, 0, 0, r.x+r.w, r.y+r.h-e, "L", r.x+r.w, r.y+e, "Z"))
	p.roundBody(a.c1, d("M", r.x, r.y+e*2, "L", r.x, r.y+r.h-e*2, "A", r.w/2, e, 0, 0, 0, r.x+r.w, r.y+r.h-e*2, "L", r.x+r.w, r.y+e*2, "A", r.w/2, e, 0, 0, 1, r.x, r.y+e*2, "Z"))
	p.ellipse(200, r.y+e, r.w/2, e, "#cfd6d9")
	p.ellipse(200, r.y+e, r.w*0.43, e*0.72, "#aab3b8")
	p.label(a, area{r.x + r.w*0.1, r.y + e*3.2, r.w * 0.8, r.h - e*5.2}, a.c1)
	p.gloss(r.x+r.w*0.05, r.y+e*3.4, r.w*0.04, r.h-e*6.5)
}

func sodaCan(p *pen, a art) {
	r := a.frame(190, 330, 0.42, 0.58)
	p.shadow(r)
	e, k := r.w*0.06, r.w*0.1
	p.roundBody(a.c1, d("M", r.x+k, r.y+e, "L", r.x, r.y+k*2.4, "L", r.x, r.y+r.h-k*1.8, "L", r.x+k, r.y+r.h-e, "A", r.w/2-k, e, 0, 0, 0, r.x+r.w-k, r.y+r.h-e, "L", r.x+r.w, r.y+r.h-k*1.8, "L", r.x+r.w, r.y+k*2.4, "L", r.x+r.w-k, r.y+e, "Z"))
	p.ellipse(200, r.y+e, r.w/2-k, e, "#dfe5e8")
	p.ellipse(200, r.y+e, r.w/2-k*1.5, e*0.65, "#aab3b8")
	p.ellipse(200, r.y+e, r.w*0.1, e*0.4, "#e9edef")
	p.label(a, area{r.x + r.w*0.07, r.y + k*2.8, r.w * 0.86, r.h - k*5}, a.c1)
	p.gloss(r.x+r.w*0.06, r.y+k*3, r.w*0.045, r.h-k*6)
}

func canister(p *pen, a art) {
	r := a.frame(230, 290, 0.45, 0.8)
	p.shadow(r)
	e := r.w * 0.07
	p.roundBody(a.c1, d("M", r.x, r.y, "L", r.x, r.y+r.h-e, "A", r.w/2, e, 0, 0, 0, r.x+r.w, r.y+r.h-e, "L", r.x+r.w, r.y, "Z"))
	p.roundBody(a.c3, d("M", r.x-4, r.y-24, "L", r.x-4, r.y+8, "A", r.w/2+4, e, 0, 0, 0, r.x+r.w+4, r.y+8, "L", r.x+r.w+4, r.y-24, "Z"))
	p.ellipse(200, r.y-24, r.w/2+4, e, light(a.c3, 0.25))
	p.label(a, area{r.x + r.w*0.08, r.y + e*2.4, r.w * 0.84, r.h - e*4}, a.c1)
}

func shaker(p *pen, a art) {
	r := area{130, 110, 140, 262}
	p.shadow(r)
	p.roundBody(a.c1, d("M 130 120 Q 130 108 142 108 L 258 108 Q 270 108 270 120 L 270 360 Q 270 372 258 372 L 142 372 Q 130 372 130 360 Z"))
	p.roundBody(a.c2, d("M 134 42 Q 134 34 142 34 L 258 34 Q 266 34 266 42 L 266 112 L 134 112 Z"))
	for i := range 7 {
		p.rect(142+float64(i)*17, 44, 6, 60, 3, "#00000022")
	}
	p.label(a, area{138, 128, 124, 232}, a.c1)
}

func jar(p *pen, a art) {
	r := a.frame(220, 270, 0.55, 0.95)
	p.shadow(r)
	q := r.w * 0.12
	p.roundBody(a.c1, d("M", r.x+q, r.y, "Q", r.x, r.y+q*0.6, r.x, r.y+q*2, "L", r.x, r.y+r.h-q, "Q", r.x, r.y+r.h, r.x+q, r.y+r.h, "L", r.x+r.w-q, r.y+r.h, "Q", r.x+r.w, r.y+r.h, r.x+r.w, r.y+r.h-q, "L", r.x+r.w, r.y+q*2, "Q", r.x+r.w, r.y+q*0.6, r.x+r.w-q, r.y, "Z"))
	p.roundBody(a.c3, d("M", r.x+q*0.6, r.y-42, "L", r.x+r.w-q*0.6, r.y-42, "L", r.x+r.w-q*0.6, r.y+2, "L", r.x+q*0.6, r.y+2, "Z"))
	p.rect(r.x+q*0.6, r.y-46, r.w-q*1.2, 12, 6, light(a.c3, 0.3))
	ground := light(a.c1, 0.82)
	l := area{r.x + r.w*0.05, r.y + q*1.9, r.w * 0.9, r.h - q*3}
	p.rect(l.x, l.y, l.w, l.h, 5, ground)
	p.label(a, l.inset(l.w*0.04, l.h*0.04), ground)
	p.gloss(r.x+r.w*0.05, r.y+q*0.7, r.w*0.05, q)
}

func tub(p *pen, a art) {
	r := a.frame(300, 280, 0.8, 1.9)
	p.shadow(r)
	t := r.w * 0.08
	p.roundBody(a.c1, d("M", r.x, r.y+20, "L", r.x+r.w, r.y+20, "L", r.x+r.w-t, r.y+r.h-8, "Q", r.x+r.w-t-2, r.y+r.h, r.x+r.w-t-12, r.y+r.h, "L", r.x+t+12, r.y+r.h, "Q", r.x+t+2, r.y+r.h, r.x+t, r.y+r.h-8, "Z"))
	p.roundBody(light(a.c2, 0.1), d("M", r.x-8, r.y-6, "Q", r.x-8, r.y-14, r.x, r.y-14, "L", r.x+r.w, r.y-14, "Q", r.x+r.w+8, r.y-14, r.x+r.w+8, r.y-6, "L", r.x+r.w+6, r.y+26, "L", r.x-6, r.y+26, "Z"))
	p.rect(r.x+4, r.y-10, r.w-8, 7, 3, "#ffffff66")
	p.label(a, area{r.x + t*1.25, r.y + 36, r.w - t*2.5, r.h - 46}, a.c1)
}

func honeyBear(p *pen, a art) {
	p.shadow(area{110, 40, 180, 332})
	p.path(a.c2, "M 180 20 L 220 20 L 230 66 L 170 66 Z")
	p.circle(152, 88, 24, dark(a.c1, 0.1))
	p.circle(248, 88, 24, dark(a.c1, 0.1))
	p.roundBody(a.c1, "M 200 58 Q 268 60 266 126 Q 262 152 250 164 Q 302 190 296 300 Q 294 372 262 372 L 138 372 Q 106 372 104 300 Q 98 190 150 164 Q 138 152 134 126 Q 132 60 200 58 Z")
	p.circle(178, 112, 7, a.c2)
	p.circle(222, 112, 7, a.c2)
	p.ellipse(200, 132, 14, 10, a.c2)
	p.label(a, area{122, 182, 156, 180}, a.c1)
}
