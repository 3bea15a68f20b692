package look

import (
	"image"
	"math"
)

// Geometry compares where features lie in two pictures of one flat thing. It
// may be used from many goroutines at once.
type Geometry interface {
	// Features finds the features of an image, in a form of its own.
	Features(img image.Image) (any, error)
	// Inliers counts the features of one that lie in the other as one plane
	// seen from elsewhere has them.
	Inliers(a, b any) int
}

const (
	verified     = 5  // of the best matches are compared by geometry
	chance       = 6  // inliers that unlike pictures may have
	inlierWeight = .2 // of cosine, for each e-fold of inliers beyond chance: likeliest on held-out training photos
)

// Verify makes Rank compare the best matches with the clean pictures of those
// products that have one.
func (x *Index) Verify(g Geometry) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.geometry = g
	clear(x.clean)
}

// EnrollClean sets the clean picture of a product, whole and on a plain
// ground, that Rank compares by geometry. It needs a geometry, see Verify.
func (x *Index) EnrollClean(id string, img image.Image) error {
	x.mu.RLock()
	g := x.geometry
	x.mu.RUnlock()
	if g == nil {
		return nil
	}
	f, err := g.Features(img)
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.clean[id] = f
	return nil
}

// verify re-ranks the best matches by geometry.
func (x *Index) verify(img image.Image, m []Match) []Match {
	x.mu.RLock()
	g := x.geometry
	var clean [verified]any
	any := false
	for i := range m[:min(verified, len(m))] {
		clean[i] = x.clean[m[i].ID]
		any = any || clean[i] != nil
	}
	heat := x.p.full.heat
	x.mu.RUnlock()
	if g == nil || !any {
		return m
	}
	f, err := g.Features(img)
	if err != nil {
		return m // the ranking by looks stands
	}
	for i := range m[:min(verified, len(m))] {
		if clean[i] != nil {
			m[i].Inliers = g.Inliers(f, clean[i])
		}
	}
	return reweigh(m, heat)
}

// reweigh adds what inliers say to scores, and to probabilities so that they
// still sum to what they did.
func reweigh(m []Match, heat float64) []Match {
	before, after := 0., 0.
	for i := range m {
		add := inlierWeight * math.Log1p(float64(max(m[i].Inliers-chance, 0)))
		before += m[i].P
		m[i].Score += add
		m[i].P *= math.Exp(add / heat)
		after += m[i].P
	}
	rest := max(1-before, 0) // of what is not listed
	for i := range m {
		m[i].P /= after + rest
	}
	sortMatches(m)
	return m
}

// How a picture shows itself to be of something flat.
const (
	flatAsked   = 7  // photos of the product, at most
	flatInliers = 10 // that a photo shares with it
	flatFew     = 2  // photos that have to, where there are that many
)

// Flat reports whether geometry says anything of a product: whether photos of it
// share with its clean picture what one plane seen from elsewhere shares. A
// carton does; of an apple the few features that fit fit every other apple too,
// and would only mislead. photo loads one of n; what cannot be read counts as
// unlike.
func Flat(g Geometry, clean image.Image, n int, photo func(int) (image.Image, error)) (bool, error) {
	f, err := g.Features(clean)
	if err != nil {
		return false, err
	}
	asked := min(n, flatAsked)
	alike := 0
	for i := range asked {
		img, err := photo(i * n / asked)
		if err != nil {
			continue
		}
		if p, err := g.Features(img); err == nil && g.Inliers(p, f) >= flatInliers {
			alike++
		}
	}
	return alike > 0 && alike >= min(flatFew, asked), nil
}
