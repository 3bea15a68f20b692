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
	"github.com/dashcart/dashcart/sensors/look"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/vision"
)

// replaySenses builds the pipeline's configuration: what the options bring, and this
// program's own senses for the rest.
func replaySenses(ctx context.Context, o ReplayOptions, products []ReplayProduct) (loop.Config, error) {
	cfg := loop.Config{Goods: replayGoods(products), Fusion: o.Fusion, Codes: o.Codes, Looks: o.Looks}
	if cfg.Looks == nil && o.Photos != "" {
		l, precise, err := enrolPhotos(ctx, o, products)
		if err != nil {
			return cfg, err
		}
		cfg.Looks = l
		for i, g := range cfg.Goods {
			cfg.Goods[i].Precise = precise[g.Item]
		}
	}
	if l, ok := o.Looks.(interface{ Precise(evidence.Item) bool }); ok {
		for i, g := range cfg.Goods {
			cfg.Goods[i].Precise = l.Precise(g.Item)
		}
	}
	if cfg.Codes == nil {
		cfg.CodeSense = loop.AllReaders()
	}
	return cfg, nil
}

// enrolPhotos builds an index from a tree of photos: the name of a leaf folder is the class, which
// products name in their column photos. It also tells for which goods looks alone can be relied on. A photo that cannot be read is left out with a warning.
func enrolPhotos(ctx context.Context, o ReplayOptions, products []ReplayProduct) (loop.Looker, map[evidence.Item]bool, error) {
	items := map[string]evidence.Item{}
	for _, p := range products {
		if p.Photos != "" {
			items[filepath.Base(p.Photos)] = evidence.Item{GTIN: p.GTIN}
		}
	}
	files, err := photosOf(o.Photos, items)
	if err != nil {
		return nil, nil, err
	}
	if len(files) == 0 {
		return nil, nil, fmt.Errorf("photos: no folder under %s has the name of a product's photos", o.Photos)
	}
	files = spread(files, o.PhotosEach)
	proj := look.Default()
	ds, err := describeAll(ctx, proj, files, o.Errors)
	if err != nil {
		return nil, nil, err
	}
	index, classes := look.NewWith(proj), make([]string, len(files))
	for i, f := range files {
		classes[i] = filepath.Base(filepath.Dir(f))
		index.Add(classes[i], ds[i])
	}
	precise := map[evidence.Item]bool{}
	for c, ok := range preciseClasses(classes, ds) {
		precise[items[c]] = ok
	}
	flat, err := flatPackages(o, items, products)
	if err != nil {
		return nil, nil, err
	}
	return loop.Looks(index, func(id string) (evidence.Item, bool) {
		it, ok := items[id]
		return it, ok
	}, flat), precise, nil
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

// packSpread is the spread of mass, as a share, under which goods are packed by a
// machine, and have the same picture printed on each.
const packSpread = 0.03

// flatPackages takes the clean pictures that a classes.csv beside the photos names,
// of goods that come in packages: geometry tells those apart.
func flatPackages(o ReplayOptions, items map[string]evidence.Item, products []ReplayProduct) (loop.Flat, error) {
	classes := filepath.Join(o.Photos, "..", "classes.csv")
	if _, err := os.Stat(classes); err != nil {
		return loop.Flat{}, nil
	}
	rows, err := readClasses(classes)
	if err != nil {
		return loop.Flat{}, fmt.Errorf("photos: %w", err)
	}
	packed := map[evidence.Item]bool{}
	for _, p := range products {
		packed[evidence.Item{GTIN: p.GTIN}] = p.WeightSDG > 0 && p.WeightSDG <= packSpread*p.WeightG
	}
	pictures := map[string]any{}
	flat := loop.Flat{Geometry: vision.NewGeometry(), Clean: func(id string) any { return pictures[id] }}
	for _, c := range rows {
		if c.clean == "" || !packed[items[c.name]] {
			continue
		}
		img, err := recording.LoadImage(c.clean)
		if err == nil {
			pictures[c.name], err = flat.Geometry.Features(img)
		}
		if err != nil {
			fmt.Fprintln(o.Errors, "warning: left out:", err)
		}
	}
	return flat, nil
}

// spread keeps at most n files of each folder, evenly over it; all where n is zero.
func spread(files []string, n int) []string {
	if n <= 0 {
		return files
	}
	var out []string
	for len(files) > 0 {
		k := 1
		for k < len(files) && filepath.Dir(files[k]) == filepath.Dir(files[0]) {
			k++
		}
		for i := range min(n, k) {
			out = append(out, files[i*k/min(n, k)])
		}
		files = files[k:]
	}
	return out
}
