package look

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// codebook makes Fisher vectors of one kind of descriptor: it projects them to
// their principal components, appends their positions, and weighs them by a
// mixture.
type codebook struct {
	mean  []float32      // of descriptors
	basis blas32.General // descriptor by component
	mix   mixture
}

// dim is the length of the Fisher vectors.
func (b *codebook) dim() int { return 2 * b.mix.k * b.mix.d }

// rows projects descriptors and appends positions: rows of [x, x²]. Mirrored
// takes the basis as if the picture had been turned left to right.
//
//go:norace
func (b *codebook) rows(d blas32.General, xy []float32, mirrored bool) blas32.General {
	n := b.basis.Cols
	basis, mean := b.basis, b.mean
	if mirrored {
		basis, mean = b.turned()
	}
	x2 := newMatrix(d.Rows, 2*(n+2))
	if d.Rows == 0 {
		return x2
	}
	shift := make([]float32, n)
	blas32.Gemv(blas.Trans, -1, basis, blas32.Vector{N: len(mean), Inc: 1, Data: mean}, 0, blas32.Vector{N: n, Inc: 1, Data: shift})
	for r := range x2.Rows {
		copy(row(x2, r), shift)
	}
	y := x2
	y.Cols = n
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, d, basis, 1, y)
	for r := range x2.Rows {
		v := row(x2, r)
		v[n], v[n+1] = xy[2*r], xy[2*r+1]
		if mirrored {
			v[n+1] = -v[n+1]
		}
		for i, s := range v[:n+2] {
			v[n+2+i] = s * s
		}
	}
	return x2
}

// turned is the basis and mean with the columns of each window of cells in
// the opposite order. It is right for colours, which have no direction.
func (b *codebook) turned() (blas32.General, []float32) {
	n := len(b.mean) / (window * window)
	t, mean := newMatrix(b.basis.Rows, b.basis.Cols), make([]float32, len(b.mean))
	for i := range mean {
		y, x, c := i/n/window, i/n%window, i%n
		j := (y*window+window-1-x)*n + c
		mean[i] = b.mean[j]
		copy(row(t, i), row(b.basis, j))
	}
	return t, mean
}

func (b *codebook) fisher(d blas32.General, xy []float32, mirrored bool) []float32 {
	return b.mix.fisher(b.rows(d, xy, mirrored))
}
