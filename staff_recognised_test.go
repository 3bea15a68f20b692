package main

import (
	"regexp"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// TestHowWellProductsAreRecognised counts each thing by what it proved to be,
// the worst recognised first.
func TestHowWellProductsAreRecognised(t *testing.T) {
	s := newSite(t)
	at := time.Date(2026, 11, 20, 15, 0, 0, 0, s.app.store.Location)
	thing := func(id int, code string) pricing.Line {
		l := apple(id, 100)
		l.Item = evidence.Item{PLU: plu(t, code)}
		return l
	}
	sensed := func(id int, code string) trip.Event {
		return trip.LinePut{Line: thing(id, code), Evidence: &evidence.Decision{ID: id}, Kind: "put"}
	}
	s.shopped("t1", at, trip.TripLinked{Shopper: trip.Shopper{ID: "b", Name: "Bo"}, Currency: "USD"},
		sensed(1, "4011"), sensed(2, "4011"), sensed(3, "4011"), trip.LineReplaced{Line: thing(3, "4235"), Kind: "corrected"},
		trip.LinePut{Line: thing(4, "4011"), Kind: "answered"}, sensed(5, "4235"), sensed(6, "4030"),
		trip.LinePut{Line: thing(7, "4065"), Kind: "put"}) // scanned by a person: says nothing
	body := s.reads(account.Auditor, "/admin/reports/recognised.csv?from=2026-11-20&until=2026-11-20")
	var got []string
	for _, m := range regexp.MustCompile(`(?m)^(\d+),.*,(\d+ of \d+),`).FindAllStringSubmatch(body, -1) {
		got = append(got, m[1]+" "+m[2])
	}
	want := []string{"4235 1 of 2", "4011 2 of 3", "4030 1 of 1"}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("want %q, got %q of\n%s", want, got, body)
	}
}
