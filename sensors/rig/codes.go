package rig

import (
	"image"
	"image/color"
	"image/draw"

	"github.com/skip2/go-qrcode"

	"github.com/dashcart/dashcart/models/gs1"
)

// Barcode draws an EAN-13 or a UPC-A with its quiet zones, two pixels a
// module; nil for anything that is not 12 or 13 digits.
func Barcode(digits string) image.Image {
	if len(digits) == 12 {
		digits = "0" + digits
	}
	const left, right, height = 11, 7, 80
	bars := gs1.EAN13(digits)
	if bars == nil {
		return nil
	}
	im := image.NewGray(image.Rect(0, 0, 2*(left+len(bars)+right), height))
	for i := range im.Pix {
		im.Pix[i] = 252
	}
	for i, dark := range bars {
		if dark {
			draw.Draw(im, image.Rect(2*(left+i), 0, 2*(left+i+1), height), image.NewUniform(color.Gray{12}), image.Point{}, draw.Src)
		}
	}
	return im
}

// QR draws a text's QR code; nil if it is too long.
func QR(text string) image.Image {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil
	}
	return code.Image(300)
}
