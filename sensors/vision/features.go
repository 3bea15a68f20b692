package vision

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"

	"gocv.io/x/gocv"
	"gonum.org/v1/gonum/blas/blas32"
)

const (
	featureSide = 348 // longer side that features are sought at
	leastSide   = 32  // of a picture that features are sought in
	mostRead    = 2048
	siftDim     = 128
)

// Features are the local features of a picture: where they are, in pixels of
// the picture at a longer side of 348, and their RootSIFT descriptors (Lowe
// 2004; Arandjelović and Zisserman 2012). They do not change once made.
type Features struct {
	points []gocv.Point2f
	desc   blas32.General // a row of length 1 for each point
}

// Len is how many features there are.
func (f *Features) Len() int { return len(f.points) }

// SIFT finds features. It must be closed and used by one goroutine at a time.
type SIFT struct {
	finder gocv.SIFT
	most   int
}

// NewSIFT returns a finder of at most so many of the strongest features.
func NewSIFT(most int) *SIFT { return &SIFT{finder: gocv.NewSIFT(), most: most} }

// Close frees what OpenCV holds.
func (s *SIFT) Close() error { return s.finder.Close() }

// Features finds the features of an image; none in one without pixels or too
// narrow to hold any.
func (s *SIFT) Features(img image.Image) (*Features, error) {
	grey, w, h := greyBytes(img)
	scale := featureSide / float64(max(w, h, 1))
	w2, h2 := int(math.Round(float64(w)*scale)), int(math.Round(float64(h)*scale))
	if min(w, h, w2, h2) < leastSide {
		return &Features{}, nil
	}
	m, err := gocv.NewMatFromBytes(h, w, gocv.MatTypeCV8U, grey)
	if err != nil {
		return nil, fmt.Errorf("handing a picture of %d by %d pixels to OpenCV: %w", w, h, err)
	}
	defer m.Close()
	scaled := gocv.NewMat()
	defer scaled.Close()
	method := gocv.InterpolationCubic
	if scale < 1 {
		method = gocv.InterpolationArea
	}
	gocv.Resize(m, &scaled, image.Pt(w2, h2), 0, 0, method)
	mask := gocv.NewMat()
	defer mask.Close()
	points, desc := s.finder.DetectAndCompute(scaled, mask)
	defer desc.Close()
	return s.keep(points, desc)
}

// keep takes the strongest features out of OpenCV's memory.
func (s *SIFT) keep(points []gocv.KeyPoint, desc gocv.Mat) (*Features, error) {
	if len(points) == 0 || desc.Empty() {
		return &Features{}, nil
	}
	if desc.Rows() != len(points) || desc.Cols() != siftDim || desc.Type() != gocv.MatTypeCV32F {
		return nil, fmt.Errorf("OpenCV described %d points in %d rows of %d numbers of type %v", len(points), desc.Rows(), desc.Cols(), desc.Type())
	}
	all, err := desc.DataPtrFloat32()
	if err != nil {
		return nil, fmt.Errorf("reading descriptors from OpenCV: %w", err)
	}
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case points[a].Response > points[b].Response:
			return -1
		case points[a].Response < points[b].Response:
			return 1
		}
		return 0
	})
	n := min(s.most, len(order))
	f := &Features{desc: blas32.General{Rows: n, Cols: siftDim, Stride: siftDim, Data: make([]float32, n*siftDim)}}
	for i, j := range order[:n] {
		f.points = append(f.points, gocv.Point2f{X: float32(points[j].X), Y: float32(points[j].Y)})
		rootSIFT(f.desc.Data[i*siftDim:(i+1)*siftDim], all[j*siftDim:(j+1)*siftDim])
	}
	return f, nil
}

// rootSIFT writes the square root of each share of a descriptor.
func rootSIFT(to, from []float32) {
	var sum float32
	for _, v := range from {
		sum += v
	}
	for i, v := range from {
		to[i] = float32(math.Sqrt(float64(max(v, 0) / (sum + 1e-6))))
	}
}

// greyBytes is the luma of an image, at every second, third, … pixel where it
// is very large.
func greyBytes(img image.Image) ([]byte, int, int) {
	if img == nil || img.Bounds().Empty() {
		return nil, 0, 0
	}
	b := img.Bounds()
	step := (max(b.Dx(), b.Dy()) + mostRead - 1) / mostRead
	w, h := (b.Dx()+step-1)/step, (b.Dy()+step-1)/step
	out := make([]byte, 0, w*h)
	luma := func(x, y int) byte { return color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y }
	switch m := img.(type) {
	case *image.YCbCr:
		luma = func(x, y int) byte { return m.Y[m.YOffset(x, y)] }
	case *image.Gray:
		luma = func(x, y int) byte { return m.GrayAt(x, y).Y }
	case *image.RGBA:
		luma = func(x, y int) byte {
			c := m.RGBAAt(x, y)
			return byte((299*int(c.R) + 587*int(c.G) + 114*int(c.B) + 500) / 1000)
		}
	}
	for y := b.Min.Y; y < b.Max.Y; y += step {
		for x := b.Min.X; x < b.Max.X; x += step {
			out = append(out, luma(x, y))
		}
	}
	return out, w, h
}
