package main

import "math"

func onion(p *pen, a art) {
	t := at{200, 215, 138}
	p.path(p.across(light(a.c1, 0.3), a.c1, a.c2), t.d("M", 0, -110, "Q", 12, -70, 50, -52, "Q", 98, -20, 84, 40, "Q", 60, 92, 0, 92, "Q", -60, 92, -84, 40, "Q", -98, -20, -50, -52, "Q", -12, -70, 0, -110, "Z"))
	for _, x := range []int{-60, -30, 0, 30, 60} {
		t.stroke(p, a.c2, 3, "M", x/6, -84, "Q", x*3/2, 10, x/3, 88)
	}
	for i := range 5 {
		t.stroke(p, "#b8a888", 3, "M", -12+6*i, 90, "L", -20+10*i, 106)
	}
}

func garlic(p *pen, a art) {
	t := at{200, 215, 138}
	p.path(p.across(a.c1, "#ffffff", a.c2), t.d("M", -8, -108, "Q", -6, -60, -40, -40, "Q", -104, 0, -70, 66, "Q", -40, 96, 0, 92, "Q", 40, 96, 70, 66, "Q", 104, 0, 40, -40, "Q", 8, -60, 12, -108, "Z"))
	for _, x := range []int{-44, 0, 44} {
		t.stroke(p, "#b79fb0", 4, "M", x/8, -54, "Q", x*3/2, 20, x/2, 86)
	}
}

func ginger(p *pen, a art) {
	t := at{200, 215, 140}
	for _, q := range [][4]float64{{-70, 30, 0, 20}, {0, 20, 74, 36}, {-20, 24, -40, -60}, {30, 26, 56, -44}, {-40, -50, -70, -76}} {
		t.stroke(p, a.c1, 48, "M", q[0], q[1], "L", q[2], q[3])
	}
	for i := range 9 {
		x := -84 + 20*float64(i)
		t.stroke(p, a.c2, 3, "M", x, 4, "Q", x+6, 26, x-2, 48)
	}
	t.oval(p, 84, 38, 16, 20, light(a.c1, 0.5))
}

func potato(p *pen, a art) {
	for i, q := range [][2]float64{{138, 206}, {262, 196}, {206, 274}} {
		t := at{q[0], q[1], 88}
		p.path(p.across(light(a.c1, 0.2), mix(a.c1, a.c2, 0.15*float64(i)), a.c2), t.d("M", -60, -50, "Q", 20, -92, 80, -30, "Q", 102, 40, 40, 76, "Q", -60, 90, -92, 20, "Q", -96, -24, -60, -50, "Z"))
		for k := range 7 {
			t.oval(p, -56+float64(k*47%120), -34+float64(k*31%84), 6, 3, dark(a.c2, 0.15))
		}
	}
}

func sweetPotato(p *pen, a art) {
	for i, q := range [][2]float64{{190, 160}, {214, 252}} {
		t := at{q[0], q[1], 140}
		p.path(p.down(light(a.c1, 0.2), a.c1, a.c2), t.d("M", -104, 10, "Q", -50, -44, 20, -34, "Q", 80, -30, 106, 16, "Q", 60, 44, -10, 42, "Q", -70, 40, -104, 10, "Z"))
		for k := range 5 {
			x := -60 + 28*float64(k)
			t.stroke(p, dark(a.c1, 0.3), 3, "M", x, -10+10*float64(i), "Q", x+10, 4, x+24, 0)
		}
	}
}

func carrotAt(p *pen, t at, c string) {
	for i := range 3 {
		t.leaf(p, 40, -40, 10+26*float64(i-1), -58, mix(leafGreen, "#8bc34a", 0.25*float64(i)))
	}
	p.path(p.across(light(c, 0.2), c, dark(c, 0.15)), t.d("M", 18, -56, "Q", 66, -60, 62, -14, "Q", 10, 50, -84, 94, "Q", -40, 0, 18, -56, "Z"))
	for i := range 4 {
		x := 30 - 24*float64(i)
		t.stroke(p, dark(c, 0.25), 4, "M", x, -26+float64(i)*26, "L", x+20, -18+float64(i)*24)
	}
}

