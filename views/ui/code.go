package ui

import (
	"fmt"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// box is the view of a code of size modules with the quiet zone of four.
func box(size int) string { return fmt.Sprintf("-4 -4 %d %d", size+8, size+8) }

// Squares is the SVG path of a code's dark modules.
func Squares(modules [][]bool) string {
	var b strings.Builder
	for y, row := range modules {
		for x := 0; x < len(row); x++ {
			n := 0
			for x+n < len(row) && row[x+n] {
				n++
			}
			if n > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x, y, n, n)
				x += n
			}
		}
	}
	return b.String()
}

// bars is the SVG path of an EAN-13's bars, empty for a text that is none. A
// UPC-A is drawn as the EAN-13 that it is.
func bars(digits string) string {
	if len(digits) == 12 {
		digits = "0" + digits
	}
	m := gs1.EAN13(digits)
	if m == nil {
		return ""
	}
	return strings.ReplaceAll(Squares([][]bool{m}), "v1", "v40")
}
