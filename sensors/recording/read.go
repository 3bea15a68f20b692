package recording

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
)

// FrameFile is a frame that is not decoded yet.
type FrameFile struct {
	At     evidence.Millis
	Camera string
	Path   string
}

// Label is what truly happened. Action is put, take or none.
type Label struct {
	At       evidence.Millis
	Action   string
	GTIN     gs1.GTIN
	Quantity int
	Grams    float64
}

// Recording is a whole recording but for the pixels of its frames.
type Recording struct {
	Dir      string
	Manifest Manifest
	Scale    []evidence.ScaleReading
	Frames   []FrameFile
	Scanner  []evidence.ScanReading
	Position []evidence.PositionReading
	Power    []evidence.PowerReading
	Touches  []evidence.Input
	Labels   []Label
	Ticks    []evidence.Tick
	Warnings []Warning

	consumed []consumed // by the column order, where every row has it
	whole    bool       // every row has it
}

// consumed is a reading with its place in the order of all.
type consumed struct {
	Item
	order float64
}

// Open reads the recording in dir. Every stream is optional.
func Open(dir string) (*Recording, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	r := &Recording{Dir: dir, Manifest: m, whole: true}
	for _, s := range []struct {
		name string
		want []string
		each func(row, Stream) error
	}{
		{StreamScale, []string{"t_ms", "grams"}, r.scale},
		{StreamFrames, []string{"t_ms", "file"}, r.frame},
		{StreamScanner, []string{"t_ms", "text"}, r.scan},
		{StreamPosition, []string{"t_ms", "kind", "value"}, r.position},
		{StreamPower, []string{"t_ms", "percent"}, r.power},
		{StreamTouches, []string{"t_ms", "json"}, r.touch},
		{StreamTicks, []string{"t_ms"}, r.tick},
	} {
		st, ok := m.Streams[s.name]
		if !ok {
			continue
		}
		if err := r.table(st.File, s.want, func(row row) error { return s.each(row, st) }); err != nil {
			return nil, err
		}
	}
	if m.Labels != "" {
		if err := r.table(m.Labels, []string{"t_ms", "action", "gtin", "quantity"}, r.label); err != nil {
			return nil, err
		}
	}
	r.order()
	return r, nil
}

func (r *Recording) table(file string, want []string, each func(row) error) error {
	path := filepath.Join(r.Dir, file)
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read recording: %w", err)
	}
	defer f.Close()
	warning, err := readTable(path, f, want, each)
	if warning != nil {
		r.Warnings = append(r.Warnings, *warning)
	}
	return err
}

// order puts every stream in time order; equal instants keep their order.
func (r *Recording) order() {
	slices.SortStableFunc(r.Scale, func(a, b evidence.ScaleReading) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(r.Frames, func(a, b FrameFile) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(r.Scanner, func(a, b evidence.ScanReading) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(r.Position, func(a, b evidence.PositionReading) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(r.Power, func(a, b evidence.PowerReading) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(r.Touches, func(a, b evidence.Input) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(r.Labels, func(a, b Label) int { return cmp.Compare(a.At, b.At) })
}

func (r *Recording) scale(x row, st Stream) error {
	at, err := x.millis(st.Start)
	if err != nil {
		return err
	}
	g, err := x.number("grams")
	if err != nil {
		return err
	}
	s := evidence.ScaleReading{At: at, Grams: g, Scale: x.text("scale"), Status: evidence.ScaleStatus(x.text("status"))}
	switch s.Status {
	case "", evidence.ScaleStable, evidence.ScaleMotion, evidence.ScaleOver, evidence.ScaleUnder, evidence.ScaleFault:
	default:
		return x.errorf("status is %.40q, want stable, motion, over, under or fault", s.Status)
	}
	for _, c := range strings.Fields(x.text("cells")) {
		v, err := row{x.file, x.line, map[string]int{"cells": 0}, []string{c}}.number("cells")
		if err != nil {
			return err
		}
		s.Cells = append(s.Cells, v)
	}
	r.Scale = append(r.Scale, s)
	return r.consume(x, at, s)
}

func (r *Recording) frame(x row, st Stream) error {
	at, err := x.millis(st.Start)
	if err != nil {
		return err
	}
	name := x.text("file")
	f := FrameFile{At: at, Camera: cmp.Or(x.text("camera"), st.Camera)}
	switch {
	case local(name):
		f.Path = filepath.Join(r.Dir, name)
	case name != "":
		return x.errorf("file is %.80q, want a file inside the recording", name)
	}
	r.Frames = append(r.Frames, f)
	return r.consume(x, at, f)
}

func (r *Recording) scan(x row, st Stream) error {
	at, err := x.millis(st.Start)
	if err != nil {
		return err
	}
	s := evidence.ScanReading{At: at, Scanner: x.text("scanner"), Symbology: x.text("symbology"), Text: x.text("text")}
	r.Scanner = append(r.Scanner, s)
	return r.consume(x, at, s)
}

func (r *Recording) position(x row, st Stream) error {
	at, err := x.millis(st.Start)
	if err != nil {
		return err
	}
	p := evidence.PositionReading{At: at, Kind: evidence.PositionKind(x.text("kind")), Value: x.text("value")}
	r.Position = append(r.Position, p)
	return r.consume(x, at, p)
}

func (r *Recording) power(x row, st Stream) error {
	at, err := x.millis(st.Start)
	if err != nil {
		return err
	}
	p, err := x.number("percent")
	if err != nil {
		return err
	}
	c := x.text("charging")
	v := evidence.PowerReading{At: at, Percent: p, Charging: c == "true" || c == "1", Thermal: x.text("celsius") != ""}
	if v.Thermal {
		if v.Celsius, err = x.number("celsius"); err != nil {
			return err
		}
	}
	r.Power = append(r.Power, v)
	return r.consume(x, at, v)
}

func (r *Recording) touch(x row, st Stream) error {
	at, err := x.millis(st.Start)
	if err != nil {
		return err
	}
	in := evidence.Input{}
	if err := json.Unmarshal([]byte(x.text("json")), &in); err != nil {
		return x.errorf("json: %v", err)
	}
	in.At = at
	r.Touches = append(r.Touches, in)
	return r.consume(x, at, in)
}

func (r *Recording) tick(x row, st Stream) error {
	at, err := x.millis(st.Start)
	if err != nil {
		return err
	}
	r.Ticks = append(r.Ticks, evidence.Tick{At: at})
	return r.consume(x, at, evidence.Tick{At: at})
}

// consume notes a reading's place in the order of all, where it has one.
func (r *Recording) consume(x row, at evidence.Millis, reading any) error {
	if x.text(orderColumn) == "" {
		r.whole = false
		return nil
	}
	n, err := x.number(orderColumn)
	r.consumed = append(r.consumed, consumed{Item{at, reading}, n})
	return err
}

func (r *Recording) label(x row) error {
	at, err := x.millis(0)
	if err != nil {
		return err
	}
	l := Label{At: at, Action: x.text("action")}
	switch l.Action {
	case "put", "take":
	case "none":
		r.Labels = append(r.Labels, l)
		return nil
	default:
		return x.errorf("action is %.40q, want put, take or none", l.Action)
	}
	if l.GTIN, err = gs1.ParseGTIN(x.text("gtin")); err != nil {
		return x.errorf("gtin: %v", err)
	}
	q, err := x.number("quantity")
	if err != nil {
		return err
	}
	l.Quantity = int(q)
	if x.text("grams") != "" {
		if l.Grams, err = x.number("grams"); err != nil {
			return err
		}
	}
	r.Labels = append(r.Labels, l)
	return nil
}
