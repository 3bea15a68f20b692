package main

import (
	"image"
	_ "image/jpeg" // what staff upload is kept as JPEG
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
)

// stocked is a pipeline that knows the goods of the catalogue in force. Feed is
// called by one goroutine alone, which makes this the place to change them.
type stocked struct {
	*loop.Pipeline
	catalogue func() *catalog.Catalogue
	known     *catalog.Catalogue
	store     *store.Store
}

// Feed implements loop.Feeder.
func (s *stocked) Feed(reading any) []evidence.Output {
	if now := s.catalogue(); now != s.known {
		s.known = now
		s.SetGoods(goods(now, s.store))
	}
	return s.Pipeline.Feed(reading)
}

// restock gives every cart the new catalogue.
func (a *app) restock(*catalog.Catalogue) {
	for _, c := range a.carts {
		if r, ok := c.(interface{ Restock() }); ok {
			r.Restock()
		}
	}
}

var _ interface{ Restock() } = (*shopping.Cart)(nil)

// uploads is the folder of the pictures that staff added.
func uploads(data string) string { return filepath.Join(data, "pictures") }

// picture is the path of a picture of the catalogue: one that staff added, else
// one of the store's files.
func (s *storeSide) picture(name string) string {
	own := filepath.Join(s.uploads, filepath.Base(name))
	if info, err := os.Stat(own); err == nil && info.Mode().IsRegular() {
		return own
	}
	return s.store.Picture(name)
}

// pictureThere reports whether there is such a picture.
func (s *storeSide) pictureThere(name string) bool {
	if name == "" || name != filepath.Base(name) {
		return false
	}
	_, err := os.Stat(s.picture(name))
	return err == nil
}

// drawPicture reads a drawing or a photo; nil where it cannot be read.
func drawPicture(path string) image.Image {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(path), ".svg") {
		r, err := rig.Rasterize(f, 256)
		if err != nil {
			return nil
		}
		return rig.OnWhite(r)
	}
	im, _, err := image.Decode(f)
	if err != nil {
		return nil
	}
	return im
}

// catalogueConfig is what the live catalogue is made of. The files were read
// once already; each reload reads them again.
func (s *storeSide) catalogueConfig(first *catalog.Catalogue) hub.CatalogueConfig {
	return hub.CatalogueConfig{
		Format: catalog.Format{Currency: s.store.Currency, Location: s.store.Location}, Refs: s.store.References(s.pictureThere), Records: s.db, Clock: time.Now,
		Files: func() (catalog.Contents, error) {
			if read := first; read != nil {
				first = nil
				return read.Contents(), nil
			}
			_, cat, err := store.Load(s.store.File)
			return cat.Contents(), err
		},
	}
}
