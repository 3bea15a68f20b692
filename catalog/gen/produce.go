package main

import "math"

// fruits draws each kind of produce; c1 and c2 are its colours.
var fruits map[string]func(*pen, art)

var whole = at{200, 205, 140}

func init() {
	fruits = map[string]func(*pen, art){
		"apple":  func(p *pen, a art) { appleAt(p, whole, a.c1, a.c2) },
		"citrus": citrus,
		"grapes": func(p *pen, a art) { grapesAt(p, at{200, 205, 155}, a.c1) },
		"peach":  func(p *pen, a art) { peachAt(p, whole, a.c1, a.c2) },
		"plum":   plum,
		"pear":   func(p *pen, a art) { pearAt(p, whole, a) },
		"pearround": func(p *pen, a art) {
			roundFruit(p, whole, a)
			t := whole
			t.stroke(p, stemBrown, 8, "M", 0, -84, "Q", 4, -104, 18, -116)
		},
		"avocado":     avocadoPair,
		"banana":      banana,
		"berries":     punnet,
		"cherries":    cherries,
		"mango":       mango,
		"papaya":      papaya,
		"pineapple":   func(p *pen, a art) { pineappleAt(p, at{200, 205, 160}) },
		"watermelon":  watermelon,
		"melon":       melon,
		"kiwi":        kiwi,
		"coconut":     func(p *pen, a art) { coconutAt(p, at{200, 215, 135}) },
		"pomegranate": pomegranate, "dragon": dragon, "fig": fig, "persimmon": persimmon, "star": starFruit,
		"tomato": func(p *pen, a art) { tomatoAt(p, at{200, 215, 138}, a.c1) }, "romatomato": roma, "vinetomato": vine, "cherrytomato": cherryTomatoes,
		"onion": onion, "garlic": garlic, "ginger": ginger, "potato": potato, "sweetpotato": sweetPotato,
		"carrot": func(p *pen, a art) { carrotBunch(p, a) }, "cucumber": cucumber, "pepper": bellPepper, "chili": chiliPair,
		"celery": celery, "broccoli": broccoli, "cauliflower": broccoli, "cabbage": cabbage, "lettuce": cabbage, "leaves": leaves,
		"asparagus": asparagus, "beans": beans, "corn": func(p *pen, a art) { cornAt(p, at{200, 205, 160}, a.c1) },
		"squash": squash, "pumpkin": pumpkin, "eggplant": eggplant, "mushroom": func(p *pen, a art) { mushroomAt(p, at{200, 210, 145}, a.c1, a.c2) },
		"radish": radish, "greens": greens, "cactus": cactus,
	}
}

// ball fills a shaded circle with a gloss.
func (t at) ball(p *pen, x, y, r float64, c string) {
	k := t.r / 100
	p.circle(t.x+x*k, t.y+y*k, r*k, p.down(light(c, 0.25), c, dark(c, 0.25)))
	p.ellipse(t.x+(x-r*0.38)*k, t.y+(y-r*0.42)*k, r*k*0.2, r*k*0.13, "#ffffff77")
}

func appleAt(p *pen, t at, c1, c2 string) {
	p.path(p.across(c1, light(c1, 0.22), c1, c2), t.d("M", 0, -58, "Q", 40, -86, 74, -58, "Q", 112, -20, 80, 48, "Q", 54, 102, 18, 92, "Q", 0, 86, -18, 92, "Q", -54, 102, -80, 48, "Q", -112, -20, -74, -58, "Q", -40, -86, 0, -58, "Z"))
	t.oval(p, -48, -26, 13, 24, "#ffffff66")
	t.oval(p, 0, -58, 26, 8, dark(c2, 0.35))
	t.stroke(p, stemBrown, 10, "M", 0, -56, "Q", 0, -84, 14, -102)
	t.leaf(p, 6, -72, 62, -26, leafGreen)
}

func roundFruit(p *pen, t at, a art) {
	t.ball(p, 0, 6, 92, a.c1)
	for i := range 26 {
		s, c := math.Sincos(float64(i) * 2.4)
		k := 15 * math.Sqrt(float64(i))
		t.dot(p, k*c, 6+k*s, 1.8, a.c2)
	}
}

func citrus(p *pen, a art) {
	t := at{178, 190, 118}
	roundFruit(p, t, a)
	t.leaf(p, 0, -84, 60, -30, leafGreen)
	citrusSlice(p, at{268, 275, 76}, a.c1)
}

func citrusSlice(p *pen, t at, c string) {
	t.dot(p, 0, 0, 92, c)
	t.dot(p, 0, 0, 82, "#fffbe8")
	for i := range 8 {
		m := float64(i) * math.Pi / 4
		s1, c1 := math.Sincos(m - 0.33)
		s2, c2 := math.Sincos(m + 0.33)
		s, co := math.Sincos(m)
		p.path(light(c, 0.18), t.d("M", 10*co, 10*s, "L", 74*c1, 74*s1, "Q", 84*co, 84*s, 74*c2, 74*s2, "Z"))
	}
}

func peachAt(p *pen, t at, c1, c2 string) {
	p.path(p.across(c1, light(c1, 0.2), c2), t.d("M", 4, -72, "Q", 92, -92, 92, 10, "Q", 84, 92, 0, 92, "Q", -88, 90, -92, 8, "Q", -88, -84, 4, -72, "Z"))
	t.stroke(p, dark(c2, 0.2), 5, "M", 4, -72, "Q", -34, -10, 6, 88)
	t.leaf(p, 6, -76, 70, -24, leafGreen)
}

