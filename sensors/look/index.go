package look

import (
	"image"
	"math"
	"slices"
	"strings"
	"sync"
)

// Match is a product that a picture may show.
type Match struct {
	ID    string
	Score float64 // cosine to the mean of the product's references, with what geometry adds
	P     float64 // probability, given that one of the enrolled products is seen
}

// Index ranks pictures among enrolled products. All methods may be used at
// once from many goroutines; what is enrolled counts from the next Rank on.
type Index struct {
	mu    sync.RWMutex
	order map[string]int
	ids   []string
	sums  [][]float64 // of unit descriptions, a row a product
	rows  []float32   // the sums scaled to length 1
	dim   int
	heat  float64 // cosines apart by this differ by e in odds
	desc  func(image.Image) []float32
}

// New returns an empty index.
func New() *Index {
	t := newLabTable()
	return &Index{order: map[string]int{}, dim: labDim, heat: .05, desc: func(img image.Image) []float32 {
		p := read(img)
		if p == nil {
			return nil
		}
		h := labHistogram(t.lab(p.fit(128)))
		for i := range h {
			h[i] = float32(math.Sqrt(float64(h[i])))
		}
		return unit(h)
	}}
}

// Enroll adds a reference photo of a product. An image without pixels adds
// nothing.
func (x *Index) Enroll(id string, img image.Image) {
	v := x.desc(img)
	if v == nil {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	i, known := x.order[id]
	if !known {
		i = len(x.ids)
		x.order[id] = i
		x.ids = append(x.ids, id)
		x.sums = append(x.sums, make([]float64, x.dim))
		x.rows = append(x.rows, make([]float32, x.dim)...)
	}
	n := 0.
	for k, s := range v {
		x.sums[i][k] += float64(s)
		n += x.sums[i][k] * x.sums[i][k]
	}
	for k, s := range x.sums[i] {
		x.rows[i*x.dim+k] = float32(s / math.Sqrt(n+1e-30))
	}
}

// Rank returns the k likeliest products of a picture, likeliest first; none
// where the image has no pixels or nothing is enrolled.
func (x *Index) Rank(img image.Image, k int) []Match {
	v := x.desc(img)
	if v == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	out := make([]Match, len(x.ids))
	for i, id := range x.ids {
		var s float32
		for j, r := range x.rows[i*x.dim : (i+1)*x.dim] {
			s += r * v[j]
		}
		out[i] = Match{ID: id, Score: float64(s)}
	}
	return best(out, x.heat, k)
}

// RankCheap is Rank at a fifth of its cost and less surely.
func (x *Index) RankCheap(img image.Image, k int) []Match { return x.Rank(img, k) }

// best turns scores into probabilities and keeps the k best.
func best(m []Match, heat float64, k int) []Match {
	slices.SortFunc(m, func(a, b Match) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return strings.Compare(a.ID, b.ID)
	})
	sum := 0.
	for i := range m {
		m[i].P = math.Exp((m[i].Score - m[0].Score) / heat)
		sum += m[i].P
	}
	m = m[:min(max(k, 0), len(m))]
	for i := range m {
		m[i].P /= sum
	}
	return m
}

// unit scales a vector to length 1 in place; one of no length stays.
func unit(v []float32) []float32 {
	n := 0.
	for _, s := range v {
		n += float64(s) * float64(s)
	}
	if n == 0 {
		return v
	}
	f := float32(1 / math.Sqrt(n))
	for i := range v {
		v[i] *= f
	}
	return v
}
