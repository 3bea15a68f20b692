package loop

import (
	"cmp"
	"image"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/scale"
)

// Code is what a CodeReader found in an image.
type Code struct {
	Symbology string
	Text      string
	P         float64 // how likely the reading is right; 1 for a strict reader
}

// CodeReader reads codes from a crop.
type CodeReader interface {
	ReadCodes(img image.Image) []Code
}

// Sight is how likely each product is from how a crop looks; Inliers and Second
// are the geometric matches of the best and the runner-up, zero where that was not tried.
type Sight struct {
	Candidates      []evidence.Candidate
	Flat            evidence.Item // that the inliers are of
	Inliers, Second int
}

// Looker names products by their looks. It may be asked with any image.
type Looker interface {
	Look(img image.Image) Sight
}

// Region is a place in a frame where something moves that is not the background.
type Region struct {
	Box       image.Rectangle
	Area      float64 // share of the frame, 0 to 1
	Whole     bool    // it touches no border of the frame
	Direction evidence.Direction
	Outline   Outline
}

// Vision finds what moves in the frames of one camera, fed in order.
type Vision interface {
	Watch(f evidence.Frame) []Region
}

// Tick lets time pass to At without a reading.
type Tick = evidence.Tick

// ScanFrom is a reading of a named scanner.
type ScanFrom struct {
	evidence.ScanReading
	Source string
}

// Reading is what a recording keeps of it.
func (s ScanFrom) Reading() any { return s.ScanReading }

// Config is what a pipeline is built from. Codes, Looks and NewVision may be nil: then
// that sense is missing.
type Config struct {
	Goods     []fusion.Good
	Fusion    fusion.Settings
	Scale     scale.Settings
	Codes     CodeReader // of crops, each by itself; counts where CodeSense is nil
	CodeSense CodeSense
	Looks     Looker
	NewVision func(camera string) Vision
	// CodesPerSecond bounds how many crops of a camera are searched for codes in a second of its
	// clock (default 8).
	CodesPerSecond int
	// LooksPerStep bounds how many crops are looked at for one step (default 2).
	LooksPerStep int
}

// Pipeline turns readings into decisions. The live loop and a replay run the
// same one. It is single-threaded and deterministic: the same readings in the
// same order give the same outputs.
type Pipeline struct {
	cfg     Config
	fusion  *fusion.Engine
	scales  map[string]*weigher
	cameras map[string]*watcher
	looking []*looking
	looked  map[int]bool // steps that were tracked
	now     evidence.Millis
	seen    map[string]evidence.Millis // codes that are not goods, when last told
}

// weigher is one scale.
type weigher struct {
	detector  *scale.Detector
	indicator *scale.Indicator
	resting   bool
	jar       jar
}

// looking is a step whose pictures were not all looked at yet.
type looking struct {
	step evidence.Step
	due  []evidence.Millis
}

// NewPipeline returns a pipeline that has seen nothing.
func NewPipeline(cfg Config) *Pipeline {
	if cfg.CodesPerSecond <= 0 {
		cfg.CodesPerSecond = 8
	}
	if cfg.LooksPerStep <= 0 {
		cfg.LooksPerStep = 2
	}
	if cfg.NewVision == nil {
		cfg.NewVision = func(string) Vision { return &Difference{} }
	}
	if cfg.CodeSense == nil && cfg.Codes != nil {
		cfg.CodeSense = eachAlone{cfg.Codes}
	}
	if cfg.CodeSense != nil {
		cfg.CodeSense.Know(cfg.Goods)
	}
	return &Pipeline{
		cfg: cfg, fusion: fusion.New(cfg.Goods, cfg.Fusion), scales: map[string]*weigher{},
		cameras: map[string]*watcher{}, seen: map[string]evidence.Millis{}, looked: map[int]bool{},
	}
}

// SetGoods replaces what the pipeline knows of goods.
func (p *Pipeline) SetGoods(g []fusion.Good) {
	p.cfg.Goods = g
	p.fusion.SetGoods(g)
	if p.cfg.CodeSense != nil {
		p.cfg.CodeSense.Know(g)
	}
}

// Feed takes a reading of package evidence, an evidence.Input, a ScanFrom or a
// Tick, and returns what follows from it. Readings of other types are ignored.
func (p *Pipeline) Feed(reading any) []evidence.Output {
	switch r := reading.(type) {
	case evidence.ScaleReading:
		return p.weigh(r)
	case evidence.Frame:
		return p.watch(r)
	case evidence.ScanReading:
		return p.scan(r, cmp.Or(r.Scanner, "scanner"))
	case ScanFrom:
		return p.scan(r.ScanReading, r.Source)
	case evidence.PositionReading:
		p.tick(r.At)
		return []evidence.Output{{Position: &r}}
	case evidence.PowerReading:
		p.tick(r.At)
		return []evidence.Output{{Power: &r}}
	case evidence.Input:
		return p.input(r)
	case Tick:
		return p.event(fusion.Event{At: r.At})
	}
	return nil
}

func (p *Pipeline) tick(at evidence.Millis) { p.now = max(p.now, at) }

func (p *Pipeline) event(ev fusion.Event) []evidence.Output {
	p.tick(ev.At)
	out := p.lookWhereDue()
	ev.At = p.now
	return append(out, p.fusion.Feed(ev)...)
}

// scan takes a line of a scanner.
func (p *Pipeline) scan(r evidence.ScanReading, source string) []evidence.Output {
	c := evidence.CodeSeen{At: r.At, Source: source, Symbology: r.Symbology, Text: r.Text, P: 1}
	return p.code(c, true)
}

// againAfter is how long a code that is not goods stays quiet after it was told.
const againAfter evidence.Millis = 3000

// code sends a code where it belongs: goods to fusion, the rest (a coupon, a phone's token, a
// lane's marker) out.
func (p *Pipeline) code(c evidence.CodeSeen, scanned bool) []evidence.Output {
	var out []evidence.Output
	st, ok := p.fusion.Read(c.Symbology, c.Text)
	if !ok || !p.fusion.Knows(st.Item) {
		key := c.Symbology + "\x00" + c.Text
		if last, told := p.seen[key]; scanned || !told || c.At-last > againAfter {
			out = append(out, evidence.Output{Code: &c})
		}
		if len(p.seen) > 1000 {
			clear(p.seen)
		}
		p.seen[key] = c.At
	}
	if ok {
		out = append(out, p.event(fusion.Event{At: c.At, Code: &c, Scanned: scanned})...)
	}
	return out
}

// input takes what flows back from the shopper and the trip.
func (p *Pipeline) input(in evidence.Input) []evidence.Output {
	if in.Renew != nil {
		p.renew(*in.Renew)
	}
	for _, w := range p.scales {
		switch {
		case in.Zero != nil:
			g, _, _ := w.detector.Level()
			w.indicator.Zero(g)
		case in.Produce != nil && in.Produce.Cancel:
			w.done()
		case in.Produce != nil:
			w.jar = jar{waits: in.Produce.Container}
			w.indicator.Announce(in.Produce.TareG)
			w.detector.SetTare(in.Produce.TareG)
		}
	}
	return p.event(fusion.Event{At: in.At, Input: &in})
}
