package camera

import (
	"errors"
	"image"
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// What may be wrong with a lens.
var (
	ErrCovered = errors.New("the lens is covered")
	ErrDirty   = errors.New("the picture is blurred: the lens may be dirty")
)

// Lens notices from a camera's pictures that something covers its lens, or that
// it is dirty. A covered lens shows next to no detail, bright or dark; a dirty
// one much less than this camera was seen to show before. Either must last:
// hands and coats pass. The zero Lens is ready.
type Lens struct {
	began, last evidence.Millis // since when the present opinion lasts; of the last picture judged
	opinion     error           // of the last picture
	verdict     error           // that lasted
	best        float64         // detail that this camera shows when all is well
	seen        int
}

const (
	lensEvery   evidence.Millis = 400
	lensPatient evidence.Millis = 2000
	gridSide                    = 96
	flatDetail                  = 1.2 // grey levels between neighbouring cells; the noise of a sensor alone gives less
	darkMean                    = 16.0
	dirtyShare                  = 0.45
	enoughSeen                  = 20
	bestFades                   = 0.998
)

// Judge looks at a picture, or trusts its last judgement if that is fresh. It
// returns nil, ErrCovered or ErrDirty.
func (l *Lens) Judge(img image.Image, at evidence.Millis) error {
	if l.seen > 0 && at-l.last < lensEvery || img == nil || img.Bounds().Dx() < 2*gridSide || img.Bounds().Dy() < 2*gridSide {
		return l.verdict
	}
	l.last = at
	l.seen++
	mean, detail := detailOf(img)
	var now error
	switch {
	case detail < flatDetail, mean < darkMean && detail < 2*flatDetail:
		now = ErrCovered
	case l.seen > enoughSeen && detail < dirtyShare*l.best:
		now = ErrDirty
	default:
		l.best = math.Max(detail, l.best*bestFades)
	}
	if now != l.opinion {
		l.opinion, l.began = now, at
	}
	if now == nil || at-l.began >= lensPatient {
		l.verdict = now
	}
	return l.verdict
}

// detailOf is the mean grey level of a picture, and how much neighbouring cells
// of a coarse grid differ on average.
func detailOf(img image.Image) (mean, detail float64) {
	b := img.Bounds()
	var cells [gridSide][gridSide]float64
	for cy := range gridSide {
		for cx := range gridSide {
			sum, n := GreySum(img, image.Rect(b.Min.X+cx*b.Dx()/gridSide, b.Min.Y+cy*b.Dy()/gridSide, b.Min.X+(cx+1)*b.Dx()/gridSide, b.Min.Y+(cy+1)*b.Dy()/gridSide))
			cells[cy][cx] = float64(sum) / float64(n)
			mean += cells[cy][cx] / gridSide / gridSide
		}
	}
	for y := range gridSide {
		for x := range gridSide - 1 {
			detail += math.Abs(cells[y][x+1]-cells[y][x]) + math.Abs(cells[x+1][y]-cells[x][y])
		}
	}
	return mean, detail / (2 * gridSide * (gridSide - 1))
}
