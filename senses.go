package main

import (
	"image"
	"sync"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
	"github.com/dashcart/dashcart/sensors/scale"
)

// pictures rasterizes the catalogue's drawings, and keeps those that a hand
// in the simulated world holds.
type pictures struct {
	path  func(file string) string
	mu    sync.Mutex
	drawn map[string]image.Image
}

func newPictures(path func(file string) string) *pictures {
	return &pictures{path: path, drawn: map[string]image.Image{}}
}

// of returns a picture, nil where there is none that can be drawn.
func (p *pictures) of(file string) image.Image {
	if file == "" {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if im, ok := p.drawn[file]; ok {
		return im
	}
	im := p.draw(file)
	p.drawn[file] = im
	return im
}

// draw returns a picture without keeping it, nil where there is none that can
// be drawn.
func (p *pictures) draw(file string) image.Image {
	if file == "" {
		return nil
	}
	return drawPicture(p.path(file))
}

// thing is a catalogue entry as a physical thing.
func thing(cat *catalog.Catalogue, p *pictures, i evidence.Item) (rig.Thing, bool) {
	if x, ok := cat.ByGTIN(i.GTIN); ok && !i.GTIN.IsZero() {
		return rig.Thing{Name: x.Name, Item: i, Code: i.GTIN.String(), Grams: x.WeightG, Picture: p.of(x.Picture)}, true
	}
	if x, ok := cat.ByPLU(i.PLU); ok && !i.PLU.IsZero() {
		return rig.Thing{Name: x.Name, Item: i, Grams: max(x.TypicalG, 20), Picture: p.of(x.Picture)}, true
	}
	return rig.Thing{}, false
}

// goods is what fusion needs to know of the catalogue.
func goods(cat *catalog.Catalogue) []fusion.Good {
	var out []fusion.Good
	for _, x := range cat.Products() {
		out = append(out, fusion.Good{Item: evidence.Item{GTIN: x.GTIN}, Grams: x.WeightG, SD: x.WeightSDG, ByWeight: x.SoldBy == catalog.ByWeight, Family: x.Brand})
	}
	for _, x := range cat.PricedProduce() {
		out = append(out, fusion.Good{Item: evidence.Item{PLU: x.PLU}, Grams: x.TypicalG, SD: x.TypicalSDG, ByWeight: x.SoldBy == catalog.ByWeight, Family: x.Commodity})
	}
	return out
}

// pipeline builds a cart's pipeline for a store.
func pipeline(st *store.Store, cat *catalog.Catalogue, l loop.Looker) (*loop.Pipeline, error) {
	div, err := scale.NewDivision(divisionMilli(st.WeightUnit), st.WeightUnit)
	if err != nil {
		return nil, err
	}
	return loop.NewPipeline(loop.Config{
		Goods: goods(cat), Scale: scale.Settings{Division: div},
		Fusion:    fusion.Settings{ScanWait: evidence.Millis(st.Recognition.ScanWait.Milliseconds())},
		CodeSense: loop.AllReaders(), Looks: l,
	}), nil
}

// divisionMilli is the scale's division in thousandths of the legal unit: 2 g,
// 0.005 lb, 0.1 oz.
func divisionMilli(u evidence.Unit) int64 {
	switch u {
	case evidence.Kilogram:
		return 2
	case evidence.Gram100:
		return 20
	case evidence.Ounce:
		return 100
	}
	return 5
}
