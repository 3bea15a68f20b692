package soft

// knots are the places in modules where segments of a symbol meet: guard, six
// digits, middle guard, six digits, guard.
var knots = [...]float64{0, 3, 10, 17, 24, 31, 38, 45, 50, 57, 64, 71, 78, 85, 92, 95}

// ridge holds the higher coefficients of a warp down where it is fitted to
// knots, which are known to half a pixel only.
var ridge = [degree]float64{0, 0, .05, .1, .3, .6}

// stiff leaves a straight warp: a layout of a heavily blurred symbol is right on
// the whole and wrong in its digits, which bend a free warp.
var stiff = [degree]float64{0, 0, 1e3, 1e3, 1e3, 1e3}

// fitter maps the pixels of the knots to the coefficients of a warp.
type fitter [degree][len(knots)]float32

// newFitter solves the ridge regression once: (PᵀP + R)⁻¹ Pᵀ by Gauss-Jordan
// elimination; PᵀP + R is positive definite, so no pivot vanishes.
func newFitter(ridge [degree]float64) *fitter {
	const width = degree + len(knots)
	var a [degree][width]float64
	for k, u := range knots {
		p := legendre(2*u/modules - 1)
		for i := range degree {
			a[i][degree+k] = float64(p[i])
			for j := range degree {
				a[i][j] += float64(p[i]) * float64(p[j])
			}
		}
	}
	for i := range degree {
		a[i][i] += ridge[i]
	}
	for i := range degree {
		pivot := a[i][i]
		for c := range width {
			a[i][c] /= pivot
		}
		for r := range degree {
			if r == i {
				continue
			}
			factor := a[r][i]
			for c := range width {
				a[r][c] -= factor * a[i][c]
			}
		}
	}
	f := &fitter{}
	for i := range degree {
		for k := range knots {
			f[i][k] = float32(a[i][degree+k])
		}
	}
	return f
}

// fit returns the warp that passes nearest to the knots' pixels.
func (f *fitter) fit(pixels *[len(knots)]float32) warp {
	var w warp
	for i := range w {
		for k, x := range pixels {
			w[i] += f[i][k] * x
		}
	}
	return w
}
