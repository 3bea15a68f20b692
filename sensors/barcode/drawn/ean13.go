// Package drawn draws codes for tests and for the simulated cart: clean bars of
// known width, to be blurred, bent and lit by whoever uses them.
package drawn

import (
	"image"

	"github.com/dashcart/dashcart/models/gs1"
)

// EAN13 draws a symbol with modules of the given width and bars of the given
// height in pixels, black on white, with quiet zones of 11 modules at the sides
// and five above and below. It returns nil for a text that is not 13 digits.
func EAN13(digits string, module, height int) *image.Gray {
	m := gs1.EAN13(digits)
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
