// Package chain is what a head office decides for its stores: one catalogue,
// and what is different in a region or a store.
package chain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
)

// Site is a store of the chain.
type Site struct {
	ID     string `yaml:"id" strict:"required"`
	Name   string `yaml:"name" strict:"required"`
	Region string `yaml:"region"`
}

// Scope names where an override holds: a region or a store.
type Scope string

// Region and Store make scopes.
func Region(name string) Scope { return Scope("region " + name) }

// Store is the scope of one store.
func Store(id string) Scope { return Scope("store " + id) }

// Store is the store that a scope names, if it is one.
func (s Scope) Store() (id string, ok bool) { return strings.CutPrefix(string(s), "store ") }

// Scopes are those that the sites make: regions first, each once.
func Scopes(sites []Site) (all []Scope) {
	for _, s := range sites {
		if r := Region(s.Region); s.Region != "" && !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	for _, s := range sites {
		all = append(all, Store(s.ID))
	}
	return all
}

// Override is what one column of an entry says in a scope, in place of what the
// chain's catalogue says. Without a Field the entry as a whole is meant: it is
// not sold there.
type Override struct {
	Scope Scope
	catalog.Ref
	Field, Value string
	Who          string
	At           time.Time
}

// For picks the overrides of a site in the order in which they hold: its
// region's, then its own, which win.
func For(all []Override, site Site) []Override {
	var out []Override
	for _, scope := range []Scope{Region(site.Region), Store(site.ID)} {
		for _, o := range all {
			if o.Scope == scope {
				out = append(out, o)
			}
		}
	}
	return out
}

// Apply lays overrides over a catalogue as text, which stays as it is. What is
// overridden of an entry that is not there is passed over: the chain gave it up.
func Apply(all catalog.Entries, over []Override) catalog.Entries {
	out := make(catalog.Entries, len(all))
	for r, e := range all {
		out[r] = e
	}
	for _, o := range over {
		switch e := out[o.Ref]; {
		case e == nil:
		case o.Field == "":
			delete(out, o.Ref)
		default:
			out[o.Ref] = o.With(e, o.Field, o.Value)
		}
	}
	return out
}

// Fault says what would be wrong with an entry under the overrides, nil where
// nothing is.
func Fault(f catalog.Format, all catalog.Entries, over []Override, r catalog.Ref) error {
	e := Apply(all, over)[r]
	if e == nil {
		return nil
	}
	if faults := f.Faults(r, e); len(faults) > 0 {
		return fmt.Errorf("%s: %s %s", r, faults[0].Field, faults[0].Reason)
	}
	return nil
}

// Sort orders overrides as a list shows them.
func Sort(all []Override) {
	slices.SortFunc(all, func(a, b Override) int {
		return cmp.Or(cmp.Compare(a.List, b.List), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Field, b.Field))
	})
}

// Group is stores that have the same catalogue.
type Group struct {
	Over   []Override
	Stores []string
}

// Groups puts sites together whose overrides are the same, so that a catalogue
// is made once for all of them.
func Groups(all []Override, sites []Site) []Group {
	var out []Group
	at := map[string]int{}
	for _, s := range sites {
		over := For(all, s)
		var key strings.Builder
		for _, o := range over {
			fmt.Fprintf(&key, "%q %q %q %q\n", o.List, o.Key, o.Field, o.Value)
		}
		i, ok := at[key.String()]
		if !ok {
			i = len(out)
			at[key.String()] = i
			out = append(out, Group{Over: over})
		}
		out[i].Stores = append(out[i].Stores, s.ID)
	}
	return out
}

// Sum is one of the sums that a store keeps up, over a quarter of an hour: see
// shopping.Figure. Change counts up with every change of any of a store's sums.
type Sum struct {
	Metric  string `json:"metric"`
	Quarter int64  `json:"quarter"`
	Key     string `json:"key"`
	N       int64  `json:"n"`
	Minor   int64  `json:"minor"`
	Change  int64  `json:"change"`
}

// Sales is what a store sold in a span of time.
type Sales struct {
	Store  string
	Things int64
	Minor  int64 // net, in minor units
	Trips  int64
}
