package rig

import (
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
)

func gray(im image.Image) *image.Gray {
	g := image.NewGray(im.Bounds())
	for y := g.Rect.Min.Y; y < g.Rect.Max.Y; y++ {
		for x := g.Rect.Min.X; x < g.Rect.Max.X; x++ {
			g.Set(x, y, im.At(x, y))
		}
	}
	return g
}

func milk() Thing {
	pic := image.NewRGBA(image.Rect(0, 0, 300, 300))
	for i := range pic.Pix {
		pic.Pix[i] = 230
	}
	return Thing{Name: "Milk", Code: "4006381333931", Grams: 1030, Picture: pic}
}

func run(w *World, ms float64) (out []any) {
	for range int(ms / 10) {
		w.Advance(10)
		out = append(out, w.Drain()...)
	}
	return out
}

func TestWhatIsPutInWeighsAndWhatIsTakenOutDoesNot(t *testing.T) {
	w := New(Settings{Seed: 1})
	run(w, 1000)
	if err := w.Put(milk(), Hand{}); err != nil {
		t.Fatal(err)
	}
	run(w, 4000)
	mean := func() (m float64) {
		n := 0
		for _, r := range run(w, 1000) {
			if s, ok := r.(evidence.ScaleReading); ok {
				m += s.Grams
				n++
			}
		}
		return m / float64(n)
	}
	if got := mean(); math.Abs(got-1030) > 2 {
		t.Fatalf("%.1f g", got)
	}
	if err := w.Take(w.Inside()[0].ID, Hand{}); err != nil {
		t.Fatal(err)
	}
	run(w, 4000)
	if got := mean(); math.Abs(got) > 2 {
		t.Fatalf("%.1f g after taking it out", got)
	}
}

func TestThePlatformRings(t *testing.T) {
	w := New(Settings{Seed: 2})
	run(w, 500)
	if err := w.Put(milk(), Hand{}); err != nil {
		t.Fatal(err)
	}
	most := 0.0
	for _, r := range run(w, 3000) {
		if s, ok := r.(evidence.ScaleReading); ok {
			most = math.Max(most, s.Grams)
		}
	}
	if most < 1050 {
		t.Fatalf("no overshoot: at most %.1f g", most)
	}
}

func TestTheCameraSeesTheCodePassUnlessTheHandHidesIt(t *testing.T) {
	for _, c := range []struct {
		hand Hand
		want bool
	}{{Hand{Show: true}, true}, {Hand{Hide: true}, false}} {
		w := New(Settings{Seed: 3})
		if err := w.Put(milk(), c.hand); err != nil {
			t.Fatal(err)
		}
		seen := false
		for _, r := range run(w, 2000) {
			f, ok := r.(evidence.Frame)
			if !ok {
				continue
			}
			codes, err := zbar.New().Read(gray(f.Image))
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range codes {
				if k.Text == "4006381333931" {
					seen = true
				}
			}
		}
		if seen != c.want {
			t.Errorf("%+v: seen %v", c.hand, seen)
		}
	}
}

func TestTheSameSeedGivesTheSameSignals(t *testing.T) {
	record := func() (out []float64) {
		w := New(Settings{Seed: 9})
		_ = w.Put(milk(), Hand{})
		w.Bump()
		_ = w.Disturb(Push, true)
		for _, r := range run(w, 1500) {
			if s, ok := r.(evidence.ScaleReading); ok {
				out = append(out, s.Grams)
			}
		}
		return out
	}
	a, b := record(), record()
	if len(a) != len(b) || len(a) < 100 {
		t.Fatalf("%d and %d readings", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("reading %d: %v, then %v", i, a[i], b[i])
		}
	}
}

func TestAPulledPlugIsSilence(t *testing.T) {
	w := New(Settings{Seed: 4})
	w.Unplug("scale", true)
	for _, r := range run(w, 500) {
		if _, ok := r.(evidence.ScaleReading); ok {
			t.Fatal("a reading without a plug")
		}
	}
}

func TestACoveredCameraIsDark(t *testing.T) {
	w := New(Settings{Seed: 5})
	w.Cover(true)
	run(w, 300)
	if c := color.GrayModel.Convert(w.Snapshot().Frame.At(320, 240)).(color.Gray); c.Y > 30 {
		t.Fatalf("brightness %d", c.Y)
	}
}

func TestPicturesOfTheSampleStoreAreDrawn(t *testing.T) {
	files, err := filepath.Glob("../../catalog/pictures/*.svg")
	if err != nil || len(files) < 150 {
		t.Fatalf("%d pictures, %v", len(files), err)
	}
	for i, f := range files {
		r, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		im, err := Rasterize(r, 96)
		r.Close()
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		painted := 0
		for p := 3; p < len(im.Pix); p += 4 {
			if im.Pix[p] > 128 {
				painted++
			}
		}
		if painted < 96*96/12 {
			t.Errorf("%s: only %d of %d pixels are painted", f, painted, 96*96)
		}
		if dir := os.Getenv("DASHCART_SHOTS"); dir != "" && i%20 == 0 {
			if out, err := os.Create(filepath.Join(dir, filepath.Base(f)+".png")); err == nil {
				_ = png.Encode(out, OnWhite(im))
				out.Close()
			}
		}
	}
}

func FuzzRasterize(f *testing.F) {
	f.Add(`<svg viewBox="0 0 400 400"><path d="M 1 2 L 3 4 Q 1 2 3 4 Z" fill="#ff0000"/></svg>`)
	f.Add(`<svg viewBox="0 0 0 0"><rect width="1e9"/></svg>`)
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = Rasterize(strings.NewReader(s), 16)
	})
}

func TestTheRigKnowsNothingOfWhatReadsIt(t *testing.T) {
	files, _ := filepath.Glob("*.go")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{"sensors/scale", "sensors/fusion", "sensors/loop"} {
			if strings.Contains(string(b), `dashcart/`+p+`"`) {
				t.Errorf("%s imports %s", f, p)
			}
		}
	}
}
