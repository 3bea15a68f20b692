// Package xlsx reads the first sheet of an Office Open XML workbook (ECMA-376)
// as a table of texts: what a buyer's price list needs, and no more. Formulas
// give the value that was last computed; formats, dates and styles are not
// looked at.
package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// Limits keep a small file that unpacks into a huge one from filling the memory.
type Limits struct {
	Unpacked int64 // bytes of each part
	Rows     int
	Columns  int
	Parts    int // files in the archive
}

// Usual are limits for a price list of some 200,000 rows.
var Usual = Limits{Unpacked: 256 << 20, Rows: 250_000, Columns: 100, Parts: 1000}

// ErrTooLarge says that a workbook unpacks to more than the limits allow.
var ErrTooLarge = errors.New("the workbook is larger than a price list can be")

// CSV reads the first sheet as CSV. Each row stands in the line of its number,
// so that what is said of a line is true of the row.
func CSV(src []byte, l Limits) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, fmt.Errorf("this is no XLSX file: %w", err)
	}
	if len(z.File) > l.Parts {
		return nil, ErrTooLarge
	}
	b := &book{limits: l, files: map[string]*zip.File{}}
	for _, f := range z.File {
		b.files[strings.TrimPrefix(path.Clean("/"+f.Name), "/")] = f
	}
	if err := b.readShared(); err != nil {
		return nil, err
	}
	name, err := b.firstSheet()
	if err != nil {
		return nil, err
	}
	return b.sheet(name)
}

type book struct {
	limits Limits
	files  map[string]*zip.File
	shared []string
}

// part decodes one file of the workbook, no further than the limit.
func (b *book) part(name string, f func(*xml.Decoder) error) error {
	file, ok := b.files[name]
	if !ok {
		return fmt.Errorf("the workbook has no %s", name)
	}
	r, err := file.Open()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: b.limits.Unpacked + 1}
	piece := &pieceReader{r: limited}
	err = f(xml.NewTokenDecoder(pieces{xml.NewDecoder(piece), piece}))
	if limited.N <= 0 {
		return ErrTooLarge
	}
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return fmt.Errorf("%s: %w", name, err)
	}
	return err
}

// pieceLimit is how long one tag or the text between two may be, in bytes; a
// cell holds 32,767 characters at most.
const pieceLimit = 1 << 20

// pieces reads one token after the other, none longer than pieceLimit: a
// decoder holds each whole in memory.
type pieces struct {
	d *xml.Decoder
	r *pieceReader
}

// Token implements xml.TokenReader.
func (p pieces) Token() (xml.Token, error) {
	p.r.left = pieceLimit
	return p.d.RawToken()
}

// pieceReader reads what is left of one piece; after it, ErrTooLarge.
type pieceReader struct {
	r    io.Reader
	left int
}

func (p *pieceReader) Read(b []byte) (int, error) {
	if p.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := p.r.Read(b[:min(len(b), p.left)])
	p.left -= n
	return n, err
}

// tokens calls f with each start of an element until the end.
func tokens(d *xml.Decoder, f func(xml.StartElement) error) error {
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if s, ok := t.(xml.StartElement); ok {
			if err := f(s); err != nil {
				return err
			}
		}
	}
}

