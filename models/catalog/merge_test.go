package catalog

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Few names and few words, so that edits meet.
var (
	somewhere = rapid.SampledFrom([]Ref{{"products", "1"}, {"products", "2"}, {"produce", "4011"}, {"coupons", "A"}})
	something = rapid.SampledFrom([]string{"", "a", "b", "c"})
)

// drawEntries makes entries of which a few columns say something.
func drawEntries(t *rapid.T, label string) Entries {
	all := Entries{}
	for i := range rapid.IntRange(0, 4).Draw(t, label) {
		r := somewhere.Draw(t, fmt.Sprint(label, i))
		e := make(Entry, len(Columns(r.List)))
		for c := range 3 {
			e[c] = something.Draw(t, fmt.Sprint(label, i, c))
		}
		all[r] = e
	}
	return all
}

func at(e Entry, i int) string {
	if e == nil {
		return ""
	}
	return e[i]
}

func TestMergingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, now, live := drawEntries(t, "base"), drawEntries(t, "now"), drawEntries(t, "live")
		m := Merge(base, now, live, nil)
		said := map[Ref]map[string]Conflict{}
		for _, c := range m.Conflicts {
			if said[c.Ref] == nil {
				said[c.Ref] = map[string]Conflict{}
			}
			said[c.Ref][c.Field] = c
		}
		for _, r := range []Ref{{"products", "1"}, {"products", "2"}, {"produce", "4011"}, {"coupons", "A"}} {
			b, n, l, out := base[r], now[r], live[r], m.Live[r]
			if c, whole := said[r][""]; whole {
				if !slices.Equal(out, l) || c.File != r.Encode(n) || c.Live != r.Encode(l) {
					t.Fatalf("%s: the live entry must stay and both be told: %+v", r, c)
				}
				continue
			}
			switch {
			case l == nil && out != nil && b != nil:
				t.Fatalf("%s: staff removed it and it is back", r)
			case n == nil && out != nil && !slices.Equal(out, l):
				t.Fatalf("%s: neither has this", r)
			case out == nil && l != nil && !slices.Equal(l, b):
				t.Fatalf("%s: staff's work is gone", r)
			case out == nil && n != nil && !slices.Equal(n, b):
				t.Fatalf("%s: the file's word is gone", r)
			}
			if out == nil || n == nil || l == nil {
				continue
			}
			for i, column := range Columns(r.List) {
				c, conflict := said[r][column]
				switch was, file, mine := at(b, i), n[i], l[i]; {
				case mine != was && out[i] != mine:
					t.Fatalf("%s %s: staff's %q became %q", r, column, mine, out[i])
				case mine == was && out[i] != file:
					t.Fatalf("%s %s: the file's %q was not taken", r, column, file)
				case conflict != (file != was && mine != was && file != mine):
					t.Fatalf("%s %s: was %q, file %q, live %q: conflict %v", r, column, was, file, mine, conflict)
				case conflict && (c.File != file || c.Live != mine || c.Was != was):
					t.Fatalf("%s %s: %+v", r, column, c)
				}
			}
		}
	})
}

func TestMergingAgainChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, now, live := drawEntries(t, "base"), drawEntries(t, "now"), drawEntries(t, "live")
		var sensible func(Ref, Entry) bool
		if rapid.Bool().Draw(t, "picky") {
			sensible = func(_ Ref, e Entry) bool { return e[1] != "b" || e[2] != "c" }
		}
		first := Merge(base, now, live, sensible)
		if again := Merge(first.Base, now, first.Live, sensible); !reflect.DeepEqual(again, first) {
			t.Fatalf("first %+v\nagain %+v", first, again)
		}
		if same := Merge(now, now, live, sensible); !reflect.DeepEqual(same.Live, live) || len(same.Conflicts) > 0 {
			t.Fatalf("a file that says nothing new changed %v", Diff(live, same.Live, nil))
		}
	})
}

