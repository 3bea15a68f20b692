package main

import "math"

func celery(p *pen, a art) {
	for i := range 5 {
		x := 140 + float64(i)*30
		p.path(p.across(light(a.c1, 0.3), a.c1, a.c2), d("M", x-18, 362, "Q", x-26+float64(i-2)*6, 220, x-14+float64(i-2)*14, 130, "L", x+12+float64(i-2)*14, 130, "Q", x+14, 240, x+16, 362, "Z"))
		for k := range 3 {
			at{x + float64(i-2)*14, 132, 80}.leaf(p, 0, 0, float64(k-1)*50, -78, mix(leafGreen, a.c1, 0.25*float64(k)))
		}
	}
}

func broccoli(p *pen, a art) {
	stalk, head := a.c2, a.c1
	p.path(p.across(light(stalk, 0.25), stalk, dark(stalk, 0.15)), "M 164 220 L 236 220 L 246 356 Q 200 368 154 356 Z")
	if luminance(head) > 0.6 {
		for i := range 5 {
			at{200, 330, 170}.leaf(p, 0, 0, -90+45*float64(i), -70+math.Abs(float64(i)-2)*10, mix(a.c2, "#ffffff", 0.15*float64(i%2)))
		}
	}
	for i, q := range [][3]float64{{122, 196, 58}, {278, 196, 58}, {160, 138, 62}, {240, 138, 62}, {200, 200, 66}, {200, 104, 48}} {
		c := mix(head, "#000000", 0.06*float64(i%3))
		p.circle(q[0], q[1], q[2], c)
		for k := range 14 {
			s, co := math.Sincos(float64(k) * 2.4)
			r := q[2] * 0.24 * math.Sqrt(float64(k))
			p.circle(q[0]+r*co, q[1]+r*s, 9, mix(c, "#ffffff", 0.12+0.08*float64(k%2)))
		}
	}
}

func cabbage(p *pen, a art) {
	t := at{200, 212, 140}
	loose := a.shape == "produce:lettuce"
	if loose {
		for i := range 9 {
			s, c := math.Sincos(float64(i)*0.36 + 3.3)
			p.ellipse(t.x+t.r*0.72*c, t.y+t.r*0.1+t.r*0.8*s, 54, 50, mix(a.c1, a.c2, 0.2*float64(i%3)))
		}
	}
	t.ball(p, 0, 6, 90, a.c1)
	p.path(mix(a.c1, a.c2, 0.6), t.d("M", -88, 20, "Q", -60, -80, 10, -60, "Q", -20, 20, -20, 94, "Q", -76, 86, -88, 20, "Z"))
	p.path(mix(a.c1, a.c2, 0.35), t.d("M", 88, 20, "Q", 70, -84, 0, -64, "Q", 36, 10, 20, 96, "Q", 76, 86, 88, 20, "Z"))
	for _, x := range []int{-60, -30, 30, 60} {
		t.stroke(p, light(a.c1, 0.5), 4, "M", x/4, 90, "Q", x/2, 20, x, -30+iabs(x)/3)
	}
	t.stroke(p, light(a.c1, 0.6), 7, "M", 0, 92, "Q", 4, 20, -4, -50)
}

func leaves(p *pen, a art) {
	for i := range 9 {
		x := float64(i-4) * 15
		at{0, 0, 100}.stroke(p, light(a.c1, 0.35), 7, "M", 200+x*0.3, 360, "Q", 200+x, 260, 200+x*2, 180)
	}
	for i := range 13 {
		x := float64(i-6) * 22
		y := 190 - math.Cos(x/110)*70 + float64(i%3)*26
		c := mix(a.c1, a.c2, 0.3*float64(i%3))
		at{200 + x, y + 60, 90}.leaf(p, 0, 0, x*0.5, -104, c)
	}
	p.rect(168, 286, 64, 16, 6, "#c0392b")
}

func asparagus(p *pen, a art) {
	for i := range 7 {
		x := 122 + float64(i)*26
		top := 52 + float64(i*37%40)
		p.rect(x-11, top+30, 22, 330-top, 8, p.across(light(a.c1, 0.25), a.c1, dark(a.c1, 0.2)))
		p.path(a.c2, d("M", x-12, top+48, "Q", x-12, top+8, x, top-8, "Q", x+12, top+8, x+12, top+48, "Z"))
		for k := range 3 {
			y := top + 90 + float64(k)*60
			p.path(a.c2, d("M", x-7, y+14, "L", x, y-10, "L", x+7, y+14, "Z"))
		}
	}
	p.rect(104, 232, 192, 26, 6, "#3d6fb5")
	p.rect(104, 300, 192, 18, 6, "#3d6fb5")
}

func beans(p *pen, a art) {
	for i := range 9 {
		y := 110 + float64(i)*26
		x := float64(i*53%40) - 20
		at{0, 0, 100}.stroke(p, mix(a.c1, a.c2, 0.3*float64(i%3)), 18, "M", 76+x, y+20, "Q", 200+x, y-36+float64(i%2)*50, 322+x, y+8)
	}
}

