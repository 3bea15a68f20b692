package main

import (
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/pricing"
)

// TestStaffSeeWhatAnOfferGaveOfItsBudget: the sample's rigatoni have $200 to
// give away; one shopper took all of it, and the next trip hears so.
func TestStaffSeeWhatAnOfferGaveOfItsBudget(t *testing.T) {
	s := newSite(t)
	give := func(id string, minor int64) {
		t.Helper()
		rc := pricing.Receipt{Trip: id, At: time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC), Total: dollars(500), Lines: []pricing.ReceiptLine{
			{Line: apple(1, 500), Net: dollars(500), Discounts: []pricing.Discount{{Source: pricing.SourceOffer, Code: "rigatoni-2", Amount: dollars(minor)}}}}}
		if _, err := s.app.side.db.Receipt(t.Context(), id+"-receipt", "ana", rc, nil); err != nil {
			t.Fatal(err)
		}
	}
	give("t1", 1250)
	page := s.reads(account.Manager, "/admin/offers?q=rigatoni", "$12.50 of $200.00")
	if strings.Contains(page, "budget used up") {
		t.Error("the budget is said to be used up")
	}
	give("t2", 18750)
	s.reads(account.Manager, "/admin/offers?q=rigatoni", "$200.00 of $200.00", "budget used up")

	rules := s.app.side.store.Rules(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))
	rules.Offers = s.app.side.Catalogue().Offers()
	var err error
	if rules.Given, err = s.app.side.db.OffersGiven(t.Context(), "bo"); err != nil {
		t.Fatal(err)
	}
	line := apple(1, 139)
	line.Quantity = 2
	for _, p := range s.app.side.Catalogue().Products() {
		if p.GTIN.String() == "9520157014527" {
			line.Item.GTIN = p.GTIN
		}
	}
	for _, c := range []struct {
		name string
		want int64
	}{{"with what was given", 0}, {"without", 40}} {
		if c.name == "without" {
			rules.Given = nil
		}
		rc, err := pricing.Price(pricing.Basket{Currency: "USD", Lines: []pricing.Line{line}}, rules)
		if err != nil || rc.Savings.Minor() != c.want {
			t.Errorf("%s: saves %v, %v", c.name, rc.Savings, err)
		}
	}
}
