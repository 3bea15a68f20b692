package main

import "math"

func moreMotifs() {
	add := func(name string, f func(p *pen, t at, a art)) {
		motifs[name] = func(p *pen, x, y, r float64, a art) { f(p, at{x, y, r}, a) }
	}
	add("cow", func(p *pen, t at, a art) {
		t.oval(p, -66, -40, 28, 16, "#2b2b30")
		t.oval(p, 66, -40, 28, 16, "#2b2b30")
		p.path("#ffffff", t.d("M", -52, -60, "Q", 0, -84, 52, -60, "Q", 60, 0, 44, 52, "Q", 0, 96, -44, 52, "Q", -60, 0, -52, -60, "Z"))
		p.path("#2b2b30", t.d("M", -52, -60, "Q", -26, -76, -4, -70, "Q", -8, -8, -40, 4, "Q", -58, -20, -52, -60, "Z"))
		t.oval(p, 0, 56, 46, 30, "#f2a9a0")
		t.oval(p, -16, 56, 7, 10, "#8c4a48")
		t.oval(p, 16, 56, 7, 10, "#8c4a48")
		t.dot(p, -24, -14, 8, "#ffffff")
		t.dot(p, -24, -14, 5, "#15151a")
		t.dot(p, 24, -14, 7, "#15151a")
		t.stroke(p, "#d8c9a8", 10, "M", -38, -70, "Q", -52, -84, -46, -98)
		t.stroke(p, "#d8c9a8", 10, "M", 38, -70, "Q", 52, -84, 46, -98)
	})
	add("hen", func(p *pen, t at, a art) {
		p.path("#c8702a", t.d("M", -88, -40, "Q", -60, 10, -20, -10, "Q", 10, -80, 52, -78, "Q", 80, -60, 70, -10, "Q", 60, 80, -14, 78, "Q", -88, 60, -88, -40, "Z"))
		p.path("#e39a4f", t.d("M", -50, 10, "Q", -10, 60, 40, 14, "Q", 30, 60, -14, 60, "Q", -50, 50, -50, 10, "Z"))
		p.path("#d6262a", t.d("M", 28, -74, "Q", 30, -100, 44, -88, "Q", 54, -104, 62, -84, "Q", 78, -90, 70, -66, "Z"))
		p.path("#f6b626", t.d("M", 70, -56, "L", 98, -44, "L", 70, -36, "Z"))
		t.dot(p, 54, -54, 6, "#20140c")
		t.stroke(p, "#f6b626", 7, "M", -10, 78, "L", -12, 98)
		t.stroke(p, "#f6b626", 7, "M", 16, 76, "L", 18, 98)
	})
	add("crescent", func(p *pen, t at, a art) {
		p.path("#d9943b", t.d("M", -92, 50, "Q", -80, -70, 0, -74, "Q", 80, -70, 92, 50, "Q", 60, 66, 50, 36, "Q", 34, -2, 0, -4, "Q", -34, -2, -50, 36, "Q", -60, 66, -92, 50, "Z"))
		for _, x := range []int{-52, -18, 18, 52} {
			t.stroke(p, "#a8651f", 6, "M", x, -58+x*x/80, "L", x*2/3, -4+x*x/80)
		}
	})
	add("zigzag", func(p *pen, t at, a art) {
		for i := range 4 {
			y := -58 + 38*i
			t.stroke(p, mix("#e8a51c", "#c8102e", 0.2*float64(i)), 16, "M", -80, y, "L", -48, y+22, "L", -16, y, "L", 16, y+22, "L", 48, y, "L", 80, y+22)
		}
	})
	add("crystals", func(p *pen, t at, a art) {
		for i, q := range [][2]float64{{-44, 20}, {30, -36}, {44, 44}, {-30, -50}, {0, 70}} {
			x, y, s := q[0], q[1], 34-float64(i)*3
			p.path(light(strong(a), 0.55), t.d("M", x, y-s, "L", x+s, y-s/2, "L", x, y, "L", x-s, y-s/2, "Z"))
			p.path(strong(a), t.d("M", x-s, y-s/2, "L", x, y, "L", x, y+s, "L", x-s, y+s/2, "Z"))
			p.path(dark(strong(a), 0.2), t.d("M", x+s, y-s/2, "L", x, y, "L", x, y+s, "L", x+s, y+s/2, "Z"))
		}
	})
	add("umbrella", func(p *pen, t at, a art) {
		p.path(strong(a), t.d("M", -92, 10, "Q", -80, -84, 0, -86, "Q", 80, -84, 92, 10, "Q", 70, -14, 46, 10, "Q", 22, -14, 0, 10, "Q", -22, -14, -46, 10, "Q", -70, -14, -92, 10, "Z"))
		t.stroke(p, "#5d4a32", 9, "M", 0, -86, "L", 0, 70, "Q", 4, 94, 24, 84)
	})
	add("mapleleaf", func(p *pen, t at, a art) {
		p.path("#c8371f", t.d("M", 0, -96, "L", 22, -54, "L", 50, -70, "L", 44, -24, "L", 92, -30, "L", 62, 16, "L", 80, 30, "L", 10, 54, "L", 8, 96, "L", -8, 96, "L", -10, 54, "L", -80, 30, "L", -62, 16, "L", -92, -30, "L", -44, -24, "L", -50, -70, "L", -22, -54, "Z"))
	})
	add("flame", func(p *pen, t at, a art) {
		p.path("#e8431f", t.d("M", 6, -98, "Q", 70, -30, 70, 26, "Q", 64, 94, 0, 96, "Q", -66, 92, -70, 24, "Q", -66, -16, -30, -46, "Q", -26, -10, -8, -8, "Q", 18, -30, 6, -98, "Z"))
		p.path("#ffb52b", t.d("M", 4, -10, "Q", 42, 26, 38, 54, "Q", 30, 90, 0, 90, "Q", -36, 86, -38, 48, "Q", -30, 30, -16, 22, "Q", 4, 22, 4, -10, "Z"))
	})
	add("triangle", func(p *pen, t at, a art) {
		for i, q := range [][2]float64{{-30, -26}, {32, 0}, {-8, 46}} {
			x, y := q[0], q[1]
			p.path(mix("#f0b93a", "#ffffff", 0.12*float64(i)), t.d("M", x-52, y+34, "Q", x, y-90, x+50, y+34, "Q", x, y+46, x-52, y+34, "Z"))
			t.dot(p, x-6, y+4, 4, "#b5791c")
			t.dot(p, x+16, y+16, 4, "#b5791c")
		}
	})
	add("pretzel", func(p *pen, t at, a art) {
		for _, w := range []float64{30, 18} {
			c := map[float64]string{30: "#7d4416", 18: "#b8702b"}[w]
			t.stroke(p, c, w, "M", -44, 74, "Q", 40, 20, 66, -30, "Q", 70, -84, 30, -72, "Q", 0, -56, 0, -30, "Q", 0, -56, -30, -72, "Q", -70, -84, -66, -30, "Q", -40, 20, 44, 74)
		}
		for i := range 6 {
			t.dot(p, -50+float64(i)*20, -30+float64(i*37%50), 5, "#ffffff")
		}
	})
	add("mountain", func(p *pen, t at, a art) {
		c := strong(a)
		p.path(light(c, 0.25), t.d("M", -96, 70, "L", -24, -56, "L", 40, 70, "Z"))
		p.path(c, t.d("M", -34, 70, "L", 36, -86, "L", 98, 70, "Z"))
		p.path("#ffffff", t.d("M", 36, -86, "L", 58, -32, "L", 40, -44, "L", 28, -28, "L", 12, -34, "Z"))
		p.path("#ffffff", t.d("M", -24, -56, "L", -6, -20, "L", -24, -30, "L", -44, -20, "Z"))
	})
	add("bar", func(p *pen, t at, a art) {
		t.block(p, -88, -34, 176, 68, 12, "#b5772f")
		for i := range 12 {
			t.oval(p, -74+float64(i)*13.4, -14+float64(i*29%36), 12, 7, mix("#f1cf8a", "#8a5418", 0.25*float64(i%3)))
		}
	})
	add("spiral", func(p *pen, t at, a art) {
		t.dot(p, 0, 0, 88, "#ffffff")
		for i := range 6 {
			s, c := math.Sincos(float64(i) * math.Pi / 3)
			s2, c2 := math.Sincos(float64(i)*math.Pi/3 + 0.9)
			p.path("#d62839", t.d("M", 0, 0, "Q", 60*c, 60*s, 88*c, 88*s, "L", 88*c2, 88*s2, "Q", 50*c2, 50*s2, 0, 0, "Z"))
		}
	})
	add("bear", func(p *pen, t at, a art) {
		c := strong(a)
		t.dot(p, -52, -56, 26, c)
		t.dot(p, 52, -56, 26, c)
		t.dot(p, 0, 4, 78, c)
		t.oval(p, 0, 30, 38, 30, light(c, 0.6))
		t.dot(p, -28, -10, 8, "#1d1a1a")
		t.dot(p, 28, -10, 8, "#1d1a1a")
		t.oval(p, 0, 18, 13, 9, "#1d1a1a")
	})
	add("cup", func(p *pen, t at, a art) {
		c := strong(a)
		p.ring(t.x+t.r*0.62, t.y+t.r*0.2, t.r*0.26, t.r*0.1, c)
		p.path(c, t.d("M", -76, -20, "L", 60, -20, "Q", 56, 70, 20, 76, "L", -36, 76, "Q", -72, 70, -76, -20, "Z"))
		t.oval(p, -8, -20, 68, 14, "#4a2a16")
		for i := range 3 {
			x := -40 + 32*i
			t.stroke(p, light(c, 0.4), 7, "M", x, -44, "Q", x+14, -60, x, -74, "Q", x-12, -86, x+4, -98)
		}
		t.block(p, -90, 82, 170, 12, 6, dark(c, 0.2))
	})
	add("beanCoffee", func(p *pen, t at, a art) {
		for i, q := range [][2]float64{{-36, -20}, {38, -30}, {4, 44}} {
			c := mix("#5a3219", "#ffffff", 0.07*float64(i))
			t.oval(p, q[0], q[1], 40, 50, c)
			t.stroke(p, "#2b1509", 8, "M", q[0]+4, q[1]-44, "Q", q[0]-18, q[1], q[0]+6, q[1]+42)
		}
	})
	add("barn", func(p *pen, t at, a art) {
		p.path("#b3261e", t.d("M", -76, 80, "L", -76, -10, "L", -50, -56, "L", 0, -88, "L", 50, -56, "L", 76, -10, "L", 76, 80, "Z"))
		t.stroke(p, "#5a120d", 10, "M", -84, -8, "L", -54, -60, "L", 0, -94, "L", 54, -60, "L", 84, -8)
		t.block(p, -32, 10, 64, 70, 0, "#ffffff")
		t.stroke(p, "#b3261e", 7, "M", -30, 12, "L", 30, 78)
		t.stroke(p, "#b3261e", 7, "M", 30, 12, "L", -30, 78)
		t.block(p, -16, -48, 32, 32, 4, "#ffe9a8")
	})
	add("hops", func(p *pen, t at, a art) {
		for row, n := range []int{2, 3, 3, 2, 1} {
			for i := range n {
				x, y := (float64(i)-float64(n-1)/2)*44, -40+float64(row)*30
				p.path(mix("#6fae3a", "#ffffff", 0.1*float64((row+i)%3)), t.d("M", x-28, y-14, "Q", x, y-34, x+28, y-14, "Q", x+20, y+24, x, y+34, "Q", x-20, y+24, x-28, y-14, "Z"))
			}
		}
		t.leaf(p, 0, -54, -60, -30, leafGreen)
		t.leaf(p, 0, -54, 60, -30, leafGreen)
	})
	add("bolt", func(p *pen, t at, a art) {
		p.path(a.c2, t.d("M", 18, -96, "L", -56, 14, "L", -6, 14, "L", -20, 96, "L", 58, -20, "L", 8, -20, "Z"))
		t.stroke(p, "#1d1a16", 4, "M", 18, -96, "L", -56, 14, "L", -6, 14, "L", -20, 96, "L", 58, -20, "L", 8, -20, "Z")
	})
	add("bagMotif", func(p *pen, t at, a art) {
		p.path("#3a4145", t.d("M", -18, -56, "Q", -80, -20, -78, 40, "Q", -70, 90, 0, 90, "Q", 70, 90, 78, 40, "Q", 80, -20, 18, -56, "Z"))
		p.path("#2e7d32", t.d("M", 0, -56, "L", -44, -92, "L", -10, -84, "L", 0, -66, "L", 10, -84, "L", 44, -92, "Z"))
		t.stroke(p, "#8b969b", 6, "M", -44, 10, "Q", -50, 44, -30, 66)
	})
	add("feather", func(p *pen, t at, a art) {
		p.path(light(strong(a), 0.3), t.d("M", -70, 84, "Q", -70, -40, 70, -90, "Q", 80, 20, -20, 56, "Z"))
		t.stroke(p, strong(a), 6, "M", -84, 96, "Q", -30, 0, 56, -70)
	})
	add("cross", func(p *pen, t at, a art) {
		t.block(p, -28, -88, 56, 176, 12, "#d62828")
		t.block(p, -88, -28, 176, 56, 12, "#d62828")
	})
	add("paw", func(p *pen, t at, a art) {
		c := strong(a)
		t.oval(p, 0, 38, 48, 42, c)
		for _, q := range [][2]float64{{-66, -6}, {-28, -52}, {28, -52}, {66, -6}} {
			t.oval(p, q[0], q[1], 20, 27, c)
		}
	})
	add("bone", func(p *pen, t at, a art) {
		c := strong(a)
		t.stroke(p, c, 34, "M", -50, 34, "L", 50, -34)
		for _, q := range [][2]float64{{-70, 24}, {-46, 58}, {70, -24}, {46, -58}} {
			t.dot(p, q[0], q[1], 25, c)
		}
	})
}
