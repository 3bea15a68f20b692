package readers

import (
	"image"
	"math/rand/v2"
	"testing"

	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/drawn"
	"github.com/dashcart/dashcart/sensors/barcode/soft"
)

func TestFrameLooksAtAnyAngle(t *testing.T) {
	f := NewFrame(soft.New(), 1<<20)
	for _, degrees := range []float64{0, 20, 45, 70, 90} {
		img, _ := barcode.Turned(drawn.EAN13("4006381333931", 2, 70), degrees)
		codes, _, err := f.Look(img)
		if err != nil {
			t.Fatal(err)
		}
		if len(codes) != 1 || codes[0].Text != "4006381333931" {
			t.Errorf("turned by %v degrees it reads as %v", degrees, codes)
		}
	}
	for _, img := range []*image.Gray{nil, {}, image.NewGray(image.Rect(0, 0, 1, 1))} {
		if codes, _, err := f.Look(img); err != nil || len(codes) != 0 {
			t.Errorf("nothing reads as %v, %v", codes, err)
		}
	}
}

// BenchmarkFrameWithoutACode reads 1280x720 of goods-like texture: blotches of
// grey and the noise of a sensor.
func BenchmarkFrameWithoutACode(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	img := image.NewGray(image.Rect(0, 0, 1280, 720))
	const blotch = 40
	var grey [1280/blotch + 1][720/blotch + 1]int
	for i := range grey {
		for j := range grey[i] {
			grey[i][j] = 40 + random.IntN(180)
		}
	}
	for y := range 720 {
		for x := range 1280 {
			img.Pix[y*img.Stride+x] = uint8(grey[x/blotch][y/blotch] + random.IntN(9) - 4)
		}
	}
	f := NewFrame(nil, 0)
	for b.Loop() {
		if codes, err := f.Read(img); err != nil || len(codes) != 0 {
			b.Fatalf("%v, %v", codes, err)
		}
	}
}
