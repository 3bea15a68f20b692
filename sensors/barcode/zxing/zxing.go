// Package zxing reads codes with zxinggo, a port of ZXing to Go: DataBar,
// DataBar Expanded and its stacked form, Code 128, QR and DataMatrix. It leaves
// EAN and UPC to other readers: this one misreads them now and then, with a
// check digit that fits.
package zxing

import (
	"fmt"
	"image"
	"strings"

	zxinggo "github.com/ericlevine/zxinggo"
	"github.com/ericlevine/zxinggo/binarizer"
	"github.com/ericlevine/zxinggo/datamatrix"
	"github.com/ericlevine/zxinggo/oned"
	"github.com/ericlevine/zxinggo/qrcode"

	"github.com/dashcart/dashcart/sensors/barcode"
)

// smallest is the side in pixels under which nothing is read.
const smallest = 8

// decoder reads one symbology from a binarised image; it keeps state, so each
// image has new ones.
type decoder func(*zxinggo.BinaryBitmap, *zxinggo.DecodeOptions) (*zxinggo.Result, error)

// Reader reads images with zxinggo, at most one code of each symbology.
type Reader struct {
	// Symbologies are those to look for.
	Symbologies []barcode.Symbology
	// Global binarises by one threshold for each row or image instead of
	// local ones: right for symbols drawn or scanned, wrong for photos.
	Global bool
}

// New returns a reader of the symbologies given.
func New(s ...barcode.Symbology) Reader { return Reader{Symbologies: s} }

// Read finds the codes in an image. A fault inside the library is returned as
// an error.
func (r Reader) Read(img *image.Gray) (codes []barcode.Code, err error) {
	if img == nil || img.Rect.Dx() < smallest || img.Rect.Dy() < smallest {
		return nil, nil
	}
	defer func() {
		if fault := recover(); fault != nil {
			codes, err = nil, fmt.Errorf("zxing: the library failed on an image of %v: %v", img.Rect.Size(), fault)
		}
	}()
	source := zxinggo.NewGrayImageLuminanceSource(based(img))
	var b zxinggo.Binarizer = binarizer.NewHybrid(source)
	if r.Global {
		b = binarizer.NewGlobalHistogram(source)
	}
	bitmap := zxinggo.NewBinaryBitmap(b)
	for _, s := range r.Symbologies {
		result, err := decoderOf(s)(bitmap, &zxinggo.DecodeOptions{TryHarder: true})
		if err != nil || result == nil || result.Text == "" { // not found is an error there
			continue
		}
		codes = append(codes, code(s, result, img.Rect.Min))
	}
	return codes, nil
}

// based returns img with its corner at 0, 0 and no gap between rows where the
// library needs that.
func based(img *image.Gray) *image.Gray {
	if img.Rect.Min == (image.Point{}) {
		return img
	}
	out := image.NewGray(image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	for y := range img.Rect.Dy() {
		at := img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y+y)
		copy(out.Pix[y*out.Stride:], img.Pix[at:at+img.Rect.Dx()])
	}
	return out
}

func decoderOf(s barcode.Symbology) decoder {
	rows := func(d oned.RowDecoder) decoder {
		return func(b *zxinggo.BinaryBitmap, o *zxinggo.DecodeOptions) (*zxinggo.Result, error) {
			return oned.DecodeOneD(b, d, o)
		}
	}
	switch s {
	case barcode.DataBar:
		return rows(oned.NewRSS14Reader())
	case barcode.DataBarExpanded:
		return rows(oned.NewRSSExpandedReader())
	case barcode.Code128:
		return rows(oned.NewCode128Reader())
	case barcode.ITF:
		return rows(oned.NewITFReader())
	case barcode.QR:
		return qrcode.NewReader().Decode
	case barcode.DataMatrix:
		return datamatrix.NewReader().Decode
	}
	return func(*zxinggo.BinaryBitmap, *zxinggo.DecodeOptions) (*zxinggo.Result, error) {
		return nil, zxinggo.ErrNotFound
	}
}

// gs1Identifiers are the symbology identifiers (ISO/IEC 15424) of data that
// begins with FNC1 in the first position.
var gs1Identifiers = map[string]bool{"]C1": true, "]d2": true, "]Q3": true, "]Q4": true}

func code(s barcode.Symbology, r *zxinggo.Result, at image.Point) barcode.Code {
	c := barcode.Code{Symbology: s, Text: r.Text, Score: 1}
	if id, _ := r.Metadata[zxinggo.MetadataSymbologyIdentifier].(string); gs1Identifiers[id] {
		c.Text = barcode.GS1Text(strings.TrimPrefix(c.Text, "\x1d"))
	}
	for _, p := range r.Points {
		c.Corners = append(c.Corners, image.Pt(int(p.X), int(p.Y)).Add(at))
	}
	return c
}
