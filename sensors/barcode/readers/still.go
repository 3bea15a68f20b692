// Package readers puts the readers of codes together: one for still images, one
// for the frames of a cart's camera.
package readers

import (
	"errors"
	"image"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/dmtx"
	"github.com/dashcart/dashcart/sensors/barcode/soft"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
	"github.com/dashcart/dashcart/sensors/barcode/zxing"
)

// Still reads one image with all readers: what it alone supports.
type Still struct {
	zbar        zbar.Reader
	linear, two zxing.Reader
	dmtx        dmtx.Reader
	soft        *soft.Reader
}

// NewStill returns a reader of still images. With a catalogue it also reads
// codes that only the list of possible ones can settle; known may be nil.
func NewStill(known []gs1.GTIN) *Still {
	s := &Still{
		zbar:   zbar.New(),
		linear: zxing.New(barcode.DataBarExpanded, barcode.DataBar, barcode.Code128),
		two:    zxing.New(barcode.QR, barcode.DataMatrix),
		soft:   soft.New(),
	}
	if known != nil {
		s.soft = s.soft.With(s.soft.Catalogue(known))
	}
	return s
}

// fewestLines is how many lines of an image libzbar must read alike.
const fewestLines = 2

// Read finds the codes in an image. An error of one reader does not hide what
// the others found: both are returned.
func (s *Still) Read(img *image.Gray) ([]barcode.Code, error) {
	if img == nil || img.Rect.Empty() {
		return nil, nil
	}
	var u union
	u.add(supported(s.zbar.Read(img)))
	u.addOver(s.two.Read(img))
	u.addOver(s.linear.Read(img))
	if len(u.codes) == 0 || u.retail() {
		u.confirm(s.soft.Read(img))
	}
	for _, degrees := range []float64{45, 90} {
		if len(u.codes) > 0 {
			break
		}
		turned, back := barcode.Turned(img, degrees)
		u.add(moved(supported(s.zbar.Read(turned)))(back))
		u.add(moved(s.linear.Read(turned))(back))
	}
	if len(u.codes) == 0 {
		u.add(s.dmtx.Read(img))
	}
	if len(u.codes) == 0 {
		u.rescaled(s, img)
	}
	return u.codes, errors.Join(u.errs...)
}

// most is how many pixels an image may have to be enlarged.
const most = 1 << 20

// rescaled reads an image at half and at twice its size.
func (u *union) rescaled(s *Still, img *image.Gray) {
	read := func(img *image.Gray, back func(image.Point) image.Point) {
		u.add(moved(supported(s.zbar.Read(img)))(back))
		u.addOver(moved(s.two.Read(img))(back))
		u.addOver(moved(s.linear.Read(img))(back))
	}
	read(barcode.Halved(img), func(p image.Point) image.Point { return p.Mul(2).Add(img.Rect.Min) })
	if len(u.codes) == 0 && img.Rect.Dx()*img.Rect.Dy() <= most {
		read(barcode.Doubled(img), func(p image.Point) image.Point { return p.Div(2).Add(img.Rect.Min) })
	}
}

// moved takes the corners of codes back to the image that theirs was made of.
func moved(codes []barcode.Code, err error) func(func(image.Point) image.Point) ([]barcode.Code, error) {
	return func(back func(image.Point) image.Point) ([]barcode.Code, error) {
		for _, c := range codes {
			for i, p := range c.Corners {
				c.Corners[i] = back(p)
			}
		}
		return codes, err
	}
}
