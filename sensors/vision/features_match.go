package vision

import (
	"gocv.io/x/gocv"
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

const (
	ratio        = .8  // of the nearest distance to the second (Lowe 2004)
	leastMatches = 5   // that a homography is sought from
	reprojection = 5.0 // pixels that an inlier may be off
	ransacSteps  = 500
	ransacSurely = .995
	notMatched   = -1
)

// Inliers counts the features of one picture that lie where a plane seen in
// the other has them: nearest descriptors that are clearly nearer than the
// second, and agree with one homography found by RANSAC. 0 where there is
// none.
func Inliers(a, b *Features) int {
	if a == nil || b == nil || a.Len() < leastMatches || b.Len() < leastMatches {
		return 0
	}
	var from, to []gocv.Point2f
	for i, j := range matches(a, b) {
		if j != notMatched {
			from, to = append(from, a.points[i]), append(to, b.points[j])
		}
	}
	if len(from) < leastMatches {
		return 0
	}
	src, dst := pointMat(from), pointMat(to)
	defer src.Close()
	defer dst.Close()
	mask := gocv.NewMat()
	defer mask.Close()
	h := gocv.FindHomography(src, &dst, gocv.HomograpyMethodRANSAC, reprojection, &mask, ransacSteps, ransacSurely)
	defer h.Close()
	if h.Empty() || mask.Empty() {
		return 0
	}
	return gocv.CountNonZero(mask)
}

// matches gives for each feature of a the feature of b that it matches.
func matches(a, b *Features) []int {
	dots := blas32.General{Rows: a.Len(), Cols: b.Len(), Stride: b.Len(), Data: make([]float32, a.Len()*b.Len())}
	blas32.Gemm(blas.NoTrans, blas.Trans, 1, a.desc, b.desc, 0, dots)
	out := make([]int, a.Len())
	for i := range out {
		out[i] = notMatched
		first, second, at := float32(-1), float32(-1), 0
		for j, v := range dots.Data[i*dots.Stride : i*dots.Stride+dots.Cols] {
			if v > first {
				first, second, at = v, first, j
			} else if v > second {
				second = v
			}
		}
		// squared distances of unit vectors are 2 - 2·dot
		if 2-2*first < ratio*ratio*(2-2*second) {
			out[i] = at
		}
	}
	return out
}

// pointMat makes a column of points for OpenCV; the caller closes it.
func pointMat(p []gocv.Point2f) gocv.Mat {
	m := gocv.NewMatWithSize(len(p), 2, gocv.MatTypeCV32F)
	for i, q := range p {
		m.SetFloatAt(i, 0, q.X)
		m.SetFloatAt(i, 1, q.Y)
	}
	return m
}
