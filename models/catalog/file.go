package catalog

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/dashcart/dashcart/models/catalog/strict"
	"github.com/dashcart/dashcart/models/catalog/xlsx"
)

// Format says how files are to be read: what their prices are in, where their
// days begin, and whether columns that nobody knows are passed over.
type Format struct {
	Currency string
	Location *time.Location // nil for UTC
	Lenient  bool
}

func (f Format) location() *time.Location {
	if f.Location == nil {
		return time.UTC
	}
	return f.Location
}

// Part is what one file gives a catalogue.
type Part struct {
	File     string
	Contents Contents
	Problems Problems
	Columns  []string // that a CSV file has; nil for YAML

	places    places            // CSV
	positions *strict.Positions // YAML
}

// Read reads a CSV file of one table, the first sheet of a workbook where the
// name ends in .xlsx, or, where it ends in .yaml or .yml, a YAML file of any lists. Everything wrong is in Problems; what is right is
// there beside it.
func Read(file string, src []byte, f Format) *Part {
	p := &Part{File: file}
	var rows fileRows
	ext := strings.ToLower(filepath.Ext(file))
	if ext == ".xlsx" {
		table, err := xlsx.CSV(src, xlsx.Usual)
		if err != nil {
			p.add(0, 0, "", err.Error())
			return p
		}
		src = table
	}
	if ext == ".yaml" || ext == ".yml" {
		var problems []strict.Problem
		problems, p.positions = strict.Decode(src, &rows)
		for _, q := range problems {
			p.add(q.Line, q.Column, q.Path, q.Reason)
		}
	} else {
		rows = p.readCSV(src, f)
	}
	p.Contents = f.contents(rows)
	p.check()
	return p
}

// WriteYAML writes everything as Read reads it.
func (f Format) WriteYAML(w io.Writer, c Contents) error {
	b, err := yaml.Marshal(f.rows(c))
	if err != nil {
		return fmt.Errorf("writing the catalogue as YAML: %w", err)
	}
	_, err = w.Write(b)
	return err
}

// Problem makes a problem of something found later at a path of this file.
func (p *Part) Problem(path, reason string) Problem {
	q := Problem{File: p.File, Path: path, Reason: reason}
	if p.positions != nil {
		q.Line, q.Column = p.positions.Of(path)
		return q
	}
	q.Line, q.Column = p.places.of(path)
	return q
}

func (p *Part) add(line, column int, path, reason string) {
	p.Problems = append(p.Problems, Problem{p.File, line, column, path, reason})
}

// check adds what is wrong with each entry by itself, unless its field was
// found wrong before.
func (p *Part) check() {
	known := map[string]bool{}
	for _, q := range p.Problems {
		known[q.Path] = true
	}
	entry := func(list string, i int, faults []Fault) {
		for _, f := range faults {
			path := fmt.Sprintf("%s[%d].%s", list, i, f.Field)
			if !known[path] && !known[list] && !known[f.Field] && !known[fmt.Sprintf("%s[%d]", list, i)] {
				p.Problems = append(p.Problems, p.Problem(path, f.Reason))
			}
		}
	}
	for i, x := range p.Contents.Products {
		entry("products", i, x.Check())
	}
	for i, x := range p.Contents.Produce {
		entry("produce", i, x.Check())
	}
	for i, x := range p.Contents.Offers {
		entry("offers", i, x.Check())
	}
	for i, x := range p.Contents.Coupons {
		entry("coupons", i, x.Check())
	}
}
