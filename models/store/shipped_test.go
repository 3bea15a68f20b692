package store

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
)

const sample = "../../store.yaml"

func loadSample(t *testing.T) (*Store, *catalog.Catalogue) {
	t.Helper()
	s, c, err := Load(sample)
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

func TestTheSampleStoreIsRight(t *testing.T) {
	s, c := loadSample(t)
	if len(s.Carts) != 3 || len(s.Lanes) != 5 || len(c.Departments()) < 12 || len(c.Products()) < 150 || len(c.PricedProduce()) < 120 || len(c.Coupons()) < 8 {
		t.Errorf("%d carts, %d lanes, %d departments, %d products, %d priced produce, %d coupons",
			len(s.Carts), len(s.Lanes), len(c.Departments()), len(c.Products()), len(c.PricedProduce()), len(c.Coupons()))
	}
	weights := map[float64]int{}
	light, aged, cold := 0, 0, 0
	for _, p := range c.Products() {
		weights[p.WeightG]++
		if p.WeightG == 0 || p.WeightSDG == 0 || p.Litres() == 0 || p.NameES == "" || p.Brand == "" || p.Department == "" || p.TaxClass == "" || p.Shelf == "" {
			t.Errorf("%s %s lacks something: %+v", p.GTIN, p.Name, p)
		}
		if prefix := p.GTIN.String()[:3]; prefix != "952" && !p.GTIN.Restricted() {
			t.Errorf("%s %s is neither of the demonstration prefix 952 nor restricted to the store", p.GTIN, p.Name)
		}
		if p.WeightG < 30 {
			light++
		}
		if p.AgeLimit > 0 {
			aged++
		}
		if p.Cold {
			cold++
		}
	}
	twins := 0
	for _, n := range weights {
		if n > 1 {
			twins++
		}
	}
	if light < 4 || aged < 4 || cold < 20 || twins < 10 {
		t.Errorf("%d light, %d with an age limit, %d cold, %d weights that several share", light, aged, cold, twins)
	}
}

func TestEveryPlaceIsReachedFromTheEntrance(t *testing.T) {
	s, c := loadSample(t)
	for _, p := range c.Products() {
		at, ok := s.Floor.Spot(p.Aisle, p.Shelf)
		if !ok {
			t.Errorf("%s has no spot", p.Name)
			continue
		}
		if way := s.Floor.ShortestWay(s.Floor.Entrance, at); way.Metres < s.Floor.Entrance.Distance(at) || way.Metres > 90 || len(way.Points) < 3 {
			t.Errorf("to %s: %.1f m by %v", p.Name, way.Metres, way.Points)
		}
	}
	for _, l := range s.Lanes {
		if way := s.Floor.ShortestWay(s.Floor.Entrance, l.At); len(way.Points) < 4 {
			t.Errorf("to %s: %v", l.Name, way.Points)
		}
	}
}

// TestEveryPictureIsADrawing parses each and sees that no two are the same.
func TestEveryPictureIsADrawing(t *testing.T) {
	s, c := loadSample(t)
	used := map[string]string{}
	own := func(picture, what string) {
		if picture == "" || used[picture] != "" {
			t.Errorf("%s has no picture of its own: %q is that of %q", what, picture, used[picture])
		}
		used[picture] = what
	}
	for _, p := range c.Products() {
		own(p.Picture, p.Name+" "+p.Size)
	}
	for _, p := range c.Contents().Produce {
		if p.Priced() {
			own(p.Picture, p.Name)
		}
	}
	files, err := os.ReadDir(s.Pictures)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(used) {
		t.Errorf("%d files for %d goods", len(files), len(used))
	}
	total, seen := 0, map[string]string{}
	for _, f := range files {
		src, err := os.ReadFile(s.Picture(f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		total += len(src)
		if other, again := seen[string(src)]; again {
			t.Errorf("%s and %s are the same", f.Name(), other)
		}
		seen[string(src)] = f.Name()
		if err := parseSVG(string(src)); err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
	}
	if total > 2<<20 {
		t.Errorf("the pictures are %d bytes", total)
	}
}

// parseSVG refuses what is no SVG, draws nothing, or uses more than the few
// elements that a small renderer knows.
func parseSVG(src string) error {
	d := xml.NewDecoder(strings.NewReader(src))
	shapes, root := 0, ""
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "svg":
			root = e.Name.Space
		case "path", "rect", "circle", "ellipse":
			shapes++
		case "text", "defs", "linearGradient", "stop":
		default:
			return errors.New("holds a " + e.Name.Local)
		}
		for _, a := range e.Attr {
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				return errors.New("holds " + a.Name.Local + "=" + a.Value)
			}
		}
	}
	if root != "http://www.w3.org/2000/svg" || shapes < 4 {
		return errors.New("is not an SVG that shows something")
	}
	return nil
}

func TestTheSampleSellsOverItsOwnFiles(t *testing.T) {
	s, c := loadSample(t)
	milk, ok := c.ByGTIN(gs1.MustGTIN("9520101011138"))
	if !ok || !milk.Cold || milk.Price.Format("en-US") != "$3.99" {
		t.Errorf("%+v", milk)
	}
	if !s.OpenAt(time.Now()) {
		t.Error("the sample store is closed, and nobody could try it")
	}
	if filepath.Base(s.Picture("../../etc/passwd")) != "passwd" || filepath.Dir(s.Picture("../../etc/passwd")) != s.Pictures {
		t.Errorf("a picture leads out of its folder: %s", s.Picture("../../etc/passwd"))
	}
}
