package vision

import (
	"image"
	"sync"
)

// Geometry finds and compares the features of flat things, for any number of
// goroutines, one picture at a time. It must be closed.
type Geometry struct {
	mu   sync.Mutex
	sift *SIFT
}

// mostFeatures are kept of each picture: more hardly add inliers, and the time
// to match grows with their square.
const mostFeatures = 450

// NewGeometry returns a geometry of SIFT features and homographies.
func NewGeometry() *Geometry { return &Geometry{sift: NewSIFT(mostFeatures)} }

// Close frees what OpenCV holds.
func (g *Geometry) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.sift.Close()
}

// Features finds the features of an image, as a *Features.
func (g *Geometry) Features(img image.Image) (any, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.sift.Features(img)
}

// Inliers compares what Features returned for two pictures; 0 for anything
// else.
func (g *Geometry) Inliers(a, b any) int {
	p, _ := a.(*Features)
	q, _ := b.(*Features)
	return Inliers(p, q)
}
