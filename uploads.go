package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // a picture that staff may send
	"image/jpeg"
	_ "image/png" // another
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/dashcart/dashcart/handlers/admin"
	"github.com/dashcart/dashcart/models/catalog"
)

// Limits of a picture that staff add.
const (
	picturePixels = 50_000_000 // before it is made smaller
	pictureSide   = 1024       // of the picture that is kept
	pictureGrade  = 88         // JPEG quality
)

// goodsPages is what the staff's pages of goods need beside the catalogue.
func (s *storeSide) goodsPages() admin.GoodsDeps {
	return admin.GoodsDeps{Records: s.db, Rules: s.Rules, Tax: slices.Sorted(maps.Keys(s.store.Prices.Taxes)), Unit: s.store.WeightUnit, Pictures: s.savePicture}
}

// savePicture keeps an uploaded picture, drawn anew: what else was in the file,
// a place, a script, stays outside. Equal pictures have one file.
func (s *storeSide) savePicture(data []byte) (string, error) {
	head, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return "", &admin.BadPicture{Why: "unknown"}
	}
	if head.Width <= 0 || head.Height <= 0 || head.Width > picturePixels/head.Height {
		return "", &admin.BadPicture{Why: "pixels"}
	}
	im, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return "", &admin.BadPicture{Why: "unknown"}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, smaller(im, pictureSide), &jpeg.Options{Quality: pictureGrade}); err != nil {
		return "", fmt.Errorf("drawing the picture anew: %w", err)
	}
	sum := sha256.Sum256(out.Bytes())
	name := catalog.StaffPicture + hex.EncodeToString(sum[:8]) + ".jpg"
	if err := os.MkdirAll(s.uploads, 0o750); err != nil {
		return "", fmt.Errorf("keeping the picture: %w", err)
	}
	path := filepath.Join(s.uploads, name)
	if _, err := os.Stat(path); err == nil {
		return name, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("keeping the picture: %w", err)
	}
	// Whole or not at all: a page may ask for it at once.
	if err := os.WriteFile(path+".part", out.Bytes(), 0o640); err != nil {
		return "", fmt.Errorf("keeping the picture: %w", err)
	}
	if err := os.Rename(path+".part", path); err != nil {
		return "", fmt.Errorf("keeping the picture: %w", err)
	}
	return name, nil
}

// smaller draws a picture on white, no side longer than side pixels. Each new
// pixel is the mean of those that it covers.
func smaller(im image.Image, side int) *image.RGBA {
	b := im.Bounds()
	flat := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), im, b.Min, draw.Over)
	longest := max(b.Dx(), b.Dy())
	if longest <= side {
		return flat
	}
	w, h := max(1, b.Dx()*side/longest), max(1, b.Dy()*side/longest)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.SetRGBA(x, y, mean(flat, x*b.Dx()/w, y*b.Dy()/h, max((x+1)*b.Dx()/w, x*b.Dx()/w+1), max((y+1)*b.Dy()/h, y*b.Dy()/h+1)))
		}
	}
	return out
}

// mean is the mean colour of a rectangle that is not empty.
func mean(im *image.RGBA, x0, y0, x1, y1 int) color.RGBA {
	var r, g, b, n uint32
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			c := im.RGBAAt(x, y)
			r, g, b, n = r+uint32(c.R), g+uint32(c.G), b+uint32(c.B), n+1
		}
	}
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}
