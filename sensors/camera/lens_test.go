package camera

import (
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/draw"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/rig"
)

// watch judges what a simulated camera sees for a while.
func watch(l *Lens, w *rig.World, ms int, through func(image.Image) image.Image) (verdicts []error) {
	for range ms / 100 {
		w.Advance(100)
		for _, r := range w.Drain() {
			if f, ok := r.(evidence.Frame); ok {
				verdicts = append(verdicts, l.Judge(through(f.Image), f.At))
			}
		}
	}
	return verdicts
}

func clear(img image.Image) image.Image { return img }

// smeared is a picture through a lens with a thumbprint on it.
func smeared(img image.Image) image.Image {
	b := img.Bounds()
	small, out := image.NewRGBA(image.Rect(0, 0, b.Dx()/8, b.Dy()/8)), image.NewRGBA(b)
	draw.BiLinear.Scale(small, small.Bounds(), img, b, draw.Src, nil)
	draw.BiLinear.Scale(out, b, small, small.Bounds(), draw.Src, nil)
	return out
}

func TestACoveredLensIsNoticedOnceItLasts(t *testing.T) {
	var l Lens
	w := rig.New(rig.Settings{Seed: 1})
	for i, v := range watch(&l, w, 12000, clear) {
		if v != nil {
			t.Fatalf("picture %d of a clear lens: %v", i, v)
		}
	}
	w.Cover(true)
	for i, v := range watch(&l, w, 1500, clear) {
		if v != nil {
			t.Fatalf("picture %d of a hand that passes: %v", i, v)
		}
	}
	all := watch(&l, w, 3000, clear)
	if all[len(all)-1] != ErrCovered {
		t.Fatalf("after four seconds: %v", all)
	}
	w.Cover(false)
	all = watch(&l, w, 1500, clear)
	if all[len(all)-1] != nil {
		t.Fatalf("uncovered: %v", all)
	}
}

func TestADirtyLensIsNoticedByWhatItShowedBefore(t *testing.T) {
	var l Lens
	w := rig.New(rig.Settings{Seed: 2})
	watch(&l, w, 12000, clear)
	all := watch(&l, w, 5000, smeared)
	if all[len(all)-1] != ErrDirty {
		t.Fatalf("%v", all)
	}
}

func TestAFreshCameraHasNoOpinionOnItsSharpness(t *testing.T) {
	var l Lens
	for _, v := range watch(&l, rig.New(rig.Settings{Seed: 3}), 5000, smeared) {
		if v == ErrDirty {
			t.Fatal("dirty, compared with nothing")
		}
	}
}

func TestPicturesThatCannotBeJudgedChangeNothing(t *testing.T) {
	var l Lens
	for i, img := range []image.Image{nil, image.NewGray(image.Rect(0, 0, 0, 0)), image.NewGray(image.Rect(0, 0, 10, 10))} {
		if v := l.Judge(img, evidence.Millis(i*1000)); v != nil {
			t.Fatal(v)
		}
	}
}

func TestRecordedTripsHaveClearLenses(t *testing.T) {
	data := os.Getenv("DASHCART_DATA")
	if data == "" {
		t.Skip("DASHCART_DATA names no folder of recordings")
	}
	files, err := filepath.Glob(filepath.Join(data, "trips", "trip-01", "rim", "*.jpg"))
	if err != nil || len(files) < 50 {
		t.Fatalf("%d pictures, %v", len(files), err)
	}
	var l Lens
	for i, name := range files {
		if i%4 != 0 {
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if v := l.Judge(img, evidence.Millis(i*500)); v != nil {
			t.Errorf("%s: %v", filepath.Base(name), v)
		}
	}
}
