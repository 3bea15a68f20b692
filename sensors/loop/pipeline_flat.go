package loop

import (
	"image"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/look"
)

// Flat tells flat-sided packages apart by geometry. Clean returns the features,
// as Geometry found them, of the clean picture of what is enrolled under an id,
// nil where there is none. The zero Flat compares nothing.
type Flat struct {
	Geometry look.Geometry
	Clean    func(id string) any
}

// compared is how many of the best matches are compared by geometry.
const compared = 5

// Compare counts the inliers between a crop and the clean pictures of its best
// matches, and notes the two highest counts in out.
func (f Flat) Compare(img image.Image, matches []look.Match, items func(id string) (evidence.Item, bool), out *Sight) {
	if f.Geometry == nil {
		return
	}
	var seen any
	for _, m := range matches[:min(compared, len(matches))] {
		it, ok := items(m.ID)
		if !ok {
			continue
		}
		clean := f.Clean(m.ID)
		if clean == nil {
			continue
		}
		if seen == nil {
			var err error
			if seen, err = f.Geometry.Features(img); err != nil {
				return // looks alone must do
			}
		}
		switch n := f.Geometry.Inliers(seen, clean); {
		case n > out.Inliers:
			out.Second, out.Inliers, out.Flat = out.Inliers, n, it
		case n > out.Second:
			out.Second = n
		}
	}
}
