package catalog

import (
	"bytes"
	"encoding"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// A table of one kind is told by the column that names its entries.
var tables = []struct {
	key, list string
	row       reflect.Type
}{
	{"gtin", "products", reflect.TypeFor[productRow]()},
	{"plu", "produce", reflect.TypeFor[produceRow]()},
	{"code", "coupons", reflect.TypeFor[couponRow]()},
	{"kind", "offers", reflect.TypeFor[offerRow]()},
	{"id", "departments", reflect.TypeFor[departmentRow]()},
}

// column is where a field of a row stands.
type column struct {
	name     string
	field    int
	required bool
}

func columnsOf(row reflect.Type) []column {
	out := make([]column, row.NumField())
	for i := range out {
		f := row.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		out[i] = column{name, i, f.Tag.Get("strict") == "required"}
	}
	return out
}

// readCSV reads one table of any kind into rows.
func (p *Part) readCSV(src []byte, f Format) (rows fileRows) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		p.csvError(err, "the file is empty; its first line names the columns")
		return rows
	}
	list, row := "", reflect.Type(nil)
	for _, t := range tables {
		if slices.Contains(header, t.key) {
			list, row = t.list, t.row
			break
		}
	}
	if row == nil {
		p.add(1, 1, "", "the first line names no table: products have a column gtin, produce plu, coupons code, offers kind, departments id")
		return rows
	}
	into := reflect.ValueOf(&rows).Elem().FieldByNameFunc(func(n string) bool { return strings.EqualFold(n, list) })
	p.Columns, p.places.columns = header, header
	at := p.header(r, header, row, f.Lenient)
	for i := 0; ; i++ {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			p.csvError(err, "")
			return rows
		}
		path := func() string { return fmt.Sprintf("%s[%d]", list, i) }
		line, _ := r.FieldPos(0)
		first := p.places.row(line)
		v := reflect.New(row).Elem()
		if len(cells) != len(header) {
			p.add(line, 1, path(), fmt.Sprintf("has %d fields, where the first line has %d", len(cells), len(header)))
		}
		for j, cell := range cells[:min(len(cells), len(header))] {
			if c := at[j]; c.field >= 0 {
				line, col := r.FieldPos(j)
				p.places.cell(first, j, line, col)
				if cell == "" && c.required {
					p.add(line, col, path()+"."+c.name, "is missing")
				} else if err := set(v.Field(c.field), cell); err != nil {
					p.add(line, col, path()+"."+c.name, err.Error())
				}
			}
		}
		into.Set(reflect.Append(into, v))
	}
}

// header matches columns with fields; unknown columns are left out, and said
// unless the reader is lenient.
func (p *Part) header(r *csv.Reader, header []string, row reflect.Type, lenient bool) []column {
	known := columnsOf(row)
	out := make([]column, len(header))
	for j, name := range header {
		line, col := r.FieldPos(j)
		i := slices.IndexFunc(known, func(c column) bool { return c.name == name })
		switch {
		case slices.Contains(header[:j], name):
			p.add(line, col, name, "the column is there twice")
			out[j].field = -1
		case i >= 0:
			out[j] = known[i]
		default:
			out[j].field = -1
			if !lenient {
				p.add(line, col, name, "is not a column that is known here")
			}
		}
	}
	for _, c := range known {
		if c.required && !slices.Contains(header, c.name) {
			p.add(1, 1, c.name, "the column is missing")
		}
	}
	return out
}

func (p *Part) csvError(err error, empty string) {
	var e *csv.ParseError
	switch {
	case errors.As(err, &e):
		p.add(e.Line, e.Column, "", "is not CSV: "+e.Err.Error())
	case errors.Is(err, io.EOF):
		p.add(1, 1, "", empty)
	default:
		p.add(1, 1, "", err.Error())
	}
}

// set writes a cell into a field; an empty cell leaves it.
func set(v reflect.Value, cell string) error {
	if cell == "" {
		return nil
	}
	if t, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return t.UnmarshalText([]byte(cell))
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(cell)
	case reflect.Int, reflect.Int64:
		i, err := strconv.ParseInt(cell, 10, 64)
		if err != nil || v.OverflowInt(i) {
			return fmt.Errorf("%.30q is not a whole number", cell)
		}
		v.SetInt(i)
	case reflect.Float64:
		x, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			return fmt.Errorf("%.30q is not a number", cell)
		}
		v.SetFloat(x)
	case reflect.Bool:
		if cell != "true" && cell != "false" {
			return fmt.Errorf("%.30q is neither true nor false", cell)
		}
		v.SetBool(cell == "true")
	case reflect.Slice:
		for _, part := range strings.Split(cell, ";") {
			e := reflect.New(v.Type().Elem()).Elem()
			if err := set(e, strings.TrimSpace(part)); err != nil {
				return err
			}
			v.Set(reflect.Append(v, e))
		}
	}
	return nil
}

// WriteCSV writes one list of contents ("products", "produce", "coupons",
// "offers" or "departments") as Read reads it.
func (f Format) WriteCSV(w io.Writer, list string, c Contents) error {
	rows := reflect.ValueOf(f.rows(c)).FieldByNameFunc(func(n string) bool { return strings.EqualFold(n, list) })
	if !rows.IsValid() {
		return fmt.Errorf("no list is called %.20q; there are products, produce, coupons, offers, departments", list)
	}
	out := csv.NewWriter(w)
	columns := columnsOf(rows.Type().Elem())
	record := make([]string, len(columns))
	for i, k := range columns {
		record[i] = k.name
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for i := range rows.Len() {
		for j, k := range columns {
			record[j] = cell(rows.Index(i).Field(k.field), k.required)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cell writes a field; what is not required and zero is empty.
func cell(v reflect.Value, required bool) string {
	if v.IsZero() && !required {
		return ""
	}
	if t, ok := v.Interface().(encoding.TextMarshaler); ok {
		b, err := t.MarshalText()
		if err != nil {
			return ""
		}
		return string(b)
	}
	switch v.Kind() {
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = cell(v.Index(i), true)
		}
		return strings.Join(parts, "; ")
	}
	return fmt.Sprint(v.Interface())
}
