package main

import "math"

func foodMotifs() {
	add := func(name string, f func(p *pen, t at, a art)) {
		motifs[name] = func(p *pen, x, y, r float64, a art) { f(p, at{x, y, r}, a) }
	}
	add("strawberry", func(p *pen, t at, a art) { strawberryAt(p, t, "#e0223f") })
	add("berries", func(p *pen, t at, a art) {
		c := "#3f51b5"
		if red, g, b := rgb(a.c1); red > 150 && g < 90 && b < 90 {
			c = "#b3122f"
		}
		for i, b := range [][2]float64{{-38, 26}, {38, 26}, {0, -34}} {
			t.dot(p, b[0], b[1], 44, mix(c, "#ffffff", 0.08*float64(i)))
			star(p, at{t.x + b[0]*t.r/100, t.y + (b[1]-12)*t.r/100, t.r}, 5, 18, 8, dark(c, 0.4))
			t.dot(p, b[0]-16, b[1]-18, 7, "#ffffff90")
		}
		t.leaf(p, 34, -50, 52, -34, leafGreen)
	})
	add("peach", func(p *pen, t at, a art) { peachAt(p, t, "#f59a54", "#e8623c") })
	add("cheese", func(p *pen, t at, a art) {
		p.path("#f6b92b", t.d("M", -90, 20, "L", 60, -66, "Q", 92, -50, 90, -14, "L", 90, 20, "Z"))
		p.path("#fbd25e", t.d("M", -90, 20, "L", 90, 20, "L", 90, 74, "L", -90, 74, "Z"))
		t.oval(p, -38, 48, 17, 15, "#dd9c14")
		t.oval(p, 30, 40, 12, 11, "#dd9c14")
		t.oval(p, 62, 60, 10, 9, "#dd9c14")
		t.oval(p, 34, -18, 16, 10, "#dd9c14")
	})
	add("egg", func(p *pen, t at, a art) {
		p.path("#ffffff", t.d("M", 0, -80, "Q", 74, -76, 88, -6, "Q", 98, 70, 20, 78, "Q", -84, 92, -88, 8, "Q", -80, -74, 0, -80, "Z"))
		t.stroke(p, "#d9d2c4", 4, "M", 0, -80, "Q", 74, -76, 88, -6, "Q", 98, 70, 20, 78, "Q", -84, 92, -88, 8, "Q", -80, -74, 0, -80)
		t.dot(p, 2, 0, 38, "#f7b21a")
		t.dot(p, -8, -12, 10, "#ffe08a")
	})
	add("burger", func(p *pen, t at, a art) {
		p.path("#d9943f", t.d("M", -86, -10, "Q", -80, -78, 0, -80, "Q", 80, -78, 86, -10, "Z"))
		t.block(p, -94, -8, 188, 18, 9, "#57a639")
		t.block(p, -84, 10, 168, 24, 10, "#6b3a20")
		p.path("#f7c531", t.d("M", -84, 10, "L", 84, 10, "L", 40, 30, "L", 10, 12, "Z"))
		t.block(p, -86, 36, 172, 38, 18, "#d9943f")
		for i := range 5 {
			t.oval(p, -48+float64(i)*24, -50+float64(i%2)*16, 6, 4, "#fff0c9")
		}
	})
	add("corn", func(p *pen, t at, a art) { cornAt(p, t, "#f7cf2f") })
	add("sausage", func(p *pen, t at, a art) {
		for i := range 3 {
			y := -50 + 50*i
			t.stroke(p, dark("#b5492f", 0.1*float64(i)), 34, "M", -66, y+8, "Q", 0, y-22, 66, y+8)
			t.stroke(p, "#e08a6a", 6, "M", -56, y-2, "Q", 0, y-28, 50, y-2)
		}
	})
	add("shrimp", func(p *pen, t at, a art) {
		t.stroke(p, "#f28a6b", 40, "M", 56, -46, "Q", -70, -70, -54, 16, "Q", -40, 76, 40, 58)
		for i := range 4 {
			s, c := math.Sincos(2.2 + float64(i)*0.62)
			t.stroke(p, "#fbd0bf", 6, "M", -4+34*c, 4-34*s, "L", -4+74*c, 4-74*s)
		}
		p.path("#d9573a", t.d("M", 42, 44, "L", 88, 28, "L", 72, 62, "L", 90, 86, "L", 42, 74, "Z"))
		t.dot(p, 50, -52, 7, "#231a18")
	})
	add("olive", func(p *pen, t at, a art) {
		t.leaf(p, -10, -20, 90, -60, leafGreen)
		t.oval(p, -30, 26, 44, 54, "#7d8f2a")
		t.oval(p, 44, 34, 40, 48, "#5d6f1d")
		t.dot(p, -30, -4, 12, "#c8372d")
		t.oval(p, -46, 14, 8, 16, "#b9c76a")
	})
	add("avocado", func(p *pen, t at, a art) { avocadoAt(p, t) })
	add("peas", func(p *pen, t at, a art) {
		t.stroke(p, "#3b8f2f", 64, "M", -62, 30, "Q", 0, 60, 62, -30)
		for i, q := range [][2]float64{{-52, 28}, {-16, 30}, {18, 12}, {48, -18}} {
			t.dot(p, q[0], q[1], 19, mix("#8fd14f", "#ffffff", 0.06*float64(i)))
			t.dot(p, q[0]-5, q[1]-6, 5, "#e3f7c6")
		}
	})
	add("carrot", func(p *pen, t at, a art) { carrotAt(p, t, "#f08020") })
	add("pizza", func(p *pen, t at, a art) {
		p.path("#d99a4a", t.d("M", -86, -58, "Q", 0, -104, 86, -58, "L", 76, -34, "L", -76, -34, "Z"))
		p.path("#f8cf5c", t.d("M", -76, -42, "Q", 0, -72, 76, -42, "L", 0, 96, "Z"))
		for _, q := range [][2]float64{{-34, -26}, {28, -20}, {-4, 22}} {
			t.dot(p, q[0], q[1], 17, "#c5361f")
		}
		t.leaf(p, -8, -30, 26, 16, leafGreen)
		t.leaf(p, 4, 58, -8, -26, leafGreen)
	})
	add("popsicle", func(p *pen, t at, a art) {
		t.block(p, -12, 40, 24, 58, 10, "#e0b878")
		t.block(p, -44, -94, 88, 146, 42, "#5b341f")
		t.block(p, -26, -72, 14, 96, 7, "#8a5a3c")
	})
	add("dumpling", func(p *pen, t at, a art) {
		p.path("#f3dfb6", t.d("M", -92, 40, "Q", -70, -66, 0, -66, "Q", 70, -66, 92, 40, "Q", 0, 74, -92, 40, "Z"))
		for i := range 5 {
			x := -52 + 26*i
			t.stroke(p, "#c9a868", 6, "M", x, -34+iabs(i-2)*12, "Q", x+6, -10, x-2, 16)
		}
	})
	add("bean", func(p *pen, t at, a art) {
		c := "#7a4a33"
		if luminance(a.c1) < 0.08 {
			c = "#2e2a33"
		} else if _, g, _ := rgb(a.c1); g > 160 {
			c = "#4d9a35"
		}
		for i, q := range [][2]float64{{-34, -34}, {36, -8}, {-22, 44}} {
			k := mix(c, "#ffffff", 0.1*float64(i))
			t.oval(p, q[0], q[1], 44, 28, k)
			t.oval(p, q[0], q[1]+22, 14, 9, "#ffffff66")
			t.oval(p, q[0]-16, q[1]-10, 12, 6, light(k, 0.4))
		}
	})
	add("pineapple", func(p *pen, t at, a art) { pineappleAt(p, t) })
	add("mushroom", func(p *pen, t at, a art) { mushroomAt(p, t, "#a9805a", "#f1e6d6") })
	add("rice", func(p *pen, t at, a art) {
		p.path(strong(a), t.d("M", -88, 6, "L", 88, 6, "Q", 74, 84, 0, 86, "Q", -74, 84, -88, 6, "Z"))
		for i := range 16 {
			s, c := math.Sincos(float64(i) * 2.4)
			t.oval(p, 62*c*math.Sqrt(float64(i)/16), -16+math.Abs(s)*-34, 17, 8, mix("#ffffff", "#d8cbb0", 0.3*float64(i%3)))
		}
	})
	add("peanut", func(p *pen, t at, a art) {
		p.path("#d9a05a", t.d("M", 0, -92, "Q", 56, -90, 46, -36, "Q", 34, -6, 46, 24, "Q", 62, 90, 0, 92, "Q", -62, 90, -46, 24, "Q", -34, -6, -46, -36, "Q", -56, -90, 0, -92, "Z"))
		for i := range 4 {
			y := -60 + 40*i
			t.stroke(p, "#a8702f", 4, "M", -26, y, "Q", 0, y+12, 26, y)
		}
	})
	add("honey", func(p *pen, t at, a art) {
		for _, q := range [][2]float64{{0, -46}, {-42, 26}, {42, 26}} {
			parts := []any{"M"}
			for i := range 6 {
				s, c := math.Sincos(float64(i) * math.Pi / 3)
				parts = append(parts, q[0]+44*s, q[1]-44*c)
				if i == 0 {
					parts = append(parts, "L")
				}
			}
			p.path("#f2a516", t.d(append(parts, "Z")...))
			t.dot(p, q[0], q[1], 26, "#ffd166")
		}
	})
	add("coconut", func(p *pen, t at, a art) { coconutAt(p, t) })
	add("noodles", func(p *pen, t at, a art) {
		p.path("#c62828", t.d("M", -90, 0, "L", 90, 0, "Q", 70, 86, 0, 88, "Q", -70, 86, -90, 0, "Z"))
		for i := range 5 {
			x := -60 + 30*i
			t.stroke(p, "#f4cf62", 11, "M", x, -2, "Q", x+16, -34, x, -56)
		}
		t.stroke(p, "#7b4a2a", 6, "M", 20, -10, "L", 86, -92)
		t.stroke(p, "#7b4a2a", 6, "M", 36, -6, "L", 98, -78)
	})
	add("stack", func(p *pen, t at, a art) {
		for i := range 4 {
			t.oval(p, 0, 60-float64(i)*30, 84, 24, "#b9752d")
			t.oval(p, 0, 52-float64(i)*30, 84, 24, "#ecb75f")
		}
		t.block(p, -18, -64, 36, 22, 4, "#fff3a8")
		t.stroke(p, "#8a4413", 9, "M", -50, -36, "Q", -64, -6, -56, 22)
	})
	add("popcorn", func(p *pen, t at, a art) {
		for i, q := range [][2]float64{{-46, -40}, {0, -62}, {46, -40}, {-22, -20}, {26, -22}} {
			t.dot(p, q[0], q[1], 30, mix("#fff6d6", "#f6d978", 0.3*float64(i%2)))
			t.dot(p, q[0]+8, q[1]+6, 9, "#e6b93a")
		}
		p.path("#ffffff", t.d("M", -62, -8, "L", 62, -8, "L", 46, 94, "L", -46, 94, "Z"))
		for i := range 3 {
			x := -46 + 38*i
			p.path("#d7263d", t.d("M", x, -8, "L", x+18, -8, "L", x+15, 94, "L", x+5, 94, "Z"))
		}
	})
	add("almond", func(p *pen, t at, a art) {
		for i, q := range [][2]float64{{-40, 10}, {38, -16}, {10, 54}} {
			c := mix("#b0702f", "#ffffff", 0.1*float64(i))
			x, y := q[0], q[1]
			p.path(c, t.d("M", x, y-52, "Q", x+44, y, x, y+40, "Q", x-44, y, x, y-52, "Z"))
			t.stroke(p, dark(c, 0.3), 3, "M", x, y-40, "Q", x+10, y, x, y+30)
		}
	})
	add("cookie", func(p *pen, t at, a art) {
		t.dot(p, 0, 0, 88, "#c98a45")
		t.dot(p, -6, -8, 76, "#dba45f")
		for _, q := range [][2]float64{{-34, -34}, {22, -46}, {46, 6}, {-6, 4}, {-48, 22}, {12, 48}} {
			t.dot(p, q[0], q[1], 13, "#4a2917")
		}
	})
	add("citrus", func(p *pen, t at, a art) {
		c := "#f6d52b"
		switch r, g, b := rgb(strong(a)); {
		case g > r && g > b:
			c = "#7fc241"
		case r > 150 && g < 120:
			c = "#f2695c"
		}
		citrusSlice(p, t, c)
	})
	add("orange", func(p *pen, t at, a art) {
		t.dot(p, 10, 12, 78, "#ff9416")
		t.oval(p, -20, -24, 20, 14, "#ffc06a")
		t.leaf(p, 6, -60, 70, -26, leafGreen)
	})
	add("apple", func(p *pen, t at, a art) { appleAt(p, t, "#d42a2a", "#a81c22") })
}

func iabs(i int) int {
	if i < 0 {
		return -i
	}
	return i
}
