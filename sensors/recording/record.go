package recording

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"image/jpeg"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/goccy/go-yaml"
)

// Recorder writes a recording. It is used from one goroutine. The manifest is written first,
// so that a recording cut short is still one.
type Recorder struct {
	dir      string
	manifest Manifest
	tables   map[string]*table
	frames   int
	rows     int
	bytes    int64
	last     string // the picture written last
	quality  int
	closed   bool
}

// table is one open stream.
type table struct {
	file *os.File
	buf  *bufio.Writer
	csv  *csv.Writer
}

// streams that a recorder writes, with their columns.
var streams = []struct {
	name, file string
	header     []string
}{
	{StreamScale, "scale.csv", []string{"t_ms", "grams", "status", "scale", "cells", orderColumn}},
	{StreamFrames, "frames.csv", []string{"t_ms", "camera", "file", orderColumn}},
	{StreamScanner, "scanner.csv", []string{"t_ms", "symbology", "text", "scanner", orderColumn}},
	{StreamPosition, "position.csv", []string{"t_ms", "kind", "value", orderColumn}},
	{StreamPower, "power.csv", []string{"t_ms", "percent", "charging", "celsius", orderColumn}},
	{StreamTouches, "touches.csv", []string{"t_ms", "json", orderColumn}},
	{StreamTicks, "ticks.csv", []string{"t_ms", orderColumn}},
}

// orderColumn numbers the rows of all streams as the pipeline consumed them,
// since an instant may hold several.
const orderColumn = "order"

