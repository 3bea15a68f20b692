package zxing

import (
	"image"
	"testing"

	"github.com/skip2/go-qrcode"
	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/sensors/barcode"
)

var every = []barcode.Symbology{barcode.DataBar, barcode.DataBarExpanded, barcode.Code128, barcode.ITF, barcode.QR, barcode.DataMatrix}

func TestReadsAQRCode(t *testing.T) {
	const text = "https://example.com/01/04006381333931"
	q, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	codes, err := New(barcode.QR).Read(barcode.Grey(q.Image(200)))
	if err != nil || len(codes) != 1 || codes[0].Text != text {
		t.Errorf("read as %v, %v", codes, err)
	}
}

func TestReadIsSafeOnAnySize(t *testing.T) {
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(0, 0, 400, 1), image.Rect(-20, -30, 20, 30)} {
		if codes, err := New(every...).Read(image.NewGray(r)); err != nil || len(codes) != 0 {
			t.Errorf("%v gives %v, %v", r, codes, err)
		}
	}
}

func TestReadIsSafeOnNoise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(0, 40).Draw(t, "w"), rapid.IntRange(0, 40).Draw(t, "h")
		img := image.NewGray(image.Rect(0, 0, w, h))
		copy(img.Pix, rapid.SliceOfN(rapid.Byte(), w*h, w*h).Draw(t, "pixels"))
		if _, err := New(every...).Read(img); err != nil {
			t.Fatal(err)
		}
	})
}
