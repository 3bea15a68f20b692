package bus_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/shopping"
)

func gtin(n int) gs1.GTIN {
	body := fmt.Sprintf("952%09d", n)
	return gs1.MustGTIN(body + string(gs1.CheckDigit(body)))
}

// stock is a catalogue of n products; price changes the first's.
func stock(n int, price int64) *catalog.Catalogue {
	c := catalog.Contents{Currency: "USD"}
	for i := range n {
		p := catalog.Product{GTIN: gtin(i), Name: fmt.Sprint("Product ", i), Price: hubtest.USD(100 + int64(i%900))}
		if i == 0 {
			p.Price = hubtest.USD(price)
		}
		c.Products = append(c.Products, p)
	}
	return catalog.New(c)
}

func TestTheCatalogueReachesACart(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	ctx := t.Context()
	var err error
	if s.goods, err = s.server.NewShelves(stock(20_000, 100)); err != nil {
		t.Fatal(err)
	}
	c, _ := s.join(t, "cart-01")
	reached(t, c)
	file := filepath.Join(t.TempDir(), "cart-01.db")
	db, err := journal.OpenCart(file)
	if err != nil {
		t.Fatal(err)
	}
	come := make(chan *catalog.Catalogue, 8)
	copied, had, err := c.OpenCopy(ctx, db, func(cat *catalog.Catalogue) { come <- cat })
	if err != nil || had != nil {
		t.Fatalf("a new cart has a catalogue: %v %v", had, err)
	}
	running, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- copied.Run(running) }()
	if got := <-come; got.Revision() != stock(20_000, 100).Revision() {
		t.Error("the snapshot is another catalogue")
	}
	for _, next := range []*catalog.Catalogue{stock(20_000, 105), stock(19_999, 105), stock(20_001, 90), stock(3, 90)} {
		if err := s.goods.Publish(next); err != nil {
			t.Fatal(err)
		}
		if got := <-come; got.Revision() != next.Revision() {
			t.Errorf("after a change the cart has %s in place of %s", got.Revision(), next.Revision())
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	// What changes while the cart is away it finds when it comes back, from its
	// own file.
	for price := range int64(5) {
		if err := s.goods.Publish(stock(4, price+1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = journal.OpenCart(file); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	copied, had, err = c.OpenCopy(ctx, db, func(cat *catalog.Catalogue) { come <- cat })
	if err != nil || had.Revision() != stock(3, 90).Revision() {
		t.Fatalf("the cart's own copy: %v", err)
	}
	if err := copied.Fetch(ctx); err != nil || copied.Revision() != stock(4, 5).Revision() {
		t.Errorf("after coming back: %s, %v", copied.Revision(), err)
	}
}

// TestChangesLeadFromAnyShelfToAnyOther is the rule of Diff and Apply.
func TestChangesLeadFromAnyShelfToAnyOther(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) *catalog.Catalogue {
			c := catalog.Contents{Currency: "USD"}
			for _, n := range rapid.SliceOfN(rapid.IntRange(1, 9), 0, 12).Draw(t, name) {
				c.Products = append(c.Products, catalog.Product{GTIN: gtin(n), Name: "P", Price: hubtest.USD(rapid.Int64Range(1, 3).Draw(t, "price"))})
				c.Departments = append(c.Departments, catalog.Department{ID: fmt.Sprint("d", n)})
			}
			return catalog.New(c)
		}
		a, b := draw("a"), draw("b")
		from, err := shopping.ShelfOf(a)
		if err != nil {
			t.Fatal(err)
		}
		to, err := shopping.ShelfOf(b)
		if err != nil {
			t.Fatal(err)
		}
		got, err := from.Apply(shopping.Diff(from, to))
		if err != nil {
			t.Fatal(err)
		}
		cat, err := got.Catalogue()
		if err != nil || cat.Revision() != b.Revision() {
			t.Fatalf("%v", err)
		}
		if again, err := from.Catalogue(); err != nil || again.Revision() != a.Revision() {
			t.Fatalf("the shelf that was changed is another now: %v", err)
		}
	})
}

var _ bus.ShelfKeeper = (*journal.Cart)(nil)
