package main

import (
	"context"
	"fmt"
	"image"
	"maps"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/look"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/vision"
)

const (
	lookedAmong = 12 // candidates that a look lists
	keptClean   = 48 // clean pictures whose features are kept: about 8 MB
)

// looks names products by the catalogue's own pictures. They are enrolled
// beside the running carts; until then nothing is known by its looks. One
// goroutine enrolls.
type looks struct {
	known    atomic.Pointer[enrolled]
	geometry *vision.Geometry
	model    look.Embedder // nil for none
	share    float64       // of the score that is the model's
}

// enrolled is what is known by its looks. It does not change, but for the
// features that it keeps of the pictures compared lately.
type enrolled struct {
	index    *look.Index
	items    map[string]evidence.Item
	learned  map[string]string // the files that each was learned from
	packages map[string]string // files of the flat-sided ones' pictures
	pictures *pictures
	flat     loop.Flat

	mu    sync.Mutex
	clean map[string]any
	order []string
}

// newLooks knows nothing yet. A model that the store names is opened.
func newLooks(st *store.Store) (*looks, error) {
	l := &looks{geometry: vision.NewGeometry(), share: st.Recognition.Model.Share}
	if file := st.Recognition.Model.File; file != "" {
		m, err := vision.OpenModel(file, tryModel)
		if err != nil {
			return nil, fmt.Errorf("%s: recognition.model: %w", st.File, err)
		}
		l.model = m
	}
	return l, nil
}

// Look ranks a crop, and compares the best by geometry.
func (l *looks) Look(img image.Image) loop.Sight {
	e := l.known.Load()
	if e == nil {
		return loop.Sight{}
	}
	var s loop.Sight
	matches := e.index.RankCheap(img, lookedAmong)
	for _, m := range matches {
		s.Candidates = append(s.Candidates, evidence.Candidate{Item: e.items[m.ID], P: m.P})
	}
	e.flat.Compare(img, matches, func(id string) (evidence.Item, bool) { i, ok := e.items[id]; return i, ok }, &s)
	return s
}

// features are those of a package's clean picture, nil where there is none.
// They are found when first asked for: a cart meets few of a store's goods.
func (e *enrolled) features(id string) any {
	file, ok := e.packages[id]
	if !ok {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if f, ok := e.clean[id]; ok {
		return f
	}
	var f any
	if pic := e.pictures.draw(file); pic != nil {
		if found, err := e.flat.Geometry.Features(pic); err == nil {
			f = found
		}
	}
	if e.clean[id], e.order = f, append(e.order, id); len(e.order) > keptClean {
		delete(e.clean, e.order[0])
		e.order = e.order[1:]
	}
	return f
}

// enroll learns the catalogue's pictures, unless ctx ends before it is done.
// What is known already is learned again only where its pictures changed.
func (l *looks) enroll(ctx context.Context, p *pictures, cat *catalog.Catalogue) {
	was := l.known.Load()
	e := &enrolled{index: look.New(), items: map[string]evidence.Item{}, learned: map[string]string{}, packages: map[string]string{}, pictures: p, clean: map[string]any{}}
	if l.model != nil {
		e.index.Beside(l.model, l.share)
	}
	if was != nil {
		e.index, e.learned = was.index, maps.Clone(was.learned)
	}
	e.flat = loop.Flat{Geometry: l.geometry, Clean: e.features}
	changed := false
	add := func(i evidence.Item, file, photos string) string {
		id := i.GTIN.String() + "/" + i.PLU.String()
		e.items[id] = i
		files := append([]string{file}, catalog.StaffPhotos(photos)...)
		names := strings.Join(files, ";")
		if e.learned[id] == names || ctx.Err() != nil {
			return id
		}
		e.learned[id], changed = names, true
		e.index.Remove(id)
		for _, f := range files {
			if pic := p.draw(f); pic != nil {
				e.index.EnrollCheap(id, pic)
			}
		}
		return id
	}
	for _, g := range cat.Products() {
		e.packages[add(evidence.Item{GTIN: g.GTIN}, g.Picture, g.Photos)] = g.Picture
	}
	for _, g := range cat.PricedProduce() {
		add(evidence.Item{PLU: g.PLU}, g.Picture, g.Photos)
	}
	for id := range e.learned {
		if _, sold := e.items[id]; !sold {
			e.index.Remove(id)
			delete(e.learned, id)
			changed = true
		}
	}
	if changed && ctx.Err() == nil {
		l.known.Store(e)
	}
}

// learnLooks learns the catalogue's pictures, and those of each catalogue that
// comes after, until ctx ends. Ready is called once the first are known.
func (a *app) learnLooks(ctx context.Context, changed <-chan struct{}, ready func()) {
	a.looks.enroll(ctx, a.pictures, a.behind.Catalogue())
	ready()
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
			a.looks.enroll(ctx, a.pictures, a.behind.Catalogue())
		}
	}
}
