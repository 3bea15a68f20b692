package rig

import (
	"image"
	"image/color"

	"github.com/skip2/go-qrcode"
)

// EAN-13 element patterns (GS1 General Specifications, 5.2): the seven modules
// of each digit in set A; C is its complement, B is C mirrored. The first digit
// chooses the sets of the left half.
var (
	setA   = [10]uint8{0b0001101, 0b0011001, 0b0010011, 0b0111101, 0b0100011, 0b0110001, 0b0101111, 0b0111011, 0b0110111, 0b0001011}
	parity = [10]string{"AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"}
)

// Barcode draws an EAN-13 or a UPC-A with its quiet zones, two pixels a
// module; nil for anything that is not 12 or 13 digits.
func Barcode(digits string) image.Image {
	if len(digits) == 12 {
		digits = "0" + digits
	}
	if len(digits) != 13 {
		return nil
	}
	var bits []bool
	add := func(v uint16, n int) {
		for i := n - 1; i >= 0; i-- {
			bits = append(bits, v>>i&1 == 1)
		}
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return nil
		}
	}
	add(0, 11)
	add(0b101, 3)
	for i := 1; i <= 6; i++ {
		v := uint16(setA[digits[i]-'0'])
		if parity[digits[0]-'0'][i-1] == 'B' {
			v = mirror(^v & 0x7f)
		}
		add(v, 7)
	}
	add(0b01010, 5)
	for i := 7; i <= 12; i++ {
		add(^uint16(setA[digits[i]-'0'])&0x7f, 7)
	}
	add(0b101, 3)
	add(0, 7)
	im := image.NewGray(image.Rect(0, 0, 2*len(bits), 80))
	for x, dark := range bits {
		v := color.Gray{252}
		if dark {
			v = color.Gray{12}
		}
		for y := range 80 {
			im.SetGray(2*x, y, v)
			im.SetGray(2*x+1, y, v)
		}
	}
	return im
}

func mirror(v uint16) (out uint16) {
	for i := range 7 {
		out |= v >> i & 1 << (6 - i)
	}
	return out
}

// QR draws a text's QR code; nil if it is too long.
func QR(text string) image.Image {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil
	}
	return code.Image(300)
}
