package bus_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// shelf is a store's prices that never change.
type shelf struct{ cat *catalog.Catalogue }

func (s shelf) Catalogue() *catalog.Catalogue     { return s.cat }
func (s shelf) Rules(now time.Time) pricing.Rules { return pricing.Rules{Currency: "USD", Now: now} }
func (s shelf) CouponBook() coupon.Book           { return coupon.Book{} }

// A trip goes on with a cart on another machine, and the hub stands between.
func TestATripMovesToACartOnAnotherMachine(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	ctx := t.Context()
	carts := map[string]*shopping.Cart{}
	var clients []*bus.Client
	for _, number := range []string{"1", "2"} {
		id := "cart-0" + number
		client, _ := s.join(t, id)
		reached(t, client)
		db, err := journal.OpenCart(filepath.Join(t.TempDir(), "cart.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		cart, err := shopping.NewCart(ctx, shopping.Config{ID: id, Number: number, Journal: db, Hub: client, Others: client, Goods: shelf{catalog.New(catalog.Contents{Currency: "USD"})}, Clock: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		remote := s.remote(t, id, number)
		changed, end := remote.Watch()
		go client.Expose(ctx, cart) //nolint:errcheck // ends with the test
		<-changed
		end()
		carts[id] = cart
		clients = append(clients, client)
	}
	from, to := carts["cart-01"], carts["cart-02"]
	bo := trip.Actor{Kind: trip.ByStaff, Name: "Bo"}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	changed, end := s.carts()[0].Watch()
	defer end()
	must(from.Guest(ctx, "g", "en"))
	must(from.StartBags(ctx, "b", 0))
	for s.carts()[0].Live().State.Cart == trip.CartIdle {
		<-changed
	}
	free, err := clients[0].Free(ctx)
	must(err)
	if len(free) != 1 || free[0] != (shopping.Spare{ID: "cart-02", Number: "2"}) {
		t.Errorf("free are %v", free)
	}
	id := from.Live().State.Trip.ID
	must(from.MoveTo(ctx, "m", bo, "cart-02"))
	must(to.Do(ctx, "again", bo, trip.MoveIn{Trip: *from.Live().State.Trip, From: "cart-01"})) // had the answer been lost
	must(from.MoveTo(ctx, "m", bo, "cart-02"))
	if got := to.Live().State.Trip; got == nil || got.ID != id {
		t.Errorf("the other cart holds %+v", got)
	}
	if got := from.Live().State; got.Trip.MovedTo != "cart-02" || got.Cart != trip.CartUnloading {
		t.Errorf("the first cart stands %+v", got)
	}
	var no *trip.Refused
	if err := to.MoveTo(ctx, "m2", bo, "cart-01"); !errors.As(err, &no) || no.Code != shopping.CodeBusyCart {
		t.Errorf("a move to a cart that is being unloaded: %v", err)
	}
}
