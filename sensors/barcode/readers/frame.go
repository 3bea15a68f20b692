package readers

import (
	"image"

	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/soft"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
	"github.com/dashcart/dashcart/sensors/barcode/zxing"
)

// Frame reads the frames of a cart's camera within a budget of work. It is
// given crops where something moved; see Read.
type Frame struct {
	quick   zbar.Reader
	linear  zxing.Reader
	soft    *soft.Reader
	careful int
}

// NewFrame returns a reader of frames. The soft reader, whose catalogue it
// keeps, is asked for crops of at most careful pixels in which the quick readers
// found nothing; nil leaves it out.
func NewFrame(s *soft.Reader, careful int) *Frame {
	return &Frame{quick: zbar.Reader{Density: 2}, linear: zxing.New(barcode.DataBarExpanded, barcode.DataBar), soft: s, careful: careful}
}

// Read reads a whole frame or crop as the quick readers do: every second row and
// column, which costs little where there is no code.
func (f *Frame) Read(img *image.Gray) ([]barcode.Code, error) {
	return supported(f.quick.Read(img))
}

// Look reads a crop where something moved: as it is, turned by 45 degrees, for
// DataBar and, at last, with the soft reader. The places that may hold a symbol
// come back with their likelihoods also where nothing is accepted.
func (f *Frame) Look(crop *image.Gray) ([]barcode.Code, []soft.Symbol, error) {
	if crop == nil || crop.Rect.Empty() {
		return nil, nil, nil
	}
	codes, err := f.Read(crop)
	if err != nil || len(codes) > 0 {
		return codes, nil, err
	}
	turned, back := barcode.Turned(crop, 45)
	codes, err = moved(f.Read(turned))(back)
	if err != nil || len(codes) > 0 {
		return codes, nil, err
	}
	codes, err = f.linear.Read(crop)
	if err != nil || len(codes) > 0 || f.soft == nil || crop.Rect.Dx()*crop.Rect.Dy() > f.careful {
		return codes, nil, err
	}
	symbols := f.soft.Look(crop)
	return soft.Codes(symbols), symbols, nil
}
