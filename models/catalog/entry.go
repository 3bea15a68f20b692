package catalog

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// Lists are the kinds of entries, in the order of the files.
var Lists = []string{"departments", "products", "produce", "offers", "coupons"}

// Ref names one entry: the list it stands in and its code there (id, GTIN, PLU
// or coupon code as text).
type Ref struct {
	List string `json:"list"`
	Key  string `json:"key"`
}

// String is "products 9520101011138".
func (r Ref) String() string { return r.List + " " + r.Key }

// Entry is one entry as the files write it: the text of each column of its
// list, in the order of Columns, empty where nothing is said. A nil Entry is
// none at all.
type Entry []string

// Entries is a catalogue as text. What it holds is not changed in place.
type Entries map[Ref]Entry

// layouts is where each list's columns stand in its row.
var layouts = func() map[string][]column {
	out := map[string][]column{}
	for _, t := range tables {
		out[t.list] = columnsOf(t.row)
	}
	return out
}()

var rowTypes = func() map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for _, t := range tables {
		out[t.list] = t.row
	}
	return out
}()

// Columns names the columns of a list, nil where there is no such list.
func Columns(list string) []string {
	var out []string
	for _, c := range layouts[list] {
		out = append(out, c.name)
	}
	return out
}

func columnIndex(list, name string) int {
	return slices.IndexFunc(layouts[list], func(c column) bool { return c.name == name })
}

// Get returns the text of a column, empty where the entry or the column is not.
func (r Ref) Get(e Entry, column string) string {
	if i := columnIndex(r.List, column); i >= 0 && i < len(e) {
		return e[i]
	}
	return ""
}

// With returns a copy of the entry with one column changed; a column that the
// list does not have is passed over.
func (r Ref) With(e Entry, column, text string) Entry {
	i := columnIndex(r.List, column)
	if i < 0 {
		return e
	}
	out := make(Entry, len(layouts[r.List]))
	copy(out, e)
	out[i] = text
	return out
}

// Overlaid is a copy of an entry with some columns taken of another; entry
// itself, where they say the same.
func (r Ref) Overlaid(entry, of Entry, columns []string) Entry {
	out := entry
	for _, column := range columns {
		i := columnIndex(r.List, column)
		if text := r.Get(of, column); i >= 0 && r.Get(out, column) != text {
			if &out[0] == &entry[0] {
				out = make(Entry, len(layouts[r.List]))
				copy(out, entry)
			}
			out[i] = text
		}
	}
	return out
}

// Encode writes an entry as a JSON object of its columns that are not empty.
func (r Ref) Encode(e Entry) string {
	if e == nil {
		return ""
	}
	m := make(map[string]string, len(e))
	for i, c := range layouts[r.List] {
		if i < len(e) && e[i] != "" {
			m[c.name] = e[i]
		}
	}
	b, err := json.Marshal(m)
	if err != nil {
		return "{}" // strings only: cannot happen
	}
	return string(b)
}

// Decode reads what Encode wrote, by this version or another: columns that are
// not known here are passed over. An empty text is no entry.
func (r Ref) Decode(text string) (Entry, error) {
	if text == "" {
		return nil, nil
	}
	layout := layouts[r.List]
	if layout == nil {
		return nil, fmt.Errorf("the catalogue has no list %q", r.List)
	}
	var m map[string]string
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return nil, fmt.Errorf("entry %s: %w", r, err)
	}
	e := make(Entry, len(layout))
	for i, c := range layout {
		e[i] = m[c.name]
	}
	return e, nil
}

// Entries takes a catalogue apart into text; order is that of the files.
func (f Format) Entries(c Contents) (all Entries, order []Ref) {
	rows := reflect.ValueOf(f.rows(c))
	all = make(Entries, len(c.Products)+len(c.Produce)+len(c.Coupons)+len(c.Offers)+len(c.Departments))
	for i, list := range Lists {
		of := rows.Field(i)
		for k := range of.Len() {
			e := entryOf(list, of.Index(k))
			r := Ref{list, keyOf(list, e)}
			if all[r] == nil {
				order = append(order, r)
			}
			all[r] = e
		}
	}
	return all, order
}

