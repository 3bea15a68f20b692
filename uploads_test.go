package main

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/handlers/admin"
	"github.com/dashcart/dashcart/models/store"
)

func TestUploadedPicturesAreDrawnAnew(t *testing.T) {
	s := &storeSide{store: &store.Store{Pictures: "catalog/pictures"}, uploads: filepath.Join(t.TempDir(), "pictures")}
	im := image.NewPaletted(image.Rect(0, 0, 3000, 500), color.Palette{color.White, color.RGBA{200, 30, 30, 255}})
	for i := range im.Pix {
		im.Pix[i] = 1
	}
	var asPNG, asGIF bytes.Buffer
	if err := errors.Join(png.Encode(&asPNG, im), gif.Encode(&asGIF, im, nil)); err != nil {
		t.Fatal(err)
	}
	hidden := append(asPNG.Bytes(), "<script>alert(1)</script>"...)
	name, err := s.savePicture(hidden)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.savePicture(asGIF.Bytes())
	if err != nil || again != name {
		t.Errorf("the same picture became %s and %s, %v", name, again, err)
	}
	kept, err := os.ReadFile(s.picture(name))
	if err != nil || bytes.Contains(kept, []byte("script")) {
		t.Fatalf("%v", err)
	}
	got, err := jpeg.Decode(bytes.NewReader(kept))
	if err != nil || got.Bounds().Dx() != 1024 || got.Bounds().Dy() != 170 {
		t.Fatalf("%v %v", got.Bounds(), err)
	}
	if r, g, _, _ := got.At(500, 80).RGBA(); r>>8 < 180 || g>>8 > 60 {
		t.Errorf("red became %d %d", r>>8, g>>8)
	}
	if !s.pictureThere(name) || s.pictureThere("../store.yaml") || s.pictureThere("nothing.jpg") || !s.pictureThere("whole-milk-1-gal.svg") {
		t.Error("the wrong pictures are there")
	}
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	s := &storeSide{store: &store.Store{}, uploads: t.TempDir()}
	// A header that promises 60,000 by 60,000 pixels in a few bytes.
	var bomb bytes.Buffer
	if err := png.Encode(&bomb, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	huge := bomb.Bytes()
	copy(huge[16:24], []byte{0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60})
	for why, data := range map[string][]byte{"unknown": []byte("<svg onload=alert(1)>"), "": huge} {
		_, err := s.savePicture(data)
		var bad *admin.BadPicture
		if !errors.As(err, &bad) || !strings.HasPrefix(bad.Why, why) {
			t.Errorf("%q: %v", why, err)
		}
	}
	if left, err := os.ReadDir(s.uploads); err != nil || len(left) > 0 {
		t.Errorf("%v %v was kept", left, err)
	}
}
