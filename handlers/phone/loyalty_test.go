package phone

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

const card = "2600123456784" // of the sample store's pattern

func TestACardIsTypedOnThePhone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goesTo(w.phone().get("/phone/loyalty"), "/phone/signin?next=/phone/loyalty")
	w.goesTo(w.phone().post("/phone/loyalty", "number", card), "/phone/signin?next=/phone/loyalty")
	b := w.signedIn("ana@example.com")
	w.says(b.get("/phone"), http.StatusOK, "Add your Corner Card")
	w.says(b.get("/phone/loyalty"), http.StatusOK, `name="number"`)
	for number, why := range map[string]string{
		"":                 "not a number of this card",
		"4006381333931":    "not a number of this card",
		"2600123456785":    "One of these digits is not right",
		"<b>2600123456784": "&lt;b&gt;2600123456784",
	} {
		w.says(b.post("/phone/loyalty", "number", number), http.StatusUnprocessableEntity, why)
	}
	w.says(b.post("/phone/loyalty?lang=es", "number", "2600123456785"), http.StatusUnprocessableEntity, "Uno de estos dígitos")
	if got := w.cards["ana@example.com"]; got != "" {
		t.Fatalf("%q was kept", got)
	}
	w.goesTo(b.post("/phone/loyalty", "number", " 2600 1234 5678 4 "), "/phone/loyalty")
	if got := w.cards["ana@example.com"]; got != card {
		t.Fatalf("%q was kept", got)
	}
	w.says(b.get("/phone/loyalty?lang=en"), http.StatusOK, card)
	w.says(b.get("/phone"), http.StatusOK, "Corner Card …6784")
	// The next trip has it.
	w.goesTo(b.get(w.link(0)), "/phone/confirm")
	w.goesTo(b.post("/phone/confirm", "key", "k"), "/phone")
	if got := w.carts[0].Live().State.Trip.Shopper.Loyalty; got != card {
		t.Fatalf("the trip has %q", got)
	}
	w.goesTo(b.post("/phone/loyalty", "forget", "yes"), "/phone/loyalty")
	if got, trip := w.cards["ana@example.com"], w.carts[0].Live().State.Trip.Shopper.Loyalty; got != "" || trip != "" {
		t.Fatalf("taken away, the account has %q and the trip %q", got, trip)
	}
}

func TestACardTypedDuringATrip(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.linked("ana@example.com")
	w.goesTo(b.post("/phone/loyalty", "number", card), "/phone/loyalty")
	if got := w.carts[0].Live().State.Trip.Shopper.Loyalty; got != card {
		t.Fatalf("the trip has %q", got)
	}
	eggs := pricing.Line{Name: "Eggs", Sold: pricing.SoldEach, Quantity: 1, UnitPrice: money.New(529, "USD")}
	for _, cmd := range []trip.Command{trip.Confirm{Line: eggs}, trip.EnterLane{Lane: "dash-1"}} {
		if err := w.carts[0].Do(t.Context(), "", trip.Actor{}, cmd); err != nil {
			t.Fatal(err)
		}
	}
	w.says(b.post("/phone/loyalty", "number", "2600000000017"), http.StatusOK, "from your next trip on")
	if got, now := w.cards["ana@example.com"], w.carts[0].Live().State.Trip.Shopper.Loyalty; got != "2600000000017" || now != card {
		t.Fatalf("at the lane, the account has %q and the trip %q", got, now)
	}
}

func TestACardThatCannotBeKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.signedIn("ana@example.com")
	w.broken = errors.New("the disk is full")
	if a := b.post("/phone/loyalty", "number", card); a.code != http.StatusInternalServerError || strings.Contains(a.body, "disk") {
		t.Errorf("%d %s", a.code, a.body)
	}
}
