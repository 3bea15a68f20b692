package soft

import "math"

// The grid along a symbol on which profiles are compared: from 4.5 modules
// before the first bar to 4.5 after the last, three samples a module. It lies
// the same from both ends, so that a symbol upside down is the grid reversed.
const (
	perModule = 3
	gridStart = -4.5
	samples   = 104 * perModule
	perBin    = 2 * perModule // samples in a bin
	bins      = samples / perBin
)

// at returns where in modules a sample lies.
func at(sample int) float64 { return gridStart + (float64(sample)+.5)/perModule }

// line holds a value for each sample of the grid.
type line [samples]float32

// smoother is a wide Gaussian mean over the grid. It is computed on bins of two
// modules and laid out again by straight lines between them, which for
// deviations of several modules differs little and costs a fortieth.
type smoother struct {
	rows, columns [bins][bins]float32 // the mean, and its transpose
	reach         int
}

// newSmoother returns a mean of the given standard deviation in modules whose
// weights add up to one in each row, at the ends too.
func newSmoother(sd float64) *smoother {
	s := &smoother{}
	sd /= perBin / perModule
	s.reach = min(int(math.Ceil(3*sd)), bins-1)
	for i := range bins {
		var sum float64
		var row [bins]float64
		for j := max(0, i-s.reach); j <= min(bins-1, i+s.reach); j++ {
			d := float64(i-j) / sd
			row[j] = math.Exp(-.5 * d * d)
			sum += row[j]
		}
		for j, w := range row {
			s.rows[i][j] = float32(w / sum)
			s.columns[j][i] = float32(w / sum)
		}
	}
	return s
}

// means returns the smoothed bins of y.
//
//go:norace
func (s *smoother) means(y *line) [bins]float32 {
	var bin [bins]float32
	for b := range bin {
		var sum float32
		for _, v := range y[b*perBin : (b+1)*perBin] {
			sum += v
		}
		bin[b] = sum / perBin
	}
	return apply(&s.rows, &bin, s.reach)
}

//go:norace
func apply(m *[bins][bins]float32, v *[bins]float32, reach int) [bins]float32 {
	var out [bins]float32
	for i := range out {
		lo, hi := max(0, i-reach), min(bins, i+reach+1)
		row, in := m[i][lo:hi], v[lo:hi]
		var sum float32
		for j, w := range row {
			sum += w * in[j]
		}
		out[i] = sum
	}
	return out
}

// between gives for sample i of a bin the weight of the neighbour before
// (negative offset) or after it, by straight lines between bin centres.
func between(i int) (neighbour int, weight float32) {
	d := (float32(i)+.5)/perBin - .5
	if d < 0 {
		return -1, -d
	}
	return 1, d
}

// spread lays bins out over the grid.
//
//go:norace
func spread(bin *[bins]float32) line {
	var y line
	for b := range bins {
		for i := range perBin {
			n, w := between(i)
			n = min(max(b+n, 0), bins-1)
			y[b*perBin+i] = (1-w)*bin[b] + w*bin[n]
		}
	}
	return y
}

// gather is the transpose of spread.
//
//go:norace
func gather(y *line) [bins]float32 {
	var bin [bins]float32
	for b := range bins {
		for i := range perBin {
			n, w := between(i)
			n = min(max(b+n, 0), bins-1)
			v := y[b*perBin+i]
			bin[b] += (1 - w) * v
			bin[n] += w * v
		}
	}
	return bin
}

// highPass takes the smooth part from y.
//
//go:norace
func (s *smoother) highPass(y *line) line {
	m := s.means(y)
	out := spread(&m)
	for i := range out {
		out[i] = y[i] - out[i]
	}
	return out
}

// highPassT is the transpose of highPass.
//
//go:norace
func (s *smoother) highPassT(y *line) line {
	bin := gather(y)
	bin = apply(&s.columns, &bin, s.reach)
	out := *y
	for b := range bins {
		v := bin[b] / perBin
		for i := b * perBin; i < (b+1)*perBin; i++ {
			out[i] -= v
		}
	}
	return out
}
