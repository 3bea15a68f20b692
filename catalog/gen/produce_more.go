package main

import "math"

func cherries(p *pen, a art) {
	at{0, 0, 100}.stroke(p, leafGreen, 8, "M", 140, 260, "Q", 160, 120, 230, 60)
	at{0, 0, 100}.stroke(p, leafGreen, 8, "M", 262, 270, "Q", 262, 130, 230, 60)
	at{200, 200, 140}.ball(p, -42, 50, 52, a.c1)
	at{200, 200, 140}.ball(p, 46, 56, 52, mix(a.c1, a.c2, 0.4))
	at{230, 60, 120}.leaf(p, 0, 0, -84, 20, leafGreen)
}

func mango(p *pen, a art) {
	t := at{200, 208, 140}
	p.path(p.across(a.c1, mix(a.c1, a.c2, 0.6), a.c2), t.d("M", -30, -84, "Q", 80, -96, 98, 0, "Q", 96, 78, 10, 92, "Q", -92, 96, -98, 10, "Q", -92, -60, -30, -84, "Z"))
	t.oval(p, -44, -30, 16, 26, "#ffffff55")
	t.stroke(p, stemBrown, 9, "M", -28, -82, "L", -38, -104)
	t.leaf(p, -30, -90, 74, -18, leafGreen)
}

func papaya(p *pen, a art) {
	t := at{200, 205, 145}
	p.path("#6f8f2f", t.d("M", 0, -98, "Q", 70, -80, 78, 20, "Q", 70, 98, 0, 98, "Q", -70, 98, -78, 20, "Q", -70, -80, 0, -98, "Z"))
	p.path(p.down(a.c1, a.c2), t.d("M", 0, -88, "Q", 60, -70, 68, 20, "Q", 60, 88, 0, 88, "Q", -60, 88, -68, 20, "Q", -60, -70, 0, -88, "Z"))
	p.path(dark(a.c2, 0.25), t.d("M", 0, -56, "Q", 34, -34, 32, 20, "Q", 28, 60, 0, 62, "Q", -28, 60, -32, 20, "Q", -34, -34, 0, -56, "Z"))
	for i := range 18 {
		t.dot(p, -18+float64(i%4)*12, -24+float64(i/4)*18, 6, "#23201c")
	}
}

func pineappleAt(p *pen, t at) {
	for i := range 7 {
		x := -36 + 12*float64(i)
		t.leaf(p, x*0.4, -28, x*1.3, -66+math.Abs(x)*0.6, mix("#2f7d32", "#8bc34a", 0.12*float64(i%3)))
	}
	p.path("#d99a22", t.d("M", 0, -40, "Q", 58, -36, 60, 30, "Q", 54, 98, 0, 98, "Q", -54, 98, -60, 30, "Q", -58, -36, 0, -40, "Z"))
	for row := range 5 {
		for i := range 4 {
			x, y := -39+float64(i)*26+float64(row%2)*13-6, -16+float64(row)*24
			p.path("#f3c54a", t.d("M", x, y-10, "L", x+10, y, "L", x, y+10, "L", x-10, y, "Z"))
		}
	}
}

func watermelon(p *pen, a art) {
	t := at{200, 190, 150}
	t.ball(p, 0, -4, 92, a.c1)
	for i := range 5 {
		x := -64 + 32*i
		t.stroke(p, dark(a.c1, 0.45), 9, "M", x, -60, "Q", x*3/2, 0, x, 64)
	}
	s := at{230, 290, 110}
	p.path("#1f5f26", s.d("M", -98, -20, "L", 98, -20, "Q", 80, 70, 0, 72, "Q", -80, 70, -98, -20, "Z"))
	p.path("#e9f5d0", s.d("M", -90, -20, "L", 90, -20, "Q", 72, 60, 0, 62, "Q", -72, 60, -90, -20, "Z"))
	p.path(a.c2, s.d("M", -82, -20, "L", 82, -20, "Q", 64, 50, 0, 52, "Q", -64, 50, -82, -20, "Z"))
	for i := range 6 {
		s.oval(p, -50+float64(i)*20, -4+float64(i%2)*22, 4, 7, "#2a1a16")
	}
}

func melon(p *pen, a art) {
	t := at{180, 195, 130}
	t.ball(p, 0, 0, 98, a.c1)
	for i := range 5 {
		x := -64 + 32*i
		t.stroke(p, dark(a.c1, 0.18), 3, "M", x/2, -92, "Q", x*3/2, 0, x/2, 92)
		t.stroke(p, light(a.c1, 0.35), 3, "M", -86, x, "Q", 0, x+14, 86, x)
	}
	s := at{272, 276, 92}
	p.path(dark(a.c1, 0.1), s.d("M", -70, -84, "Q", 84, -40, 60, 92, "Q", 20, 60, -10, 10, "Q", -40, -36, -70, -84, "Z"))
	p.path(a.c2, s.d("M", -62, -74, "Q", 68, -36, 50, 80, "Q", 16, 50, -12, 4, "Q", -36, -34, -62, -74, "Z"))
}

