package zbar

import (
	"image"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/drawn"
)

func TestReadsWhatIsDrawn(t *testing.T) {
	for _, digits := range []string{"4006381333931", "0036000291452"} {
		codes, err := New().Read(drawn.EAN13(digits, 2, 60))
		if err != nil {
			t.Fatal(err)
		}
		if len(codes) != 1 || !barcode.Same(codes[0], barcode.Retail(digits)) {
			t.Errorf("%s was read as %+v", digits, codes)
		}
	}
}

func TestReadIsSafeOnAnySize(t *testing.T) {
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(5, 5, 405, 6), image.Rect(-20, -30, 20, 30)} {
		codes, err := New().Read(image.NewGray(r))
		if err != nil || len(codes) != 0 {
			t.Errorf("%v gave %v, %v", r, codes, err)
		}
	}
	if codes, err := New().Read(nil); err != nil || codes != nil {
		t.Errorf("no image gave %v, %v", codes, err)
	}
}

func TestReadIsSafeOnNoise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(0, 40).Draw(t, "w"), rapid.IntRange(0, 40).Draw(t, "h")
		img := image.NewGray(image.Rect(0, 0, w, h))
		copy(img.Pix, rapid.SliceOfN(rapid.Byte(), w*h, w*h).Draw(t, "pixels"))
		if _, err := New().Read(img); err != nil {
			t.Fatal(err)
		}
	})
}
