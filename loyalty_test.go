package main

import (
	"testing"

	"github.com/dashcart/dashcart/models/shopping"
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
