package look

import (
	"image"
	"slices"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// Match is a product that a picture may show.
type Match struct {
	ID      string
	Score   float64 // cosine to the mean of the product's references, with what geometry adds
	P       float64 // probability, given that one of the enrolled products is seen
	Inliers int     // features that lie as in the product's clean picture; 0 where none was compared
}

// Index ranks pictures among enrolled products. All methods may be used at
// once from many goroutines; what is enrolled counts from the next Rank on.
type Index struct {
	p           *Projections
	mu          sync.RWMutex
	order       map[string]int // place of a product by ID
	ids         []string
	full, cheap prototypes
	beside      Embedder
	share       float32    // of the score that is by what is beside
	embedded    prototypes // by it
	geometry    Geometry
	clean       map[string]any // the geometry's features of clean pictures
}

// New returns an empty index over the projections that come with the program.
func New() *Index { return NewWith(Default()) }

// NewWith returns an empty index over projections.
func NewWith(p *Projections) *Index {
	return &Index{p: p, order: map[string]int{}, clean: map[string]any{},
		full: prototypes{dim: fullDim}, cheap: prototypes{dim: cheapDim}}
}

// Enroll adds a reference photo of a product. An image without pixels adds
// nothing.
func (x *Index) Enroll(id string, img image.Image) {
	x.Add(id, x.p.Describe(img))
	x.embed(id, img)
}

// Add adds a description of a reference photo of a product, made by the
// projections of the index. One of an image without pixels adds nothing.
func (x *Index) Add(id string, d Description) {
	if len(d.Full) != fullDim || len(d.Cheap) != cheapDim || !finite(d.Full) || !finite(d.Cheap) {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	i, known := x.order[id]
	if !known {
		i = len(x.ids)
		x.order[id] = i
		x.ids = append(x.ids, id)
	}
	x.full.add(i, d.Full)
	x.cheap.add(i, d.Cheap)
	if !known && x.embedded.dim > 0 {
		x.embedded.grow()
	}
}

// Remove forgets a product and its references.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.clean, id)
	i, known := x.order[id]
	if !known {
		return
	}
	x.ids = slices.Delete(x.ids, i, i+1)
	x.full.remove(i)
	x.cheap.remove(i)
	if x.embedded.dim > 0 {
		x.embedded.remove(i)
	}
	delete(x.order, id)
	for j, later := range x.ids[i:] {
		x.order[later] = i + j
	}
}

// Len is how many products are enrolled.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.ids)
}

// Rank returns the k likeliest products of a picture, likeliest first; none
// where the image has no pixels or nothing is enrolled.
func (x *Index) Rank(img image.Image, k int) []Match {
	q := read(img)
	if q == nil || k <= 0 {
		return nil
	}
	v, w := x.p.describeFull(q), x.embedding(img)
	x.mu.RLock()
	m := best(x.ids, x.mixed(x.full.cosines(v), w), x.p.full.heat, max(k, verified))
	x.mu.RUnlock()
	m = x.verify(img, m)
	return m[:min(k, len(m))]
}

// RankCheap is Rank at a tenth of its cost and less surely: by colours alone,
// without geometry.
func (x *Index) RankCheap(img image.Image, k int) []Match {
	q := read(img)
	if q == nil {
		return nil
	}
	v, w := x.p.describeCheap(q), x.embedding(img)
	x.mu.RLock()
	defer x.mu.RUnlock()
	return best(x.ids, x.mixed(x.cheap.cosines(v), w), x.p.cheap.heat, k)
}

// RankDescription ranks by the full part of a description, without geometry.
func (x *Index) RankDescription(d Description, k int) []Match {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return best(x.ids, x.full.cosines(d.Full), x.p.full.heat, k)
}

// prototypes are the means of references, a row a product.
type prototypes struct {
	dim  int
	sums []float32 // of unit vectors
	rows []float32 // the sums at length 1
}

// grow adds a row for a product without references yet.
func (p *prototypes) grow() {
	p.sums = append(p.sums, make([]float32, p.dim)...)
	p.rows = append(p.rows, make([]float32, p.dim)...)
}

func (p *prototypes) add(i int, v []float32) {
	if i*p.dim == len(p.rows) {
		p.grow()
	}
	sum, unitRow := p.sums[i*p.dim:(i+1)*p.dim], p.rows[i*p.dim:(i+1)*p.dim]
	for j, s := range v {
		sum[j] += s
	}
	copy(unitRow, sum)
	unit(unitRow)
}

func (p *prototypes) remove(i int) {
	p.sums = slices.Delete(p.sums, i*p.dim, (i+1)*p.dim)
	p.rows = slices.Delete(p.rows, i*p.dim, (i+1)*p.dim)
}

// cosines of a unit vector to each product, none for a vector of another
// length.
func (p *prototypes) cosines(v []float32) []float32 {
	n := len(p.rows) / p.dim
	if len(v) != p.dim || n == 0 {
		return nil
	}
	out := make([]float32, n)
	blas32.Gemv(blas.NoTrans, 1, blas32.General{Rows: n, Cols: p.dim, Stride: p.dim, Data: p.rows},
		blas32.Vector{N: p.dim, Inc: 1, Data: v}, 0, blas32.Vector{N: n, Inc: 1, Data: out})
	return out
}
