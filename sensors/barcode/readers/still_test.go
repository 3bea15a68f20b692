package readers

import (
	"image"
	"testing"

	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/drawn"
)

func TestStillReadsAnyAngle(t *testing.T) {
	s := NewStill(nil)
	for _, degrees := range []float64{0, 45, 90, 137} {
		img, _ := barcode.Turned(drawn.EAN13("4006381333931", 3, 90), degrees)
		codes, err := s.Read(img)
		if err != nil {
			t.Fatal(err)
		}
		if len(codes) != 1 || codes[0].Text != "4006381333931" {
			t.Errorf("turned by %v degrees it reads as %v", degrees, codes)
		}
	}
}

func TestStillIsSafeOnAnySize(t *testing.T) {
	s := NewStill(nil)
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(0, 0, 300, 1), image.Rect(-7, -5, 30, 22)} {
		if codes, err := s.Read(image.NewGray(r)); err != nil || len(codes) != 0 {
			t.Errorf("%v gives %v, %v", r, codes, err)
		}
	}
	if codes, err := s.Read(nil); err != nil || len(codes) != 0 {
		t.Errorf("no image gives %v, %v", codes, err)
	}
}

func TestSupported(t *testing.T) {
	at := func(x int) []image.Point { return []image.Point{{X: x, Y: 0}, {X: x + 100, Y: 50}} }
	ean := func(text string, lines float64, x int) barcode.Code {
		return barcode.Code{Symbology: barcode.EAN13, Text: text, Score: lines, Corners: at(x)}
	}
	itf := func(text string) barcode.Code { return barcode.Code{Symbology: barcode.ITF, Text: text, Score: 9} }
	tests := []struct {
		name string
		in   []barcode.Code
		want int
	}{
		{"well read", []barcode.Code{ean("4006381333931", 30, 0)}, 1},
		{"one line", []barcode.Code{ean("4006381333931", 1, 0)}, 0},
		{"two at one place", []barcode.Code{ean("5000213002834", 30, 0), ean("7004813002834", 8, 5)}, 1},
		{"two side by side", []barcode.Code{ean("5000213002834", 30, 0), ean("7004813002834", 8, 300)}, 2},
		{"a short ITF", []barcode.Code{itf("901985")}, 0},
		{"a case's ITF", []barcode.Code{itf("15400141288763")}, 1},
	}
	for _, tt := range tests {
		got, _ := supported(tt.in, nil)
		if len(got) != tt.want {
			t.Errorf("%s: kept %v", tt.name, got)
		}
	}
}