func attr(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// text is a string of one or several runs; phonetic readings are left out.
type text struct {
	Plain string `xml:"t"`
	Runs  []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (t text) String() string {
	s := t.Plain
	for _, r := range t.Runs {
		s += r.Text
	}
	return s
}

func (b *book) readShared() error {
	const name = "xl/sharedStrings.xml"
	if b.files[name] == nil {
		return nil // all strings stand in their cells
	}
	return b.part(name, func(d *xml.Decoder) error {
		return tokens(d, func(s xml.StartElement) error {
			if s.Name.Local != "si" {
				return nil
			}
			if len(b.shared) > b.limits.Rows*4 {
				return ErrTooLarge
			}
			var t text
			if err := d.DecodeElement(&t, &s); err != nil {
				return err
			}
			b.shared = append(b.shared, t.String())
			return nil
		})
	})
}

// firstSheet finds the file of the first sheet through the workbook's relations.
func (b *book) firstSheet() (string, error) {
	id, targets := "", map[string]string{}
	err := b.part("xl/workbook.xml", func(d *xml.Decoder) error {
		return tokens(d, func(s xml.StartElement) error {
			if s.Name.Local == "sheet" && id == "" {
				id = attr(s, "id")
			}
			return nil
		})
	})
	if err != nil {
		return "", err
	}
	err = b.part("xl/_rels/workbook.xml.rels", func(d *xml.Decoder) error {
		return tokens(d, func(s xml.StartElement) error {
			if s.Name.Local == "Relationship" {
				targets[attr(s, "Id")] = attr(s, "Target")
			}
			return nil
		})
	})
	if err != nil {
		return "", err
	}
	target, ok := targets[id]
	if !ok {
		return "", errors.New("the workbook has no sheet")
	}
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/"), nil
	}
	return path.Join("xl", target), nil
}

// cell is one cell: its place, its type, its value.
type cell struct {
	At     string `xml:"r,attr"`
	Type   string `xml:"t,attr"`
	Value  string `xml:"v"`
	Inline text   `xml:"is"`
}

func (b *book) sheet(name string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	line := 0 // written so far
	err := b.part(name, func(d *xml.Decoder) error {
		return tokens(d, func(s xml.StartElement) error {
			if s.Name.Local != "row" {
				return nil
			}
			n := line + 1
			if r := attr(s, "r"); r != "" {
				var err error
				if n, err = strconv.Atoi(r); err != nil || n <= line {
					return fmt.Errorf("row %q is out of order", r)
				}
			}
			if n > b.limits.Rows {
				return ErrTooLarge
			}
			var row struct {
				Cells []cell `xml:"c"`
			}
			if err := d.DecodeElement(&row, &s); err != nil {
				return err
			}
			record, err := b.record(row.Cells)
			if err != nil {
				return fmt.Errorf("row %d: %w", n, err)
			}
			if len(record) == 0 {
				return nil
			}
			w.Flush()
			out.WriteString(strings.Repeat("\n", n-line-1))
			line = n
			return w.Write(record)
		})
	})
	if err != nil {
		return nil, err
	}
	w.Flush()
	return pad(out.Bytes()), w.Error()
}

// record places a row's cells by their columns; a row without a text is empty.
func (b *book) record(cells []cell) ([]string, error) {
	var out []string
	said := false
	for i, c := range cells {
		at := i
		if c.At != "" {
			var err error
			if at, err = columnOf(c.At); err != nil {
				return nil, err
			}
		}
		if at >= b.limits.Columns {
			return nil, ErrTooLarge
		}
		v, err := b.value(c)
		if err != nil {
			return nil, fmt.Errorf("cell %s: %w", c.At, err)
		}
		for len(out) <= at {
			out = append(out, "")
		}
		// A line break inside a cell would move every line after it.
		out[at] = strings.Join(strings.Fields(v), " ")
		said = said || out[at] != ""
	}
	if !said {
		return nil, nil
	}
	return out, nil
}

func (b *book) value(c cell) (string, error) {
	switch c.Type {
	case "s":
		i, err := strconv.Atoi(c.Value)
		if err != nil || i < 0 || i >= len(b.shared) {
			return "", fmt.Errorf("there is no string %q", c.Value)
		}
		return b.shared[i], nil
	case "inlineStr":
		return c.Inline.String(), nil
	case "b":
		return map[string]string{"1": "true", "0": "false"}[c.Value], nil
	case "e":
		return "", fmt.Errorf("holds the error %s", c.Value)
	case "str":
		return c.Value, nil
	}
	return number(c.Value), nil
}

// number writes a number without an exponent, and no digits that only its
// binary form has: 9.520101011138E12 is a GTIN, 3.9900000000000002 is 3.99.
func number(s string) string {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64)
	if err != nil {
		short = x
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// columnOf reads the column of "AB12", counted from 0.
func columnOf(at string) (int, error) {
	n := 0
	for _, r := range at {
		if r < 'A' || r > 'Z' {
			break
		}
		if n = n*26 + int(r-'A') + 1; n > 16384 {
			break
		}
	}
	if n == 0 || n > 16384 {
		return 0, fmt.Errorf("%.20q is not the place of a cell", at)
	}
	return n - 1, nil
}

// pad gives every record as many fields as the first: cells at the end of a row
// that hold nothing are not in the file.
func pad(src []byte) []byte {
	r := csv.NewReader(bytes.NewReader(src))
	r.FieldsPerRecord = -1
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	width, line := 0, 0
	for {
		record, err := r.Read()
		if err != nil {
			w.Flush()
			return out.Bytes()
		}
		if width == 0 {
			width = len(record)
		}
		for len(record) < width {
			record = append(record, "")
		}
		at, _ := r.FieldPos(0)
		w.Flush()
		out.WriteString(strings.Repeat("\n", at-line-1))
		line = at
		if err := w.Write(record); err != nil {
			return out.Bytes()
		}
	}
}
