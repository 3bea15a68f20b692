package loop

import (
	"image"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/look"
)

// codeSense lets readers of codes serve a pipeline.
type codeSense struct{ readers []barcode.Reader }

// Codes unites readers: what any of them reads counts once. A reader that
// fails reads nothing; the others go on.
func Codes(readers ...barcode.Reader) CodeReader { return codeSense{readers} }

// ReadCodes reads a crop.
func (s codeSense) ReadCodes(img image.Image) []Code {
	grey := barcode.Grey(img)
	var out []Code
	seen := map[Code]bool{}
	for _, r := range s.readers {
		found, err := r.Read(grey)
		if err != nil {
			continue
		}
		for _, f := range found {
			c := Code{Symbology: string(f.Symbology), Text: f.Text, P: 1}
			if !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	return out
}

// lookSense lets an index of looks serve a pipeline.
type lookSense struct {
	index *look.Index
	items func(id string) (evidence.Item, bool)
	flat  Flat
}

// lookAmong is how many candidates a look lists.
const lookAmong = 12

// Looks names what an index ranks; items tells which goods an enrolled id stands for.
// The probabilities are those of looks alone: inliers speak for themselves, at a gate.
func Looks(index *look.Index, items func(id string) (evidence.Item, bool), flat Flat) Looker {
	return lookSense{index, items, flat}
}

// Look ranks a crop.
func (s lookSense) Look(img image.Image) Sight {
	var out Sight
	matches := s.index.Rank(img, lookAmong)
	for _, m := range matches {
		if it, ok := s.items(m.ID); ok {
			out.Candidates = append(out.Candidates, evidence.Candidate{Item: it, P: m.P})
		}
	}
	s.flat.Compare(img, matches, s.items, &out)
	return out
}
