package catalog

import (
	"cmp"
	"slices"
)

// Conflict is one thing that a file and staff both changed, each in their own
// way. The live value stays until a person settles it.
type Conflict struct {
	Ref
	// Field is the column, or empty where the entry as a whole is meant: one
	// side removed what the other changed, or the changes of both together
	// make no sense.
	Field string `json:"field,omitempty"`
	Was   string `json:"was"`  // what the file said before
	File  string `json:"file"` // what it says now
	Live  string `json:"live"` // what staff made of it
	Kind  Clash  `json:"kind"`
}

// Clash is what makes a conflict.
type Clash string

// The kinds of conflicts.
const (
	BothChanged  Clash = "changed"
	FileRemoved  Clash = "file-removed"
	StaffRemoved Clash = "staff-removed"
	Senseless    Clash = "senseless" // together they make an entry that is wrong
)

// Merged is what a merge came to. Base is what the next merge has to take as
// what the file last said: what it says now, but for what is in conflict, which
// keeps the older word, so that the same merge again finds the same conflicts.
type Merged struct {
	Live, Base Entries
	Conflicts  []Conflict
}

// Merge brings what a file last said (base), what it says now and what is live
// together, each field by itself: what only the file changed is taken, what
// staff changed stays, and what both changed differently is a conflict, of
// which the live value stays. Where a merged entry is not sensible (nil: all
// are), it is not merged at all but a conflict as a whole.
//
// Nothing that is given is changed. Merging what a merge returned with the same
// file changes nothing.
func Merge(base, now, live Entries, sensible func(Ref, Entry) bool) Merged {
	m := Merged{Live: make(Entries, len(live)), Base: make(Entries, len(now))}
	one := func(r Ref) {
		b, n, l := base[r], now[r], live[r]
		out, next, conflicts := mergeEntry(r, b, n, l)
		if sensible != nil && out != nil && !slices.Equal(out, l) && !slices.Equal(out, n) && !sensible(r, out) {
			out, next = l, b
			conflicts = []Conflict{{Ref: r, Kind: Senseless, Was: r.Encode(b), File: r.Encode(n), Live: r.Encode(l)}}
		}
		if out != nil {
			m.Live[r] = out
		}
		if next != nil {
			m.Base[r] = next
		}
		m.Conflicts = append(m.Conflicts, conflicts...)
	}
	for r := range live {
		one(r)
	}
	for r := range now {
		if live[r] == nil {
			one(r)
		}
	}
	slices.SortFunc(m.Conflicts, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(slices.Index(Lists, a.List), slices.Index(Lists, b.List)), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Field, b.Field))
	})
	return m
}

// mergeEntry merges one entry: the live one, the next base, what is in conflict.
func mergeEntry(r Ref, b, n, l Entry) (out, next Entry, conflicts []Conflict) {
	whole := func(k Clash) []Conflict {
		return []Conflict{{Ref: r, Kind: k, Was: r.Encode(b), File: r.Encode(n), Live: r.Encode(l)}}
	}
	switch {
	case n == nil && b == nil: // staff's own
		return l, nil, nil
	case n == nil && (l == nil || slices.Equal(l, b)):
		return nil, nil, nil
	case n == nil:
		return l, b, whole(FileRemoved)
	case l == nil && b == nil: // new in the file
		return n, n, nil
	case l == nil && slices.Equal(n, b):
		return nil, n, nil
	case l == nil:
		return nil, b, whole(StaffRemoved)
	}
	if slices.Equal(n, b) || slices.Equal(n, l) {
		return l, n, nil
	}
	if slices.Equal(l, b) {
		return n, n, nil
	}
	out, next = slices.Clone(l), slices.Clone(n)
	for i, c := range layouts[r.List] {
		was := ""
		if b != nil {
			was = b[i]
		}
		switch {
		case n[i] == was || n[i] == l[i]: // the file has nothing new to say
		case l[i] == was:
			out[i] = n[i]
		default:
			next[i] = was
			conflicts = append(conflicts, Conflict{Ref: r, Field: c.name, Kind: BothChanged, Was: was, File: n[i], Live: l[i]})
		}
	}
	return out, next, conflicts
}

// Settle decides one conflict: with the file's word where takeFile, else with
// the live one. It returns the live entry and the base that follow from it; the
// conflict does not come back unless the file changes its word again.
func (c Conflict) Settle(base, now, live Entry, takeFile bool) (nextLive, nextBase Entry) {
	if c.Field == "" {
		if takeFile {
			return now, now
		}
		return live, now
	}
	said := c.Ref.Get(now, c.Field)
	if takeFile {
		live = c.Ref.With(live, c.Field, said)
	}
	return live, c.Ref.With(base, c.Field, said)
}

// Change of one entry: Before and After are nil where it was not, or is no more.
type EntryChange struct {
	Ref
	Before, After Entry
}

// Diff lists the entries that differ, in the order given and then by code.
func Diff(before, after Entries, order []Ref) []EntryChange {
	var out []EntryChange
	seen := make(map[Ref]bool, len(order))
	add := func(r Ref) {
		if seen[r] {
			return
		}
		seen[r] = true
		b, a := before[r], after[r]
		if (b == nil) != (a == nil) || !slices.Equal(b, a) {
			out = append(out, EntryChange{r, b, a})
		}
	}
	for _, r := range order {
		add(r)
	}
	var rest []Ref
	for _, m := range []Entries{before, after} {
		for r := range m {
			if !seen[r] {
				rest = append(rest, r)
			}
		}
	}
	slices.SortFunc(rest, func(a, b Ref) int { return cmp.Or(cmp.Compare(a.List, b.List), cmp.Compare(a.Key, b.Key)) })
	for _, r := range rest {
		add(r)
	}
	return out
}

// FieldChange is one column of a change.
type FieldChange struct{ Field, Before, After string }

// Fields lists the columns that a change altered.
func (c EntryChange) Fields() []FieldChange {
	var out []FieldChange
	for _, k := range Columns(c.List) {
		if b, a := c.Ref.Get(c.Before, k), c.Ref.Get(c.After, k); b != a {
			out = append(out, FieldChange{k, b, a})
		}
	}
	return out
}
