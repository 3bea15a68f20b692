package shopping_test

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// withOffer sells milk a dollar cheaper, up to limits.
func withOffer(perShopper int, budget int64) goods {
	c := smallGoods().cat.Contents()
	o := catalog.Offer{ID: "milk", Name: "A dollar off milk", Kind: catalog.OfferAmount, Amount: money.New(100, "USD"), GTINs: []gs1.GTIN{milk.GTIN}, PerShopper: perShopper}
	if budget > 0 {
		o.Budget = money.New(budget, "USD")
	}
	c.Offers = []catalog.Offer{o}
	return goods{cat: catalog.New(c)}
}

func TestAnOfferEndsWithItsBudgetAndForAShopperWhoHadIt(t *testing.T) {
	for _, c := range []struct {
		name       string
		perShopper int
		budget     int64
		mine, all  pricing.Given
		saves      int64
	}{
		{"new", 1, 500, pricing.Given{}, pricing.Given{}, 100},
		{"had by another", 1, 500, pricing.Given{Minor: 100}, pricing.Given{Minor: 100, ByShopper: 1}, 100},
		{"had before", 1, 500, pricing.Given{Minor: 100, ByShopper: 1}, pricing.Given{Minor: 100}, 0},
		{"once more", 2, 500, pricing.Given{Minor: 100, ByShopper: 1}, pricing.Given{Minor: 100}, 100},
		{"the budget is used up", 9, 500, pricing.Given{Minor: 500}, pricing.Given{Minor: 500}, 0},
		{"no limits", 0, 0, pricing.Given{Minor: 500, ByShopper: 7}, pricing.Given{}, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			b.goods = withOffer(c.perShopper, c.budget)
			b.hub.given = map[string]map[string]pricing.Given{"s1": {"milk": c.mine}, "": {"milk": c.all}}
			b.start()
			b.link()
			b.put(1, milk, 1030, 0)
			b.ok(b.cart.Tick(ctx))
			if got := b.cart.Live().Receipt.Savings; got != money.New(c.saves, "USD") {
				t.Errorf("saves %v", got)
			}
		})
	}
}

// TestWhatOffersGaveIsAskedAgainBeforePaying: another trip used the budget up
// in the meantime.
func TestWhatOffersGaveIsAskedAgainBeforePaying(t *testing.T) {
	b := newBench(t)
	b.goods = withOffer(0, 500)
	b.start()
	b.link()
	b.put(1, milk, 1030, 0)
	b.ok(b.cart.Tick(ctx))
	if got := b.cart.Live().Receipt.Savings; got != money.New(100, "USD") {
		t.Fatalf("saves %v", got)
	}
	b.hub.given = map[string]map[string]pricing.Given{"s1": {"milk": {Minor: 500}}}
	b.weigh(1030)
	b.ok(b.cart.Pay(ctx, "p", "LANE-1"))
	if s := b.state(); s.Trip.Status != trip.Released || b.hub.captured[s.Trip.ID] != 399 {
		t.Fatalf("%s, captured %v", s.Trip.Status, b.hub.captured)
	}
}

// TestATripThatHeardNothingGoesOn: with the store away an offer is given, and
// the answer counts once it comes.
func TestATripThatHeardNothingGoesOn(t *testing.T) {
	b := newBench(t)
	b.goods = withOffer(1, 0)
	b.start()
	b.link()
	b.hub.given = map[string]map[string]pricing.Given{"s1": {"milk": {Minor: 100, ByShopper: 1}}}
	b.hub.down = true
	b.put(1, milk, 1030, 0)
	_ = b.cart.Tick(ctx)
	if got := b.cart.Live().Receipt.Savings; got != money.New(100, "USD") {
		t.Fatalf("saves %v while nobody answers", got)
	}
	b.hub.down = false
	b.now = b.now.Add(9 * time.Second)
	b.ok(b.cart.Tick(ctx))
	if got := b.cart.Live().Receipt.Savings; got.IsZero() {
		t.Fatal("it asks without a pause")
	}
	b.now = b.now.Add(time.Second)
	b.ok(b.cart.Tick(ctx))
	if got := b.cart.Live().Receipt.Savings; !got.IsZero() {
		t.Fatalf("saves %v once the store answered", got)
	}
}
