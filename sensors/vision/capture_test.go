package vision

import (
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gocv.io/x/gocv"
)

// film writes pictures of one grey each as motion JPEG.
func film(t *testing.T, greys ...uint8) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "film.mjpeg")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, g := range greys {
		img := image.NewRGBA(image.Rect(0, 0, 64, 48))
		for y := range 48 {
			for x := range 64 {
				img.SetRGBA(x, y, color.RGBA{g, g / 2, 10, 255})
			}
		}
		if err := jpeg.Encode(f, img, nil); err != nil {
			t.Fatal(err)
		}
	}
	return name
}

func TestAFilmIsReadToItsEnd(t *testing.T) {
	c, err := OpenCapture(film(t, 40, 120, 200), Wish{Width: 9, HoldExposure: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if c.Live() {
		t.Error("a film is not live")
	}
	for i, want := range []int{40, 120, 200} {
		img, err := c.Read()
		if err != nil {
			t.Fatalf("picture %d: %v", i, err)
		}
		p := img.RGBAAt(30, 20)
		if img.Bounds().Dx() != 64 || near(p.R, want) > 8 || near(p.G, want/2) > 8 || near(p.B, 10) > 12 {
			t.Errorf("picture %d: %v of %v", i, p, img.Bounds())
		}
	}
	if _, err := c.Read(); !errors.Is(err, io.EOF) {
		t.Errorf("after the end: %v", err)
	}
}

func near(a uint8, b int) int { return max(int(a)-b, b-int(a)) }

func TestWhatCannotBeOpenedIsSaidInWords(t *testing.T) {
	text := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(text, []byte("this is no film"), 0o644); err != nil {
		t.Fatal(err)
	}
	for source, want := range map[string]string{
		"/dev/video99":                 "no such camera",
		"98":                           "no camera 98",
		text:                           "cannot be opened",
		t.TempDir():                    "neither",
		"ftp://camera/film":            "ftp",
		"rtsp://u:secret@bad host%/":   "not one",
		"rtsp://u:secret@127.0.0.1:9/": "127.0.0.1:9/ cannot be opened",
	} {
		c, err := OpenCapture(source, Wish{})
		if err == nil {
			c.Close()
			t.Errorf("%s was opened", source)
		} else if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v; want %q in it, and no password", source, err, want)
		}
	}
}

func TestOnlyPicturesThatCanBeReadLeaveOpenCV(t *testing.T) {
	for _, c := range []struct {
		kind gocv.MatType
		ok   bool
	}{{gocv.MatTypeCV8UC1, true}, {gocv.MatTypeCV8UC3, true}, {gocv.MatTypeCV8UC4, true}, {gocv.MatTypeCV32FC3, false}, {gocv.MatTypeCV16U, false}} {
		m := gocv.NewMatWithSizeFromScalar(gocv.NewScalar(7, 7, 7, 7), 5, 6, c.kind)
		img, err := toRGBA(m)
		if (err == nil) != c.ok || c.ok && (img.Bounds().Dx() != 6 || img.Pix[0] != 7) {
			t.Errorf("%v: %v", c.kind, err)
		}
		m.Close()
	}
	empty := gocv.NewMat()
	defer empty.Close()
	if _, err := toRGBA(empty); err == nil {
		t.Error("a picture of nothing")
	}
}
