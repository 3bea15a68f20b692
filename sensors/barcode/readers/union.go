package readers

import (
	"image"
	"slices"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
)

// union gathers the codes that several readers find in one image and settles
// what they disagree on.
type union struct {
	codes []barcode.Code
	errs  []error
}

// add takes codes that are not yet there.
func (u *union) add(codes []barcode.Code, err error) {
	if err != nil {
		u.errs = append(u.errs, err)
	}
	for _, c := range codes {
		if !slices.ContainsFunc(u.codes, func(k barcode.Code) bool { return barcode.Same(c, k) }) {
			u.codes = append(u.codes, c)
		}
	}
}

// addOver takes codes, each in place of one of its symbology read otherwise at
// the same place: for symbologies whose text this reader decodes better.
func (u *union) addOver(codes []barcode.Code, err error) {
	for _, c := range codes {
		u.codes = slices.DeleteFunc(u.codes, func(k barcode.Code) bool {
			return k.Symbology == c.Symbology && k.Text != c.Text && together(c, k)
		})
	}
	u.add(codes, err)
}

// confirm takes codes of the reader that weighs whole lines; where an EAN or
// UPC of another reader differs at the same place, that one is a misreading.
func (u *union) confirm(codes []barcode.Code, err error) {
	for _, c := range codes {
		u.codes = slices.DeleteFunc(u.codes, func(k barcode.Code) bool {
			return isRetail(k) && !barcode.Same(c, k) && together(c, k)
		})
	}
	u.add(codes, err)
}

// retail says whether an EAN-13 or UPC-A is among the codes.
func (u *union) retail() bool { return slices.ContainsFunc(u.codes, isRetail) }

func isRetail(c barcode.Code) bool {
	return c.Symbology == barcode.EAN13 || c.Symbology == barcode.UPCA
}

// together says whether two codes lie at one place, as also where a reader does
// not tell the place.
func together(a, b barcode.Code) bool {
	if len(a.Corners) < 2 || len(b.Corners) < 2 {
		return true
	}
	overlap := barcode.Box(a.Corners).Intersect(barcode.Box(b.Corners))
	return 2*area(overlap) > min(area(barcode.Box(a.Corners)), area(barcode.Box(b.Corners)))
}

func area(r image.Rectangle) int { return r.Dx() * r.Dy() }

// supported leaves out linear codes that too few lines read, ITF that are no
// GTIN-14 of a case, and the weaker of two EAN or UPC read at one place.
func supported(codes []barcode.Code, err error) ([]barcode.Code, error) {
	weak := func(c barcode.Code) bool {
		if c.Symbology == barcode.ITF {
			_, bad := gs1.ParseGTIN(c.Text)
			return len(c.Text) != 14 || bad != nil || c.Score < fewestLines
		}
		if isRetail(c) && c.Score < fewestLines {
			return true
		}
		return slices.ContainsFunc(codes, func(k barcode.Code) bool {
			return isRetail(c) && isRetail(k) && c.Text != k.Text && together(c, k) && k.Score >= c.Score
		})
	}
	var kept []barcode.Code
	for _, c := range codes {
		if !weak(c) {
			kept = append(kept, c)
		}
	}
	return kept, err
}
