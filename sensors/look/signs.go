package look

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// signs is a matrix of which only the signs are kept, a bit each. Of a principal
// axis of tens of thousands of numbers that is enough: what it loses is spread
// evenly over all directions, and each gets too little of it to matter (1-bit
// quantisation of a Gaussian keeps 2/π of its energy; Max 1960). On photos held
// out from training it ranks as the axes themselves do, while hashing to 4096
// places, which takes as much room, costs two points.
type signs struct {
	rows, cols int    // cols is a multiple of 8
	bits       []byte // set where the number is positive; a row after the other
}

func signsOf(m blas32.General) signs {
	s := signs{m.Rows, m.Cols, make([]byte, m.Rows*m.Cols/8)}
	for i := range m.Rows {
		for j, v := range row(m, i) {
			if v > 0 {
				s.bits[(i*m.Cols+j)/8] |= 1 << (j % 8)
			}
		}
	}
	return s
}

// eight is a byte of bits as numbers, 1 and -1.
var eight = func() (t [256][8]float32) {
	for b := range t {
		for i := range t[b] {
			t[b][i] = float32(b>>i&1)*2 - 1
		}
	}
	return t
}()

// unpacked is how many rows are made numbers at a time: they stay in the
// processor's cache.
const unpacked = 128

// project multiplies the rows of x by the matrix.
//
//go:norace
func (s signs) project(x blas32.General) blas32.General {
	out := newMatrix(x.Rows, s.cols)
	part := newMatrix(min(unpacked, s.rows), s.cols)
	for from := 0; from < s.rows; from += unpacked {
		n := min(unpacked, s.rows-from)
		part.Rows = n
		for i, b := range s.bits[from*s.cols/8 : (from+n)*s.cols/8] {
			copy(part.Data[i*8:i*8+8], eight[b][:])
		}
		some := blas32.General{Rows: x.Rows, Cols: n, Stride: x.Stride, Data: x.Data[from:]}
		blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, some, part, 1, out)
	}
	return out
}
