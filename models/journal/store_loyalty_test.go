package journal

import (
	"testing"

	"github.com/dashcart/dashcart/models/journal/postgrestest"
	"github.com/dashcart/dashcart/models/trip"
)

// TestLoyaltyCardsAreKeptWithTheirShoppers is run on both kinds of records.
func TestLoyaltyCardsAreKeptWithTheirShoppers(t *testing.T) {
	s, err := OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ana, bob := trip.Shopper{ID: "a", Name: "Ana", Email: "ana@example.com"}, trip.Shopper{ID: "b", Name: "Bob", Email: "bob@example.com", Loyalty: "2600000000017"}
	for _, p := range []trip.Shopper{ana, bob} {
		if err := s.AddShopper(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	keeps := func(id, want string) {
		t.Helper()
		if p, ok, err := s.Shopper(t.Context(), id); err != nil || !ok || p.Loyalty != want {
			t.Fatalf("%s has the card %q, want %q; %v %v", id, p.Loyalty, want, ok, err)
		}
	}
	seq := int64(0)
	happens := func(id string, events ...trip.Event) {
		t.Helper()
		for _, e := range events {
			seq++
			if _, err := s.KeepEvents(t.Context(), "cart-1", []trip.Record{{Seq: seq, Key: id, Trip: id, At: at, Event: e}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	keeps("b", "2600000000017")
	happens("t1", trip.TripLinked{Trip: "t1", Shopper: ana}, trip.LoyaltyShown{Number: "2600123456784"}, trip.TripAbandoned{})
	keeps("a", "2600123456784")
	happens("t2", trip.TripLinked{Trip: "t2", Shopper: trip.Shopper{Name: "Guest"}}, trip.LoyaltyShown{Number: "2600000000017"}, trip.TripAbandoned{})
	happens("t3", trip.TripLinked{Trip: "t3", Shopper: trip.Trainee("a", "Ana", "en")}, trip.LoyaltyShown{Number: "2600000000017"}, trip.TripAbandoned{})
	keeps("a", "2600123456784") // neither was hers
	if err := s.SaveLoyalty(t.Context(), "a", "2600000000017"); err != nil {
		t.Fatal(err)
	}
	keeps("a", "2600000000017") // as Bob's: a family's
	if p, ok, err := s.ShopperByEmail(t.Context(), ana.Email); err != nil || !ok || p.Loyalty != "2600000000017" {
		t.Fatalf("by address: %+v %v %v", p, ok, err)
	}
	if _, err := s.Erase(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	keeps("b", "2600000000017")
	var left int64
	if err := s.read.Raw(`SELECT COUNT(*) FROM trip_events WHERE data LIKE '%2600000000017%' OR data LIKE '%2600123456784%'`).Scan(&left).Error; err != nil || left != 0 {
		t.Fatalf("%d events hold a number of who was erased; %v", left, err)
	}
}
