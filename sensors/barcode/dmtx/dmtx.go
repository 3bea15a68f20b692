// Package dmtx reads DataMatrix codes with libdmtx (BSD, linked dynamically).
package dmtx

/*
#cgo pkg-config: libdmtx
#include <stdlib.h>
#include <dmtx.h>
*/
import "C"

import (
	"errors"
	"image"
	"unsafe"

	"github.com/dashcart/dashcart/sensors/barcode"
)

const (
	smallest = 16      // side in pixels of the smallest image that is looked at
	largest  = 1 << 14 // and of the largest
)

// Reader looks for DataMatrix codes from a grid of starting points.
type Reader struct {
	// Gap is the distance in pixels between starting points; 0 is 4.
	Gap int
	// Points is how many starting points are tried at most, which bounds the
	// work whatever the image shows; 0 is 4000.
	Points int
	// Shrink reads every n-th pixel; 0 is 1.
	Shrink int
}

// Read finds the codes in an image. Each call has a decoder of its own, so
// calls may overlap.
func (r Reader) Read(img *image.Gray) ([]barcode.Code, error) {
	if img == nil {
		return nil, nil
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	shrink := max(r.Shrink, 1)
	if w/shrink < smallest || h/shrink < smallest {
		return nil, nil
	}
	if w > largest || h > largest {
		return nil, errors.New("dmtx: the image is larger than 16384 pixels; scale it down")
	}
	pixels := (*[1 << 30]byte)(C.malloc(C.size_t(w * h)))[: w*h : w*h]
	defer C.free(unsafe.Pointer(&pixels[0]))
	for y := range h { // libdmtx counts rows from the bottom
		at := img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y+y)
		copy(pixels[y*w:(y+1)*w], img.Pix[at:at+w])
	}
	im := C.dmtxImageCreate((*C.uchar)(unsafe.Pointer(&pixels[0])), C.int(w), C.int(h), C.DmtxPack8bppK)
	if im == nil {
		return nil, errors.New("dmtx: no image could be made (out of memory?)")
	}
	defer C.dmtxImageDestroy(&im)
	dec := C.dmtxDecodeCreate(im, C.int(shrink))
	if dec == nil {
		return nil, errors.New("dmtx: no decoder could be made (out of memory?)")
	}
	defer C.dmtxDecodeDestroy(&dec)
	return r.scan(dec, w/shrink, h/shrink), nil
}

// scan starts from the middle of the image outwards, ring by ring, since what a
// crop shows lies there.
func (r Reader) scan(dec *C.DmtxDecode, w, h int) []barcode.Code {
	gap, left := max(r.Gap, 0), r.Points
	if gap == 0 {
		gap = 4
	}
	if left == 0 {
		left = 4000
	}
	var codes []barcode.Code
	for ring := 0; ring*gap <= max(w, h)/2; ring++ {
		for _, p := range ringOf(ring) {
			x, y := w/2+p.X*gap, h/2+p.Y*gap
			if x < 0 || y < 0 || x >= w || y >= h {
				continue
			}
			if left--; left < 0 {
				return codes
			}
			if c, ok := at(dec, x, y); ok {
				codes = append(codes, c)
			}
		}
	}
	return codes
}

// ringOf returns the points at distance n of 0, 0 by the larger coordinate.
func ringOf(n int) []image.Point {
	if n == 0 {
		return []image.Point{{}}
	}
	points := make([]image.Point, 0, 8*n)
	for i := -n; i < n; i++ {
		points = append(points, image.Pt(i, -n), image.Pt(n, i), image.Pt(-i, n), image.Pt(-n, -i))
	}
	return points
}

// at reads the symbol whose edge passes near a pixel.
func at(dec *C.DmtxDecode, x, y int) (barcode.Code, bool) {
	region := C.dmtxRegionScanPixel(dec, C.int(x), C.int(y))
	if region == nil {
		return barcode.Code{}, false
	}
	defer C.dmtxRegionDestroy(&region)
	message := C.dmtxDecodeMatrixRegion(dec, region, C.DmtxUndefined)
	if message == nil {
		return barcode.Code{}, false
	}
	defer C.dmtxMessageDestroy(&message)
	n := int(message.outputIdx)
	if n <= 0 {
		return barcode.Code{}, false
	}
	text := C.GoStringN((*C.char)(unsafe.Pointer(message.output)), C.int(n))
	return barcode.Code{Symbology: barcode.DataMatrix, Text: text, Score: 1}, true
}
