package phone

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/payment/house"
)

// Standing makes the fake book the store's own account: Ana owes one trip less
// what was given back, everybody else nothing.
func (b *book) Standing(_ context.Context, shopper string) (house.Standing, error) {
	usd := func(minor int64) money.Amount { return money.New(minor, "USD") }
	s := house.Standing{Owes: usd(0), Held: usd(0), Limit: usd(20000)}
	if shopper == "ana@example.com" {
		at := time.Date(2026, 5, 30, 18, 0, 0, 0, time.UTC)
		s.Owes, s.Held = usd(1036), usd(2500)
		s.Lines = []house.Line{
			{Entry: payment.Entry{At: at, Kind: "refund", Memo: "<i>broken eggs"}, Amount: usd(-100), Balance: usd(1036)},
			{Entry: payment.Entry{At: at, Kind: "capture", Memo: "Corner Market, cart cart-1"}, Amount: usd(1136), Balance: usd(1136)},
		}
	}
	return s, b.broken
}

// TestAShopperReadsTheirAccount, in both languages, and nobody else's.
func TestAShopperReadsTheirAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goesTo(w.phone().get("/phone/account"), "/phone/signin?next=/phone/account")
	ana, bob := w.signedIn("ana@example.com"), w.signedIn("bob@example.com")
	w.says(ana.get("/phone/receipts"), http.StatusOK, `href="/phone/account"`)
	for _, want := range []string{"You owe", "$10.36", "Held for the trip", "$25.00", "Up to", "$200.00", "Bought", "$11.36", "Corner Market, cart cart-1", "Given back", "-$1.00", "&lt;i&gt;broken eggs", "$11.36 owed then"} {
		w.says(ana.get("/phone/account"), http.StatusOK, want)
	}
	for _, want := range []string{"Usted debe", "Devolución", "Compra", "debía"} {
		w.says(ana.get("/phone/account?lang=es"), http.StatusOK, want)
	}
	w.says(bob.get("/phone/account"), http.StatusOK, "Nothing is on your account yet.")
	w.broken = errors.New("the disk is away")
	w.says(bob.get("/phone/account"), http.StatusInternalServerError, "could not do that just now")
}
