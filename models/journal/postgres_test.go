package journal

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
	"github.com/dashcart/dashcart/models/money"
)

// TestOnPostgres runs the tests of the store's records on PostgreSQL too.
func TestOnPostgres(t *testing.T) {
	postgrestest.Again(t, "Ledger|TheLog|HalfATransaction|ByTheBeginnings|AChain|Overrides|Weighings|LoyaltyCards")
}

func TestAPasswordDoesNotBelongIntoAnAddress(t *testing.T) {
	_, err := OpenStore("postgres://dashcart:hunter2@db.example/dashcart")
	if err == nil || !strings.Contains(err.Error(), "PGPASSWORD") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
	_, err = OpenStore("postgres://dashcart:hunter2@db.example:port/dashcart")
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
}

// TestTwoWritersTakeTurns opens the same records twice, as
// two programs would.
func TestTwoWritersTakeTurns(t *testing.T) {
	server := postgrestest.Start(t)
	place := postgrestest.Fresh(t, server.Address())
	var all sync.WaitGroup
	for range 2 {
		s, err := OpenStore(place)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		all.Go(func() {
			for range 25 {
				if _, err := s.Audit(context.Background(), account.Entry{At: at, Name: "Bo"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	s, err := OpenStore(place)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if last, err := s.CheckAudit(t.Context(), ""); err != nil || last.Seq != 50 {
		t.Errorf("entry %d, %v", last.Seq, err)
	}
	// A server that was restarted is found again once each connection to the
	// old one was tried.
	server.Restart()
	for what, try := range map[string]func() error{"write": func() error { _, err := s.Audit(t.Context(), account.Entry{At: at}); return err }, "read": func() error { return s.Ready(t.Context()) }} {
		for range 10 {
			if err = try(); err == nil {
				break
			}
		}
		if err != nil {
			t.Errorf("after a restart, %s: %v", what, err)
		}
	}
}

// TestProductsAreFoundByTheBeginningsOfTheirWords is run on both kinds of records.
func TestProductsAreFoundByTheBeginningsOfTheirWords(t *testing.T) {
	s, err := OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var c catalog.Contents
	for code, name := range map[string]string{"4006381333931": "Whole Milk", "7350001047294": "Milk Chocolate", "9521321000001": "Eggs"} {
		c.Products = append(c.Products, catalog.Product{GTIN: gs1.MustGTIN(code), Name: name, Price: money.New(100, "USD")})
	}
	w := catalog.Write{Revision: catalog.Revision{At: at, Cause: catalog.Began}}
	all, _ := catalog.Format{Currency: "USD"}.Entries(c)
	for ref, e := range all {
		w.Live = append(w.Live, catalog.EntryChange{Ref: ref, After: e})
	}
	if _, err := s.WriteCatalogue(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	for want, words := range map[string][][]string{
		"Milk Chocolate, Whole Milk":       {{"mil"}},
		"Milk Chocolate":                   {{"milk"}, {"choc", "cacao"}},
		"Eggs, Milk Chocolate, Whole Milk": {{"egg", "milk"}},
		"":                                 {{"ilk"}},
		"Eggs":                             {{`eg'"g`}},
	} {
		found, n, err := s.FindCatalogue(t.Context(), catalog.Find{List: "products", Words: words, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, i := range found {
			names = append(names, i.Ref.Get(i.Entry, "name"))
		}
		if got := strings.Join(names, ", "); got != want || n != len(names) {
			t.Errorf("%v finds %q, want %q", words, got, want)
		}
	}
}
