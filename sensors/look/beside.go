package look

import "image"

// Embedder describes a picture by a vector of length 1, always of as many
// numbers; pictures of one thing point the same way.
type Embedder interface {
	Embed(img image.Image) ([]float32, error)
}

// Beside lets an embedder, such as a network trained on the store's own photos,
// count beside the index's own descriptions: a match's score is then share, 0
// to 1, of its cosine and the rest of the index's. A product without a reference
// that it could describe has the cosine 0. To be called before anything is
// enrolled. Probabilities keep the temperature of the index's own scores.
func (x *Index) Beside(e Embedder, share float64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.beside, x.share = e, float32(min(1, max(0, share)))
}

// embedding is nil where nothing is beside, or it fails on the picture.
func (x *Index) embedding(img image.Image) []float32 {
	if x.beside == nil || img.Bounds().Empty() {
		return nil
	}
	v, err := x.beside.Embed(img)
	if err != nil || !finite(v) {
		return nil
	}
	return unit(v)
}

// embed adds a reference to a product that is enrolled.
func (x *Index) embed(id string, img image.Image) {
	v := x.embedding(img)
	x.mu.Lock()
	defer x.mu.Unlock()
	i, known := x.order[id]
	if !known || len(v) == 0 {
		return
	}
	if x.embedded.dim == 0 {
		x.embedded.dim = len(v)
		for range x.ids {
			x.embedded.grow()
		}
	}
	if len(v) == x.embedded.dim {
		x.embedded.add(i, v)
	}
}

// mixed adds the embedder's opinion v of a picture to the index's own.
func (x *Index) mixed(own, v []float32) []float32 {
	if x.embedded.dim == 0 {
		return own
	}
	theirs := x.embedded.cosines(v)
	if len(theirs) != len(own) {
		return own
	}
	for i := range own {
		own[i] = (1-x.share)*own[i] + x.share*theirs[i]
	}
	return own
}
