package hub_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// weighs keeps a paid trip of each of n shoppers in which a piece of so many
// grams was put in by its code.
func (s *shelf) weighs(gtin string, n int, grams float64) {
	s.Helper()
	g, err := gs1.ParseGTIN(gtin)
	if err != nil {
		s.Fatal(err)
	}
	line := pricing.Line{ID: 1, Item: evidence.Item{GTIN: g}, Quantity: 1, Sold: pricing.SoldEach}
	for i := range n {
		id := fmt.Sprintf("%s-%g-%d", gtin, grams, i)
		for seq, e := range []trip.Event{
			trip.TripLinked{Shopper: trip.Shopper{ID: fmt.Sprint("s", i), Name: "S"}},
			trip.LinePut{Line: line, Evidence: &evidence.Decision{Quantity: 1, Grams: grams, Gate: "code"}},
			trip.ReceiptIssued{Receipt: pricing.Receipt{Number: "1", Lines: []pricing.ReceiptLine{{Line: line, Net: money.New(1, "USD")}}, Total: money.New(1, "USD")}},
		} {
			r := trip.Record{Seq: int64(seq + 1), Key: id, Trip: id, At: time.Date(2026, 3, 1, 10, i, int(grams), 0, time.UTC), Event: e}
			if _, err := s.db.KeepEvents(context.Background(), id, []trip.Record{r}); err != nil {
				s.Fatal(err)
			}
		}
	}
}

func TestCartsUseWhatPaidTripsTaught(t *testing.T) {
	s := newShelf(t)
	in := func(gtin string) float64 {
		t.Helper()
		g, err := gs1.ParseGTIN(gtin)
		if err != nil {
			t.Fatal(err)
		}
		p, ok := s.Current().ByGTIN(g)
		if !ok {
			t.Fatalf("no %s", gtin)
		}
		return p.WeightG
	}
	tick := func() {
		t.Helper()
		if _, err := s.Tick(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	s.edit(ana, eggs, "weight_g", "700")
	s.weighs(milk.Key, 4, 1034)
	s.weighs(eggs.Key, 4, 340)
	tick()
	if in(milk.Key) != 1034 {
		t.Errorf("a catalogue without weights has milk of %g g", in(milk.Key))
	}
	s.says(milk, "weight_g", "") // what files and staff say stays
	if in(eggs.Key) != 700 {
		t.Errorf("eggs that weigh half of what staff said count as %g g", in(eggs.Key))
	}
	if w, used, ok := s.Learned(eggs); !ok || used || w.Grams != 340 || w.Voters != 4 {
		t.Errorf("staff are not shown the contradiction: %+v, used %v", w, used)
	}
	s.edit(ana, eggs, "weight_g", "345")
	if in(eggs.Key) != 340 {
		t.Errorf("after staff mended the weight eggs count as %g g", in(eggs.Key))
	}
	revision := s.Current().Revision()
	s.weighs(milk.Key, 5, 1036)
	tick()
	if s.Current().Revision() != revision {
		t.Error("two grams of milk made every cart fetch the catalogue")
	}
	s.open()
	if in(milk.Key) == 0 {
		t.Error("after a start what was learned is gone")
	}
}
