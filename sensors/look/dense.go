package look

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"
)

const (
	cell      = 4 // pixels of a cell's side
	window    = 4 // cells of a descriptor's side
	colourDim = window * window * 6
	edgeDim   = window * window * 8
	posScale  = 2 // weight of the position beside the projected descriptor
)

// pyramid is the sizes that a picture is described at.
var pyramid = []float64{1, .75, .5, .375}

// cells is a grid of measurements, n numbers in each cell.
type cells struct {
	w, h, n int
	v       []float32
}

func newCells(w, h, n int) *cells {
	return &cells{w: w / cell, h: h / cell, n: n, v: make([]float32, (w/cell)*(h/cell)*n)}
}

// colourCells measures the mean and the standard deviation of L, a and b in
// each cell, in units of 128.
//
//go:norace
func colourCells(lab *picture) *cells {
	g := newCells(lab.w, lab.h, 6)
	for c := range 3 {
		for y := range g.h {
			for x := range g.w {
				var s, q float32
				for dy := range cell {
					row := lab.c[c][(y*cell+dy)*lab.w+x*cell:]
					for _, v := range row[:cell] {
						s += v
						q += v * v
					}
				}
				s /= cell * cell
				v := g.v[(y*g.w+x)*6:]
				v[c] = s / 128
				v[3+c] = float32(math.Sqrt(float64(max(q/(cell*cell)-s*s, 0)))) / 128
			}
		}
	}
	return g
}

// edgeCells sums the gradient by direction in each cell, each pixel shared
// among the cells and directions that it lies between.
//
//go:norace
func edgeCells(grey []float32, w, h int) *cells {
	g := newCells(w, h, 8)
	for y := 1; y < h-1; y++ {
		fy := (float32(y)+.5)/cell - .5
		cy := int(fy+1) - 1
		wy := fy - float32(cy)
		for x := 1; x < w-1; x++ {
			i := y*w + x
			dx, dy := grey[i+1]-grey[i-1], grey[i+w]-grey[i-w]
			m := float32(math.Sqrt(float64(dx*dx + dy*dy)))
			if m == 0 {
				continue
			}
			o := direction(dx, dy)
			b := int(o)
			m /= cell * cell
			m1 := m * (o - float32(b))
			m0, b0, b1 := m-m1, b&7, (b+1)&7
			fx := (float32(x)+.5)/cell - .5
			cx := int(fx+1) - 1
			wx := fx - float32(cx)
			g.add(cx, cy, b0, b1, (1-wx)*(1-wy)*m0, (1-wx)*(1-wy)*m1)
			g.add(cx+1, cy, b0, b1, wx*(1-wy)*m0, wx*(1-wy)*m1)
			g.add(cx, cy+1, b0, b1, (1-wx)*wy*m0, (1-wx)*wy*m1)
			g.add(cx+1, cy+1, b0, b1, wx*wy*m0, wx*wy*m1)
		}
	}
	return g
}

func (g *cells) add(x, y, b0, b1 int, m0, m1 float32) {
	if uint(x) < uint(g.w) && uint(y) < uint(g.h) {
		v := g.v[(y*g.w+x)*8:]
		v[b0] += m0
		v[b1] += m1
	}
}

// direction is the angle of a gradient in eighths of a turn, 0 to 8, within
// a hundredth (a cubic approximation of the arctangent).
func direction(dx, dy float32) float32 {
	ax, ay := max(dx, -dx), max(dy, -dy)
	t := min(ax, ay) / max(ax, ay)
	a := t * (1 + .273*4/math.Pi*(1-t)) // eighths of a turn: atan t ≈ π/4·t + .273·t(1-t)
	if ay > ax {
		a = 2 - a
	}
	if dx < 0 {
		a = 4 - a
	}
	if dy < 0 {
		a = 8 - a
	}
	return a
}

// descriptors returns how many windows of cells a grid holds.
func (g *cells) descriptors() int { return max(g.w-window+1, 0) * max(g.h-window+1, 0) }

// gather writes each window of cells as a row of m from row on.
//
//go:norace
func (g *cells) gather(m blas32.General, row int) {
	for y := 0; y+window <= g.h; y++ {
		for x := 0; x+window <= g.w; x++ {
			d := m.Data[row*m.Stride : row*m.Stride+m.Cols]
			for j := range window {
				copy(d[j*window*g.n:(j+1)*window*g.n], g.v[((y+j)*g.w+x)*g.n:])
			}
			row++
		}
	}
}

// positions appends where the middle of each window lies in a picture of w by
// h pixels, from -1/2 to 1/2, y before x, times posScale.
func (g *cells) positions(xy []float32, w, h int) []float32 {
	const middle = window * cell / 2
	for y := 0; y+window <= g.h; y++ {
		for x := 0; x+window <= g.w; x++ {
			xy = append(xy, posScale*(float32(y*cell+middle)/float32(h)-.5), posScale*(float32(x*cell+middle)/float32(w)-.5))
		}
	}
	return xy
}

// rootSIFT normalises rows of edge sums as SIFT does, weighted to the middle
// of the window, and takes the square root of each share (Hellinger kernel).
// Flat windows become zero.
//
//go:norace
func rootSIFT(m blas32.General) {
	const flat = 2 // summed gradient, in grey levels
	var weight [edgeDim]float32
	for i := range weight {
		y, x := float64(i/8/window)-1.5, float64(i/8%window)-1.5
		weight[i] = float32(math.Exp(-(x*x + y*y) / 8))
	}
	for r := range m.Rows {
		d := m.Data[r*m.Stride : r*m.Stride+m.Cols]
		var n float32
		for i := range d {
			d[i] *= weight[i]
			n += d[i] * d[i]
		}
		n = float32(math.Sqrt(float64(n)))
		if n < flat {
			clear(d)
			continue
		}
		var s float32
		for i := range d {
			d[i] = min(d[i]/n, .2)
			s += d[i]
		}
		for i := range d {
			d[i] = float32(math.Sqrt(float64(d[i] / s)))
		}
	}
}

// dense is the descriptors of a picture at all sizes of the pyramid.
type dense struct {
	colour, edge blas32.General
	xy           []float32 // two a row
}

// describeDense describes a picture; edges may be left out.
func describeDense(p *picture, t *labTable, edges bool) dense {
	var colour, edge []*cells
	var d dense
	n := 0
	for _, s := range pyramid {
		q := p
		if s != 1 {
			q = p.scale(max(1, int(math.Round(float64(p.w)*s))), max(1, int(math.Round(float64(p.h)*s))))
		}
		c := colourCells(t.lab(q))
		colour = append(colour, c)
		if edges {
			edge = append(edge, edgeCells(q.grey(), q.w, q.h))
		}
		d.xy = c.positions(d.xy, q.w, q.h)
		n += c.descriptors()
	}
	d.colour = gatherAll(colour, n, colourDim)
	if edges {
		d.edge = gatherAll(edge, n, edgeDim)
		rootSIFT(d.edge)
	}
	return d
}

func gatherAll(grids []*cells, n, dim int) blas32.General {
	m := newMatrix(n, dim)
	row := 0
	for _, g := range grids {
		g.gather(m, row)
		row += g.descriptors()
	}
	return m
}

func newMatrix(rows, cols int) blas32.General {
	return blas32.General{Rows: rows, Cols: cols, Stride: max(cols, 1), Data: make([]float32, rows*cols)}
}

// row is one row of a matrix.
func row(m blas32.General, i int) []float32 { return m.Data[i*m.Stride : i*m.Stride+m.Cols] }
