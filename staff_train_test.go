package main

import (
	"testing"

	"github.com/dashcart/dashcart/models/account"
)

func TestStaffStartATrainingTripAtAFreeCart(t *testing.T) {
	s := newSite(t)
	if w := s.ask(account.Auditor, "POST", "/admin/carts/cart-1/train", nil); w.Code != 403 {
		t.Errorf("an auditor trains: %d", w.Code)
	}
	s.reads(account.Manager, "/admin/carts/cart-1", "/admin/carts/cart-1/train")
	if w := s.ask(account.Manager, "POST", "/admin/carts/cart-1/train", nil); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	c, ok := s.app.Cart("cart-1")
	if !ok {
		t.Fatal("no cart-1")
	}
	now := c.Live().State.Trip
	if now == nil || !now.Shopper.Training() || now.Shopper.Guest() || now.Currency != "USD" {
		t.Fatalf("%+v", now)
	}
	if w := s.ask(account.Manager, "POST", "/admin/carts/cart-1/train", nil); w.Code != 409 {
		t.Errorf("a second trip on one cart: %d", w.Code)
	}
}
