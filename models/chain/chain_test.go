package chain_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/chain"
)

var (
	format = catalog.Format{Currency: "USD"}
	dairy  = catalog.Ref{List: "departments", Key: "dairy"}
	deli   = catalog.Ref{List: "departments", Key: "deli"}
	sites  = []chain.Site{{ID: "elm", Region: "west"}, {ID: "oak", Region: "west"}, {ID: "ash", Region: "east"}, {ID: "fir"}}
)

func entries() catalog.Entries {
	all, _ := format.Entries(catalog.Contents{Departments: []catalog.Department{{ID: "dairy", Name: "Dairy"}, {ID: "deli", Name: "Deli"}}})
	return all
}

func named(name string, scope chain.Scope) chain.Override {
	return chain.Override{Scope: scope, Ref: dairy, Field: "name", Value: name}
}

func TestAStoreWinsOverItsRegion(t *testing.T) {
	over := []chain.Override{named("Elm's", chain.Store("elm")), named("Western", chain.Region("west")), {Scope: chain.Store("ash"), Ref: deli}}
	for _, c := range []struct {
		site chain.Site
		name string
		deli bool
	}{
		{sites[0], "Elm's", true}, {sites[1], "Western", true}, {sites[2], "Dairy", false}, {sites[3], "Dairy", true},
	} {
		got := chain.Apply(entries(), chain.For(over, c.site))
		if name := dairy.Get(got[dairy], "name"); name != c.name {
			t.Errorf("%s calls it %q, want %q", c.site.ID, name, c.name)
		}
		if _, sold := got[deli]; sold != c.deli {
			t.Errorf("%s sells delicatessen: %v", c.site.ID, sold)
		}
	}
	if err := chain.Fault(format, entries(), []chain.Override{named("", chain.Store("elm"))}, dairy); err == nil {
		t.Error("a department without a name is nothing wrong")
	}
	if err := chain.Fault(format, entries(), chain.For(over, sites[0]), dairy); err != nil {
		t.Error(err)
	}
	want := []chain.Scope{chain.Region("west"), chain.Region("east"), chain.Store("elm"), chain.Store("oak"), chain.Store("ash"), chain.Store("fir")}
	if got := chain.Scopes(sites); !slices.Equal(got, want) {
		t.Errorf("scopes %q", got)
	}
}

// Stores of a group have the same catalogue, each store is in one group, and
// what is given stays as it was.
func TestGroups(t *testing.T) {
	scopes := append(chain.Scopes(sites), chain.Region("nowhere"))
	rapid.Check(t, func(t *rapid.T) {
		over := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) chain.Override {
			o := named(rapid.SampledFrom([]string{"A", "B"}).Draw(t, "name"), rapid.SampledFrom(scopes).Draw(t, "scope"))
			if rapid.Bool().Draw(t, "gone") {
				o.Ref, o.Field, o.Value = deli, "", ""
			}
			return o
		}), 0, 8).Draw(t, "over")
		all, seen := entries(), map[string]bool{}
		for _, g := range chain.Groups(over, sites) {
			want := chain.Apply(all, g.Over)
			for _, id := range g.Stores {
				if seen[id] {
					t.Fatalf("%s is in two groups", id)
				}
				seen[id] = true
				site := sites[slices.IndexFunc(sites, func(s chain.Site) bool { return s.ID == id })]
				got := chain.Apply(all, chain.For(over, site))
				if len(got) != len(want) || !slices.Equal(got[dairy], want[dairy]) {
					t.Fatalf("%s has another catalogue than its group", id)
				}
			}
		}
		if len(seen) != len(sites) || len(all) != 2 || dairy.Get(all[dairy], "name") != "Dairy" {
			t.Fatalf("%d stores, the chain's own catalogue is %v", len(seen), all)
		}
	})
}
