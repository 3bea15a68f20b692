package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// TestStaffDecideAboutABasketFromTheTablet: a line is corrected with a reason,
// an age approved and what a lane found decided, each in its person's name;
// nothing goes without a reason or the right.
func TestStaffDecideAboutABasketFromTheTablet(t *testing.T) {
	s := newSite(t)
	c, ok := s.app.Cart("cart-1")
	if !ok {
		t.Fatal("no cart-1")
	}
	ctx := t.Context()
	if err := c.Guest(ctx, "link", "en"); err != nil {
		t.Fatal(err)
	}
	if err := c.StartBags(ctx, "bags", 0); err != nil {
		t.Fatal(err)
	}
	for _, x := range s.app.side.Catalogue().Products() {
		if x.AgeLimit == 0 {
			continue
		}
		l, ok := shopping.LineOf(s.app.side.Catalogue(), evidence.Item{GTIN: x.GTIN})
		if !ok {
			t.Fatalf("%s is not sold", x.Name)
		}
		l.Quantity = 2
		if err := c.Do(ctx, "beer", trip.Actor{Kind: trip.ByShopper}, trip.Confirm{Line: l}); err != nil {
			t.Fatal(err)
		}
		break
	}
	now := func() *trip.Trip { return c.Live().State.Trip }
	if len(now().Lines) != 1 {
		t.Fatalf("the basket holds %v", now().Lines)
	}
	line := now().Lines[0]
	const at = "/admin/carts/cart-1"
	s.reads(account.Attendant, at, line.Name, fmt.Sprintf("Proof of age seen: %d or older", line.AgeLimit), at+"/adjust")
	if page := s.reads(account.Auditor, at); strings.Contains(page, at+"/adjust") {
		t.Error("an auditor is offered to correct a basket")
	}

	adjust := func(r account.Role, quantity, reason string) int {
		return s.ask(r, "POST", at+"/adjust", url.Values{"line": {fmt.Sprint(line.ID)}, "quantity": {quantity}, "reason": {reason}}).Code
	}
	for _, x := range []struct {
		role             account.Role
		quantity, reason string
		want             int
	}{
		{account.Auditor, "1", "miscounted", 403},
		{account.Attendant, "1", " ", 409},
		{account.Attendant, "many", "miscounted", 409},
		{account.Attendant, "-1", "miscounted", 409},
	} {
		if got := adjust(x.role, x.quantity, x.reason); got != x.want || now().Lines[0].Quantity != 2 {
			t.Errorf("%s, %q for %q: %d, and %d are in the basket", x.role, x.quantity, x.reason, got, now().Lines[0].Quantity)
		}
	}
	if got := adjust(account.Attendant, "1", "miscounted"); got != 303 || now().Lines[0].Quantity != 1 {
		t.Fatalf("%d, %+v", got, now().Lines)
	}

	if w := s.ask(account.Attendant, "POST", at+"/age", url.Values{"age": {fmt.Sprint(line.AgeLimit)}}); w.Code != 303 || now().Age == nil || now().Age.Staff != "attendant" {
		t.Fatalf("%d, %+v", w.Code, now().Age)
	}
	s.reads(account.Attendant, at, "Proof of age seen by attendant")

	// At a lane a finding waits for a person.
	by := trip.Actor{Kind: trip.BySystem}
	for _, cmd := range []trip.Command{trip.EnterLane{Lane: "dash-1"}, trip.RecordAudit{Audit: trip.Audit{Findings: []trip.Finding{{ID: 1, Kind: "weight", Text: "120 g more than expected"}}}}} {
		if err := c.Do(ctx, "", by, cmd); err != nil {
			t.Fatal(err)
		}
	}
	s.reads(account.Attendant, at, "120 g more than expected")
	decide := url.Values{"finding": {"1"}, "reason": {""}}
	if w := s.ask(account.Attendant, "POST", at+"/finding", decide); w.Code != 409 {
		t.Errorf("decided without a reason: %d", w.Code)
	}
	decide.Set("reason", "an umbrella")
	if w := s.ask(account.Attendant, "POST", at+"/finding", decide); w.Code != 303 {
		t.Fatalf("%d", w.Code)
	}
	if f := now().Audit.Findings[0]; !f.Resolved || f.Staff != "attendant" || f.Reason != "an umbrella" {
		t.Errorf("%+v", f)
	}
	if got := adjust(account.Attendant, "0", ""); got != 409 {
		t.Errorf("taken out without a reason: %d", got)
	}
}
