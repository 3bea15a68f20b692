package main

import (
	"context"
	"image"
	"sync"
	"sync/atomic"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/look"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/vision"
)

const (
	lookedAmong = 12 // candidates that a look lists
	keptClean   = 48 // clean pictures whose features are kept: about 8 MB
)

// looks names products by the catalogue's own pictures. They are enrolled
// beside the running carts; until then nothing is known by its looks.
type looks struct {
	known    atomic.Pointer[enrolled]
	geometry *vision.Geometry
}

// enrolled is what is known by its looks. It does not change, but for the
// features that it keeps of the pictures compared lately.
type enrolled struct {
	index    *look.Index
	items    map[string]evidence.Item
	packages map[string]string // files of the flat-sided ones' pictures
	pictures *pictures
	flat     loop.Flat

	mu    sync.Mutex
	clean map[string]any
	order []string
}

func newLooks() *looks { return &looks{geometry: vision.NewGeometry()} }

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
func (l *looks) enroll(ctx context.Context, p *pictures, cat *catalog.Catalogue) {
	e := &enrolled{index: look.New(), items: map[string]evidence.Item{}, packages: map[string]string{}, pictures: p, clean: map[string]any{}}
	e.flat = loop.Flat{Geometry: l.geometry, Clean: e.features}
	add := func(i evidence.Item, file, photos string) string {
		id := i.GTIN.String() + "/" + i.PLU.String()
		for _, f := range append([]string{file}, catalog.StaffPhotos(photos)...) {
			if ctx.Err() != nil {
				return id
			}
			if pic := p.draw(f); pic != nil {
				e.items[id] = i
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
	if ctx.Err() != nil {
		return
	}
	l.known.Store(e)
}
