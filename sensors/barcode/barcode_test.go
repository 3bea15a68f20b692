package barcode

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"pgregory.net/rapid"
)

func TestRetail(t *testing.T) {
	for digits, want := range map[string]Code{
		"4006381333931": {Symbology: EAN13, Text: "4006381333931"},
		"0036000291452": {Symbology: UPCA, Text: "036000291452"},
	} {
		if got := Retail(digits); !Same(got, want) {
			t.Errorf("%s is %v", digits, got)
		}
	}
}

func TestGS1Text(t *testing.T) {
	for data, want := range map[string]string{
		"01900123456789083103012233": "(01)90012345678908(3103)012233",
		"10A1\x1d17260101":           "(10)A1(17)260101",
		"0":                          "0",
		"\x1d":                       "\x1d",
	} {
		if got := GS1Text(data); got != want {
			t.Errorf("%q is %q, want %q", data, got, want)
		}
	}
}

func TestDecodeLaysTransparentOverWhite(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	img.Set(1, 0, color.NRGBA{A: 255})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	g, err := Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if g.Pix[0] != 255 || g.Pix[1] != 0 {
		t.Errorf("transparent and black are %v", g.Pix)
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("GIF89a\x01\x00\x01\x00"))
	f.Add([]byte("BM"))
	f.Fuzz(func(t *testing.T, data []byte) {
		img, err := Decode(bytes.NewReader(data))
		if err == nil && (img.Rect.Min != image.Point{} || len(img.Pix) != img.Rect.Dx()*img.Rect.Dy()) {
			t.Fatalf("%v with %d pixels", img.Rect, len(img.Pix))
		}
	})
}

func TestTurnedKeepsItsPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 60).Draw(t, "h")
		degrees := rapid.Float64Range(-360, 360).Draw(t, "degrees")
		img := image.NewGray(image.Rect(0, 0, w, h))
		turned, back := Turned(img, degrees)
		b := turned.Rect
		middle := back(image.Pt(b.Dx()/2, b.Dy()/2))
		if d := middle.Sub(image.Pt(w/2, h/2)); d.X*d.X+d.Y*d.Y > 4 {
			t.Fatalf("the middle of %dx%d comes back as %v", w, h, middle)
		}
	})
}

func TestTurnedByRightAnglesIsExact(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 3, 2))
	copy(img.Pix, []byte{1, 2, 3, 4, 5, 6})
	turned, _ := Turned(img, 90)
	if turned.Rect.Dx() != 2 || turned.Rect.Dy() != 3 {
		t.Fatalf("a quarter turn makes %v", turned.Rect)
	}
	again, _ := Turned(turned, 90)
	if !bytes.Equal(again.Pix, []byte{6, 5, 4, 3, 2, 1}) {
		t.Errorf("two quarter turns make %v", again.Pix)
	}
}

func TestScalingIsSafeOnAnySize(t *testing.T) {
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(0, 0, 1, 9)} {
		Halved(image.NewGray(r))
		Doubled(image.NewGray(r))
		Turned(image.NewGray(r), 45)
	}
}
