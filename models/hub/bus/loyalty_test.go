package bus_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/loyalty"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// carded is a shelf of a store with a loyalty card.
type carded struct {
	shelf
	cards loyalty.Scheme
}

func (c carded) LabelRules() label.Rules { return label.Rules{Loyalty: c.cards} }

// A card that is shown to a cart on another machine is kept with the shopper at
// the hub; one that a phone gives there comes to the cart.
func TestALoyaltyCardBetweenCartAndHub(t *testing.T) {
	t.Parallel()
	s, ctx := newShop(t), t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	cards, err := loyalty.New("Corner Card", "2600NNNNNNNNC")
	must(err)
	client, _ := s.join(t, "cart-01")
	reached(t, client)
	db, err := journal.OpenCart(filepath.Join(t.TempDir(), "cart.db"))
	must(err)
	defer db.Close()
	cart, err := shopping.NewCart(ctx, shopping.Config{ID: "cart-01", Number: "1", Journal: db, Hub: client,
		Goods: carded{shelf{catalog.New(catalog.Contents{Currency: "USD"})}, cards}, Clock: time.Now, Policy: shopping.Policy{TokenLife: time.Minute, Reservation: time.Minute, IdleWarning: time.Hour, IdleAbandon: time.Hour}})
	must(err)
	remote := s.remote(t, "cart-01", "1")
	changed, end := remote.Watch()
	defer end()
	go client.Expose(ctx, cart) //nolint:errcheck // ends with the test
	<-changed

	ana := trip.Shopper{ID: "ana", Name: "Ana", Email: "ana@example.com"}
	must(s.DB.AddShopper(ctx, ana))
	must(cart.Tick(ctx))
	must(remote.Reserve(ctx, "r", cart.Live().QR[len("/phone/link?t="):], "phone"))
	must(remote.LinkPhone(ctx, "l", "phone", ana))
	must(cart.Sense(ctx, evidence.Output{Code: &evidence.CodeSeen{At: 1, Symbology: "ean13", Text: "2600123456784", P: 1}}))
	must(cart.Tick(ctx)) // reports what happened
	kept, ok, err := s.DB.Shopper(ctx, "ana")
	if must(err); !ok || kept.Loyalty != "2600123456784" {
		t.Fatalf("the hub keeps %+v", kept)
	}
	must(remote.Do(ctx, "s", trip.Actor{Kind: trip.ByPhone}, trip.ShowLoyalty{Number: "2600000000017"}))
	if got := cart.Live().State.Trip.Shopper; got.Loyalty != "2600000000017" {
		t.Fatalf("the cart's trip is of %+v", got)
	}
}
