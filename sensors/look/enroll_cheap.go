package look

import "image"

// EnrollCheap adds a reference picture for RankCheap alone, at a tenth of the
// cost of Enroll: a whole catalogue's drawings are enrolled in seconds. Rank
// does not know what was enrolled only so.
func (x *Index) EnrollCheap(id string, img image.Image) {
	q := read(img)
	if q == nil {
		return
	}
	x.Add(id, Description{Full: make([]float32, fullDim), Cheap: x.p.describeCheap(q)})
	x.embed(id, img)
}
