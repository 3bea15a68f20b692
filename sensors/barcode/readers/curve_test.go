package readers

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/soft"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
)

// seen is a symbol as a camera sees it: modules of a width in pixels, blurred by
// a deviation in modules, at a contrast of 120 grey levels with sensor noise of
// 4, slanted by a few degrees.
func seen(text string, module, blur float64, random *rand.Rand) *image.Gray {
	bars := gs1.EAN13(text)
	w, h := int(module*120), int(math.Max(module*40, 24))
	img := image.NewGray(image.Rect(0, 0, w, h))
	cdf := func(x float64) float64 { return .5 * (1 + math.Erf(x/math.Sqrt2)) }
	slant := math.Tan((random.Float64() - .5) * .1)
	sd := math.Sqrt(blur*blur + 1/(12*module*module)) // the pixel's own width blurs too
	for y := range h {
		for x := range w {
			u := (float64(x)+.5-float64(w)/2+slant*(float64(y)-float64(h)/2))/module + 47.5
			dark := 0.
			for k := max(int(u-5*sd)-1, 0); k < min(int(u+5*sd)+2, len(bars)); k++ {
				if bars[k] {
					dark += cdf((u-float64(k))/sd) - cdf((u-float64(k)-1)/sd)
				}
			}
			v := 190 - 120*dark + 4*random.NormFloat64()
			img.Pix[y*img.Stride+x] = uint8(math.Round(min(max(v, 0), 255)))
		}
	}
	return img
}

// TestCurve prints the curve of docs/READING.md: how many of twenty symbols are
// read by zbar, by the soft reader and by it with 50,000 GTINs.
func TestCurve(t *testing.T) {
	if os.Getenv("DASHCART_EVAL") == "" {
		t.Skip("set DASHCART_EVAL=1 for the whole evaluation")
	}
	const each = 20
	random := rand.New(rand.NewPCG(3, 3))
	var list []gs1.GTIN
	for len(list) < 50_000 {
		body := make([]byte, 12)
		for i := range body {
			body[i] = byte('0' + random.IntN(10))
		}
		list = append(list, gs1.MustGTIN(string(append(body, gs1.CheckDigit(string(body))))))
	}
	plain := soft.New()
	all := []barcode.Reader{zbar.New(), plain, plain.With(plain.Catalogue(list))}
	blurs := []float64{.3, .5, .7, .9, 1.1, 1.3, 1.6}
	fmt.Printf("module ")
	for _, blur := range blurs {
		fmt.Printf("%12.1f", blur)
	}
	fmt.Println()
	for _, module := range []float64{.8, 1, 1.25, 1.5, 2, 3} {
		fmt.Printf("%6.2f ", module)
		for _, blur := range blurs {
			var right [3]int
			for i := range each {
				g := list[i*31].Padded()[1:]
				img := seen(g, module, blur, random)
				for n, r := range all {
					codes, err := r.Read(img)
					if err != nil {
						t.Fatal(err)
					}
					for _, c := range codes {
						if barcode.Same(c, barcode.Retail(g)) {
							right[n]++
						} else {
							t.Errorf("reader %d: %s is read as %s at %v px, blur %v", n, g, c.Text, module, blur)
						}
					}
				}
			}
			fmt.Printf("%12s", fmt.Sprintf("%d/%d/%d", right[0], right[1], right[2]))
		}
		fmt.Println()
	}
}
