package journal_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/trip"
)

// TestAnOpenTripOutlivesAnUpgradeAndTheWayBack begins a trip with the first
// form of a cart's journal, goes on with the newest, back and forth at each
// step of the shopper, and ends it.
func TestAnOpenTripOutlivesAnUpgradeAndTheWayBack(t *testing.T) {
	t.Parallel()
	ctx, counter, path := context.Background(), hubtest.NewCounter(t), filepath.Join(t.TempDir(), "cart-01.db")
	first := func(path string) (*journal.Cart, error) { return journal.OpenCartAt(path, 1) }
	var id string
	var lines, events int
	for turn := 0; ; turn++ {
		open := journal.OpenCart
		if turn%2 == 0 {
			open = first
		}
		db, err := open(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := hubtest.NewShopper(ctx, "cart-01", db, counter.Hub, []string{"L1"}, uint64(turn), 0)
		if err != nil {
			t.Fatal(err)
		}
		if now := s.Cart.Live().State.Trip; id != "" && (now == nil || now.ID != id || len(now.Lines) != lines) {
			t.Fatalf("turn %d: the trip is not what it was: %+v", turn, now)
		}
		if _, err := s.Step(ctx); err != nil {
			t.Fatal(err)
		}
		state := s.Cart.Live().State
		id, lines = "", 0
		if state.Trip != nil {
			id, lines = state.Trip.ID, len(state.Trip.Lines)
		}
		recs, err := db.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(recs) < events {
			t.Fatalf("turn %d: %d events of %d are left", turn, len(recs), events)
		}
		events = len(recs)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if events > 0 {
			if _, ok := recs[events-1].Event.(trip.TripReleased); ok {
				return
			}
		}
		if turn > 60 {
			t.Fatalf("the trip did not end: %+v", state)
		}
	}
}
