// Package barcode holds what the readers of printed codes have in common: an
// image goes in, codes with their symbology and text come out. The readers
// themselves lie in the folders below.
package barcode

import (
	"image"

	"github.com/dashcart/dashcart/models/gs1"
)

// Symbology names a kind of printed code, as `dashcart scan` and
// gs1.ParseSymbol write it.
type Symbology string

// The symbologies that a cart reads.
const (
	EAN13           Symbology = "ean13"
	EAN8            Symbology = "ean8"
	UPCA            Symbology = "upca"
	UPCE            Symbology = "upce"
	ITF             Symbology = "itf"
	Code128         Symbology = "code128"
	DataBar         Symbology = "databar"
	DataBarExpanded Symbology = "databar-expanded"
	QR              Symbology = "qr"
	DataMatrix      Symbology = "datamatrix"
)

// Code is one code that a reader found in an image.
type Code struct {
	Symbology Symbology
	// Text is what the code holds: UPC-A 12 digits, UPC-E 8, DataBar 14; GS1
	// data with its application identifiers in brackets; else as encoded.
	Text string
	// Corners are points on the outline of the code in pixels of the image;
	// empty where the reader does not tell.
	Corners []image.Point
	// Score orders readings that disagree: how many lines or pixels of the
	// image support the text, in the reader's own measure. It is no
	// probability.
	Score float64
}

// Reader finds codes in an image. Read accepts an image of any size and finds
// nothing in one too small, or nil; an error says that the reader itself
// failed. A Reader may be used from several goroutines at once.
type Reader interface {
	Read(img *image.Gray) ([]Code, error)
}

// Retail makes a code of the 13 digits of an EAN-13 symbol: one with a leading
// zero is a UPC-A, the same bars, and is written with 12 digits.
func Retail(digits string) Code {
	if len(digits) == 13 && digits[0] == '0' {
		return Code{Symbology: UPCA, Text: digits[1:]}
	}
	return Code{Symbology: EAN13, Text: digits}
}

// GS1Text writes the data of a symbol that begins with FNC1: its element
// strings with their application identifiers in brackets or, where they do not
// split into known ones, the raw data, which keeps FNC1 (0x1D) between fields.
func GS1Text(data string) string {
	elements, err := gs1.Split(data)
	if err != nil {
		return data
	}
	return gs1.Bracketed(elements)
}

// Same says whether two codes are one reading.
func Same(a, b Code) bool { return a.Symbology == b.Symbology && a.Text == b.Text }
