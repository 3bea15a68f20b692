package cart

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/dashcart/dashcart/models/floor"
)

func templEscape(s string) string { return url.QueryEscape(s) }

func num(v float64) string { return fmt.Sprintf("%g", v) }

// line is a way as an SVG polyline's points.
func line(ps []floor.Point) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%g,%g ", p.X, p.Y)
	}
	return b.String()
}

func itoa(n int) string { return fmt.Sprint(n) }
