package catalog

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// Change is one entry that an import adds or alters. Fields are the columns
// that differ, in the order of the file; none where the entry is new.
type Change struct {
	List   string   `json:"list"`
	Key    string   `json:"key"`
	Name   string   `json:"name"`
	New    bool     `json:"new,omitempty"`
	Fields []string `json:"fields,omitempty"`
}

// Upsert puts the entries of a part into base, in the place of those with the
// same code, else at the end, and says what that changes. Of an entry that is
// there already only the columns that the part has are taken. Entries that the
// part does not name stay as they are. Base is not changed.
func (f Format) Upsert(base Contents, part *Part) (Contents, []Change) {
	out, with := base, part.Contents
	out.Currency = cmp.Or(base.Currency, with.Currency)
	u := &upserter{only: part.Columns}
	out.Departments = upsert(u, "departments", base.Departments, with.Departments,
		func(d Department) string { return d.ID }, func(d Department) string { return d.Name }, f.departmentRow, f.department)
	out.Products = upsert(u, "products", base.Products, with.Products,
		func(p Product) string { return p.GTIN.String() }, func(p Product) string { return p.Name }, f.productRow, f.product)
	out.Produce = upsert(u, "produce", base.Produce, with.Produce,
		func(p Produce) string { return p.PLU.String() }, func(p Produce) string { return p.Name }, f.produceRow, f.produce)
	out.Offers = upsert(u, "offers", base.Offers, with.Offers,
		func(o Offer) string { return o.ID }, func(o Offer) string { return o.Name }, f.offerRow, f.offer)
	out.Coupons = upsert(u, "coupons", base.Coupons, with.Coupons,
		func(k StoreCoupon) string { return normalCode(k.Code) }, func(k StoreCoupon) string { return k.Name }, f.couponRow, f.coupon)
	return out, u.changes
}

type upserter struct {
	only    []string // columns; nil for all
	changes []Change
}

func upsert[T, R any](u *upserter, list string, base, with []T, key, name func(T) string, row func(T) R, back func(R) T) []T {
	out := slices.Clone(base)
	at := make(map[string]int, len(out))
	for i, v := range out {
		at[key(v)] = i
	}
	for _, v := range with {
		k := key(v)
		i, known := at[k]
		if !known {
			at[k] = len(out)
			out = append(out, v)
			u.changes = append(u.changes, Change{List: list, Key: k, Name: name(v), New: true})
			continue
		}
		now := row(out[i])
		if fields := u.take(reflect.ValueOf(&now).Elem(), reflect.ValueOf(row(v))); len(fields) > 0 {
			out[i] = back(now)
			u.changes = append(u.changes, Change{List: list, Key: k, Name: name(out[i]), Fields: fields})
		}
	}
	return out
}

// take copies the columns that differ and names them.
func (u *upserter) take(now, next reflect.Value) []string {
	var out []string
	for i := range now.NumField() {
		column, _, _ := strings.Cut(now.Type().Field(i).Tag.Get("yaml"), ",")
		if u.only != nil && !slices.Contains(u.only, column) || cell(now.Field(i), false) == cell(next.Field(i), false) {
			continue
		}
		now.Field(i).Set(next.Field(i))
		out = append(out, column)
	}
	return out
}