func entryOf(list string, row reflect.Value) Entry {
	layout := layouts[list]
	e := make(Entry, len(layout))
	for i, c := range layout {
		e[i] = cell(row.Field(c.field), c.required)
	}
	return e
}

// keyColumn names an entry in each list.
var keyColumn = map[string]string{"departments": "id", "products": "gtin", "produce": "plu", "offers": "id", "coupons": "code"}

// keyOf is the entry's code as Ref writes it.
func keyOf(list string, e Entry) string {
	k := strings.TrimSpace(e[columnIndex(list, keyColumn[list])])
	switch list {
	case "products":
		if g, err := gs1.ParseGTIN(k); err == nil {
			return g.String()
		}
	case "coupons":
		return normalCode(k)
	}
	return k
}

// RefOf is the name of an entry in a list.
func RefOf(list string, e Entry) Ref { return Ref{list, keyOf(list, e)} }

// Contents puts a catalogue together again, in the order given; refs that name
// no entry are left out. It fails where a text cannot be what its column holds.
func (f Format) Contents(all Entries, order []Ref) (Contents, error) {
	var rows fileRows
	into := reflect.ValueOf(&rows).Elem()
	for _, r := range order {
		e := all[r]
		if e == nil {
			continue
		}
		row, faults := rowOf(r.List, e)
		if len(faults) > 0 {
			return Contents{}, fmt.Errorf("%s: %s %s", r, faults[0].Field, faults[0].Reason)
		}
		at := into.Field(slices.Index(Lists, r.List))
		at.Set(reflect.Append(at, row))
	}
	return f.contents(rows), nil
}

// rowOf reads each column of an entry, and says which cannot be read.
func rowOf(list string, e Entry) (reflect.Value, faults) {
	var wrong faults
	t, ok := rowTypes[list]
	if !ok {
		return reflect.Value{}, faults{{"list", fmt.Sprintf("%q is none of %s", list, strings.Join(Lists, ", "))}}
	}
	row := reflect.New(t).Elem()
	for i, c := range layouts[list] {
		if i >= len(e) {
			break
		}
		if err := set(row.Field(c.field), e[i]); err != nil {
			wrong = append(wrong, Fault{c.name, err.Error()})
		} else if e[i] == "" && c.required {
			wrong = append(wrong, Fault{c.name, "is missing"})
		}
	}
	return row, wrong
}

// Faults is everything wrong with an entry by itself, a column at most once.
func (f Format) Faults(r Ref, e Entry) []Fault {
	row, wrong := rowOf(r.List, e)
	if !row.IsValid() {
		return wrong
	}
	var found []Fault
	switch v := row.Interface().(type) {
	case productRow:
		found = f.product(v).Check()
	case produceRow:
		found = f.produce(v).Check()
	case offerRow:
		found = f.offer(v).Check()
	case couponRow:
		found = f.coupon(v).Check()
	}
	for _, x := range found {
		if !slices.ContainsFunc(wrong, func(y Fault) bool { return y.Field == x.Field }) {
			wrong = append(wrong, x)
		}
	}
	return wrong
}

// Sensible reports whether nothing is wrong with an entry by itself.
func (f Format) Sensible(r Ref, e Entry) bool { return len(f.Faults(r, e)) == 0 }

// Canonical is the entry in the form in which files are written, so that what
// a person typed is compared by what it means; what cannot be read stays.
func (f Format) Canonical(r Ref, e Entry) Entry {
	row, wrong := rowOf(r.List, e)
	if len(wrong) > 0 {
		return e
	}
	rows := reflect.New(reflect.TypeFor[fileRows]()).Elem()
	at := rows.Field(slices.Index(Lists, r.List))
	at.Set(reflect.Append(at, row))
	all, order := f.Entries(f.contents(rows.Interface().(fileRows)))
	if len(order) != 1 {
		return e
	}
	return all[order[0]]
}