func carrotBunch(p *pen, a art) {
	carrotAt(p, at{150, 210, 120}, a.c1)
	carrotAt(p, at{215, 220, 125}, light(a.c1, 0.08))
	carrotAt(p, at{275, 235, 118}, dark(a.c1, 0.06))
}

func cucumber(p *pen, a art) {
	t := at{195, 170, 150}
	t.stroke(p, a.c1, 54, "M", -76, 24, "Q", 0, -44, 78, -4)
	t.stroke(p, a.c2, 6, "M", -78, 14, "Q", 0, -56, 76, -12)
	t.stroke(p, light(a.c1, 0.35), 5, "M", -70, 38, "Q", 4, -26, 80, 10)
	for i := range 8 {
		t.dot(p, -66+float64(i)*19, -8-float64(i%3)*9, 3, light(a.c1, 0.45))
	}
	for i := range 3 {
		s := at{120 + float64(i)*78, 296, 42}
		s.dot(p, 0, 0, 98, a.c1)
		s.dot(p, 0, 0, 86, "#e6f3c9")
		for k := range 6 {
			sn, c := math.Sincos(float64(k) * math.Pi / 3)
			s.oval(p, 42*c, 42*sn, 8, 12, "#fbfde8")
		}
	}
}

func bellPepper(p *pen, a art) {
	t := at{200, 218, 138}
	p.path(p.across(a.c2, light(a.c1, 0.2), a.c1, a.c2), t.d("M", 0, -60, "Q", 30, -84, 62, -66, "Q", 104, -34, 84, 40, "Q", 72, 100, 36, 92, "Q", 16, 80, 0, 92, "Q", -16, 100, -36, 92, "Q", -72, 100, -84, 40, "Q", -104, -34, -62, -66, "Q", -30, -84, 0, -60, "Z"))
	t.stroke(p, a.c2, 5, "M", -18, -52, "Q", -44, 20, -22, 84)
	t.stroke(p, a.c2, 5, "M", 18, -52, "Q", 44, 20, 22, 84)
	t.oval(p, -54, -14, 10, 30, "#ffffff66")
	p.path("#3f7d2a", t.d("M", -30, -62, "Q", 0, -44, 30, -62, "Q", 16, -76, 12, -106, "L", -10, -106, "Q", -12, -76, -30, -62, "Z"))
}

func chiliPair(p *pen, a art) {
	for i := range 2 {
		t := at{180 + float64(i)*40, 170 + float64(i)*70, 135}
		p.path(p.down(light(a.c1, 0.25), a.c1, a.c2), t.d("M", -72, -24, "Q", -40, -44, 0, -26, "Q", 60, 0, 92, 40, "Q", 10, 40, -40, 26, "Q", -80, 12, -72, -24, "Z"))
		p.path("#4f8f2f", t.d("M", -76, 4, "Q", -92, -16, -70, -32, "Q", -58, -18, -62, 4, "Z"))
		t.stroke(p, "#4f8f2f", 9, "M", -78, -14, "Q", -98, -20, -104, -36)
		t.stroke(p, "#ffffff", 4, "M", -44, -20, "Q", 0, -16, 30, 4)
	}
}

func radish(p *pen, a art) {
	for i, q := range [][2]float64{{120, 256}, {204, 280}, {286, 254}} {
		at{0, 0, 100}.stroke(p, a.c2, 12, "M", q[0], q[1]-40, "Q", q[0]+10, 150, 204, 100)
		t := at{q[0], q[1], 62}
		t.ball(p, 0, 0, 84, mix(a.c1, "#ffffff", 0.06*float64(i)))
		t.stroke(p, light(a.c1, 0.5), 6, "M", 0, 82, "Q", 4, 110, -8, 132)
	}
	for i := range 5 {
		at{204, 120, 110}.leaf(p, 0, 0, -80+40*float64(i), -84+math.Abs(float64(i)-2)*14, mix(a.c2, "#ffffff", 0.12*float64(i%2)))
	}
}
