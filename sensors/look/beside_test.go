package look_test

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"github.com/dashcart/dashcart/sensors/look"
)

// corner tells pictures apart by their first pixel alone: what colours and
// features of the whole cannot.
type corner struct{ fails bool }

func (c corner) Embed(img image.Image) ([]float32, error) {
	if c.fails {
		return nil, errors.New("no")
	}
	r, _, _, _ := img.At(img.Bounds().Min.X, img.Bounds().Min.Y).RGBA()
	if r > 0x8000 {
		return []float32{1, 0}, nil
	}
	return []float32{0, 1}, nil
}

// marked is a plain picture whose corner is white or black.
func marked(white bool) image.Image {
	im := image.NewRGBA(image.Rect(0, 0, 120, 90))
	for i := range im.Pix {
		im.Pix[i] = 128
	}
	if white {
		im.Set(0, 0, color.White)
	} else {
		im.Set(0, 0, color.Black)
	}
	return im
}

func TestAnEmbedderCountsBeside(t *testing.T) {
	x := look.New()
	x.Beside(corner{}, 0.5)
	x.Enroll("gone", marked(true))
	x.Enroll("black", marked(false))
	x.EnrollCheap("white", marked(true))
	x.Enroll("white", marked(true))
	x.Remove("gone")
	for _, c := range []struct {
		white bool
		want  string
	}{{true, "white"}, {false, "black"}} {
		for name, rank := range map[string]func(image.Image, int) []look.Match{"Rank": x.Rank, "RankCheap": x.RankCheap} {
			m := rank(marked(c.white), 2)
			if len(m) != 2 || m[0].ID != c.want || m[0].Score < m[1].Score+0.3 {
				t.Errorf("%s: %+v, want %s well before the other", name, m, c.want)
			}
		}
	}
	if m := x.Rank(image.NewRGBA(image.Rectangle{}), 2); m != nil {
		t.Errorf("a picture without pixels: %+v", m)
	}
}

// TestAnEmbedderThatFailsTakesNothingAway: the index's own opinion stays.
func TestAnEmbedderThatFailsTakesNothingAway(t *testing.T) {
	alone, beside := look.New(), look.New()
	beside.Beside(corner{fails: true}, 0.9)
	for _, x := range []*look.Index{alone, beside} {
		x.Enroll("red", plain(color.RGBA{200, 30, 30, 255}))
		x.Enroll("blue", plain(color.RGBA{30, 30, 200, 255}))
	}
	a, b := alone.Rank(plain(color.RGBA{190, 40, 30, 255}), 2), beside.Rank(plain(color.RGBA{190, 40, 30, 255}), 2)
	if len(a) != 2 || len(b) != 2 || a[0] != b[0] || a[1] != b[1] {
		t.Errorf("%+v became %+v", a, b)
	}
}
