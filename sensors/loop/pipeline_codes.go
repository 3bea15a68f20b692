package loop

import (
	"image"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/readers"
	"github.com/dashcart/dashcart/sensors/barcode/soft"
	"github.com/dashcart/dashcart/sensors/fusion"
)

// CodeWatch reads what passes one camera; crops come in order of time. What a
// symbol says that nothing could read comes back as a faint reading.
type CodeWatch interface {
	Watch(at evidence.Millis, crop image.Image) ([]Code, *fusion.Faint)
}

// CodeSense makes readers of codes for the cameras of a pipeline.
type CodeSense interface {
	// Know tells which goods may be met, before the first camera is watched and
	// when that changes.
	Know(goods []fusion.Good)
	Camera(name string) CodeWatch
}

// allReaders is the CodeSense of this program.
type allReaders struct {
	goods []fusion.Good
	known *readers.Known // nil until the first frame: a cart without a camera needs none
}

// AllReaders reads with every reader of packages below barcode, within a budget
// of work, and with the goods as the list of codes that may be met.
func AllReaders() CodeSense { return &allReaders{} }

func (s *allReaders) Know(goods []fusion.Good) {
	if len(goods) != len(s.goods) || len(goods) > 0 && &goods[0] != &s.goods[0] {
		s.goods, s.known = goods, nil
	}
}

func (s *allReaders) list() *readers.Known {
	if s.known == nil {
		var gtins []gs1.GTIN
		for _, g := range s.goods {
			if !g.Item.GTIN.IsZero() {
				gtins = append(gtins, g.Item.GTIN)
			}
		}
		s.known = readers.NewKnown(soft.New(), gtins)
	}
	return s.known
}

func (s *allReaders) Camera(name string) CodeWatch { return &passing{sense: s, source: name} }

// passing adapts a reader of one camera's crops.
type passing struct {
	sense  *allReaders
	source string
	known  *readers.Known // that reader was made with
	reader *readers.Passing
}

func (p *passing) Watch(at evidence.Millis, crop image.Image) ([]Code, *fusion.Faint) {
	if k := p.sense.list(); k != p.known {
		p.known, p.reader = k, readers.NewPassing(k)
	}
	found, v, err := p.reader.Look(time.Duration(at)*time.Millisecond, barcode.Grey(crop))
	var out []Code
	for _, c := range found {
		out = append(out, Code{Symbology: string(c.Symbology), Text: c.Text, P: 1})
	}
	if err != nil || v == nil {
		return out, nil // a reader that failed has read nothing; the others' codes count
	}
	f := &fusion.Faint{At: at, Source: p.source, Other: v.Unlisted}
	for _, c := range v.Candidates {
		f.Candidates = append(f.Candidates, fusion.FaintCode{Item: evidence.Item{GTIN: c.GTIN}, Log: c.LogLikelihood})
	}
	return out, f
}

// eachAlone lets a reader that knows nothing of time serve as a CodeSense.
type eachAlone struct{ CodeReader }

func (eachAlone) Know([]fusion.Good)        {}
func (s eachAlone) Camera(string) CodeWatch { return s }
func (s eachAlone) Watch(_ evidence.Millis, crop image.Image) ([]Code, *fusion.Faint) {
	return s.ReadCodes(crop), nil
}
