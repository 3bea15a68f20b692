// Package zbar reads codes with libzbar (LGPL-2.1, linked dynamically): EAN,
// UPC, Code 128, ITF, DataBar and QR.
package zbar

/*
#cgo pkg-config: zbar
#include <stdlib.h>
#include <zbar.h>

static void dashcart_enable(zbar_image_scanner_t *s, zbar_symbol_type_t t) {
	zbar_image_scanner_set_config(s, t, ZBAR_CFG_ENABLE, 1);
}
*/
import "C"

import (
	"errors"
	"image"
	"unsafe"

	"github.com/dashcart/dashcart/sensors/barcode"
)

// smallest is the side in pixels under which no symbol can be read; libzbar is
// not asked.
const smallest = 8

// largest is the side in pixels that is passed to libzbar at most.
const largest = 1 << 14

// Reader reads images with libzbar. Its zero value reads every second row and
// column with all symbologies; see New.
type Reader struct {
	// Density is the distance in pixels between scanned rows and between
	// scanned columns; 0 is 1, every row.
	Density int
	// OnlyQR leaves the linear symbologies out, OnlyLinear leaves QR out.
	OnlyQR, OnlyLinear bool
}

// New returns a reader of every row and column for all symbologies.
func New() Reader { return Reader{Density: 1} }

var linear = []C.zbar_symbol_type_t{C.ZBAR_EAN13, C.ZBAR_EAN8, C.ZBAR_UPCE, C.ZBAR_I25, C.ZBAR_CODE128, C.ZBAR_DATABAR}

// Read finds the codes in an image. Each call has a scanner of its own, so
// calls may overlap.
func (r Reader) Read(img *image.Gray) ([]barcode.Code, error) {
	if img == nil {
		return nil, nil
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if w < smallest || h < smallest {
		return nil, nil
	}
	if w > largest || h > largest {
		return nil, errors.New("zbar: the image is larger than 16384 pixels; scale it down")
	}
	scanner := C.zbar_image_scanner_create()
	if scanner == nil {
		return nil, errors.New("zbar: no scanner could be made (out of memory?)")
	}
	defer C.zbar_image_scanner_destroy(scanner)
	r.configure(scanner)

	pixels := (*[1 << 30]byte)(C.malloc(C.size_t(w * h)))[: w*h : w*h]
	defer C.free(unsafe.Pointer(&pixels[0]))
	for y := range h {
		at := img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y+y)
		copy(pixels[y*w:(y+1)*w], img.Pix[at:at+w])
	}
	im := C.zbar_image_create()
	if im == nil {
		return nil, errors.New("zbar: no image could be made (out of memory?)")
	}
	defer C.zbar_image_destroy(im)
	const y800 = 'Y' | '8'<<8 | '0'<<16 | '0'<<24
	C.zbar_image_set_format(im, y800)
	C.zbar_image_set_size(im, C.uint(w), C.uint(h))
	C.zbar_image_set_data(im, unsafe.Pointer(&pixels[0]), C.ulong(w*h), nil)
	if C.zbar_scan_image(scanner, im) < 0 {
		return nil, errors.New("zbar: the image could not be scanned")
	}
	var codes []barcode.Code
	for s := C.zbar_image_first_symbol(im); s != nil; s = C.zbar_symbol_next(s) {
		if c, ok := symbol(s); ok {
			for i := range c.Corners {
				c.Corners[i] = c.Corners[i].Add(img.Rect.Min)
			}
			codes = append(codes, c)
		}
	}
	return codes, nil
}

func (r Reader) configure(s *C.zbar_image_scanner_t) {
	C.zbar_image_scanner_set_config(s, 0, C.ZBAR_CFG_ENABLE, 0)
	if !r.OnlyQR {
		for _, t := range linear {
			C.dashcart_enable(s, t)
		}
	}
	if !r.OnlyLinear {
		C.dashcart_enable(s, C.ZBAR_QRCODE)
	}
	density := C.int(max(r.Density, 1))
	C.zbar_image_scanner_set_config(s, 0, C.ZBAR_CFG_X_DENSITY, density)
	C.zbar_image_scanner_set_config(s, 0, C.ZBAR_CFG_Y_DENSITY, density)
}

// symbol reads one result of libzbar, which must still be held.
func symbol(s *C.zbar_symbol_t) (barcode.Code, bool) {
	text := C.GoStringN(C.zbar_symbol_get_data(s), C.int(C.zbar_symbol_get_data_length(s)))
	first := C.zbar_symbol_get_modifiers(s)&(1<<C.ZBAR_MOD_GS1) != 0
	c, ok := code(C.zbar_symbol_get_type(s), text, first)
	c.Score = float64(C.zbar_symbol_get_quality(s))
	for i := range C.zbar_symbol_get_loc_size(s) {
		c.Corners = append(c.Corners, image.Pt(int(C.zbar_symbol_get_loc_x(s, C.uint(i))), int(C.zbar_symbol_get_loc_y(s, C.uint(i)))))
	}
	return c, ok
}

// code names what libzbar read. First says that the data began with FNC1.
func code(t C.zbar_symbol_type_t, text string, first bool) (barcode.Code, bool) {
	switch t {
	case C.ZBAR_EAN13:
		return barcode.Retail(text), len(text) == 13
	case C.ZBAR_EAN8:
		return barcode.Code{Symbology: barcode.EAN8, Text: text}, len(text) == 8
	case C.ZBAR_UPCE:
		return barcode.Code{Symbology: barcode.UPCE, Text: text}, len(text) == 8
	case C.ZBAR_I25:
		return barcode.Code{Symbology: barcode.ITF, Text: text}, true
	case C.ZBAR_DATABAR:
		if len(text) == 16 { // libzbar puts the AI 01 before the GTIN
			text = text[2:]
		}
		return barcode.Code{Symbology: barcode.DataBar, Text: text}, len(text) == 14
	case C.ZBAR_CODE128:
		return barcode.Code{Symbology: barcode.Code128, Text: gs1OrPlain(text, first)}, text != ""
	case C.ZBAR_QRCODE:
		return barcode.Code{Symbology: barcode.QR, Text: gs1OrPlain(text, first)}, text != ""
	}
	return barcode.Code{}, false
}

func gs1OrPlain(text string, first bool) string {
	if first {
		return barcode.GS1Text(text)
	}
	return text
}
