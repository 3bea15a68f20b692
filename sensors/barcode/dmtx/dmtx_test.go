package dmtx

import (
	"image"
	"testing"

	"pgregory.net/rapid"
)

func TestReadIsSafeOnAnySize(t *testing.T) {
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(0, 0, 400, 1), image.Rect(-20, -30, 20, 30)} {
		if codes, err := (Reader{}).Read(image.NewGray(r)); err != nil || len(codes) != 0 {
			t.Errorf("%v gives %v, %v", r, codes, err)
		}
	}
}

func TestReadIsSafeOnNoise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(0, 60).Draw(t, "w"), rapid.IntRange(0, 60).Draw(t, "h")
		img := image.NewGray(image.Rect(0, 0, w, h))
		copy(img.Pix, rapid.SliceOfN(rapid.Byte(), w*h, w*h).Draw(t, "pixels"))
		if _, err := (Reader{}).Read(img); err != nil {
			t.Fatal(err)
		}
	})
}

func TestRingsCoverTheSquareOnce(t *testing.T) {
	seen := map[image.Point]int{}
	for n := range 5 {
		for _, p := range ringOf(n) {
			seen[p]++
		}
	}
	for x := -4; x <= 4; x++ {
		for y := -4; y <= 4; y++ {
			if seen[image.Pt(x, y)] != 1 {
				t.Errorf("%d, %d is visited %d times", x, y, seen[image.Pt(x, y)])
			}
		}
	}
}