func plum(p *pen, a art) {
	for _, q := range [][3]float64{{238, 190, 92}, {158, 240, 100}} {
		t := at{q[0], q[1], q[2]}
		p.ellipse(t.x, t.y, t.r*0.92, t.r, p.across(light(a.c1, 0.3), a.c1, a.c2))
		t.stroke(p, a.c2, 4, "M", 10, -96, "Q", -26, 0, 8, 94)
		t.oval(p, -42, -40, 12, 24, "#ffffff55")
		t.stroke(p, stemBrown, 8, "M", 10, -94, "L", 22, -122)
	}
}

func pearAt(p *pen, t at, a art) {
	p.path(p.across(light(a.c1, 0.2), a.c1, a.c2), t.d("M", 0, -92, "Q", 34, -88, 36, -44, "Q", 40, -14, 72, 14, "Q", 98, 96, 0, 98, "Q", -98, 96, -72, 14, "Q", -40, -14, -36, -44, "Q", -34, -88, 0, -92, "Z"))
	for i := range 18 {
		t.dot(p, -46+float64(i*37%92), 10+float64(i*23%76), 2, dark(a.c2, 0.2))
	}
	t.oval(p, -40, 40, 12, 26, "#ffffff55")
	t.stroke(p, stemBrown, 9, "M", 0, -90, "Q", 2, -110, 16, -120)
	t.leaf(p, 4, -98, 52, -10, leafGreen)
}

func avocadoAt(p *pen, t at) {
	p.path("#3f5a24", t.d("M", 0, -94, "Q", 42, -88, 50, -30, "Q", 84, 20, 68, 60, "Q", 46, 96, 0, 96, "Q", -46, 96, -68, 60, "Q", -84, 20, -50, -30, "Q", -42, -88, 0, -94, "Z"))
	p.path("#e3e38a", t.d("M", 0, -80, "Q", 32, -74, 40, -24, "Q", 70, 22, 56, 56, "Q", 38, 84, 0, 84, "Q", -38, 84, -56, 56, "Q", -70, 22, -40, -24, "Q", -32, -74, 0, -80, "Z"))
	t.dot(p, 0, 32, 34, "#7a4b26")
	t.dot(p, -10, 22, 9, "#b07b4a")
}

func avocadoPair(p *pen, a art) {
	t := at{142, 200, 130}
	p.path(p.across(light(a.c1, 0.2), a.c1, dark(a.c1, 0.35)), t.d("M", 0, -94, "Q", 42, -88, 50, -30, "Q", 84, 20, 68, 60, "Q", 46, 96, 0, 96, "Q", -46, 96, -68, 60, "Q", -84, 20, -50, -30, "Q", -42, -88, 0, -94, "Z"))
	for i := range 22 {
		t.dot(p, -44+float64(i*41%90), -40+float64(i*29%120), 2.4, light(a.c1, 0.25))
	}
	avocadoAt(p, at{266, 222, 122})
}

func banana(p *pen, a art) {
	for i := range 3 {
		x, c := float64(i)*26, mix(a.c1, a.c2, 0.28*float64(2-i))
		t := at{178 + x, 190 + x*0.5, 140}
		p.path(c, t.d("M", -62, -92, "Q", -80, 60, 66, 92, "Q", 88, 92, 84, 76, "Q", -20, 30, -40, -96, "Z"))
		t.stroke(p, dark(c, 0.25), 3, "M", -54, -70, "Q", -52, 40, 70, 84)
		t.dot(p, 78, 84, 8, "#5b431c")
	}
	p.path(dark(a.c2, 0.35), "M 84 44 Q 104 30 150 44 L 196 74 L 176 92 Z")
}

func punnet(p *pen, a art) {
	red, g, _ := rgb(a.c1)
	for i := range 14 {
		x, y := 92+float64(i%5)*54+float64(i/5)*20, 150+float64(i/5)*44
		switch {
		case red > 190 && g < 60 && a.c2 == "#2f8f3a":
			strawberryAt(p, at{x, y, 40}, a.c1)
		case red > 190 || luminance(a.c1) < 0.03:
			drupe(p, at{x, y, 36}, a.c1)
		default:
			t := at{x, y, 34}
			t.ball(p, 0, 0, 92, mix(a.c1, a.c2, 0.2*float64(i%3)))
			star(p, at{x, y - 8, 34}, 5, 36, 16, a.c2)
		}
	}
	p.path("#cfe3d2", "M 60 236 L 340 236 L 318 350 L 82 350 Z")
	for i := range 6 {
		p.rect(92+float64(i)*38, 252, 18, 82, 5, "#a9cbb0")
	}
}

func drupe(p *pen, t at, c string) {
	for i := range 10 {
		s, co := math.Sincos(float64(i) * 2.4)
		k := 22 * math.Sqrt(float64(i))
		t.dot(p, k*co, k*s, 30, mix(c, "#ffffff", 0.1*float64(i%3)))
	}
}

func strawberryAt(p *pen, t at, c string) {
	p.path(c, t.d("M", 0, -52, "Q", 90, -66, 74, 14, "Q", 50, 78, 0, 98, "Q", -50, 78, -74, 14, "Q", -90, -66, 0, -52, "Z"))
	for i := range 9 {
		t.oval(p, -42+float64(i%3)*42, -16+float64(i/3)*32, 4, 6, "#ffe08a")
	}
	star(p, at{t.x, t.y - t.r*0.52, t.r}, 6, 52, 18, leafGreen)
}
