package bus_test

import (
	"bytes"
	"fmt"
	"math"
)

// chart is a line of points in a box of a drawing.
type chart struct {
	title, unit string
	value       func(measured) float64
	bound       float64 // a line across, where not 0
}

// plot draws how the hub's cost grows with events a second.
func (f figures) plot() []byte {
	charts := []chart{
		{"99th percentile, journal to hub", "ms", func(m measured) float64 { return 1e3 * m.Lags.P99 }, 250},
		{"the hub's core", "%", func(m measured) float64 { return 100 * m.Busy }, 100},
		{"the hub's memory", "MB", func(m measured) float64 { return float64(m.Memory >> 20) }, 600},
	}
	const w, h, left, top = 300.0, 200.0, 60.0, 50.0
	most := 0.0
	for _, m := range f.Sizes {
		most = max(most, m.perSecond())
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f 330" font-family="sans-serif" font-size="12"><rect width="100%%" height="100%%" fill="white"/>`+"\n", 3*(w+left+30))
	for i, c := range charts {
		high := c.bound
		for _, m := range f.Sizes {
			high = max(high, c.value(m))
		}
		step := math.Pow(10, math.Floor(math.Log10(high)))
		if high/step < 3 {
			step /= 2
		}
		high = math.Ceil(high/step) * step
		x0 := left + float64(i)*(w+left+30)
		x := func(m measured) float64 { return x0 + w*m.perSecond()/most }
		y := func(v float64) float64 { return top + h - h*v/high }
		fmt.Fprintf(&b, `<text x="%.0f" y="30" font-size="15">%s, %s</text>`+"\n", x0, c.title, c.unit)
		for v := 0.0; v <= high; v += step {
			fmt.Fprintf(&b, `<path d="M%.1f %.1fh%.0f" stroke="#ddd"/><text x="%.1f" y="%.1f" text-anchor="end">%.4g</text>`+"\n", x0, y(v), w, x0-6, y(v)+4, v)
		}
		fmt.Fprintf(&b, `<path d="M%.1f %.1fh%.0f" stroke="#c33" stroke-dasharray="4"/>`+"\n", x0, y(c.bound), w)
		for k, m := range f.Sizes {
			if k > 0 {
				last := f.Sizes[k-1]
				fmt.Fprintf(&b, `<path d="M%.1f %.1fL%.1f %.1f" stroke="#236" stroke-width="2"/>`+"\n", x(last), y(c.value(last)), x(m), y(c.value(m)))
			}
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="4" fill="#236"><title>%d carts, %.0f events/s: %.4g %s</title></circle>`+"\n", x(m), y(c.value(m)), m.Carts, m.perSecond(), c.value(m), c.unit)
		}
		fmt.Fprintf(&b, `<text x="%.1f" y="%.0f">0</text><text x="%.1f" y="%.0f" text-anchor="end">%.0f events a second</text>`+"\n", x0, top+h+18, x0+w, top+h+18, most)
	}
	fmt.Fprintf(&b, `<text x="%.0f" y="310">One hub on one core of %s; up to %d carts. The dashed lines are the bounds.</text></svg>`+"\n", left, f.Machine, f.PriceTo)
	return b.Bytes()
}
