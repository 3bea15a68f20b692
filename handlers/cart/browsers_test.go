package cart

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// shelf is what a real cart sells.
type shelf struct {
	*store.Store
	cat *catalog.Catalogue
}

func (s shelf) Catalogue() *catalog.Catalogue { return s.cat }

// realCart is a cart with a guest's trip and one product in it.
func realCart(t *testing.T, senses shopping.Senses) *shopping.Cart {
	t.Helper()
	st, cat, err := store.Load("../../store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	db, err := journal.OpenCart(filepath.Join(t.TempDir(), "cart.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	ctx := context.Background()
	c, err := shopping.NewCart(ctx, shopping.Config{ID: "c1", Number: "1", Journal: db, Goods: shelf{st, cat}, Senses: senses, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Guest(ctx, "g", "en"); err != nil {
		t.Fatal(err)
	}
	if err := c.StartBags(ctx, "b", 0); err != nil {
		t.Fatal(err)
	}
	p := cat.Products()[0]
	if err := c.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: 1, Action: evidence.Put, Direction: evidence.Put, Item: evidence.Item{GTIN: p.GTIN}, Quantity: 2, Grams: 2 * p.WeightG, SD: 3}}); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestTwoBrowsersOnOneCart: the glass and a tablet beside it show one cart.
// What both touch happens once, what is stale is said in a sentence, and either
// shows what the other did.
func TestTwoBrowsersOnOneCart(t *testing.T) {
	c := realCart(t, nil)
	h := serve(t, c)
	touch := func(action string, fields ...string) {
		t.Helper()
		form := url.Values{}
		for i := 0; i+1 < len(fields); i += 2 {
			form.Set(fields[i], fields[i+1])
		}
		if w := send(h, "POST", "/cart/c1/do/"+action, "secret", form); w.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", action, w.Code, w.Body)
		}
	}
	lines := func() int { return c.Live().State.Trip.Lines[0].Quantity }

	touch("notincart", "line", "1", "key", "glass-1")
	touch("notincart", "line", "1", "key", "glass-1") // the same touch, sent twice
	if lines() != 1 {
		t.Fatalf("one touch sent twice took out %d of 2", 2-lines())
	}
	touch("undo", "decision", "1", "key", "glass-2")
	touch("undo", "decision", "1", "key", "tablet-2") // the tablet had not drawn it yet
	if tr := c.Live().State.Trip; len(tr.Lines) != 0 || tr.Status != trip.Shopping {
		t.Fatalf("after both undid it: %+v", tr)
	}
	for range 2 {
		if b := send(h, "GET", "/cart/c1", "secret", nil).Body.String(); !strings.Contains(b, "That is no longer there") {
			t.Error("a browser does not say why its touch did nothing")
		}
	}
	touch("help", "key", "glass-3")
	touch("help", "key", "tablet-3")
	if c.Live().State.Trip.Help == nil {
		t.Error("nobody was called")
	}
}
