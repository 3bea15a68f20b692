package look

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/mat"
)

const (
	components = 128   // of each mixture
	emSteps    = 15    // of expectation maximisation
	seedRows   = 40000 // that the first means are sought among
	seedSteps  = 12    // of k-means
	leastVar   = .01   // of a component, as part of the whole variance
)

// principal returns the mean of the rows of a and its n leading principal
// axes as columns.
func principal(a blas32.General, n int) ([]float32, blas32.General) {
	mean := columnMeans(a)
	cov := mat.NewSymDense(a.Cols, nil)
	c := newMatrix(a.Cols, a.Cols)
	blas32.Gemm(blas.Trans, blas.NoTrans, 1/float32(a.Rows), a, a, 0, c)
	for i := range a.Cols {
		for j := i; j < a.Cols; j++ {
			cov.SetSym(i, j, float64(c.Data[i*c.Stride+j])-float64(mean[i])*float64(mean[j]))
		}
	}
	var eig mat.EigenSym
	basis := newMatrix(a.Cols, n)
	if !eig.Factorize(cov, true) {
		return mean, basis // not finite; caught by the caller's check of what was learned
	}
	var vec mat.Dense
	eig.VectorsTo(&vec)
	for i := range a.Cols {
		for j := range n {
			basis.Data[i*n+j] = float32(vec.At(i, a.Cols-1-j))
		}
	}
	return mean, basis
}

func columnMeans(a blas32.General) []float32 {
	sum := make([]float64, a.Cols)
	for r := range a.Rows {
		for i, v := range row(a, r) {
			sum[i] += float64(v)
		}
	}
	mean := make([]float32, a.Cols)
	for i, s := range sum {
		mean[i] = float32(s / float64(max(a.Rows, 1)))
	}
	return mean
}

// fitMixture fits a mixture to rows [x, x²] by expectation maximisation from
// the clusters of k-means. The report is called after each step.
func fitMixture(x2 blas32.General, k int, r *rand.Rand, report func()) mixture {
	d := x2.Cols / 2
	all := variance(x2, d)
	g := mixture{k: k, d: d, weight: make([]float32, k), mean: seedMeans(x2, k, r), dev: make([]float32, k*d)}
	for c := range k {
		g.weight[c] = 1 / float32(k)
		for i := range d {
			g.dev[c*d+i] = float32(math.Sqrt(float64(all[i]) / 2))
		}
	}
	for range emSteps {
		g.prepare()
		var m moments
		for from := 0; from < x2.Rows; from += 16384 {
			part := x2
			part.Rows = min(16384, x2.Rows-from)
			part.Data = x2.Data[from*x2.Stride:]
			g.gather(part, &m)
		}
		g.maximise(&m, all)
		report()
	}
	g.prepare()
	return g
}

func variance(x2 blas32.General, d int) []float32 {
	m := columnMeans(x2)
	v := make([]float32, d)
	for i := range v {
		v[i] = max(m[d+i]-m[i]*m[i], 1e-6)
	}
	return v
}

// maximise sets the parameters to those likeliest under the moments.
func (g *mixture) maximise(m *moments, all []float32) {
	width := 1 + 2*g.d
	total := 0.
	for c := range g.k {
		total += float64(max(m.s[c*width], 1e-3))
	}
	for c := range g.k {
		s0 := max(m.s[c*width], 1e-3)
		g.weight[c] = float32(float64(s0) / total)
		for i := range g.d {
			mu := m.s[c*width+1+i] / s0
			v := m.s[c*width+1+g.d+i]/s0 - mu*mu
			g.mean[c*g.d+i] = mu
			g.dev[c*g.d+i] = float32(math.Sqrt(float64(max(v, leastVar*all[i]))))
		}
	}
}

// seedMeans finds k means by k-means++ and Lloyd's steps on a sample of rows.
func seedMeans(x2 blas32.General, k int, r *rand.Rand) []float32 {
	d := x2.Cols / 2
	n := min(seedRows, x2.Rows)
	x := newMatrix(n, d)
	for i, j := range r.Perm(x2.Rows)[:n] {
		copy(row(x, i), row(x2, j)[:d])
	}
	means := newMatrix(k, d)
	far := make([]float32, n)
	for i := range far {
		far[i] = math.MaxFloat32
	}
	next := r.IntN(n)
	for c := range k {
		copy(row(means, c), row(x, next))
		sum := 0.
		for i := range far {
			far[i] = min(far[i], squared(row(x, i), row(means, c)))
			sum += float64(far[i])
		}
		at := r.Float64() * sum
		for next = 0; next < n-1 && at > float64(far[next]); next++ {
			at -= float64(far[next])
		}
	}
	for range seedSteps {
		lloyd(x, means)
	}
	return means.Data
}

// lloyd moves each mean to the middle of the rows that are nearest to it; a
// mean without rows stays.
func lloyd(x, means blas32.General) {
	dots := newMatrix(x.Rows, means.Rows)
	blas32.Gemm(blas.NoTrans, blas.Trans, 1, x, means, 0, dots)
	half := make([]float32, means.Rows)
	for c := range half {
		for _, v := range row(means, c) {
			half[c] += v * v / 2
		}
	}
	sums, counts := make([]float64, len(means.Data)), make([]int, means.Rows)
	for i := range x.Rows {
		top := 0
		l := row(dots, i)
		for c := range l {
			if l[c]-half[c] > l[top]-half[top] {
				top = c
			}
		}
		counts[top]++
		for j, v := range row(x, i) {
			sums[top*means.Cols+j] += float64(v)
		}
	}
	for i := range means.Data {
		if n := counts[i/means.Cols]; n > 0 {
			means.Data[i] = float32(sums[i] / float64(n))
		}
	}
}

// multiply is a times b.
func multiply(a, b blas32.General) blas32.General {
	out := newMatrix(a.Rows, b.Cols)
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, a, b, 0, out)
	return out
}

func squared(a, b []float32) float32 {
	var s float32
	for i, v := range a {
		s += (v - b[i]) * (v - b[i])
	}
	return s
}
