package hub_test

import (
	"slices"
	"testing"

	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

func TestAHubThatStartsAgainKnowsWhoStandsInALane(t *testing.T) {
	c := hubtest.NewCounter(t)
	at := func(seq int64, e trip.Event) trip.Record {
		return trip.Record{Seq: seq, Trip: "t", At: c.Now, Event: e}
	}
	if _, err := c.Report(ctx, "cart-01", []trip.Record{at(1, trip.LaneEntered{Lane: "dash-1"}), at(2, trip.HelpAsked{})}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Report(ctx, "cart-02", []trip.Record{at(1, trip.LaneEntered{Lane: "dash-3"}), at(2, trip.LaneLeft{})}); err != nil {
		t.Fatal(err)
	}
	if err := c.Resume(ctx); err != nil {
		t.Fatal(err)
	}
	lanes, err := c.Lanes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(lanes, func(l shopping.LaneInfo) bool { return l.ID == "dash-1" })
	j := slices.IndexFunc(lanes, func(l shopping.LaneInfo) bool { return l.ID == "dash-3" })
	if !slices.Equal(lanes[i].Carts, []string{"cart-01"}) || len(lanes[j].Carts) != 0 {
		t.Fatalf("%+v", lanes)
	}
}
