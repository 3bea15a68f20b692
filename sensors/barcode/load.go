package barcode

import (
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // formats that Decode knows
	_ "image/jpeg" //
	_ "image/png"  //
	"io"
	"os"

	_ "golang.org/x/image/bmp"  // more of them
	_ "golang.org/x/image/tiff" //
	_ "golang.org/x/image/webp" //
)

// MaxPixels is how many pixels an image file may claim: more than any camera
// has, few enough to be held in memory.
const MaxPixels = 100_000_000

// Load reads an image file as grey levels; see Decode.
func Load(name string) (*image.Gray, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading an image: %w", err)
	}
	defer f.Close()
	img, err := Decode(f)
	if err != nil {
		return nil, fmt.Errorf("reading the image %s: %w", name, err)
	}
	return img, nil
}

// Decode reads a PNG, JPEG, GIF, BMP, TIFF or WebP image as grey levels (luma
// of ITU-R BT.601); what is transparent is white. An image of more than
// MaxPixels is refused before its pixels are read.
func Decode(r io.ReadSeeker) (*image.Gray, error) {
	config, _, err := image.DecodeConfig(r)
	if err != nil {
		return nil, err
	}
	if config.Width <= 0 || config.Height <= 0 {
		return nil, errors.New("it has no pixels")
	}
	if config.Width > MaxPixels/config.Height {
		return nil, fmt.Errorf("%d x %d pixels are too many; scale it down", config.Width, config.Height)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	img, _, err := image.Decode(r)
	if err != nil {
		return nil, err
	}
	return Grey(img), nil
}

// Grey returns an image's grey levels with its corner at 0, 0; what is
// transparent is white.
func Grey(img image.Image) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		row := out.Pix[y*out.Stride : y*out.Stride+b.Dx()]
		for x := range row {
			row[x] = greyOf(img, b.Min.X+x, b.Min.Y+y)
		}
	}
	return out
}

func greyOf(img image.Image, x, y int) uint8 {
	switch m := img.(type) {
	case *image.Gray:
		return m.GrayAt(x, y).Y
	case *image.YCbCr:
		return m.Y[m.YOffset(x, y)]
	case *image.RGBA:
		c := m.RGBAAt(x, y)
		return onWhite(uint32(c.R)*0x101, uint32(c.G)*0x101, uint32(c.B)*0x101, uint32(c.A)*0x101)
	}
	return onWhite(img.At(x, y).RGBA())
}

// onWhite is the grey of a premultiplied colour of 16 bits a channel over white.
func onWhite(r, g, b, a uint32) uint8 {
	white := 0xFFFF - a
	r, g, b = uint32(uint16(r+white)), uint32(uint16(g+white)), uint32(uint16(b+white))
	return uint8((19595*r + 38470*g + 7471*b + 1<<15) >> 24) // as color.GrayModel, which takes its time
}
