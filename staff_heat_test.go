package main

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
)

// TestAHotCartIsShown: what the thermal zone says stands on the cart's page,
// and above the store's limit the cart is among those that need a look.
func TestAHotCartIsShown(t *testing.T) {
	s := newSite(t)
	c, ok := s.app.Cart("cart-2")
	if !ok {
		t.Fatal("no cart-2")
	}
	const at, needs = "/admin/carts/cart-2", "too warm"
	if page := s.reads(account.Attendant, at); strings.Contains(page, "data-temperature") {
		t.Error("a temperature stands there that nobody measured")
	}
	measured := func(celsius float64) {
		t.Helper()
		if err := c.Sense(t.Context(), evidence.Output{Power: &evidence.PowerReading{Percent: 80, Thermal: true, Celsius: celsius}}); err != nil {
			t.Fatal(err)
		}
	}
	limit := s.app.store.Policies.Hot
	measured(limit)
	if page := s.reads(account.Attendant, at, "70 °C"); strings.Contains(page, needs) || strings.Contains(page, "above") {
		t.Error("a warning at the limit itself")
	}
	measured(limit + 9)
	s.reads(account.Attendant, at, "79 °C", "above 70 °C")
	s.reads(account.Attendant, "/admin", needs)
	measured(40)
	if page := s.reads(account.Attendant, "/admin"); strings.Contains(page, needs) {
		t.Error("it is cool again")
	}
}
