package soft

import (
	"image"
	"math"
	"testing"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/drawn"
)

// blurredImage is a drawing put through a Gaussian of the given deviation in
// pixels, along the rows.
func blurredImage(img *image.Gray, sd float64) *image.Gray {
	out := image.NewGray(img.Rect)
	reach := int(3*sd) + 1
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		for x := range w {
			var sum, weight float64
			for d := -reach; d <= reach; d++ {
				k := math.Exp(-.5 * float64(d*d) / sd / sd)
				sum += k * float64(img.Pix[y*img.Stride+min(max(x+d, 0), w-1)])
				weight += k
			}
			out.Pix[y*out.Stride+x] = uint8(sum/weight + .5)
		}
	}
	return out
}

func TestReadsWhatEdgesCannot(t *testing.T) {
	r := New()
	for _, degrees := range []float64{0, 10, 30, 75, 150, 180} {
		const text = "4006381333931"
		img, _ := barcode.Turned(blurredImage(drawn.EAN13(text, 2, 80), 1.7), degrees)
		codes, err := r.Read(img)
		if err != nil {
			t.Fatal(err)
		}
		if len(codes) != 1 || codes[0].Text != text {
			t.Errorf("turned by %v degrees it was read as %v", degrees, codes)
		}
	}
}

// Two symbols that differ by a digit and the check digit, drawn under so much
// blur that no free reading is clear: a list that holds the one settles it, and
// a list that holds only the other must not.
func TestACatalogueNeverSettlesOnASibling(t *testing.T) {
	plain := New()
	const text, sibling = "4006381333931", "4006381333900"
	img := blurredImage(drawn.EAN13(text, 2, 80), 2.6)
	with := func(gtins ...string) []barcode.Code {
		var list []gs1.GTIN
		for _, g := range gtins {
			list = append(list, gs1.MustGTIN(g))
		}
		codes, err := plain.With(plain.Catalogue(list)).Read(img)
		if err != nil {
			t.Fatal(err)
		}
		return codes
	}
	if codes := with(text, sibling); len(codes) > 0 && codes[0].Text != text {
		t.Errorf("with both listed it is read as %v", codes)
	}
	if codes := with(sibling, "5030159003930"); len(codes) > 0 && codes[0].Text != text {
		t.Errorf("with only a sibling listed it is read as %v", codes)
	}
}

func TestLookIsSafeOnAnything(t *testing.T) {
	r := New()
	r = r.With(r.Catalogue(nil))
	for _, b := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(0, 0, 500, 2), image.Rect(-9, -9, 30, 30)} {
		if found := r.Look(image.NewGray(b)); len(found) != 0 {
			t.Errorf("%v shows %v", b, found)
		}
	}
	if r.Look(nil) != nil {
		t.Error("no image shows something")
	}
	for _, period := range []int{1, 4} {
		img := image.NewGray(image.Rect(0, 0, 90, 40))
		for i := range img.Pix {
			img.Pix[i] = uint8(255 * (i % 90 / period % 2))
		}
		for _, s := range r.Look(img) {
			if s.Text != "" {
				t.Fatalf("stripes of %d pixels are read as %s", period, s.Text)
			}
		}
	}
}

// Frames of one code add up: what one line cannot settle, lines of several
// frames do.
func TestJudgeAddsFrames(t *testing.T) {
	r := New()
	c := r.Catalogue([]gs1.GTIN{gs1.MustGTIN("4006381333931"), gs1.MustGTIN("5030159003930"), gs1.MustGTIN("9780201752847")})
	found := r.With(c).Look(blurredImage(drawn.EAN13("4006381333931", 2, 60), 1.5))
	if len(found) == 0 || len(found[0].Strips) == 0 {
		t.Fatal("nothing found")
	}
	one := found[0].Strips[:1]
	first := c.Judge(one)
	three := c.Judge([]*Strip{one[0], one[0], one[0]})
	if first.Candidates[0].GTIN != gs1.MustGTIN("4006381333931") {
		t.Fatalf("best is %v", first.Candidates[0])
	}
	lead := func(v Verdict) float64 { return v.Candidates[0].LogLikelihood - v.Candidates[1].LogLikelihood }
	if lead(three) < 2.9*lead(first) {
		t.Errorf("one line leads by %v, three by %v", lead(first), lead(three))
	}
}
