// Package drawn draws codes for tests and for the simulated cart: clean bars of
// known width, to be blurred, bent and lit by whoever uses them.
package drawn

import "image"

// left holds the seven modules of each digit in number set A (L), a one for a
// bar (GS1 General Specifications, figure "Number sets").
var left = [10]uint8{0x0D, 0x19, 0x13, 0x3D, 0x23, 0x31, 0x2F, 0x3B, 0x37, 0x0B}

// parity tells for each leading digit which of the six left digits use number
// set B (G), the first digit in the highest bit.
var parity = [10]uint8{0x00, 0x0B, 0x0D, 0x0E, 0x13, 0x19, 0x1C, 0x15, 0x16, 0x1A}

// Modules returns the 95 modules of an EAN-13 symbol, true for a bar, of 13
// digits whose last is taken as it is. It returns nil for another text.
func Modules(digits string) []bool {
	if len(digits) != 13 {
		return nil
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return nil
		}
	}
	m := make([]bool, 0, 95)
	put := func(bits uint8, n int) {
		for i := n - 1; i >= 0; i-- {
			m = append(m, bits>>i&1 == 1)
		}
	}
	put(0b101, 3)
	p := parity[digits[0]-'0']
	for i := range 6 {
		l := left[digits[1+i]-'0']
		if p>>(5-i)&1 == 1 {
			l = mirrored(^l & 0x7F)
		}
		put(l, 7)
	}
	put(0b01010, 5)
	for i := range 6 {
		put(^left[digits[7+i]-'0']&0x7F, 7)
	}
	put(0b101, 3)
	return m
}

// mirrored turns seven modules round.
func mirrored(l uint8) uint8 {
	var r uint8
	for i := range 7 {
		r |= (l >> i & 1) << (6 - i)
	}
	return r
}

// EAN13 draws a symbol with modules of the given width and bars of the given
// height in pixels, black on white, with quiet zones of 11 modules at the sides
// and five above and below. It returns nil for a text that is not 13 digits.
func EAN13(digits string, module, height int) *image.Gray {
	m := Modules(digits)
	if m == nil || module < 1 || height < 1 {
		return nil
	}
	img := image.NewGray(image.Rect(0, 0, (95+22)*module, height+10*module))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for i, bar := range m {
		if !bar {
			continue
		}
		for x := (11 + i) * module; x < (12+i)*module; x++ {
			for y := 5 * module; y < 5*module+height; y++ {
				img.Pix[img.PixOffset(x, y)] = 0
			}
		}
	}
	return img
}
