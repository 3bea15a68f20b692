package main

import (
	"testing"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
)

// TestAStatementTellsWhatTheLedgerHolds: what was taken and given back stands
// on the account with what is held, and the phone's page of it is behind a
// sign-in.
func TestAStatementTellsWhatTheLedgerHolds(t *testing.T) {
	s := newSite(t)
	ctx, h := t.Context(), s.app.side.house
	usd := func(minor int64) money.Amount { return money.New(minor, "USD") }
	sure := func(r payment.Result, err error) {
		t.Helper()
		if err != nil || !r.OK {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	taken := payment.Request{Key: "p1", Shopper: "ana", Amount: usd(1136), Memo: "Corner Market, cart cart-1"}
	sure(h.Authorise(ctx, taken))
	sure(h.Capture(ctx, taken))
	back := taken
	back.Amount, back.Memo = usd(100), "broken eggs"
	sure(h.Refund(ctx, "r1", back))
	sure(h.Authorise(ctx, payment.Request{Key: "p2", Shopper: "ana", Amount: usd(2500)}))
	st, err := h.Standing(ctx, "ana")
	if err != nil || st.Owes != usd(1036) || st.Held != usd(2500) || len(st.Lines) != 2 {
		t.Fatalf("%+v, %v", st, err)
	}
	for i, want := range []struct {
		kind, memo      string
		amount, balance int64
	}{{"refund", "broken eggs", -100, 1036}, {"capture", "Corner Market, cart cart-1", 1136, 1136}} {
		if l := st.Lines[i]; l.Kind != want.kind || l.Memo != want.memo || l.Amount != usd(want.amount) || l.Balance != usd(want.balance) || l.At.IsZero() {
			t.Errorf("%+v, want %+v", l, want)
		}
	}
	if w := s.ask("", "GET", "/phone/account", nil); w.Code != 303 || w.Header().Get("Location") != "/phone/signin?next=/phone/account" {
		t.Errorf("nobody's account: %d", w.Code)
	}
}
