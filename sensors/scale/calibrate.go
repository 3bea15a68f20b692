package scale

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Placement is a known mass on the platform: what each converter counts, and
// the grams.
type Placement struct {
	Counts []float64
	Grams  float64
}

// Steady averages counts taken one after the other; a load that moved meanwhile
// is an error.
func Steady(samples [][]float64) ([]float64, error) {
	if len(samples) < 8 {
		return nil, fmt.Errorf("only %d readings came", len(samples))
	}
	half := len(samples) / 2
	out := make([]float64, len(samples[0]))
	for i := range out {
		first, second := 0., 0.
		for k := range half {
			first += samples[k][i] / float64(half)
			second += samples[len(samples)-1-k][i] / float64(half)
		}
		mean, spread := (first+second)/2, 0.
		for _, s := range samples {
			spread += (s[i] - mean) * (s[i] - mean) / float64(len(samples))
		}
		// Noise alone moves the mean of a half by its spread over the root of
		// their number; a count is as fine as it gets.
		if limit := 6*math.Sqrt(spread/float64(half)) + 2; math.Abs(first-second) > limit || first-second != first-second {
			return nil, fmt.Errorf("the load moved: cell %d went from %.0f to %.0f counts", i+1, first, second)
		}
		out[i] = mean
	}
	return out, nil
}

// FitCells finds each cell's zero and grams for a count from the empty platform
// and known masses on it, by least squares. Several cells need the mass over each of
// them, since only then it shows which cell carries what. Worst is the largest
// difference in grams between a mass and what the platform would say of it.
func FitCells(files []string, empty []float64, placed []Placement) (cells []Cell, worst float64, err error) {
	n := len(empty)
	if len(placed) < n+1 {
		return nil, 0, fmt.Errorf("%d placements of known masses are too few for %d cells: want %d at least, so that one can check the others", len(placed), n, n+1)
	}
	a, b := mat.NewDense(len(placed), n, nil), mat.NewVecDense(len(placed), nil)
	heavy := 0.
	for k, p := range placed {
		for i := range n {
			a.Set(k, i, p.Counts[i]-empty[i])
		}
		b.SetVec(k, p.Grams)
		heavy = max(heavy, p.Grams)
	}
	for i := range n {
		if mat.Norm(a.ColView(i), math.Inf(1)) < 50 {
			return nil, 0, fmt.Errorf("cell %d does not feel the load: it never moved by 50 counts; is it wired, and does the platform rest on it?", i+1)
		}
	}
	var f mat.VecDense
	if err := f.SolveVec(a, b); err != nil || mat.Cond(a, 2) > 1000 {
		return nil, 0, errors.New("the placements are too much alike to tell the cells apart: set the mass over each of them in turn")
	}
	for i := range n {
		cells = append(cells, Cell{File: files[i], Zero: empty[i], Grams: f.AtVec(i)})
	}
	var said mat.VecDense
	said.MulVec(a, &f)
	for k, p := range placed {
		worst = max(worst, math.Abs(said.AtVec(k)-p.Grams))
	}
	if worst > .005*heavy {
		return nil, worst, fmt.Errorf("the readings do not fit the masses: %.1f g beside them at worst, over half a per cent; are the masses right, and does anything touch the platform?", worst)
	}
	return cells, worst, nil
}
