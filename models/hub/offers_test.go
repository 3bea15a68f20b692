package hub_test

import (
	"testing"

	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// TestWhatOffersGaveIsCountedOnce: with the receipt, however often it is asked
// for, by trip and not by line; training and handed-over baskets count nothing.
func TestWhatOffersGaveIsCountedOnce(t *testing.T) {
	c := hubtest.NewCounter(t)
	off := func(offer string, n int64) []pricing.Discount {
		return []pricing.Discount{{Source: pricing.SourceOffer, Code: offer, Amount: hubtest.USD(n)}}
	}
	receipt := func(id, shopper string) shopping.ReceiptRequest {
		return shopping.ReceiptRequest{Key: id, Shopper: trip.Shopper{ID: shopper}, Receipt: pricing.Receipt{Trip: id, At: c.Now, Total: hubtest.USD(500), Lines: []pricing.ReceiptLine{
			{Discounts: off("a", 100)}, {Discounts: append(off("a", 50), off("b", 7)...)},
			{Discounts: []pricing.Discount{{Source: pricing.SourceCoupon, Code: "a", Amount: hubtest.USD(900)}}},
		}}}
	}
	for _, r := range []shopping.ReceiptRequest{receipt("t1", "ana"), receipt("t1", "ana"), receipt("t2", "ana"), receipt("t3", "bo"), receipt("t4", trip.Trainee("m", "Bo", "en").ID)} {
		if out, err := c.Receipt(ctx, r); err != nil || !out.OK {
			t.Fatal(out, err)
		}
	}
	if out, err := c.HandOver(ctx, receipt("t5", "")); err != nil || !out.OK {
		t.Fatal(out, err)
	}
	for who, mine := range map[string]int{"ana": 2, "bo": 1, "cy": 0, "": 0} {
		got, err := c.OffersGiven(ctx, shopping.GivenRequest{Shopper: who})
		if err != nil || len(got) != 2 || got["a"] != (pricing.Given{Minor: 450, Trips: 3, ByShopper: mine}) || got["b"] != (pricing.Given{Minor: 21, Trips: 3, ByShopper: mine}) {
			t.Errorf("%q: %+v, %v", who, got, err)
		}
	}
	// Who is forgotten had nothing; what was given stays given.
	for _, who := range []string{"ana", "bo"} {
		if _, err := c.DB.Erase(ctx, who); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := c.OffersGiven(ctx, shopping.GivenRequest{Shopper: "ana"}); err != nil || got["a"] != (pricing.Given{Minor: 450, Trips: 3}) {
		t.Errorf("%+v, %v", got, err)
	}
}