// TestTheOrderOfUnrelatedEditsDoesNotMatter makes the same edits of file and
// staff, each of a cell of its own, in two orders, with a merge after each.
func TestTheOrderOfUnrelatedEditsDoesNotMatter(t *testing.T) {
	type edit struct {
		ref   Ref
		cell  int
		text  string
		staff bool
	}
	rapid.Check(t, func(t *rapid.T) {
		start := drawEntries(t, "start")
		taken, edits := map[string]bool{}, []edit{}
		for i := range rapid.IntRange(0, 8).Draw(t, "edits") {
			e := edit{somewhere.Draw(t, fmt.Sprint("ref", i)), rapid.IntRange(0, 3).Draw(t, fmt.Sprint("cell", i)), something.Draw(t, fmt.Sprint("text", i)), rapid.Bool().Draw(t, fmt.Sprint("staff", i))}
			if place := fmt.Sprint(e.ref, e.cell); !taken[place] && start[e.ref] != nil {
				taken[place] = true
				edits = append(edits, e)
			}
		}
		run := func(edits []edit) Merged {
			copied := func() Entries { return Merge(nil, start, nil, nil).Live }
			file, m := start, Merged{Live: copied(), Base: copied()}
			for _, e := range edits {
				column := Columns(e.ref.List)[e.cell]
				if e.staff {
					m.Live[e.ref] = e.ref.With(m.Live[e.ref], column, e.text)
				} else {
					file = Merge(nil, file, nil, nil).Live // a copy
					file[e.ref] = e.ref.With(file[e.ref], column, e.text)
				}
				m = Merge(m.Base, file, m.Live, nil)
			}
			return m
		}
		one := run(edits)
		two := run(rapid.Permutation(edits).Draw(t, "order"))
		if !reflect.DeepEqual(one, two) {
			t.Fatalf("in order %+v\nshuffled %+v", one, two)
		}
		if len(one.Conflicts) > 0 {
			t.Fatalf("unrelated edits are in conflict: %+v", one.Conflicts)
		}
	})
}

func TestSettledConflictsDoNotComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, now, live := drawEntries(t, "base"), drawEntries(t, "now"), drawEntries(t, "live")
		m := Merge(base, now, live, nil)
		for _, c := range m.Conflicts {
			takeFile := rapid.Bool().Draw(t, c.Ref.String()+c.Field)
			l, b := c.Settle(m.Base[c.Ref], now[c.Ref], m.Live[c.Ref], takeFile)
			put := func(all Entries, e Entry) {
				if delete(all, c.Ref); e != nil {
					all[c.Ref] = e
				}
			}
			put(m.Live, l)
			put(m.Base, b)
			if got := c.Ref.Get(l, c.Field); takeFile && c.Field != "" && got != c.File {
				t.Fatalf("%+v settled for the file: %q", c, got)
			}
		}
		if left := Merge(m.Base, now, m.Live, nil); len(left.Conflicts) > 0 || !reflect.DeepEqual(left.Live, m.Live) {
			t.Fatalf("left over: %+v", left.Conflicts)
		}
	})
}

func TestWhatMakesNoSenseTogetherIsAConflict(t *testing.T) {
	f := Format{Currency: "USD"}
	coupon := func(kind, amount, percent string) Entries {
		r := Ref{"coupons", "A"}
		e := r.With(r.With(r.With(r.With(nil, "code", "A"), "name", "a"), "target", "basket"), "kind", kind)
		return Entries{r: r.With(r.With(e, "amount_cents", amount), "percent", percent)}
	}
	base, file, live := coupon("amount", "100", ""), coupon("percent", "", "5%"), coupon("amount", "150", "")
	m := Merge(base, file, live, f.Sensible)
	if len(m.Conflicts) != 1 || m.Conflicts[0].Kind != Senseless || m.Live[m.Conflicts[0].Ref][3] != "amount" {
		t.Fatalf("%+v", m)
	}
	live = coupon("amount", "100", "")
	live[Ref{"coupons", "A"}] = Ref{"coupons", "A"}.With(live[Ref{"coupons", "A"}], "minimum_cents", "2000")
	if m = Merge(base, file, live, f.Sensible); len(m.Conflicts) != 0 || (Ref{"coupons", "A"}).Get(m.Live[Ref{"coupons", "A"}], "minimum_cents") != "2000" {
		t.Fatalf("%+v", m)
	}
}

func TestEntriesComeBackTheSame(t *testing.T) {
	c, _ := shipped(t)
	f := Format{Currency: "USD"}
	all, order := f.Entries(c.Contents())
	for _, r := range order {
		e, err := r.Decode(r.Encode(all[r]))
		if err != nil || !slices.Equal(e, all[r]) {
			t.Fatalf("%s: %v %v %v", r, all[r], e, err)
		}
		if wrong := f.Faults(r, all[r]); len(wrong) > 0 {
			t.Fatalf("%s: %v", r, wrong)
		}
		if RefOf(r.List, all[r]) != r {
			t.Fatalf("%s names itself %s", r, RefOf(r.List, all[r]))
		}
	}
	back, err := f.Contents(all, order)
	if err != nil || New(back).Revision() != c.Revision() {
		t.Fatalf("the catalogue came back another: %v", err)
	}
}
