package look_test

import (
	"image"
	"image/color"
	"testing"

	"github.com/dashcart/dashcart/sensors/look"
)

// plain is a picture of one colour.
func plain(c color.Color) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for y := range 40 {
		for x := range 60 {
			m.Set(x, y, c)
		}
	}
	return m
}

func TestIndexRanksByColour(t *testing.T) {
	x := look.New()
	red, green := plain(color.RGBA{200, 30, 30, 255}), plain(color.RGBA{30, 200, 30, 255})
	if m := x.Rank(red, 3); len(m) != 0 {
		t.Fatalf("an empty index ranked %v", m)
	}
	x.Enroll("tomato", red)
	x.Enroll("cucumber", green)
	for _, c := range []struct {
		img  image.Image
		want string
	}{{red, "tomato"}, {green, "cucumber"}} {
		m := x.Rank(c.img, 5)
		if len(m) != 2 || m[0].ID != c.want || m[0].P <= m[1].P || m[0].P+m[1].P > 1+1e-9 {
			t.Errorf("want %s first of two, got %v", c.want, m)
		}
	}
}

func TestIndexOfOddImages(t *testing.T) {
	x := look.New()
	x.Enroll("tomato", plain(color.White))
	for name, img := range map[string]image.Image{
		"none":      nil,
		"no pixels": image.NewRGBA(image.Rectangle{}),
		"no width":  image.NewGray(image.Rect(0, 0, 0, 9)),
		"one pixel": image.NewGray(image.Rect(5, 5, 6, 6)),
		"a line":    image.NewNRGBA(image.Rect(0, 0, 900, 1)),
		"boundless": image.NewUniform(color.Black),
	} {
		t.Run(name, func(t *testing.T) {
			x.Enroll("odd", img)
			if m := x.Rank(img, -1); len(m) != 0 {
				t.Errorf("ranked %v though none were asked for", m)
			}
			x.Rank(img, 3)
			x.RankCheap(img, 3)
		})
	}
}
