// Command gen draws the pictures of the sample catalogue: an SVG for each row
// of art.csv, which says the shape of the package, its colours and what is
// printed on it. Run it from the root of the tree:
//
//	go run ./catalog/gen
//
// Only paths, rectangles, circles, ellipses, text and linear gradients are
// used, all coordinates absolute, so that a small renderer can draw them too.
package main

import (
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	if err := run("catalog"); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// art is one picture to draw.
type art struct {
	file, shape       string
	c1, c2, c3        string // of the package, its accents, its fine print
	motif             string
	brand, name, size string
	w, h              float64 // of the front, millimetres
	seed              uint32
}

func run(dir string) error {
	rows, err := table(filepath.Join(dir, "gen", "art.csv"))
	if err != nil {
		return err
	}
	dims, err := dimensions(filepath.Join(dir, "products.csv"))
	if err != nil {
		return err
	}
	for _, r := range rows {
		a := art{file: r["picture"], shape: r["shape"], motif: r["motif"], brand: r["brand"], name: r["name"], size: r["size"]}
		colours := append(strings.Fields(r["colours"]), "#333333", "#333333", "#333333")
		a.c1, a.c2, a.c3 = colours[0], colours[1], colours[2]
		a.w, a.h = dims[a.file][0], dims[a.file][1]
		h := fnv.New32a()
		h.Write([]byte(a.file))
		a.seed = h.Sum32()
		svg, err := draw(a)
		if err != nil {
			return fmt.Errorf("%s: %w", a.file, err)
		}
		if err := os.WriteFile(filepath.Join(dir, "pictures", a.file), []byte(svg), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func draw(a art) (string, error) {
	p := &pen{}
	if kind, ok := strings.CutPrefix(a.shape, "produce:"); ok {
		f, ok := fruits[kind]
		if !ok {
			return "", fmt.Errorf("no produce is drawn as %q", kind)
		}
		p.ellipse(200, 352, 120, 16, "#00000018")
		f(p, a)
		return p.svg(), nil
	}
	f, ok := packs[a.shape]
	if !ok {
		return "", fmt.Errorf("no package has the shape %q", a.shape)
	}
	if _, ok := motifs[a.motif]; !ok {
		return "", fmt.Errorf("no motif is called %q", a.motif)
	}
	f(p, a)
	return p.svg(), nil
}

// table reads a CSV file as a map a row.
func table(path string) ([]map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, fmt.Errorf("%s: no rows (%v)", path, err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, k := range all[0] {
			m[k] = r[i]
		}
		out = append(out, m)
	}
	return out, nil
}

func dimensions(path string) (map[string][2]float64, error) {
	rows, err := table(path)
	if err != nil {
		return nil, err
	}
	out := map[string][2]float64{}
	for _, r := range rows {
		w, _ := strconv.ParseFloat(r["width_mm"], 64)
		h, _ := strconv.ParseFloat(r["height_mm"], 64)
		out[r["picture"]] = [2]float64{w, h}
	}
	return out, nil
}
