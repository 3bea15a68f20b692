package shopping_test

import (
	"slices"
	"testing"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/loyalty"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// cards gives the store a loyalty card, and members a dollar off milk.
func cards(b *bench) {
	b.Helper()
	s, err := loyalty.New("Corner Card", "2600NNNNNNNNC")
	b.ok(err)
	c := b.goods.cat.Contents()
	c.Offers = append(slices.Clone(c.Offers), catalog.Offer{ID: "members-milk", Name: "Members: milk", Kind: catalog.OfferAmount, Members: true,
		GTINs: []gs1.GTIN{milk.GTIN}, Amount: money.New(100, "USD")})
	b.goods.cat = catalog.New(c)
	b.goods.labels = label.Rules{Loyalty: s, Currency: "USD", Unit: evidence.Pound}
	b.start()
}

const card, otherCard = "2600123456784", "2600000000017"

// scan is the cart's scanner reading a code that is no goods.
func (b *bench) scan(text string) string {
	b.Helper()
	b.ok(b.cart.Sense(ctx, evidence.Output{Code: &evidence.CodeSeen{At: 1, Text: text, Symbology: "ean13", P: 1}}))
	if r := b.cart.Live().Refusal; r != nil {
		return r.Code
	}
	return ""
}

func TestACardMakesAGuestAMember(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	cards(b)
	b.ok(b.cart.Guest(ctx, "g", "en"))
	b.put(1, milk, 1030, 0)
	if got := b.cart.Live().Receipt; got.Total != money.New(399, "USD") || got.Loyalty != (pricing.Loyalty{}) {
		t.Fatalf("a guest without a card pays %v, %+v", got.Total, got.Loyalty)
	}
	if code := b.scan("2600123456785"); code != shopping.CodeLoyalty {
		t.Fatalf("a misread card is refused as %q", code)
	}
	if code := b.scan("2700123456784"); code != shopping.CodeNoCoupon {
		t.Fatalf("another store's card is refused as %q", code)
	}
	if code := b.scan(card); code != "" {
		t.Fatalf("the card is refused as %q", code)
	}
	want := pricing.Loyalty{Card: "Corner Card", Number: "…6784"}
	if got := b.cart.Live().Receipt; got.Total != money.New(299, "USD") || got.Loyalty != want {
		t.Fatalf("with the card: %v, %+v", got.Total, got.Loyalty)
	}
	b.start() // the journal holds it
	if l := b.cart.Live(); l.Receipt.Total != money.New(299, "USD") || l.State.Trip.Shopper.Loyalty != card {
		t.Fatalf("after a restart: %v, %+v", l.Receipt.Total, l.State.Trip.Shopper)
	}
	b.ok(b.cart.HandOver(ctx, "h"))
	if got := b.state().Trip.Receipt; got.Loyalty != want {
		t.Fatalf("the cashier's basket counts for %+v", got.Loyalty)
	}
	b.weigh(0)
	b.ok(b.cart.Guest(ctx, "g2", "en"))
	if got := b.state().Trip.Shopper.Loyalty; got != "" {
		t.Fatalf("the next guest has the card %q", got)
	}
}

func TestACardComesWithItsShopper(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	cards(b)
	b.ok(b.cart.Reserve(ctx, "r1", b.token(), "phone-1"))
	b.ok(b.cart.LinkPhone(ctx, "l1", "phone-1", trip.Shopper{ID: "s1", Name: "Ana", Loyalty: card}))
	b.ok(b.cart.StartBags(ctx, "b1", 0))
	b.put(1, milk, 1030, 0)
	if got := b.cart.Live().Receipt.Loyalty.Number; got != "…6784" {
		t.Fatalf("the receipt counts for %q", got)
	}
	if code := b.scan(otherCard); code != "" {
		t.Fatalf("another card is refused as %q", code)
	}
	b.ok(b.cart.Tick(ctx)) // reports
	shown := ""
	for _, r := range b.hub.reported {
		if e, ok := r.Event.(trip.LoyaltyShown); ok {
			shown += e.Number + " "
		}
	}
	if got := b.cart.Live().Receipt.Loyalty.Number; got != "…0017" || shown != otherCard+" " {
		t.Fatalf("the receipt counts for %q, the store heard of %q", got, shown)
	}
	b.weigh(1030)
	b.ok(b.cart.Pay(ctx, "p", "LANE-1"))
	if got := b.state().Trip.Receipt; got == nil || got.Number == "" || got.Loyalty.Number != "…0017" {
		t.Fatalf("paid with %+v", got)
	}
	if code := b.scan(card); code != trip.CodeFrozen && code != trip.CodeWrongState {
		t.Fatalf("a card after paying is refused as %q", code)
	}
}

// A number that was kept before the store changed its cards is on no receipt.
func TestACardOfBeforeIsNone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	cards(b)
	b.ok(b.cart.Reserve(ctx, "r1", b.token(), "phone-1"))
	b.ok(b.cart.LinkPhone(ctx, "l1", "phone-1", trip.Shopper{ID: "s1", Name: "Ana", Loyalty: "123456"}))
	b.put(1, milk, 1030, 0)
	if got := b.cart.Live().Receipt; got.Loyalty != (pricing.Loyalty{}) {
		t.Fatalf("the receipt counts for %+v", got.Loyalty)
	}
}