func cornAt(p *pen, t at, c string) {
	p.path(p.across(light(c, 0.3), c, dark(c, 0.12)), t.d("M", 0, -98, "Q", 40, -70, 40, 20, "Q", 34, 80, 0, 92, "Q", -34, 80, -40, 20, "Q", -40, -70, 0, -98, "Z"))
	for row := range 11 {
		for i := range 5 {
			t.oval(p, -28+float64(i)*14, -74+float64(row)*13, 5, 5, mix(c, "#ffffff", 0.25+0.2*float64((row+i)%2)))
		}
	}
	p.path("#5f9e3a", t.d("M", -6, 98, "Q", -80, 60, -58, -50, "Q", -30, 10, 6, 60, "Z"))
	p.path("#7cb84f", t.d("M", 6, 98, "Q", 80, 60, 58, -40, "Q", 30, 20, -6, 66, "Z"))
}

func squash(p *pen, a art) {
	t := at{200, 205, 145}
	p.path(p.across(light(a.c1, 0.25), a.c1, a.c2), t.d("M", -14, -90, "Q", 40, -96, 38, -40, "Q", 36, -6, 70, 30, "Q", 88, 96, 0, 98, "Q", -88, 96, -70, 30, "Q", -36, -6, -38, -40, "Q", -40, -84, -14, -90, "Z"))
	t.oval(p, -34, 30, 10, 30, "#ffffff55")
	p.path("#7d8f3a", t.d("M", -12, -86, "L", -16, -112, "L", 14, -114, "L", 14, -88, "Z"))
}

func pumpkin(p *pen, a art) {
	for _, q := range [][2]float64{{-74, 46}, {74, 46}, {-40, 54}, {40, 54}, {0, 50}} {
		x := 200 + q[0]
		p.ellipse(x, 230, q[1], 108, p.across(dark(a.c1, 0.12), light(a.c1, 0.12), dark(a.c1, 0.16)))
	}
	if luminance(a.c1) < 0.2 {
		p.ellipse(118, 270, 26, 34, a.c2)
	}
	p.path("#5f7d2a", "M 184 128 Q 182 92 166 76 L 196 66 Q 214 92 214 128 Z")
}

func eggplant(p *pen, a art) {
	t := at{205, 210, 140}
	p.path(p.across(light(a.c1, 0.3), a.c1, dark(a.c1, 0.3)), t.d("M", -20, -64, "Q", 40, -74, 50, -20, "Q", 96, 40, 66, 80, "Q", 30, 108, -30, 94, "Q", -96, 70, -76, 0, "Q", -60, -50, -20, -64, "Z"))
	p.path(a.c2, t.d("M", -44, -46, "Q", -34, -86, 4, -84, "Q", 44, -84, 50, -44, "Q", 30, -60, 20, -34, "Q", 4, -60, -8, -32, "Q", -20, -58, -44, -46, "Z"))
	t.stroke(p, a.c2, 14, "M", 4, -82, "Q", 6, -104, 24, -112)
	t.oval(p, -38, 20, 11, 34, "#ffffff55")
}

func mushroomAt(p *pen, t at, cap, stalk string) {
	p.path(p.across(light(stalk, 0.3), stalk, dark(stalk, 0.12)), t.d("M", -30, 6, "L", 30, 6, "Q", 26, 60, 40, 92, "Q", 0, 104, -40, 92, "Q", -26, 60, -30, 6, "Z"))
	p.path(p.down(light(cap, 0.3), cap, dark(cap, 0.18)), t.d("M", -92, 14, "Q", -86, -84, 0, -86, "Q", 86, -84, 92, 14, "Q", 60, 34, 0, 32, "Q", -60, 34, -92, 14, "Z"))
	t.stroke(p, dark(cap, 0.3), 4, "M", -80, 18, "Q", 0, 40, 80, 18)
	t.oval(p, -36, -44, 18, 11, "#ffffff66")
}

func greens(p *pen, a art) {
	for i := range 6 {
		x := float64(i-3)*18 + 8
		p.path(p.down(a.c1, light(a.c1, 0.2), a.c2), d("M", 190+x*0.4, 356, "L", 186+x*0.8, 220, "Q", 170+x*2, 120, 176+x*2.6, 44, "L", 190+x*2.6, 40, "Q", 196+x*1.6, 140, 206+x*0.8, 220, "L", 210+x*0.4, 356, "Z"))
	}
	p.rect(152, 214, 96, 14, 5, "#c0392b")
	for i := range 7 {
		at{0, 0, 100}.stroke(p, "#e8e4d0", 3, "M", 180+6*float64(i), 356, "L", 172+9*float64(i), 374)
	}
}

func cactus(p *pen, a art) {
	for _, q := range [][3]float64{{150, 190, 96}, {256, 216, 88}} {
		t := at{q[0], q[1], q[2] * 1.4}
		t.oval(p, 0, 0, 60, 92, p.across(light(a.c1, 0.25), a.c1, a.c2))
		for i := range 12 {
			x, y := -36+float64(i%3)*36, -60+float64(i/3)*40
			t.dot(p, x, y, 4, "#f2f0d8")
			t.stroke(p, "#d8d0a0", 2, "M", x, y, "L", x+8, y-8)
		}
	}
}
