package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// basketOf gives a cart a guest's trip with one thing in it.
func basketOf(t *testing.T, a *app, cart string) shopping.Shopping {
	t.Helper()
	c, ok := a.Cart(cart)
	if !ok {
		t.Fatalf("no %s", cart)
	}
	ctx := t.Context()
	if err := c.Guest(ctx, "link", "en"); err != nil {
		t.Fatal(err)
	}
	if err := c.StartBags(ctx, "bags", 0); err != nil {
		t.Fatal(err)
	}
	for _, x := range a.side.Catalogue().Products() {
		l, ok := shopping.LineOf(a.side.Catalogue(), evidence.Item{GTIN: x.GTIN})
		if !ok || x.AgeLimit > 0 {
			continue
		}
		l.Quantity = 1
		if err := c.Do(ctx, "first", trip.Actor{Kind: trip.ByShopper}, trip.Confirm{Line: l}); err != nil {
			t.Fatal(err)
		}
		return c
	}
	t.Fatal("nothing is sold")
	return nil
}

// TestStaffSayHowOftenALaneChecks: what a manager makes of a lane counts for
// the next cart that enters, stands on the floor, and outlives neither opening
// nor pairing; the store file's word counts until then.
func TestStaffSayHowOftenALaneChecks(t *testing.T) {
	s := newSite(t)
	const at = "/admin/lanes"
	watch := func(r account.Role, percent, attended string) int {
		return s.ask(r, "POST", at+"/dash-1/watch", url.Values{"percent": {percent}, "attended": {attended}}).Code
	}
	enters := func(cart string) *trip.Trip {
		t.Helper()
		c := basketOf(t, s.app, cart)
		i := slices.IndexFunc(s.app.store.Lanes, func(l store.Lane) bool { return l.ID == "dash-1" })
		if err := c.Pay(t.Context(), "pay", s.app.store.Lanes[i].Code); err != nil {
			t.Fatal(err)
		}
		return c.Live().State.Trip
	}
	s.reads(account.Manager, at, at+"/dash-1/watch")
	for _, percent := range []string{"", "many", "-1", "101", "NaN"} {
		if got := watch(account.Manager, percent, "yes"); got != 409 {
			t.Errorf("%q percent: %d", percent, got)
		}
	}
	if got := watch(account.Auditor, "100", ""); got != 403 {
		t.Errorf("an auditor: %d", got)
	}

	if got := watch(account.Attendant, "100", ""); got != 303 {
		t.Fatalf("%d", got)
	}
	s.reads(account.Attendant, at, "100 % of carts are checked at random.")
	s.reads(account.Attendant, "/admin", "100 % checked")
	if a := enters("cart-1").Audit; a == nil || !a.Random {
		t.Errorf("every cart is checked, and this one was not: %+v", a)
	}

	if got := watch(account.Attendant, "0", "yes"); got != 303 {
		t.Fatalf("%d", got)
	}
	s.ask(account.Attendant, "POST", at+"/dash-1/pair", url.Values{"cart": {"cart-2"}})
	if a := enters("cart-2").Audit; a == nil || a.Random {
		t.Errorf("no cart is checked, and this one was: %+v", a)
	}
	page := s.reads(account.Attendant, "/admin", "attended, 0 % checked")
	if strings.Contains(page, "100 % checked") {
		t.Error("the floor shows what was before")
	}
}
