package soft

// tensor is the structure tensor of an image, averaged over a box and kept at
// every second pixel of every second row.
type tensor struct {
	w, h       int
	xx, yy, xy []float32
}

const (
	boxReach = 9 // the box is 19 x 19 pixels
	sparse   = 2 // every second pixel is kept
)

// newTensor takes gradients by Scharr's operator. It returns nil for an image
// smaller than the operator.
//
//go:norace
func newTensor(p *plane) *tensor {
	if p.w < 3 || p.h < 3 {
		return nil
	}
	t := &tensor{w: (p.w + sparse - 1) / sparse, h: (p.h + sparse - 1) / sparse}
	n := t.w * t.h
	t.xx, t.yy, t.xy = make([]float32, n), make([]float32, n), make([]float32, n)
	// ring holds the products of the last rows, each summed along the row and
	// kept at every second pixel; sum adds the rows inside the box.
	const side = 2*boxReach + 1
	ring := make([][3][]float32, side)
	for i := range ring {
		for k := range ring[i] {
			ring[i][k] = make([]float32, t.w)
		}
	}
	var sum [3][]float32
	for k := range sum {
		sum[k] = make([]float32, t.w)
	}
	products := [3][]float32{make([]float32, p.w), make([]float32, p.w), make([]float32, p.w)}
	out := [3][]float32{t.xx, t.yy, t.xy}
	for y := 0; y < p.h+boxReach; y++ {
		slot := &ring[y%side]
		for k := range sum { // the row that leaves the box
			for x, v := range slot[k] {
				sum[k][x] -= v
			}
			clear(slot[k])
		}
		if y < p.h {
			p.gradientRow(y, products)
			for k := range sum {
				boxRow(products[k], slot[k])
				for x, v := range slot[k] {
					sum[k][x] += v
				}
			}
		}
		if c := y - boxReach; c >= 0 && c%sparse == 0 {
			for k := range out {
				row := out[k][c/sparse*t.w : (c/sparse+1)*t.w]
				for x := range row {
					row[x] = sum[k][x] / (side * side)
				}
			}
		}
	}
	return t
}

// gradientRow fills the products of the gradient along one row.
//
//go:norace
func (p *plane) gradientRow(y int, out [3][]float32) {
	row := func(y int) []float32 { y = min(max(y, 0), p.h-1); return p.v[y*p.w : (y+1)*p.w] }
	a, b, c := row(y-1), row(y), row(y+1)
	xx, yy, xy := out[0], out[1], out[2]
	for x := 1; x < p.w-1; x++ {
		gx := (3*(a[x+1]-a[x-1]+c[x+1]-c[x-1]) + 10*(b[x+1]-b[x-1])) / 32
		gy := (3*(c[x-1]-a[x-1]+c[x+1]-a[x+1]) + 10*(c[x]-a[x])) / 32
		xx[x], yy[x], xy[x] = gx*gx, gy*gy, gx*gy
	}
}

// boxRow sums in over the box's width around every second pixel.
//
//go:norace
func boxRow(in, out []float32) {
	var sum float32
	for x := range min(boxReach, len(in)) {
		sum += in[x]
	}
	for x := range in {
		if x+boxReach < len(in) {
			sum += in[x+boxReach]
		}
		if x-boxReach-1 >= 0 {
			sum -= in[x-boxReach-1]
		}
		if x%sparse == 0 {
			out[x/sparse] = sum
		}
	}
}
