package camera

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
)

// film writes a short motion JPEG film, the left of it bright.
func film(t *testing.T) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 80, 60))
	for y := range 60 {
		for x := range 40 {
			img.SetGray(x, y, color.Gray{240})
		}
	}
	var b bytes.Buffer
	for range 5 {
		if err := jpeg.Encode(&b, img, nil); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(t.TempDir(), "film.mjpeg")
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return strconv.Quote(name) // a test's name, and so its folder's, may hold what YAML takes for its own
}

func of(t *testing.T, options string) Source {
	t.Helper()
	s, err := Video("rim", []byte(options))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVideoKeepsTheRulesOfDrivers(t *testing.T) {
	drivertest.Conform(t, drivertest.Driver[evidence.Frame]{
		New: func(t *testing.T) drivertest.Run[evidence.Frame] {
			return of(t, "{source: "+film(t)+", loop: true}").Run
		},
		Missing:  func(t *testing.T) drivertest.Run[evidence.Frame] { return of(t, "{source: /dev/video99}").Run },
		At:       func(f evidence.Frame) evidence.Millis { return f.At },
		Readings: 7, // beyond the end of the film
	})
}

func TestAFilmEnds(t *testing.T) {
	n := 0
	err := of(t, "{source: "+film(t)+"}").Run(t.Context(), func(evidence.Frame) { n++ })
	if n != 5 || !errors.Is(err, driver.ErrEnded) {
		t.Fatalf("%d pictures, then %v", n, err)
	}
}

func TestPicturesAreCroppedAndTurned(t *testing.T) {
	for _, c := range []struct {
		options       string
		width, height int
		bright, dark  image.Point
	}{
		{"", 80, 60, image.Pt(10, 30), image.Pt(70, 30)},
		{", crop: [20, 10, 40, 30]", 40, 30, image.Pt(5, 15), image.Pt(35, 15)},
		{", crop: [20, 10, 40, 30], turn: 90", 30, 40, image.Pt(15, 5), image.Pt(15, 35)},
		{", turn: 180", 80, 60, image.Pt(70, 30), image.Pt(10, 30)},
		{", turn: -90", 60, 80, image.Pt(30, 70), image.Pt(30, 10)},
	} {
		_ = of(t, "{source: "+film(t)+c.options+"}").Run(t.Context(), func(f evidence.Frame) {
			if b := f.Image.Bounds(); b.Dx() != c.width || b.Dy() != c.height || greyAt(f.Image, c.bright) < 200 || greyAt(f.Image, c.dark) > 50 {
				t.Errorf("%q: %v", c.options, b)
			}
		})
	}
	err := of(t, "{source: "+film(t)+", crop: [50, 0, 80, 60]}").Run(t.Context(), func(evidence.Frame) { t.Error("a picture beyond its edge") })
	if err == nil || !strings.Contains(err.Error(), "crop") {
		t.Error(err)
	}
}

func TestOptionsOfAVideoAreChecked(t *testing.T) {
	for options, want := range map[string]string{"{}": "source", "{source: a, turn: 45}": "turn", "{source: a, crop: [1, 2, 3]}": "crop", "{source: a, fps: -1}": "fps", "{source: a, lock: true, exposure: 3}": "lock", "{source: a, colour: red}": "colour"} {
		if _, err := Video("rim", []byte(options)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q in it", options, err, want)
		}
	}
}

// stuck is a camera that gives no picture until it is let go.
type stuck struct{ free, closed chan struct{} }

func (s stuck) Read() (*image.RGBA, error) { <-s.free; return nil, errors.New("gone") }
func (s stuck) FPS() float64               { return 0 }
func (s stuck) Live() bool                 { return true }
func (s stuck) Close() error               { close(s.closed); return nil }

func TestACameraThatHangsHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := stuck{make(chan struct{}), make(chan struct{})}
		opened := 0
		v := video{busy: make(chan struct{}, 1), open: func() (reader, error) {
			if opened++; opened == 1 {
				return first, nil
			}
			return nil, errors.New("opened again")
		}}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- v.Run(ctx, nil) }()
		synctest.Wait()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		go func() { ended <- v.Run(t.Context(), nil) }()
		synctest.Wait()
		if opened != 1 {
			t.Fatal("the device was opened while it was still open")
		}
		close(first.free)
		if err := <-ended; err == nil || err.Error() != "opened again" {
			t.Fatal(err)
		}
		<-first.closed
	})
}

func greyAt(img image.Image, at image.Point) int {
	sum, _ := GreySum(img, image.Rectangle{Min: at, Max: at.Add(image.Pt(1, 1))})
	return sum
}