func kiwi(p *pen, a art) {
	at{150, 180, 110}.ball(p, 0, 0, 90, a.c1)
	t := at{250, 240, 96}
	t.dot(p, 0, 0, 98, dark(a.c1, 0.1))
	t.dot(p, 0, 0, 90, a.c2)
	t.dot(p, 0, 0, 30, light(a.c2, 0.75))
	for i := range 18 {
		s, c := math.Sincos(float64(i) * math.Pi / 9)
		t.oval(p, 46*c, 46*s, 4, 6, "#231f14")
		t.stroke(p, light(a.c2, 0.4), 2, "M", 56*c, 56*s, "L", 82*c, 82*s)
	}
}

func coconutAt(p *pen, t at) {
	t.ball(p, -20, -14, 76, "#6b4423")
	for i := range 3 {
		t.dot(p, -44+float64(i)*18, -46+float64(i%2)*16, 7, "#3a2312")
	}
	t.oval(p, 34, 44, 62, 46, "#5a3719")
	t.oval(p, 34, 38, 54, 38, "#ffffff")
	t.oval(p, 34, 42, 38, 24, "#e6eef0")
}

func pomegranate(p *pen, a art) {
	t := at{185, 210, 132}
	t.ball(p, 0, 8, 90, a.c1)
	p.path(a.c2, t.d("M", -26, -74, "L", -34, -112, "L", -12, -96, "L", 0, -116, "L", 12, -96, "L", 34, -112, "L", 26, -74, "Z"))
	s := at{280, 286, 66}
	s.dot(p, 0, 0, 96, a.c2)
	for i := range 16 {
		sn, c := math.Sincos(float64(i) * 2.4)
		k := 21 * math.Sqrt(float64(i))
		s.dot(p, k*c, k*sn, 13, mix("#e8365d", "#ffffff", 0.15*float64(i%3)))
	}
}

func dragon(p *pen, a art) {
	t := at{170, 195, 125}
	t.oval(p, 0, 0, 78, 98, a.c1)
	for i := range 8 {
		x, y := -56+float64(i%3)*56, -64+float64(i/3)*60
		t.leaf(p, x, y+20, 10-x*0.5, -50, a.c2)
	}
	s := at{282, 260, 82}
	s.oval(p, 0, 0, 78, 96, a.c1)
	s.oval(p, 0, 0, 66, 84, "#ffffff")
	for i := range 40 {
		sn, c := math.Sincos(float64(i) * 2.4)
		k := 9.5 * math.Sqrt(float64(i))
		s.dot(p, k*c, k*sn*1.2, 3.5, "#23201c")
	}
}

func fig(p *pen, a art) {
	for _, q := range [][2]float64{{142, 230}, {258, 222}} {
		t := at{q[0], q[1], 105}
		p.path(p.across(light(a.c1, 0.25), a.c1, dark(a.c1, 0.3)), t.d("M", 0, -98, "Q", 18, -60, 56, -20, "Q", 98, 60, 40, 92, "Q", 0, 102, -40, 92, "Q", -98, 60, -56, -20, "Q", -18, -60, 0, -98, "Z"))
		for _, x := range []int{-36, 0, 36} {
			t.stroke(p, a.c2, 4, "M", x/4, -70, "Q", x*3/2, 20, x/2, 88)
		}
	}
}

func persimmon(p *pen, a art) {
	t := at{200, 218, 138}
	t.ball(p, 0, 6, 92, a.c1)
	for i := range 4 {
		s, c := math.Sincos(float64(i)*math.Pi/2 + 0.78)
		t.leaf(p, 0, -66, 60*c, 26*s, leafGreen)
	}
	t.stroke(p, stemBrown, 9, "M", 0, -66, "L", 2, -94)
}

func starFruit(p *pen, a art) {
	star(p, at{150, 190, 115}, 5, 100, 48, a.c1)
	star(p, at{150, 190, 80}, 5, 90, 44, light(a.c1, 0.45))
	star(p, at{264, 256, 96}, 5, 100, 48, dark(a.c1, 0.12))
	star(p, at{264, 256, 66}, 5, 90, 44, light(a.c1, 0.35))
}

func roma(p *pen, a art) {
	for _, q := range [][2]float64{{146, 226}, {256, 216}} {
		t := at{q[0], q[1], 118}
		t.oval(p, 0, 0, 60, 94, p.across(light(a.c1, 0.25), a.c1, a.c2))
		star(p, at{t.x, t.y - t.r*0.86, t.r}, 5, 36, 12, leafGreen)
		t.oval(p, -24, -30, 9, 26, "#ffffff66")
	}
}

func vine(p *pen, a art) {
	at{0, 0, 100}.stroke(p, a.c2, 12, "M", 70, 70, "Q", 190, 96, 330, 300)
	for _, q := range [][2]float64{{124, 168}, {226, 150}, {196, 262}, {300, 250}} {
		tomatoAt(p, at{q[0], q[1], 60}, a.c1)
	}
}

func cherryTomatoes(p *pen, a art) {
	for i := range 9 {
		tomatoAt(p, at{100 + float64(i%3)*98 + float64(i/3)*6, 130 + float64(i/3)*86, 44}, mix(a.c1, a.c2, 0.2*float64(i%3)))
	}
}
