package journal

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/catalog"
)

// TestEveryListOfGoodsUsesAnIndex asks the database how it would carry out each
// search that a page can ask for: none reads the whole table, and a list that is
// not searched by words comes sorted out of its index.
func TestEveryListOfGoodsUsesAnIndex(t *testing.T) {
	s := openTestStore(t)
	if s.pg {
		t.Skip("SQLite's plans")
	}
	var live []catalog.EntryChange
	for i := range 400 {
		r := catalog.Ref{List: "products", Key: fmt.Sprintf("%013d", i)}
		e := r.With(r.With(nil, "name", fmt.Sprint("thing ", i)), "brand", fmt.Sprint("brand ", i%7))
		live = append(live, catalog.EntryChange{Ref: r, After: r.With(r.With(e, "department", fmt.Sprint("d", i%5)), "price_cents", fmt.Sprint(100+i))})
	}
	if _, err := s.WriteCatalogue(t.Context(), catalog.Write{Revision: catalog.Revision{Cause: catalog.Imported}, Live: live}); err != nil {
		t.Fatal(err)
	}
	if err := s.write.Exec(`ANALYZE`).Error; err != nil {
		t.Fatal(err)
	}
	every := map[string]string{"": ""}
	for f := range filters {
		every[f] = f
	}
	for filter := range every {
		for sort := range sortColumns {
			for _, department := range []string{"", "d1"} {
				for _, words := range [][][]string{nil, {{"thing"}}, {{"thing", "things"}, {"brand"}}} {
					q := catalog.Find{List: "products", Words: words, Filter: filter, Department: department, Sort: sort}
					count, page, args := s.searchSQL(q)
					for _, step := range append(plan(t, s, count, args...), plan(t, s, page, append(args, 50, 100)...)...) {
						if strings.HasPrefix(step, "SCAN catalogue_live") {
							t.Errorf("%+v: %s", q, step)
						}
						if strings.Contains(step, "TEMP B-TREE FOR ORDER BY") && filter+department == "" && words == nil {
							t.Errorf("%+v is sorted at each call: %s", q, step)
						}
					}
				}
			}
		}
	}
}

// TestWhatAnImportTouchesIsMarked: an entry is marked as changed where it is
// another than the files say, whether the revision touches it or what they say.
func TestWhatAnImportTouchesIsMarked(t *testing.T) {
	s := openTestStore(t)
	ref := func(i int) catalog.Ref { return catalog.Ref{List: "products", Key: fmt.Sprintf("%013d", i)} }
	entry := func(price int) catalog.Entry {
		return ref(0).With(nil, "price_cents", fmt.Sprint(price))
	}
	write := catalog.Write{Revision: catalog.Revision{Cause: catalog.Imported}}
	for i := range 3 {
		said := entry(100)
		if i == 2 {
			said = entry(90) // staff set another price
		}
		write.Live = append(write.Live, catalog.EntryChange{Ref: ref(i), After: entry(100)})
		write.Said = append(write.Said, catalog.Said{Source: "files", Ref: ref(i), Base: said, Now: said})
	}
	n, err := s.WriteCatalogue(t.Context(), write)
	if err != nil {
		t.Fatal(err)
	}
	check := func(want string) {
		t.Helper()
		var got []string
		for i := range 3 {
			x, ok, err := s.CatalogueItem(t.Context(), ref(i))
			if err != nil || !ok {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(x.Changed))
		}
		if all := strings.Join(got, " "); all != want {
			t.Errorf("changed: %s, want %s", all, want)
		}
	}
	check("false false true")
	// The files catch up with one entry, and differ in one that no revision touches.
	next := catalog.Write{Expect: n, Revision: catalog.Revision{Cause: catalog.Imported}, Live: []catalog.EntryChange{{Ref: ref(0), Before: entry(100), After: entry(120)}},
		Said: []catalog.Said{{Source: "files", Ref: ref(1), Base: entry(80), Now: entry(80)}}}
	if _, err := s.WriteCatalogue(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	check("true true true")
}
