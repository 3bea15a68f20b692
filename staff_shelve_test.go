package main

import (
	"net/url"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// TestStaffSeeWhatAnAbandonedCartHolds leaves a cart with pasta, milk and a
// thing by weight: staff find each with its place, the cold one first.
func TestStaffSeeWhatAnAbandonedCartHolds(t *testing.T) {
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
	put := func(i evidence.Item) {
		l, ok := shopping.LineOf(s.app.side.Catalogue(), i)
		if !ok {
			t.Fatalf("nothing is sold as %v", i)
		}
		if err := c.Do(ctx, i.GTIN.String()+i.PLU.String(), trip.Actor{Kind: trip.ByShopper}, trip.Confirm{Line: l}); err != nil {
			t.Fatal(err)
		}
	}
	var first evidence.Item // of an aisle that is not cold
	for _, x := range s.app.side.Catalogue().Products() {
		if x.Aisle == "a1" {
			first = evidence.Item{GTIN: x.GTIN}
			break
		}
	}
	milk, err := gs1.ParseGTIN("9520101011138")
	if err != nil {
		t.Fatal(err)
	}
	put(first)
	put(evidence.Item{GTIN: milk})
	s.reads(account.Manager, "/admin/carts/cart-1", "Basket")
	if w := s.ask(account.Manager, "POST", "/admin/carts/cart-1/abandon", url.Values{"reason": {"nobody is there"}}); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	page := s.reads(account.Manager, "/admin/carts/cart-1", "To put back", "Whole milk", "keep cold", "Dairy", "dairy-1", "Aisle 1")
	l, _ := shopping.LineOf(s.app.side.Catalogue(), first)
	list := page[strings.Index(page, `data-test="shelve"`):]
	if cold, dry := strings.Index(list, "Whole milk"), strings.Index(list, l.Name); dry < 0 || cold > dry {
		t.Errorf("milk stands at %d, %s at %d: what must stay cold comes first", cold, l.Name, dry)
	}
	s.reads(account.Manager, "/admin", "left behind: goods to put back")

	if err := c.Do(ctx, "emptied", trip.Actor{Kind: trip.BySenses}, trip.Emptied{}); err != nil {
		t.Fatal(err)
	}
	if page := s.reads(account.Manager, "/admin/carts/cart-1"); strings.Contains(page, "To put back") {
		t.Error("the list outlives the goods")
	}
}
