package journal

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/chain"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// sold keeps a trip in which one thing of a price was sold.
func sold(t *testing.T, s *Store, id string, seq int64, at time.Time, cents int64) int64 {
	t.Helper()
	usd := money.New(cents, "USD")
	line := pricing.Line{ID: 1, Quantity: 1, Sold: pricing.SoldEach, Department: "dairy"}
	return keepTrip(t, s, "c", id, seq, at, linked("Ana", "ana"), trip.LinePut{Line: line, Evidence: &evidence.Decision{Quantity: 1}},
		trip.ReceiptIssued{Receipt: pricing.Receipt{Number: id, Lines: []pricing.ReceiptLine{{Line: line, Net: usd}}, Total: usd}}, trip.TripReleased{})
}

// hand gives what is new at a store to its chain, as the hub does.
func hand(t *testing.T, s *Store, c ChainSums, name string, limit int) {
	t.Helper()
	held, err := c.Keep(t.Context(), name, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	for {
		rows, last, err := s.SumsAfter(t.Context(), held, limit)
		if err != nil {
			t.Fatal(err)
		}
		if held == last {
			return
		}
		if held, err = c.Keep(t.Context(), name, held > last, rows); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAChainGathersTheSumsOfItsStores(t *testing.T) {
	elm, oak, head := openTestStore(t), openTestStore(t), ChainSums{openTestStore(t)}
	began := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	next := sold(t, elm, "1", 1, began, 250)
	sold(t, oak, "1", 1, began.Add(time.Hour), 1000)
	hand(t, elm, head, "elm", 2)
	hand(t, elm, head, "elm", 2)
	hand(t, oak, head, "oak", 1000)
	next = sold(t, elm, "2", next, began.Add(2*time.Minute), 50) // of the same quarter of an hour
	check := func(what string, want map[string]int64) {
		t.Helper()
		got, err := head.Sales(t.Context(), began.Add(-time.Hour), began.Add(24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Errorf("%s: %+v", what, got)
		}
		for _, g := range got {
			if g.Minor != want[g.Store] || g.Trips != g.Things {
				t.Errorf("%s: %+v, want %v", what, g, want)
			}
		}
	}
	check("before the second trip came", map[string]int64{"elm": 250, "oak": 1000})
	hand(t, elm, head, "elm", 2)
	check("after it came", map[string]int64{"elm": 300, "oak": 1000})
	all, err := head.Figures(t.Context(), figSales, began.Add(-time.Hour), began.Add(24*time.Hour))
	if err != nil || len(all) != 2 || all[0].Minor != 300 || all[1].Minor != 1000 || all[0].Key != "dairy" {
		t.Errorf("all stores together: %+v, %v", all, err)
	}
	// A sum of before does not undo a newer one.
	if _, err := head.Keep(t.Context(), "elm", false, []chain.Sum{{Metric: figSales, Quarter: Quarter(began), Key: "dairy", N: 1, Minor: 250, Change: 1}}); err != nil {
		t.Fatal(err)
	}
	check("after an old message", map[string]int64{"elm": 300, "oak": 1000})
	// The store stands on a backup that knows of the first trip only.
	backup := openTestStore(t)
	sold(t, backup, "1", 1, began, 250)
	held, err := head.Keep(t.Context(), "elm", false, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows, last, err := backup.SumsAfter(t.Context(), 0, 1000)
	if err != nil || held <= last {
		t.Fatal(held, last, err)
	}
	if _, err := head.Keep(t.Context(), "elm", true, rows); err != nil {
		t.Fatal(err)
	}
	check("after the store was restored", map[string]int64{"elm": 250, "oak": 1000})
	_ = next
}

func TestOverridesAreKept(t *testing.T) {
	s := openTestStore(t)
	milk := catalog.Ref{List: "products", Key: "9520101011138"}
	o := chain.Override{Scope: chain.Region("west"), Ref: milk, Field: "price_cents", Value: "429", Who: "Olivia", At: time.Unix(1_800_000_000, 0).UTC()}
	for _, v := range []string{"429", "449"} {
		o.Value = v
		if err := s.SetOverride(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.Overrides(t.Context())
	if err != nil || len(all) != 1 || all[0] != o {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := s.EndOverride(t.Context(), o.Scope, milk, o.Field); err != nil {
		t.Fatal(err)
	}
	if all, err = s.Overrides(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}
