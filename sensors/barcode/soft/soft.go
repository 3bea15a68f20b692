// Package soft reads EAN-13 and UPC-A symbols that are too blurred, bent, small
// or dim for decoders that look for edges. It compares whole lines across a
// symbol with what the symbol would look like under each blur, the neighbouring
// digits' bars included (least squares with a free gain), finds where the symbol
// lies by a dynamic programme, and adds the log-likelihoods of lines and frames.
// With a catalogue it reads what only the list of possible codes can settle.
//
// Its arithmetic on slices that its caller alone holds is marked go:norace: there
// the race detector made it four times slower, and could find nothing that it
// does not find where those slices come from and go to.
package soft

import (
	"image"

	"github.com/dashcart/dashcart/sensors/barcode"
)

const (
	smallestSide = 24      // pixels of an image that is looked at
	mostPixels   = 4 << 20 // larger images are halved until they have fewer
	// After this many lines that do not promise a symbol a region is left.
	patience, patienceLight = 4, 3
	promising               = .8
	alike                   = 1.5 // ratio within which modules of one region differ, in perspective too
	// Modules far narrower than the region are tried on its first lines only.
	patienceNarrow = 2
	patienceHasty  = 2
)

// Reader reads EAN-13 and UPC-A symbols. It is not changed by reading.
type Reader struct {
	m     *model
	known *Catalogue
	hasty bool
}

// New returns a reader without a catalogue. It takes some tens of milliseconds
// and a megabyte, so make one and keep it.
func New() *Reader { return &Reader{m: newModel()} }

// With returns a reader that knows a catalogue too; nil is none.
func (r *Reader) With(c *Catalogue) *Reader { return &Reader{m: r.m, known: c, hasty: r.hasty} }

// Hasty returns a reader for the frames of a camera, of which most show no
// symbol: it gives up on an image after two lines of its best region, at a
// tenth of the cost, and reads on only where these promise one.
func (r *Reader) Hasty() *Reader { return &Reader{m: r.m, known: r.known, hasty: true} }

// Symbol is one place of an image that may hold a symbol: the lines across it
// and what they say together.
type Symbol struct {
	Verdict
	// Corners are those of the place in pixels of the image.
	Corners []image.Point
	// Strips are the lines, to be judged anew together with other frames'.
	Strips []*Strip
}

// Read returns the accepted codes.
func (r *Reader) Read(img *image.Gray) ([]barcode.Code, error) {
	return Codes(r.Look(img)), nil
}

// Codes returns the codes accepted among places.
func Codes(symbols []Symbol) []barcode.Code {
	var codes []barcode.Code
	for _, s := range symbols {
		if s.Text == "" {
			continue
		}
		c := barcode.Retail(s.Text)
		c.Corners, c.Score = s.Corners, float64(len(s.Strips))
		codes = append(codes, c)
	}
	return codes
}

// Look returns the places that may hold a symbol, at most three, best first,
// with what is known of each also where nothing is accepted. An image of any
// size, or none, is let pass.
func (r *Reader) Look(img *image.Gray) []Symbol {
	if img == nil || img.Rect.Dx() < smallestSide || img.Rect.Dy() < smallestSide {
		return nil
	}
	p := planeOf(img)
	scale := 1.
	for p.w*p.h > mostPixels {
		p, scale = p.blurred().halved(), scale*2
	}
	var found []Symbol
	for i, g := range regions(p) {
		if r.hasty && i == 1 && len(found) == 0 {
			break
		}
		s := Symbol{Corners: g.corners(scale, img.Rect.Min)}
		s.Strips, s.Verdict = r.readRegion(p, g)
		if len(s.Strips) > 0 {
			found = append(found, s)
		}
		if s.Text != "" {
			break // the other regions are mostly print; a second code is for the next frame
		}
	}
	return found
}

// readRegion reads strips until two agree and, where none is promising, as
// light bars on dark ground too: such are printed on cans.
func (r *Reader) readRegion(p *plane, g region) ([]*Strip, Verdict) {
	profiles := strips(p, g)
	if r.hasty {
		return r.readProfiles(profiles, g, patienceHasty)
	}
	dark, v := r.readProfiles(profiles, g, patience)
	if v.Text != "" || clearly(dark) >= agreeing {
		return dark, v
	}
	for i, profile := range profiles {
		light := make([]float32, len(profile))
		for x, d := range profile {
			light[x] = 255 - d
		}
		profiles[i] = light
	}
	light, lv := r.readProfiles(profiles, g, patienceLight)
	if lv.Text != "" || explained(light) > explained(dark) {
		return light, lv
	}
	return dark, v
}

// classes of module widths, as shares of the width that would fill a region: it
// may hold part of a symbol, one with print beside it, or two. They overlap,
// since the widths of one symbol differ in perspective, and each is laid out on
// a profile as fine as it needs; small modules are tried again stretched.
//
// A hasty reader tries the first two only.
var classes = []widths{{.5, 1.25, false}, {.3, .65, false}, {.5, 1.25, true}, {.2, .38, false}}

const hastyClasses = 2

// readProfiles reads the profiles of a region until they settle a code or, after
// some, none is promising.
func (r *Reader) readProfiles(profiles [][]float32, g region, patience int) ([]*Strip, Verdict) {
	try := make([]widths, len(classes))
	for i, c := range classes {
		try[i] = widths{c.low * g.length / modules, c.high * g.length / modules, c.stretch}
	}
	var read []*Strip
	hope := false
	for i, p := range profiles {
		if i >= patience && !hope {
			break
		}
		if i == 0 && r.hasty {
			try = try[:hastyClasses]
		}
		if i == patienceNarrow && len(try) == len(classes) {
			try = try[:len(classes)-1]
		}
		s := r.m.readStripIn(p, try)
		if s == nil {
			continue
		}
		read = append(read, s)
		if d, ok := free(read); ok {
			return read, Verdict{Text: d.String()}
		}
		hope = hope || s.promises()
		if s.plain() { // neighbouring lines are about as wide
			m := float64(s.ways[0].warp.module())
			try = []widths{{m / alike, m * alike, false}, {m / alike, m * alike, true}}
		}
	}
	if !hope {
		return read, Verdict{}
	}
	return read, r.known.Judge(read)
}

// readStripIn reads a profile under classes of widths until it reads clearly,
// and keeps the best.
func (m *model) readStripIn(profile []float32, try []widths) *Strip {
	var s *Strip
	for _, w := range try {
		if w.stretch && w.high >= ample {
			continue // as the first try
		}
		if n := m.readStrip(profile, w); n != nil && (s == nil || better(n.ways[0], s.ways[0]) < 0) {
			s = n
		}
		if s.plain() {
			break
		}
	}
	return s
}

// clearly counts the lines that read clearly as some GTIN.
func clearly(strips []*Strip) int {
	n := 0
	for _, s := range strips {
		if s.plain() {
			n++
		}
	}
	return n
}

// explained adds the log-likelihoods of lines.
func explained(strips []*Strip) float32 {
	var sum float32
	for _, s := range strips {
		sum += logLikelihood(s.ways[0].rho)
	}
	return sum
}
