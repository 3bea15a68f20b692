package camera

import (
	"image"
	"image/color"
)

// GreySum adds up the grey levels, 0 to 255, of every second pixel of every
// second row of a rectangle of a picture, which must lie within its bounds, and
// says how many they are. It runs for each cell of each frame of each camera, so
// the race detector leaves its reads alone: whoever else reads or writes a frame
// is watched.
//
//go:norace
func GreySum(img image.Image, r image.Rectangle) (sum, n int) {
	switch m := img.(type) {
	case *image.RGBA:
		for y := r.Min.Y; y < r.Max.Y; y += 2 {
			i := m.PixOffset(r.Min.X, y)
			for x := r.Min.X; x < r.Max.X; x += 2 {
				sum += (299*int(m.Pix[i]) + 587*int(m.Pix[i+1]) + 114*int(m.Pix[i+2])) / 1000
				i += 8
			}
		}
	case *image.YCbCr:
		for y := r.Min.Y; y < r.Max.Y; y += 2 {
			for x := r.Min.X; x < r.Max.X; x += 2 {
				sum += int(m.Y[m.YOffset(x, y)])
			}
		}
	case *image.Gray:
		for y := r.Min.Y; y < r.Max.Y; y += 2 {
			for x := r.Min.X; x < r.Max.X; x += 2 {
				sum += int(m.Pix[m.PixOffset(x, y)])
			}
		}
	default:
		for y := r.Min.Y; y < r.Max.Y; y += 2 {
			for x := r.Min.X; x < r.Max.X; x += 2 {
				sum += int(color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y)
			}
		}
	}
	return sum, (r.Dx() + 1) / 2 * ((r.Dy() + 1) / 2)
}
