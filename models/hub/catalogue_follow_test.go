package hub_test

import (
	"context"
	"testing"

	"github.com/dashcart/dashcart/models/catalog"
)

// follow hands the store what the chain says, as CSV.
func (s *shelf) follow(csv string) int {
	s.Helper()
	p := s.part(csv)
	if err := p.Problems.Err(); err != nil {
		s.Fatal(err)
	}
	n, err := s.Follow(context.Background(), p.Contents)
	if err != nil {
		s.Fatal(err)
	}
	return n
}

func TestAStoreFollowsItsChain(t *testing.T) {
	s := newShelf(t)
	// The files' prices are nobody's wish: the chain's count.
	if n := s.follow(head + "4006381333931,Milk,Leche,Meadow,429,each\n"); n != 1 {
		t.Errorf("%d entries changed", n)
	}
	s.says(milk, "price_cents", "429")
	s.says(eggs, "price_cents", "250")
	if n := s.follow(head + "4006381333931,Milk,Leche,Meadow,429,each\n"); n != 0 {
		t.Errorf("the same again changed %d entries", n)
	}
	// Read again, the files change nothing back.
	if _, err := s.Reload(context.Background(), ana); err != nil {
		t.Fatal(err)
	}
	s.says(milk, "price_cents", "429")
	// What staff changed stays, and is listed where the chain changes it too.
	s.edit(ana, milk, "price_cents", "399")
	s.follow(head + "4006381333931,Whole milk,Leche,Meadow,449,each\n")
	s.says(milk, "price_cents", "399")
	s.says(milk, "name", "Whole milk")
	if d := s.Disputes(); len(d) != 1 || d[0].Source != catalog.FromChain || d[0].Field != "price_cents" || d[0].File != "449" {
		t.Errorf("disputes %+v", d)
	}
	// A store that starts again remembers what the chain said.
	s.open()
	if n := s.follow(head + "4006381333931,Whole milk,Leche,Meadow,449,each\n7350001047294,Eggs,Huevos,Hen,275,each\n"); n != 1 {
		t.Errorf("%d entries changed", n)
	}
	s.says(eggs, "price_cents", "275")
	// What the chain gives up goes, unless staff made it their own.
	s.follow(head + "4006381333931,Whole milk,Leche,Meadow,449,each\n")
	if _, ok, err := s.db.CatalogueItem(context.Background(), eggs); ok || err != nil {
		t.Errorf("what the chain gave up is still sold: %v", err)
	}
}
