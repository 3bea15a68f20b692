package main

import (
	"context"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub/bus"
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

// TestACartElsewhereHearsOfALaneAtOnce: what makes its touchscreen be drawn
// again comes with the change, and what it then asks says the same.
func TestACartElsewhereHearsOfALaneAtOnce(t *testing.T) {
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := openSite(t, st, cat, appConfig{Data: t.TempDir(), Role: roleHub, Bus: "127.0.0.1:0"})
	stop := running(s.app)
	defer stop()
	data := t.TempDir()
	code, err := s.app.fleet.server.Invite(t.Context(), "cart-1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bus.Join(t.Context(), data, s.app.fleet.server.Addr(), code, func(string) bool { return false }); err != nil {
		t.Fatal(err)
	}
	cart, err := newApp(t.Context(), st, cat, appConfig{Data: data, Role: roleCart, Seed: 1, Blind: true, PublicURL: "http://cart.example", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer cart.close()
	changed, end := cart.changed.Watch()
	defer end()
	stopCart := running(cart)
	defer stopCart()

	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	until := func(what string, is func(shopping.LaneInfo) bool) {
		t.Helper()
		for {
			select {
			case <-ctx.Done():
				t.Fatalf("the cart does not hear of %s", what)
			case <-changed:
			}
			lanes, err := cart.behind.Hub().Lanes(ctx)
			if i := slices.IndexFunc(lanes, func(l shopping.LaneInfo) bool { return l.ID == "dash-1" }); err == nil && i >= 0 && is(lanes[i]) {
				return
			}
		}
	}
	until("the hub", func(shopping.LaneInfo) bool { return true }) // it is connected
	for _, x := range []struct {
		what string
		form url.Values
		is   func(shopping.LaneInfo) bool
	}{
		{"open", url.Values{"open": {"no"}}, func(l shopping.LaneInfo) bool { return !l.Open }},
		{"open", url.Values{"open": {"yes"}}, func(l shopping.LaneInfo) bool { return l.Open }},
		{"pair", url.Values{"cart": {"cart-3"}}, func(l shopping.LaneInfo) bool { return slices.Equal(l.Paired, []string{"cart-3"}) }},
		{"watch", url.Values{"percent": {"7"}, "attended": {"yes"}}, func(l shopping.LaneInfo) bool { return l.Attended && *l.AuditRate == 0.07 }},
	} {
		if w := s.ask(account.Attendant, "POST", "/admin/lanes/dash-1/"+x.what, x.form); w.Code != 303 {
			t.Fatalf("%s: %d", x.what, w.Code)
		}
		until(x.what, x.is)
	}
}
