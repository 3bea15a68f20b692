package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/trip"
)

// TestTwoRevisionsAreCompared: between two revisions a field shows its first
// and its last value and none that came between, whichever is named first.
func TestTwoRevisionsAreCompared(t *testing.T) {
	s := newSite(t)
	milk := catalog.Ref{List: "products", Key: "9520101011138"}
	goods := s.app.side.catalogue
	costs := func(cents string) {
		x, ok, err := s.app.side.db.CatalogueItem(t.Context(), milk)
		if err != nil || !ok {
			t.Fatalf("%v, %v", ok, err)
		}
		if _, err := goods.Save(t.Context(), trip.Actor{Kind: trip.ByStaff, Name: "Mo"}, milk, x.Version, milk.With(x.Entry, "price_cents", cents)); err != nil {
			t.Fatal(err)
		}
	}
	first := goods.Head()
	costs("411")
	costs("422")
	last := goods.Head()
	for _, at := range [][2]int64{{first, last}, {last, first}} {
		page := s.reads(account.Auditor, fmt.Sprintf("/admin/revisions/%d?to=%d", at[0], at[1]), ">3.99<", ">4.22<")
		if strings.Contains(page, "4.11") {
			t.Errorf("from %d to %d: what came between is shown", at[0], at[1])
		}
	}
	s.reads(account.Auditor, fmt.Sprintf("/admin/revisions/%d", last), ">4.11<", ">4.22<", "Mo")
}
