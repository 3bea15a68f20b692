package cart_test

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/views/cart"
)

func drawn(t *testing.T, s cart.Screen) string {
	t.Helper()
	var b strings.Builder
	if err := cart.Page(s).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestADepositStandsUnderItsLineAndIsNoLineOfItsOwn(t *testing.T) {
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	line := pricing.Line{ID: 1, Name: "Ale", Sold: pricing.SoldEach, Quantity: 2, UnitPrice: usd(100), Deposit: "bottle"}
	r, err := pricing.Price(pricing.Basket{Lines: []pricing.Line{line}, Bags: 3}, pricing.Rules{Currency: "USD",
		Deposits: map[string]pricing.Fee{"bottle": {Name: "Bottle deposit", Amount: usd(5)}}, BagFee: pricing.Fee{Name: "Paper bag", Amount: usd(10)}})
	if err != nil {
		t.Fatal(err)
	}
	s := cart.Screen{Cart: "c", Lang: "en", Owner: true}
	s.Now.Cart, s.Now.Receipt = trip.CartInUse, r
	s.Now.Trip = &trip.Trip{ID: "t", Status: trip.Shopping, Lines: []pricing.Line{line}, StoreBags: 3}
	page := drawn(t, s)
	if n := strings.Count(page, `data-test="line"`); n != 1 {
		t.Errorf("%d lines can be corrected, there is one thing", n)
	}
	for _, want := range []string{"Bottle deposit +$0.10", "Paper bag ×3", "$2.40"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	s.Tab, s.Bag = "pay", pricing.Fee{Name: "Paper bag", Amount: usd(10)}
	if page = drawn(t, s); !strings.Contains(page, "Our bags, $0.10 each") || !strings.Contains(page, `name="bags" value="4"`) || !strings.Contains(page, `name="bags" value="2"`) {
		t.Error("the page to pay does not ask for bags")
	}
	if strings.Contains(page, "SNAP") {
		t.Error("it speaks of SNAP where nothing may be paid with it")
	}
	s.Now.Receipt.SNAPEligible = usd(210)
	if page = drawn(t, s); !strings.Contains(page, "$2.10 may be paid with SNAP.") {
		t.Error("the page to pay does not say what SNAP may pay")
	}
	s.Bag = pricing.Fee{}
	if strings.Contains(drawn(t, s), "store-bags") {
		t.Error("it asks for bags where they are free")
	}
}