// NewRecorder starts a recording in dir, which must not hold one already. Of m, cart, hard, labels
// and state count; the streams are its own.
func NewRecorder(dir string, m Manifest) (*Recorder, error) {
	if _, err := os.Stat(filepath.Join(dir, ManifestName)); err == nil {
		return nil, fmt.Errorf("record: %s holds a recording already", dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	m.Version, m.Streams = Version, map[string]Stream{}
	for _, s := range streams {
		m.Streams[s.name] = Stream{File: s.file}
	}
	r := &Recorder{dir: dir, manifest: m, tables: map[string]*table{}, quality: 85}
	text, err := yaml.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	r.bytes = int64(len(text))
	if err := os.WriteFile(filepath.Join(dir, ManifestName), text, 0o644); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	for _, s := range streams {
		f, err := os.Create(filepath.Join(dir, s.file))
		if err != nil {
			return nil, errors.Join(fmt.Errorf("record: %w", err), r.Close())
		}
		t := &table{file: f, buf: bufio.NewWriter(f)}
		t.csv = csv.NewWriter(t.buf)
		r.tables[s.name] = t
		if err := t.csv.Write(s.header); err != nil {
			return nil, errors.Join(fmt.Errorf("record: %w", err), r.Close())
		}
	}
	if err := r.Flush(); err != nil { // a table without a header is torn
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// Bytes is about how much the recording takes on disk.
func (r *Recorder) Bytes() int64 { return r.bytes }

// SetQuality sets the JPEG quality of frames to come, 1 to 100 (85 unless set).
func (r *Recorder) SetQuality(q int) { r.quality = min(max(q, 1), 100) }

// Write records a reading of package evidence, an evidence.Input or a Tick; others are refused.
func (r *Recorder) Write(reading any) error {
	switch x := reading.(type) {
	case evidence.ScaleReading:
		cells := make([]string, len(x.Cells))
		for i, c := range x.Cells {
			cells[i] = number(c)
		}
		return r.row(StreamScale, millis(x.At), number(x.Grams), string(x.Status), x.Scale, strings.Join(cells, " "))
	case evidence.Frame:
		return r.frame(x)
	case interface{ Reading() any }: // a reading with something around it
		return r.Write(x.Reading())
	case evidence.ScanReading:
		return r.row(StreamScanner, millis(x.At), x.Symbology, x.Text, x.Scanner)
	case evidence.Tick:
		return r.row(StreamTicks, millis(x.At))
	case evidence.PositionReading:
		return r.row(StreamPosition, millis(x.At), string(x.Kind), x.Value)
	case evidence.PowerReading:
		celsius := ""
		if x.Thermal {
			celsius = number(x.Celsius)
		}
		return r.row(StreamPower, millis(x.At), number(x.Percent), strconv.FormatBool(x.Charging), celsius)
	case evidence.Input:
		text, err := json.Marshal(x)
		if err != nil {
			return fmt.Errorf("record touch: %w", err)
		}
		return r.row(StreamTouches, millis(x.At), string(text))
	}
	return fmt.Errorf("record: a %T is no reading", reading)
}

func (r *Recorder) row(stream string, fields ...string) error {
	t := r.tables[stream]
	if r.closed || t == nil {
		return errors.New("record: the recording is closed")
	}
	fields = append(fields, strconv.Itoa(r.rows))
	r.rows++
	for i, f := range fields {
		fields[i] = lineBreaks.Replace(f)
		r.bytes += int64(len(f)) + 1
	}
	if err := t.csv.Write(fields); err != nil {
		return fmt.Errorf("record %s: %w", stream, err)
	}
	return nil
}

// lineBreaks keeps a row on one line.
var lineBreaks = strings.NewReplacer("\r", " ", "\n", " ")

// frame writes a picture beside the table. One without pixels has no file.
func (r *Recorder) frame(f evidence.Frame) error {
	if f.Encoded == nil && (f.Image == nil || f.Image.Bounds().Empty()) {
		r.last = ""
		return r.row(StreamFrames, millis(f.At), f.Camera, "")
	}
	name := fmt.Sprintf("%s/%06d.jpg", folder(f.Camera), r.frames)
	r.frames++
	r.last = filepath.Join(r.dir, filepath.FromSlash(name))
	if err := r.writeImage(r.last, f); err != nil {
		return fmt.Errorf("record frame: %w", err)
	}
	return r.row(StreamFrames, millis(f.At), f.Camera, name)
}

func (r *Recorder) writeImage(path string, f evidence.Frame) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	text := f.Encoded
	if text == nil {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, f.Image, &jpeg.Options{Quality: r.quality}); err != nil {
			return err
		}
		text = b.Bytes()
	}
	r.bytes += int64(len(text))
	return os.WriteFile(path, text, 0o644)
}

// folder is a camera's folder.
func folder(camera string) string {
	if camera == "" {
		return "frames"
	}
	return "camera-" + safe(camera)
}

// safe is a name made safe for a path.
func safe(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			return c
		}
		return '-'
	}, name)
}

// WriteLabels writes what truly happened, for a score.
func (r *Recorder) WriteLabels(labels []Label) error {
	if r.manifest.Labels == "" {
		return errors.New("record: the manifest names no file for labels")
	}
	var b strings.Builder
	b.WriteString("t_ms,action,gtin,quantity,grams\n")
	for _, l := range labels {
		fmt.Fprintf(&b, "%d,%s,%s,%d,%s\n", l.At, l.Action, l.GTIN, l.Quantity, number(l.Grams))
	}
	if err := os.WriteFile(filepath.Join(r.dir, r.manifest.Labels), []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("record labels: %w", err)
	}
	return nil
}

// Flush brings what was recorded to the files.
func (r *Recorder) Flush() error {
	var all error
	for _, s := range streams {
		t := r.tables[s.name]
		if t == nil {
			continue
		}
		t.csv.Flush()
		all = errors.Join(all, t.csv.Error(), t.buf.Flush())
	}
	if all != nil {
		return fmt.Errorf("record: %w", all)
	}
	return nil
}

// Close ends the recording. Closing again does nothing.
func (r *Recorder) Close() error {
	if r.closed {
		return nil
	}
	err := r.Flush()
	r.closed = true
	for _, t := range r.tables {
		err = errors.Join(err, t.file.Close())
	}
	return err
}

func millis(t evidence.Millis) string { return strconv.FormatInt(int64(t), 10) }

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
