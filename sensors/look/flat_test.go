package look

import (
	"errors"
	"image"
	"testing"
)

// shares is a geometry in which the width of a picture is what it shares with
// a clean one.
type shares struct{}

func (shares) Features(img image.Image) (any, error) { return img.Bounds().Dx(), nil }
func (shares) Inliers(a, _ any) int                  { return a.(int) }

func TestFlatGoodsShareTheirPicture(t *testing.T) {
	for _, c := range []struct {
		name   string
		photos []int // inliers of each; below zero cannot be read
		flat   bool
	}{
		{"a carton", []int{40, 12, 0, 25, 30, 8, 51}, true},
		{"an apple", []int{4, 0, 5, 4, 6, 0, 4}, false},
		{"one lucky photo", []int{4, 0, 15, 4, 6, 0, 4}, false},
		{"one photo", []int{12}, true},
		{"none", nil, false},
		{"unreadable ones", []int{-1, -1, 12}, false},
		{"many, of which seven are asked", append(make([]int, 70), 99, 99), false},
	} {
		photo := func(i int) (image.Image, error) {
			if c.photos[i] < 0 {
				return nil, errors.New("torn")
			}
			return image.NewGray(image.Rect(0, 0, c.photos[i], 1)), nil
		}
		if flat, err := Flat(shares{}, image.NewGray(image.Rect(0, 0, 9, 9)), len(c.photos), photo); err != nil || flat != c.flat {
			t.Errorf("%s: %v, %v", c.name, flat, err)
		}
	}
}
