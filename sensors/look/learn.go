package look

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"runtime"
	"sync"

	"gonum.org/v1/gonum/blas/blas32"
)

// Photo is a picture of a known product. Open decodes it, as many are too
// much to hold at once.
type Photo struct {
	ID   string
	Open func() (image.Image, error)
}

const (
	sampled     = 1000 // pictures that codebooks are learned from
	sampledEach = 200  // descriptors of each
	colourKept  = 48   // components of colour descriptors
	edgeKept    = 64   // of edge descriptors
	seed        = 0x6461736863617274
	withinPart  = .03 // of the mean within-class variance added to each direction

	// LeastPhotos are the fewest that projections can be learned from. To
	// serve well they need about a thousand.
	LeastPhotos = 40
)

// ErrTooFew is returned by Learn for fewer than LeastPhotos pictures or two
// products.
var ErrTooFew = errors.New("too few photos to learn look projections from")

// Learn learns projections from photos. The report is called now and then
// with how much is done of all there is to do. The same photos give the same
// projections. It needs about a quarter of a megabyte of memory for each.
func Learn(ctx context.Context, photos []Photo, report func(done, of int)) (*Projections, error) {
	class, products := classesOf(photos)
	if len(photos) < LeastPhotos || products < 2 {
		return nil, fmt.Errorf("%w: %d photos of %d products; at least %d of two are needed", ErrTooFew, len(photos), products, LeastPhotos)
	}
	l := &learner{rand: rand.New(rand.NewPCG(seed, version)), of: min(sampled, len(photos)) + len(photos) + afterwards, report: report}
	e, err := l.codebooks(ctx, photos)
	if err != nil {
		return nil, err
	}
	p := &Projections{eyes: e}
	full, cheap := newMatrix(len(photos), e.fullLength()), newMatrix(len(photos), e.cheapLength())
	err = l.each(ctx, photos, func(i int, q *picture) {
		copy(row(full, i), join(e.views(q)))
		copy(row(cheap, i), join(e.cheapViews(q)))
	})
	if err != nil {
		return nil, err
	}
	fold := deal(nearDuplicates(full, class), class, heldOut)
	if p.full, err = l.projection(full, class, fold, fullDim); err != nil {
		return nil, err
	}
	if p.cheap, err = l.projection(cheap, class, fold, cheapDim); err != nil {
		return nil, err
	}
	if !p.sound() {
		return nil, fmt.Errorf("%w: they are too much alike", ErrTooFew)
	}
	l.tick(l.of - l.done)
	return ReadProjections(bytes.NewReader(p.bytes())) // as every later run will read them
}

// afterwards is the steps reported beside pictures.
const afterwards = 2*emSteps + 2

// learner holds the progress of Learn and its random numbers.
type learner struct {
	rand   *rand.Rand
	mu     sync.Mutex
	done   int
	of     int
	report func(done, of int)
}

func (l *learner) tick(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.done += n
	if l.report != nil {
		l.report(l.done, l.of)
	}
}

func classesOf(photos []Photo) (class []int, products int) {
	known := map[string]int{}
	for _, p := range photos {
		c, ok := known[p.ID]
		if !ok {
			c = len(known)
			known[p.ID] = c
		}
		class = append(class, c)
	}
	return class, len(known)
}

// each opens every photo and calls do with it, several at once; do must only
// touch what belongs to its photo.
func (l *learner) each(ctx context.Context, photos []Photo, do func(i int, q *picture)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				q, err := open(photos[i])
				if err != nil {
					stop(err)
					continue
				}
				do(i, q)
				l.tick(1)
			}
		})
	}
	for i := range photos {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	group.Wait()
	return context.Cause(ctx)
}

func open(p Photo) (*picture, error) {
	img, err := p.Open()
	if err != nil {
		return nil, fmt.Errorf("a photo of %s: %w", p.ID, err)
	}
	q := read(img)
	if q == nil {
		return nil, fmt.Errorf("a photo of %s has no pixels", p.ID)
	}
	return q, nil
}

// codebooks learns how descriptors are made to Fisher vectors, from a sample.
func (l *learner) codebooks(ctx context.Context, photos []Photo) (*eyes, error) {
	e := &eyes{lab: newLabTable()}
	var some []Photo
	var seeds []uint64
	for _, i := range l.rand.Perm(len(photos))[:min(sampled, len(photos))] {
		some = append(some, photos[i])
		seeds = append(seeds, l.rand.Uint64())
	}
	samples := make([]dense, len(some))
	err := l.each(ctx, some, func(i int, q *picture) {
		samples[i] = describeDense(q.fit(fullSide), e.lab, true).sample(rand.New(rand.NewPCG(seeds[i], 0)), sampledEach)
	})
	if err != nil {
		return nil, err
	}
	var all dense
	for _, s := range samples {
		all.colour = stack(all.colour, s.colour)
		all.edge = stack(all.edge, s.edge)
		all.xy = append(all.xy, s.xy...)
	}
	e.colour = l.codebook(all.colour, all.xy, colourKept)
	e.edge = l.codebook(all.edge, all.xy, edgeKept)
	return e, nil
}

func (l *learner) codebook(d blas32.General, xy []float32, kept int) *codebook {
	b := new(codebook)
	b.mean, b.basis = principal(d, kept)
	b.mix = fitMixture(b.rows(d, xy, false), components, l.rand, func() { l.tick(1) })
	return b
}

// sample keeps n descriptors by chance.
func (d dense) sample(r *rand.Rand, n int) dense {
	n = min(n, d.colour.Rows)
	s := dense{colour: newMatrix(n, colourDim), edge: newMatrix(n, edgeDim)}
	for i, j := range r.Perm(d.colour.Rows)[:n] {
		copy(row(s.colour, i), row(d.colour, j))
		copy(row(s.edge, i), row(d.edge, j))
		s.xy = append(s.xy, d.xy[2*j:2*j+2]...)
	}
	return s
}

// stack puts b under a.
func stack(a, b blas32.General) blas32.General {
	return blas32.General{Rows: a.Rows + b.Rows, Cols: b.Cols, Stride: b.Cols, Data: append(a.Data, b.Data...)}
}

// projection learns from the rows of x, which it centres in place.
func (l *learner) projection(x blas32.General, class, fold []int, dim int) (projection, error) {
	axes, mean, live := principalSigns(x, dim, l.rand)
	z := axes.project(x)
	for i := range z.Rows {
		clear(row(z, i)[live:])
		unit(row(z, i))
	}
	w, ok := whiten(z, class, withinPart)
	if !ok {
		return projection{}, fmt.Errorf("%w: they are too much alike", ErrTooFew)
	}
	for j := live; j < dim; j++ {
		clear(row(w, j))
	}
	p := projection{axes: axes, white: w, heat: crossValidate(z, class, fold).temperature()}
	p.mean = row(axes.project(blas32.General{Rows: 1, Cols: len(mean), Stride: len(mean), Data: mean}), 0)
	l.tick(1)
	return p, nil
}
