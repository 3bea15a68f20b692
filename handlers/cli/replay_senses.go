package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
	"github.com/dashcart/dashcart/sensors/look"
	"github.com/dashcart/dashcart/sensors/loop"
)

// replaySenses builds the pipeline's configuration: what the options bring, and this
// program's own senses for the rest.
func replaySenses(ctx context.Context, o ReplayOptions, products []ReplayProduct) (loop.Config, error) {
	cfg := loop.Config{Goods: replayGoods(products), Fusion: o.Fusion, Codes: o.Codes, Looks: o.Looks}
	if cfg.Looks == nil && o.Photos != "" {
		l, err := enrolPhotos(ctx, o, products)
		if err != nil {
			return cfg, err
		}
		cfg.Looks = l
	}
	if cfg.Codes == nil {
		cfg.Codes = loop.Codes(zbar.New())
	}
	return cfg, nil
}

// enrolPhotos builds an index from a tree of photos: the name of a leaf folder is the class, which
// products name in their column photos. A photo that cannot be read is left out with a warning.
func enrolPhotos(ctx context.Context, o ReplayOptions, products []ReplayProduct) (loop.Looker, error) {
	items := map[string]evidence.Item{}
	for _, p := range products {
		if p.Photos != "" {
			items[filepath.Base(p.Photos)] = evidence.Item{GTIN: p.GTIN}
		}
	}
	files, err := photosOf(o.Photos, items)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("photos: no folder under %s has the name of a product's photos", o.Photos)
	}
	proj := look.Default()
	ds, err := describeAll(ctx, proj, files, o.Errors)
	if err != nil {
		return nil, err
	}
	index := look.NewWith(proj)
	for i, f := range files {
		index.Add(filepath.Base(filepath.Dir(f)), ds[i])
	}
	return loop.Looks(index, func(id string) (evidence.Item, bool) {
		it, ok := items[id]
		return it, ok
	}), nil
}

// photosOf lists the pictures in folders whose names are wanted, in order.
func photosOf(root string, wanted map[string]evidence.Item) ([]string, error) {
	if _, err := os.Stat(root); err != nil {
		return nil, fmt.Errorf("photos: %w", err)
	}
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("photos: %w", err)
		}
		if _, ok := wanted[filepath.Base(filepath.Dir(path))]; ok && !d.IsDir() {
			switch strings.ToLower(filepath.Ext(path)) {
			case ".jpg", ".jpeg", ".png", ".gif":
				out = append(out, path)
			}
		}
		return nil
	})
	slices.Sort(out)
	return out, err
}
