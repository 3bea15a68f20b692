package main

import (
	"errors"
	"fmt"
	"image"
	"strings"
	"sync"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/label"
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

// tray is what the packing of a thing that the store labels itself weighs, in grams.
const tray = 14

// thing is a catalogue entry as a physical thing.
func thing(cat *catalog.Catalogue, printed label.Rules, p *pictures, i evidence.Item) (rig.Thing, bool) {
	if x, ok := cat.ByGTIN(i.GTIN); ok && !i.GTIN.IsZero() {
		code := i.GTIN.String()
		if own, ok := printed.Print(x, x.WeightG-tray); ok {
			code = strings.Repeat("0", max(0, 13-len(own))) + own // UPC-A is EAN-13 with a zero before it
		}
		return rig.Thing{Name: x.Name, Item: i, Code: code, Grams: x.WeightG, Picture: p.of(x.Picture)}, true
	}
	if x, ok := cat.ByPLU(i.PLU); ok && !i.PLU.IsZero() {
		return rig.Thing{Name: x.Name, Item: i, Grams: max(x.TypicalG, 20), Picture: p.of(x.Picture)}, true
	}
	return rig.Thing{}, false
}

// goods is what fusion needs to know of the catalogue.
func goods(cat *catalog.Catalogue, st *store.Store) []fusion.Good {
	var out []fusion.Good
	printed := st.LabelRules()
	for _, x := range cat.Products() {
		out = append(out, fusion.Good{Siblings: siblings(x, st), Item: evidence.Item{GTIN: x.GTIN}, Grams: x.WeightG, SD: x.WeightSDG, ByWeight: x.SoldBy == catalog.ByWeight, Family: x.Brand, Labelled: printed.Prints(x.GTIN)})
	}
	for _, x := range cat.PricedProduce() {
		out = append(out, fusion.Good{Item: evidence.Item{PLU: x.PLU}, Grams: x.TypicalG, SD: x.TypicalSDG, ByWeight: x.SoldBy == catalog.ByWeight, Family: x.Commodity})
	}
	return out
}

// siblings names the goods for which a product may stand: nothing that a receipt,
// a tax or an attendant would tell apart is different.
func siblings(x catalog.Product, st *store.Store) string {
	if !st.Recognition.MergeSiblings || x.Brand == "" || x.SoldBy != catalog.ByEach || x.AgeLimit > 0 || x.Stop != "" {
		return ""
	}
	return fmt.Sprintf("%q %q %d %q %q %q", x.Brand, x.Department, x.Price.Minor(), x.TaxClass, x.Deposit, x.SNAP)
}

// reader tells fusion what codes on goods stand for. A nil clock lets no date
// pass, so that a recording replays as it was made.
func reader(st *store.Store, catalogue func() *catalog.Catalogue, clock func() time.Time) fusion.Reader {
	rules := st.LabelRules()
	return func(symbology, text string) (fusion.Stands, bool) {
		var now time.Time
		if clock != nil {
			now = clock().In(st.Location)
		}
		r, err := rules.Read(symbology, text, catalogue(), now)
		var no *label.Refused
		if errors.As(err, &no) {
			return fusion.Stands{Barred: no.Code == label.Expired}, true
		}
		return fusion.Stands{Item: r.Item, Label: r.Label}, err == nil
	}
}

// pipeline builds a cart's pipeline for a store.
func pipeline(st *store.Store, cat *catalog.Catalogue, l loop.Looker, read fusion.Reader) (*loop.Pipeline, error) {
	div, err := scale.NewDivision(divisionMilli(st.WeightUnit), st.WeightUnit)
	if err != nil {
		return nil, err
	}
	return loop.NewPipeline(loop.Config{
		Goods: goods(cat, st), Scale: scale.Settings{Division: div, Capacity: 1000 * st.Capacity.Kilograms * float64(st.Capacity.Bags)},
		Fusion:    fusion.Settings{ScanWait: evidence.Millis(st.Recognition.ScanWait.Milliseconds()), MinPosterior: st.Recognition.Accept, AskTogether: st.Recognition.Ask, Read: read},
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
