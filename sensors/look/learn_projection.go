package look

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"
)

const (
	spareAxes  = 48 // beyond those asked for, so that the last converge too
	powerSteps = 5
)

// principalSigns finds the n leading principal axes of the rows of x, which
// are centred in place, and keeps their signs. Where the rows are few, only so
// many as live are axes that something spreads along. It returns the mean too.
func principalSigns(x blas32.General, n int, r *rand.Rand) (axes signs, mean []float32, live int) {
	mean = columnMeans(x)
	for i := range x.Rows {
		for j, m := range mean {
			x.Data[i*x.Stride+j] -= m
		}
	}
	gram := newMatrix(x.Rows, x.Rows)
	blas32.Gemm(blas.NoTrans, blas.Trans, 1, x, x, 0, gram)
	turn, live := eigenvectors(gram, n, r)
	full := newMatrix(x.Cols, n)
	blas32.Gemm(blas.Trans, blas.NoTrans, 1, x, turn, 0, full)
	return signsOf(full), mean, live
}

// eigenvectors finds the n leading eigenvectors of a symmetric matrix, as
// columns, by randomised subspace iteration (Halko, Martinsson and Tropp 2011).
// Past the live ones, whose eigenvalues are more than rounding, come zeros.
func eigenvectors(g blas32.General, n int, r *rand.Rand) (out blas32.General, live int) {
	const nothing = 1e-6 // of the largest eigenvalue
	out = newMatrix(g.Rows, n)
	width := min(n+spareAxes, g.Rows)
	q, y := newMatrix(g.Rows, width), newMatrix(g.Rows, width)
	for i := range q.Data {
		q.Data[i] = float32(r.NormFloat64())
	}
	for range powerSteps {
		orthonormal(q)
		blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, g, q, 0, y)
		q, y = y, q
	}
	orthonormal(q)
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, g, q, 0, y)
	small := newMatrix(width, width)
	blas32.Gemm(blas.Trans, blas.NoTrans, 1, q, y, 0, small)
	s := mat.NewSymDense(width, nil)
	for i := range width {
		for j := i; j < width; j++ {
			s.SetSym(i, j, float64(small.Data[i*width+j]+small.Data[j*width+i])/2)
		}
	}
	var eig mat.EigenSym
	if !eig.Factorize(s, true) {
		return out, 0
	}
	var vec mat.Dense
	eig.VectorsTo(&vec)
	values, turn := eig.Values(nil), newMatrix(width, n)
	for live < min(n, width) && values[width-1-live] > nothing*values[width-1] {
		for i := range width {
			turn.Data[i*n+live] = float32(vec.At(i, width-1-live))
		}
		live++
	}
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, q, turn, 0, out)
	return out, live
}

// orthonormal replaces the columns of q by an orthonormal basis of what they
// span.
func orthonormal(q blas32.General) {
	a := blas64.General{Rows: q.Rows, Cols: q.Cols, Stride: q.Cols, Data: make([]float64, len(q.Data))}
	for i, v := range q.Data {
		a.Data[i] = float64(v)
	}
	tau := make([]float64, q.Cols)
	work := make([]float64, 64*q.Cols)
	lapack64.Geqrf(a, tau, work, len(work))
	lapack64.Orgqr(a, tau, work, len(work))
	for i, v := range a.Data {
		q.Data[i] = float32(v)
	}
}

// whiten returns the matrix (columns to multiply rows by) that makes the
// spread within classes the same in all directions: the inverse transposed
// Cholesky factor of the within-class covariance, to which a part of its mean
// variance is added (WCCN; Hatch, Kajarekar and Stolcke 2006).
func whiten(z blas32.General, class []int, part float64) (blas32.General, bool) {
	d := z.Cols
	within := centred(z, class)
	g := newMatrix(d, d)
	blas32.Gemm(blas.Trans, blas.NoTrans, 1/float32(max(z.Rows, 1)), within, within, 0, g)
	s := mat.NewSymDense(d, nil)
	trace := 0.
	for i := range d {
		trace += float64(g.Data[i*d+i])
	}
	for i := range d {
		for j := i; j < d; j++ {
			s.SetSym(i, j, float64(g.Data[i*d+j]))
		}
		s.SetSym(i, i, s.At(i, i)+part*trace/float64(d)+1e-12)
	}
	var chol mat.Cholesky
	if !chol.Factorize(s) {
		return g, false
	}
	var u, inv mat.TriDense // s = uᵀu, so that x·u⁻¹ is white
	chol.UTo(&u)
	if inv.InverseTri(&u) != nil {
		return g, false
	}
	for i := range d {
		for j := range d {
			v := 0.
			if j >= i {
				v = inv.At(i, j)
			}
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return g, false
			}
			g.Data[i*d+j] = float32(v)
		}
	}
	return g, true
}

// centred subtracts from each row the mean of its class.
func centred(z blas32.General, class []int) blas32.General {
	sums, counts := map[int][]float64{}, map[int]float64{}
	for i, c := range class {
		if sums[c] == nil {
			sums[c] = make([]float64, z.Cols)
		}
		counts[c]++
		for j, v := range row(z, i) {
			sums[c][j] += float64(v)
		}
	}
	out := newMatrix(z.Rows, z.Cols)
	for i, c := range class {
		for j, v := range row(z, i) {
			out.Data[i*out.Stride+j] = v - float32(sums[c][j]/counts[c])
		}
	}
	return out
}
