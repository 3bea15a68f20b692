package catalog

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// Apply returns the contents with changes made: an entry takes the place of the
// one with its code, a new one comes last, one without After goes. Base is not
// changed.
func (f Format) Apply(base Contents, changes []EntryChange) (Contents, error) {
	var err error
	out := base
	if out.Departments, err = apply(changes, "departments", base.Departments, func(d Department) string { return d.ID }, f.department); err != nil {
		return base, err
	}
	if out.Products, err = apply(changes, "products", base.Products, func(p Product) string { return p.GTIN.String() }, f.product); err != nil {
		return base, err
	}
	if out.Produce, err = apply(changes, "produce", base.Produce, func(p Produce) string { return p.PLU.String() }, f.produce); err != nil {
		return base, err
	}
	if out.Offers, err = apply(changes, "offers", base.Offers, func(o Offer) string { return o.ID }, f.offer); err != nil {
		return base, err
	}
	out.Coupons, err = apply(changes, "coupons", base.Coupons, func(k StoreCoupon) string { return normalCode(k.Code) }, f.coupon)
	return out, err
}

func apply[T, R any](changes []EntryChange, list string, base []T, key func(T) string, read func(R) T) ([]T, error) {
	if !slices.ContainsFunc(changes, func(c EntryChange) bool { return c.List == list }) {
		return base, nil
	}
	out := slices.Clone(base)
	at := make(map[string]int, len(out))
	for i, v := range out {
		at[key(v)] = i
	}
	gone := map[int]bool{}
	for _, c := range changes {
		if c.List != list {
			continue
		}
		i, known := at[c.Key]
		if c.After == nil {
			if known {
				gone[i] = true
			}
			continue
		}
		row, wrong := rowOf(list, c.After)
		if len(wrong) > 0 {
			return nil, fmt.Errorf("%s: %s %s", c.Ref, wrong[0].Field, wrong[0].Reason)
		}
		v := read(row.Interface().(R))
		if !known {
			at[c.Key] = len(out)
			out = append(out, v)
			continue
		}
		out[i] = v
		delete(gone, i)
	}
	if len(gone) == 0 {
		return out, nil
	}
	left := out[:0]
	for i, v := range out {
		if !gone[i] {
			left = append(left, v)
		}
	}
	return left, nil
}

// Good returns the part without the entries that problems name, and how many
// those are. A problem that names no entry makes all of them bad.
func (p *Part) Good(problems Problems) (Contents, int) {
	bad := map[string]map[int]bool{}
	all := false
	for _, q := range problems {
		list, i, ok := entryAt(q.Path)
		if !ok {
			all = true
			break
		}
		if bad[list] == nil {
			bad[list] = map[int]bool{}
		}
		bad[list][i] = true
	}
	out := p.Contents
	v := reflect.ValueOf(&out).Elem()
	n := 0
	for _, list := range Lists {
		of := v.FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, list) })
		if all {
			n += of.Len()
			of.SetZero()
			continue
		}
		if len(bad[list]) == 0 {
			continue
		}
		kept := reflect.MakeSlice(of.Type(), 0, of.Len())
		for i := range of.Len() {
			if bad[list][i] {
				n++
			} else {
				kept = reflect.Append(kept, of.Index(i))
			}
		}
		of.Set(kept)
	}
	return out, n
}

// entryAt reads the entry that a problem's path names, as in "products[3].gtin".
func entryAt(path string) (list string, i int, ok bool) {
	list, rest, found := strings.Cut(path, "[")
	if !found || layouts[list] == nil {
		return "", 0, false
	}
	digits, _, found := strings.Cut(rest, "]")
	i, err := strconv.Atoi(digits)
	return list, i, found && err == nil
}

// Between finds what the part's entries name that neither it nor the catalogue
// has, and codes that are in the part twice.
func (p *Part) Between(c Contents, refs References) Problems {
	j := joiner{refs: refs, departments: map[string]bool{}, seen: map[string]string{}}
	for _, d := range c.Departments {
		j.departments[d.ID] = true
	}
	for i, d := range p.Contents.Departments {
		j.once(p, fmt.Sprintf("departments[%d]", i), "id", "department "+d.ID, d.ID)
		j.departments[d.ID] = true
	}
	j.goods(c)
	j.goods(p.Contents)
	j.part(p)
	return j.problems
}

// EntryOf is one entry of contents as text.
func (f Format) EntryOf(c Contents, r Ref) (Entry, bool) {
	switch r.List {
	case "departments":
		return find(r, c.Departments, func(d Department) bool { return d.ID == r.Key }, f.departmentRow)
	case "products":
		g, err := gs1.ParseGTIN(r.Key)
		return find(r, c.Products, func(p Product) bool { return err == nil && p.GTIN == g }, f.productRow)
	case "produce":
		u, err := gs1.ParsePLU(r.Key)
		return find(r, c.Produce, func(p Produce) bool { return err == nil && p.PLU == u }, f.produceRow)
	case "offers":
		return find(r, c.Offers, func(o Offer) bool { return o.ID == r.Key }, f.offerRow)
	case "coupons":
		return find(r, c.Coupons, func(k StoreCoupon) bool { return normalCode(k.Code) == r.Key }, f.couponRow)
	}
	return nil, false
}

func find[T, R any](r Ref, of []T, is func(T) bool, row func(T) R) (Entry, bool) {
	i := slices.IndexFunc(of, is)
	if i < 0 {
		return nil, false
	}
	return entryOf(r.List, reflect.ValueOf(row(of[i]))), true
}

// Missing is what an entry names that the contents and the store do not have.
// The entry itself must be right (see Faults).
func (f Format) Missing(c Contents, refs References, r Ref, e Entry) []Fault {
	one, err := f.Contents(Entries{r: e}, []Ref{r})
	if err != nil {
		return []Fault{{keyColumn[r.List], err.Error()}}
	}
	p := &Part{Contents: one}
	var out []Fault
	for _, q := range p.Between(c, refs) {
		_, field, _ := strings.Cut(q.Path, ".")
		field, _, _ = strings.Cut(field, "[")
		out = append(out, Fault{field, q.Reason})
	}
	return out
}
