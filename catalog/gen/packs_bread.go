package main

func loaf(p *pen, a art) {
	p.shadow(area{40, 120, 320, 236})
	p.path(p.down(light(a.c1, 0.25), a.c1, dark(a.c1, 0.3)), "M 40 262 Q 34 158 200 148 Q 366 158 360 262 Q 358 350 320 356 L 80 356 Q 42 350 40 262 Z")
	for _, x := range []float64{110, 185, 260} {
		p.path(light(a.c1, 0.6), d("M", x-16, 176, "Q", x+26, 186, x+34, 240, "Q", x+2, 222, x-16, 176, "Z"))
	}
	p.rect(56, 236, 288, 104, 6, a.c2)
	b := a
	b.c1, b.c2 = a.c2, a.c3
	p.label(b, area{66, 242, 268, 92}, a.c2)
}

func breadBag(p *pen, a art) {
	p.shadow(area{40, 110, 320, 250})
	p.path(mix(a.c2, "#ffffff", 0.2), "M 186 108 L 150 40 Q 200 22 250 40 L 214 108 Z")
	p.rect(182, 96, 36, 16, 5, a.c3)
	p.path(p.down(light(a.c1, 0.3), a.c1, dark(a.c1, 0.18)), "M 182 110 Q 60 112 44 170 Q 34 270 50 344 Q 56 360 76 360 L 324 360 Q 344 360 350 344 Q 366 270 356 170 Q 340 112 218 110 Z")
	for _, x := range []float64{92, 146, 254, 308} {
		p.path("#ffffff26", d("M", x, 132, "Q", x+14, 230, x, 346, "L", x+8, 346, "Q", x+24, 230, x+8, 132, "Z"))
	}
	p.rect(64, 170, 272, 168, 12, a.c2)
	b := a
	b.c1, b.c2 = a.c2, a.c3
	if luminance(a.c2) < 0.3 {
		b.c2 = light(a.c1, 0.5)
	}
	p.label(b, area{76, 178, 248, 152}, a.c2)
}

func baguette(p *pen, a art) {
	p.shadow(area{120, 30, 160, 340})
	p.path(p.across(dark(a.c1, 0.25), light(a.c1, 0.22), dark(a.c1, 0.22)), "M 200 14 Q 254 24 256 110 L 256 300 Q 254 372 200 374 Q 146 372 144 300 L 144 110 Q 146 24 200 14 Z")
	for _, y := range []float64{46, 92, 138} {
		p.path(light(a.c1, 0.6), d("M", 162, y+34, "Q", 196, y, 240, y+4, "Q", 214, y+32, 162, y+34, "Z"))
	}
	p.path(a.c2, "M 134 186 L 266 178 L 272 372 Q 200 384 128 372 Z")
	b := a
	b.c1, b.c2 = a.c2, a.c3
	p.label(b, area{142, 196, 118, 168}, a.c2)
}

func clamshell(p *pen, a art) {
	p.shadow(area{40, 130, 320, 226})
	p.path("#dfe9ee", "M 52 150 Q 56 132 78 130 L 322 130 Q 344 132 348 150 L 364 330 Q 364 356 340 356 L 60 356 Q 36 356 36 330 Z")
	p.path("#f3f8fa", "M 66 148 L 334 148 L 346 324 L 54 324 Z")
	for i := range 2 {
		for j := range 2 {
			x, y := 130+float64(i)*140, 206+float64(j)*80
			p.ellipse(x, y+10, 60, 32, dark(a.c1, 0.25))
			p.ellipse(x, y, 60, 34, a.c1)
			p.ellipse(x-12, y-10, 34, 14, light(a.c1, 0.4))
			for k := range 6 {
				p.circle(x-36+float64(k)*14, y-4+float64(k*k%3)*8, 4, a.c2)
			}
		}
	}
	p.rect(84, 216, 232, 112, 8, a.c2)
	b := a
	b.c1, b.c2 = a.c2, a.c3
	p.label(b, area{94, 222, 212, 100}, a.c2)
	p.path("#ffffff60", "M 76 156 L 128 156 L 84 318 L 62 318 Z")
}

func roundPack(p *pen, a art) {
	p.ellipse(200, 352, 160, 18, "#00000022")
	for i := range 5 {
		y := 242 - float64(i)*8
		p.circle(200, y, 142, dark(a.c1, 0.14-0.03*float64(i%2)))
	}
	p.circle(200, 202, 142, light(a.c1, 0.2))
	for i := range 9 {
		x, y := 110+float64(i*53%180), 110+float64(i*71%190)
		p.ellipse(x, y, 12, 8, dark(light(a.c1, 0.1), 0.18))
	}
	p.circle(200, 202, 112, a.c2)
	p.circle(200, 202, 106, light(a.c1, 0.75))
	p.label(a, area{136, 112, 128, 180}, light(a.c1, 0.75))
}

func eggs(p *pen, a art) {
	p.shadow(area{30, 150, 340, 206})
	p.path(dark(a.c1, 0.25), "M 36 262 L 364 262 L 352 340 Q 348 356 332 356 L 68 356 Q 52 356 48 340 Z")
	for i := range 6 {
		x := 66 + float64(i)*53.6
		p.ellipse(x, 258, 24, 34, p.across("#fff8ef", "#f1ddc6"))
		p.path(dark(a.c1, 0.35), d("M", x-27, 264, "Q", x, 320, x+27, 264, "Z"))
	}
	p.path(p.down(light(a.c1, 0.3), a.c1), "M 48 84 Q 50 70 66 70 L 334 70 Q 350 70 352 84 L 366 236 L 34 236 Z")
	p.rect(74, 84, 252, 142, 8, a.c2)
	b := a
	b.c1, b.c2 = a.c2, light(a.c2, 0.8)
	p.label(b, area{82, 90, 236, 130}, a.c2)
}

func rolls(p *pen, a art) {
	p.shadow(area{44, 80, 312, 288})
	for i := range 3 {
		for j := range 2 {
			x, y := 96+float64(i)*104, 134+float64(j)*130
			p.rect(x-50, y-40, 100, 136, 14, p.across("#dfe5ea", "#ffffff", "#d5dce2"))
			p.ellipse(x, y-40, 50, 20, "#ffffff")
			p.ellipse(x, y-40, 18, 7, "#b9a58c")
		}
	}
	p.rect(40, 76, 320, 292, 20, a.c2+"40")
	p.rect(84, 150, 232, 178, 14, a.c1)
	p.label(a, area{96, 158, 208, 162}, a.c1)
	p.path("#ffffff50", "M 56 100 Q 70 90 90 90 L 76 350 Q 60 350 56 340 Z")
}
