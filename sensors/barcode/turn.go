package barcode

import (
	"image"
	"math"
)

// Turned returns an image turned by an angle in degrees about its middle, on a
// white ground large enough for its corners, and a function that takes its
// points back to the original.
func Turned(img *image.Gray, degrees float64) (*image.Gray, func(image.Point) image.Point) {
	s, c := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(img.Rect.Dx()), float64(img.Rect.Dy())
	tw := int(math.Ceil(w*math.Abs(c) + h*math.Abs(s) - 1e-6))
	th := int(math.Ceil(w*math.Abs(s) + h*math.Abs(c) - 1e-6))
	out := image.NewGray(image.Rect(0, 0, tw, th))
	cx, cy := (w-1)/2, (h-1)/2
	tx, ty := (float64(tw)-1)/2, (float64(th)-1)/2
	for y := range th {
		row := out.Pix[y*out.Stride : y*out.Stride+tw]
		dx, dy := -tx, float64(y)-ty
		fx, fy := cx+dx*c-dy*s, cy+dx*s+dy*c
		for x := range row {
			row[x] = between(img, fx, fy)
			fx, fy = fx+c, fy+s
		}
	}
	back := func(p image.Point) image.Point {
		dx, dy := float64(p.X)-tx, float64(p.Y)-ty
		return image.Pt(int(math.Round(cx+dx*c-dy*s)), int(math.Round(cy+dx*s+dy*c))).Add(img.Rect.Min)
	}
	return out, back
}

// between reads an image between its pixels; outside it is white.
//
//go:norace
func between(img *image.Gray, x, y float64) uint8 {
	const ones = 1 << 8
	if !(x > -1 && y > -1 && x < float64(img.Rect.Dx()) && y < float64(img.Rect.Dy())) {
		return 255
	}
	x, y = max(x, 0), max(y, 0)
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, img.Rect.Dx()-1), min(y0+1, img.Rect.Dy()-1)
	fx, fy := int((x-float64(x0))*ones), int((y-float64(y0))*ones)
	a, b := img.Pix[y0*img.Stride+x0:], img.Pix[y1*img.Stride+x0:]
	top := int(a[0])*(ones-fx) + int(a[x1-x0])*fx
	low := int(b[0])*(ones-fx) + int(b[x1-x0])*fx
	return uint8((top*(ones-fy) + low*fy + ones*ones/2) / (ones * ones))
}

// Doubled returns an image of twice the size, by straight lines between pixels.
func Doubled(img *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, 2*img.Rect.Dx(), 2*img.Rect.Dy()))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Pix[y*out.Stride+x] = between(img, float64(x)/2-.25, float64(y)/2-.25)
		}
	}
	return out
}

// Halved returns an image of half the size, each pixel the mean of four.
func Halved(img *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, img.Rect.Dx()/2, img.Rect.Dy()/2))
	for y := range out.Rect.Dy() {
		a, b := img.Pix[2*y*img.Stride:], img.Pix[(2*y+1)*img.Stride:]
		for x := range out.Rect.Dx() {
			sum := int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1])
			out.Pix[y*out.Stride+x] = uint8((sum + 2) / 4)
		}
	}
	return out
}

// Box returns the smallest rectangle around points, empty where there are none.
func Box(points []image.Point) image.Rectangle {
	if len(points) == 0 {
		return image.Rectangle{}
	}
	r := image.Rectangle{Min: points[0], Max: points[0]}
	for _, p := range points {
		r.Min.X, r.Min.Y = min(r.Min.X, p.X), min(r.Min.Y, p.Y)
		r.Max.X, r.Max.Y = max(r.Max.X, p.X+1), max(r.Max.Y, p.Y+1)
	}
	return r
}
