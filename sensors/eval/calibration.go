package eval

import (
	"fmt"
	"io"
	"strings"
)

// Stated is a probability that a decision stated, and whether it was right.
type Stated struct {
	P     float64
	Right bool
}

// Bin is what decisions of about one stated probability came to.
type Bin struct {
	N, Right int
	Said     float64 // the mean of what was stated
}

// Bins sorts decisions into ten bins of equal width; what is stated as certain
// is in the last.
func Bins(all []Stated) [10]Bin {
	var out [10]Bin
	for _, s := range all {
		b := &out[min(max(int(s.P*10), 0), 9)]
		b.Said += s.P
		b.N++
		if s.Right {
			b.Right++
		}
	}
	for i := range out {
		if out[i].N > 0 {
			out[i].Said /= float64(out[i].N)
		}
	}
	return out
}

// The diagram's measures, in pixels.
const (
	plotSize  = 400
	plotLeft  = 60
	plotTop   = 40
	plotWidth = plotLeft + plotSize + 30
	plotDepth = plotTop + plotSize + 60
)

// Reliability draws a reliability diagram: how often decisions were right
// against how sure they said they were, with Wilson's 95 % intervals and the
// number of each. A calibrated cart's points lie on the diagonal; above it the
// cart is right more often than it says.
func Reliability(w io.Writer, title string, all []Stated) error {
	x := func(p float64) float64 { return plotLeft + plotSize*p }
	y := func(p float64) float64 { return plotTop + plotSize*(1-p) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" fill="#222">`+"\n", plotWidth, plotDepth)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", plotWidth, plotDepth)
	fmt.Fprintf(&b, `<text x="%d" y="24" font-size="15">%s, n = %d</text>`+"\n", plotLeft, escape(title), len(all))
	for i := 0; i <= 10; i += 2 {
		p := float64(i) / 10
		fmt.Fprintf(&b, `<path d="M%g %gH%g M%g %gV%g" stroke="#ddd"/>`, x(0), y(p), x(1), x(p), y(0), y(1))
		fmt.Fprintf(&b, `<text x="%g" y="%g" text-anchor="end">%.1f</text><text x="%g" y="%g" text-anchor="middle">%.1f</text>`+"\n", x(0)-8, y(p)+4, p, x(p), y(0)+18, p)
	}
	fmt.Fprintf(&b, `<path d="M%g %gL%g %g" stroke="#888" stroke-dasharray="5 4"/>`+"\n", x(0), y(0), x(1), y(1))
	fmt.Fprintf(&b, `<text x="%g" y="%g" text-anchor="middle">stated probability</text>`, x(.5), y(0)+42)
	fmt.Fprintf(&b, `<text transform="translate(18 %g) rotate(-90)" text-anchor="middle">share that was right</text>`+"\n", y(.5))
	for _, c := range Bins(all) {
		if c.N == 0 {
			continue
		}
		low, high := Wilson(c.Right, c.N)
		at := float64(c.Right) / float64(c.N)
		fmt.Fprintf(&b, `<path d="M%.1f %.1fV%.1f" stroke="#1d6fa5" stroke-width="2"/><circle cx="%.1f" cy="%.1f" r="5" fill="#1d6fa5"/>`, x(c.Said), y(low), y(high), x(c.Said), y(at))
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="end">%d</text>`+"\n", x(c.Said)-7, y(at)+4, c.N)
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
