package bus_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/chain"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/shopping"
)

// head is a chain's server and what its stores told it.
type head struct {
	server *bus.Server
	keys   *hubtest.Counter
	mu     sync.Mutex
	goods  map[string]*bus.Shelves
	told   map[string][]bus.Figures
}

func newHead(t *testing.T, dir string, keys *hubtest.Counter, listen, leaves string) *head {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	server, err := bus.NewServer(ctx, bus.ServerConfig{Dir: dir, Listen: listen, Leaves: leaves, Store: "Chain", Keys: keys.DB, Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	h := &head{server: server, keys: keys, goods: map[string]*bus.Shelves{}, told: map[string][]bus.Figures{}}
	done := make(chan error, 1)
	go func() {
		done <- server.ServeStores(ctx, bus.Branches{
			Stores: []string{"elm", "oak"},
			Goods: func(store string) (bus.Goods, bool) {
				h.mu.Lock()
				defer h.mu.Unlock()
				s, ok := h.goods[store]
				if !ok {
					return bus.Goods{}, false
				}
				return s.Current(), true
			},
			Figures: func(_ context.Context, store string, f bus.Figures) (int64, error) {
				h.mu.Lock()
				defer h.mu.Unlock()
				h.told[store] = append(h.told[store], f)
				return int64(len(h.told[store])), nil
			},
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		server.Close()
	})
	return h
}

func (h *head) stock(t *testing.T, store string, n int, cents int64) *catalog.Catalogue {
	t.Helper()
	cat := stock(n, cents)
	h.mu.Lock()
	defer h.mu.Unlock()
	var err error
	if s, ok := h.goods[store]; ok {
		err = s.Publish(cat)
	} else {
		h.goods[store], err = h.server.NewBranchShelves(cat, store)
	}
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// shelfInMemory is a store's copy of what its chain says.
type shelfInMemory struct{ shelf shopping.Shelf }

func (s *shelfInMemory) LoadShelf(context.Context) (shopping.Shelf, error) { return s.shelf, nil }
func (s *shelfInMemory) SaveShelf(_ context.Context, x shopping.Shelf) error {
	s.shelf = x
	return nil
}
func (s *shelfInMemory) ChangeShelf(_ context.Context, c shopping.Change) (err error) {
	s.shelf, err = s.shelf.Apply(c)
	return err
}

// branch joins a store to the chain and opens its side.
func (h *head) branch(t *testing.T, store string) (*bus.Branch, bus.Identity) {
	t.Helper()
	code, err := h.server.Invite(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	id, err := bus.Join(t.Context(), t.TempDir(), h.server.Addr(), code, fresh)
	if err != nil {
		t.Fatal(err)
	}
	return branchOf(t, id), id
}

func branchOf(t *testing.T, id bus.Identity) *bus.Branch {
	t.Helper()
	server, err := bus.NewServer(t.Context(), bus.ServerConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0", Store: id.Cart, Keys: hubtest.NewCounter(t).DB, Chain: &id, Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	b, err := server.Branch()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// send tells of figures until the chain is in reach.
func send(t *testing.T, b *bus.Branch, f bus.Figures) int64 {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		held, err := b.Send(ctx, f)
		if err == nil {
			return held
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
	}
}

func TestAStoreIsALeafOfItsChain(t *testing.T) {
	t.Parallel()
	h := newHead(t, t.TempDir(), hubtest.NewCounter(t), "127.0.0.1:0", "127.0.0.1:0")
	elm, id := h.branch(t, "elm")
	oak, _ := h.branch(t, "oak")
	sum := bus.Figures{Rows: []chain.Sum{{Metric: "sales", Quarter: 7, Key: "dairy", N: 2, Minor: 798, Change: 1}}}
	if held := send(t, elm, sum); held != 1 {
		t.Errorf("held %d", held)
	}
	send(t, oak, bus.Figures{})
	h.mu.Lock()
	if got := h.told["elm"]; len(got) != 1 || len(got[0].Rows) != 1 || got[0].Rows[0] != sum.Rows[0] {
		t.Errorf("the chain was told %+v", got)
	}
	h.mu.Unlock()

	// Each store follows the catalogue that the chain has for it.
	want := h.stock(t, "elm", 3000, 100)
	h.stock(t, "oak", 10, 500)
	heard := make(chan *catalog.Catalogue, 8)
	copied, _, err := elm.OpenCopy(t.Context(), &shelfInMemory{}, func(c *catalog.Catalogue) { heard <- c })
	if err != nil {
		t.Fatal(err)
	}
	go copied.Run(t.Context()) //nolint:errcheck // ends with the test
	if got := <-heard; got.Revision() != want.Revision() {
		t.Errorf("the store has revision %s of %s", got.Revision(), want.Revision())
	}
	h.stock(t, "oak", 10, 600)
	want = h.stock(t, "elm", 3000, 250)
	if got := <-heard; got.Revision() != want.Revision() {
		t.Errorf("after a change the store has revision %s of %s", got.Revision(), want.Revision())
	}

	// A key that was taken away is of no use, and another store's name neither.
	if err := h.server.Revoke(t.Context(), "elm"); err != nil {
		t.Fatal(err)
	}
	if _, err := elm.Send(t.Context(), sum); err == nil {
		t.Error("a store without a key was heard")
	}
	forged := id
	forged.Cart = "oak"
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if _, err := branchOf(t, forged).Send(ctx, sum); err == nil {
		t.Error("a store spoke in another's name")
	}
}
