package main

import (
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// TestALoyaltyCardThroughTheCart: a card held before the scanner of a cart goes
// through the whole pipeline to the trip, the receipt and the store's records;
// it is never taken for goods.
func TestALoyaltyCardThroughTheCart(t *testing.T) {
	t.Parallel()
	w := shoppingTrip(t)
	w.scan(t, "2600123456785")
	if no := w.cart.Live().Refusal; no == nil || no.Code != shopping.CodeLoyalty {
		t.Errorf("a misread card is refused with %+v", no)
	}
	w.scan(t, "2600123456784")
	w.must(t, w.pass(9000)) // longer than a code waits for a thing that has it
	l := w.cart.Live()
	if l.Receipt.Loyalty.Number != "…6784" || l.Receipt.Loyalty.Card != "Corner Card" || len(l.State.Trip.Lines) != 0 || len(l.State.Trip.Questions) != 0 || l.Notice.Kind != "" || l.Refusal != nil {
		t.Errorf("the cart stands %+v, %+v, %+v", l.Receipt.Loyalty, l.Notice, l.Refusal)
	}
	w.must(t, w.cart.(*shopping.Cart).Tick(t.Context()))
	who, ok, err := w.app.side.db.Shopper(t.Context(), l.State.Trip.Shopper.ID)
	if err != nil || !ok || who.Loyalty != "2600123456784" {
		t.Errorf("the store keeps %+v, %v %v", who, ok, err)
	}
}

// TestStaffSeeACardMasked: a trip's page tells that a card was shown, its
// receipt that it counts, and neither the whole number.
func TestStaffSeeACardMasked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	rc := pricing.Receipt{Trip: "t1", Number: "000001", Total: dollars(300), Lines: []pricing.ReceiptLine{{Line: apple(1, 300), Net: dollars(300)}}, Loyalty: pricing.Loyalty{Card: "Corner Card", Number: "…6784"}}
	s.shopped("t1", time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC), trip.TripLinked{Shopper: trip.Shopper{Name: "Guest"}, Currency: "USD"},
		trip.LoyaltyShown{Number: "2600123456784"}, trip.BagsBought{Count: 2}, trip.ReceiptIssued{Receipt: rc})
	if body := s.reads(account.Manager, "/admin/trips/t1", "Loyalty card shown", "…6784", "Corner Card …6784"); strings.Contains(body, "2600123456784") {
		t.Error("the whole number is on the page")
	}
}
