package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
)

// older is a cart that runs a program of another version.
type older struct{ shopping.Shopping }

func (o older) Live() shopping.Live {
	l := o.Shopping.Live()
	l.Release = "v0.9.0"
	return l
}

// TestACartSaysItsOwnVersion: a cart on another machine runs its own program,
// and the pages say which, and that it is not the store's.
func TestACartSaysItsOwnVersion(t *testing.T) {
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := openSite(t, st, cat, appConfig{Data: t.TempDir(), Role: roleHub, Bus: "127.0.0.1:0"})
	stop := running(s.app)
	defer stop()
	const at = "/admin/carts/cart-1"
	if page := s.reads(account.Manager, at); strings.Contains(page, ops.Version()) {
		t.Error("the store's version stands for a cart that has said nothing")
	}

	client := joined(t, s, "cart-1")
	c, ok := newSite(t).app.Cart("cart-1")
	if !ok {
		t.Fatal("no cart-1")
	}
	seen, ok := s.app.Cart("cart-1")
	if !ok {
		t.Fatal("the hub has no cart-1")
	}
	changed, end := seen.Watch()
	defer end()
	ctx, cancel := context.WithCancel(t.Context())
	exposed := make(chan error, 1)
	go func() { exposed <- client.Expose(ctx, older{c}) }()
	<-changed
	s.reads(account.Attendant, at, "v0.9.0", "another version")
	s.reads(account.Attendant, "/admin/carts", "another version")
	cancel()
	if err := <-exposed; err != nil {
		t.Error(err)
	}

	own := newSite(t)
	if page := own.reads(account.Attendant, at, ops.Version()); strings.Contains(page, "another version") {
		t.Error("a cart of this program is of another version")
	}
}

// joined lets a machine in as a cart and returns its connection.
func joined(t *testing.T, s *site, cart string) *bus.Client {
	t.Helper()
	code, err := s.app.fleet.server.Invite(t.Context(), cart)
	if err != nil {
		t.Fatal(err)
	}
	id, err := bus.Join(t.Context(), t.TempDir(), s.app.fleet.server.Addr(), code, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	client, err := bus.Dial(id, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}
