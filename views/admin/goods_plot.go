package admin

import (
	"fmt"
	"math"
	"strings"
)

// span is the range of grams that the plot shows.
func (w WeightPlot) span() (lo, hi float64) {
	lo, hi = w.Mean-4*w.SD, w.Mean+4*w.SD
	for _, g := range w.Grams {
		lo, hi = min(lo, g), max(hi, g)
	}
	if w.Mean == 0 && len(w.Grams) > 0 {
		lo = w.Grams[0]
		for _, g := range w.Grams {
			lo = min(lo, g)
		}
	}
	if pad := (hi - lo) / 20; pad > 0 {
		return lo - pad, hi + pad
	}
	return lo - 1, hi + 1
}

// X is where a mass stands on the plot, 0 to 300.
func (w WeightPlot) X(grams float64) float64 {
	lo, hi := w.span()
	return math.Round(3000*(grams-lo)/(hi-lo)) / 10
}

// Ticks are the masses that are written under the plot.
func (w WeightPlot) Ticks() []float64 {
	lo, hi := w.span()
	return []float64{lo + (hi-lo)/8, (lo + hi) / 2, hi - (hi-lo)/8}
}

// Curve is the normal distribution that the catalogue expects, as a path.
func (w WeightPlot) Curve() string {
	if w.SD <= 0 {
		return ""
	}
	lo, hi := w.span()
	var b strings.Builder
	for i := range 101 {
		g := lo + (hi-lo)*float64(i)/100
		z := (g - w.Mean) / w.SD
		fmt.Fprintf(&b, "%s%d %.1f", map[bool]string{true: "M", false: "L"}[i == 0], 3*i, 70-60*math.Exp(-z*z/2))
	}
	return b.String()
}
