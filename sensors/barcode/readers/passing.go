package readers

import (
	"image"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/soft"
)

// Known is what a store sells, as far as readers of codes need it. It is made
// once for a catalogue and shared by its cameras.
type Known struct {
	gtins map[gs1.GTIN]bool
	frame *Frame // with the soft reader, which compares with the catalogue
	quick *Frame // without it
	list  *soft.Catalogue
}

// carefulPixels is the largest crop that the soft reader is asked about: a whole
// frame of 640x480, with some to spare.
const carefulPixels = 400_000

// NewKnown prepares a catalogue for reading with r, which costs about two
// microseconds for each GTIN.
func NewKnown(r *soft.Reader, gtins []gs1.GTIN) *Known {
	k := &Known{gtins: make(map[gs1.GTIN]bool, len(gtins)), quick: NewFrame(nil, 0), list: r.Catalogue(gtins)}
	for _, g := range gtins {
		k.gtins[g] = true
	}
	k.frame = NewFrame(r.Hasty().With(k.list), carefulPixels)
	return k
}

// sells reports whether a code names goods of the catalogue.
func (k *Known) sells(c barcode.Code) bool {
	g, err := gs1.ParseGTIN(c.Text)
	return err == nil && k.gtins[g]
}

// Passing reads what passes one camera. It spends the costly readers sparingly,
// lets a code count when the store sells it or two frames agree, and adds up what
// several frames show of a symbol that none of them can read alone. Crops come in
// order of time; it is not for several goroutines.
type Passing struct {
	known     *Known
	agreement barcode.Agreement
	track     soft.Track
	last      time.Duration // crop
	careful   time.Duration // crop that all readers were asked about
	any       bool          // crop of this passing was shown to all readers
	read      bool          // a code of this passing counted: no other thing is looked for
}

const (
	carefulEvery = 300 * time.Millisecond // between crops that all readers are asked about
	passingGap   = 700 * time.Millisecond // without crops, after which the next thing passes
	agreeWithin  = 1500 * time.Millisecond
)

// NewPassing returns a reader of one camera's crops.
func NewPassing(k *Known) *Passing {
	return &Passing{known: k, agreement: barcode.Agreement{Known: k.sells, Window: agreeWithin}, track: soft.Track{Catalogue: k.list}}
}

// Look reads a crop taken at an instant of the camera's clock. It returns the codes that
// count and, where a symbol was seen that is not read yet, what all its frames say of it.
func (p *Passing) Look(at time.Duration, crop *image.Gray) ([]barcode.Code, *soft.Verdict, error) {
	if at-p.last > passingGap || at < p.last {
		p.track, p.any, p.read = soft.Track{Catalogue: p.known.list}, false, false
	}
	p.last = at
	if p.read || p.any && at-p.careful < carefulEvery {
		codes, err := p.known.quick.Read(crop)
		return p.count(at, codes), nil, err
	}
	p.careful, p.any = at, true
	codes, symbols, err := p.known.frame.Look(crop)
	if len(codes) > 0 || len(symbols) == 0 {
		return p.count(at, codes), nil, err
	}
	v := p.track.Add(symbols[0])
	if v.Text != "" {
		return p.count(at, []barcode.Code{barcode.Retail(v.Text)}), nil, err
	}
	if len(v.Candidates) == 0 || p.track.Lines() == 0 {
		return nil, nil, err
	}
	return nil, &v, err
}

// count lets codes count that may.
func (p *Passing) count(at time.Duration, codes []barcode.Code) []barcode.Code {
	codes = p.agreement.Add(at, codes)
	p.read = p.read || len(codes) > 0
	return codes
}
