package main

import (
	"regexp"
	"strings"
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

// TestAProductsPageTellsHowItIsRecognised by the same sums as the reports,
// and what it is mixed up with.
func TestAProductsPageTellsHowItIsRecognised(t *testing.T) {
	s := newSite(t)
	at := time.Now().Add(-24 * time.Hour)
	thing := func(id int, code string) pricing.Line {
		l := apple(id, 100)
		l.Item = evidence.Item{PLU: plu(t, code)}
		return l
	}
	put := func(id int, code string) trip.Event {
		return trip.LinePut{Line: thing(id, code), Evidence: &evidence.Decision{ID: id}, Kind: "put"}
	}
	s.shopped("t1", at, trip.TripLinked{Shopper: trip.Shopper{ID: "b", Name: "Bo"}, Currency: "USD"},
		put(1, "4235"), put(2, "4011"), trip.LineReplaced{Line: thing(2, "4235"), Kind: "corrected"},
		trip.LinePut{Line: thing(3, "4235"), Kind: "answered"}, put(4, "4011"))
	s.shopped("t2", at.AddDate(0, 0, -100), trip.TripLinked{Shopper: trip.Shopper{ID: "b", Name: "Bo"}, Currency: "USD"}, put(1, "4235"))
	s.reads(account.Attendant, "/admin/produce/4235", "Recognised at once 1 of 3 times, asked 1, corrected 1, over the last 90 days", "Taken for</h4>", "4011</span> ×1")
	s.reads(account.Attendant, "/admin/produce/4011", "Recognised at once 1 of 1 times, asked 0, corrected 0", "Taken for it</h4>")
	s.reads(account.Attendant, "/admin/produce/4030", "No cart met it in the last 90 days")

	days := "from=" + at.AddDate(0, 0, -1).Format(time.DateOnly) + "&until=" + at.AddDate(0, 0, 1).Format(time.DateOnly)
	s.reads(account.Auditor, "/admin/reports?"+days, "/admin/recognised?from=")
	list := s.reads(account.Auditor, "/admin/recognised?"+days, `href="/admin/produce/4235"`, "1 of 3", "33.3 %", "Banana ×1")
	if worst, best := strings.Index(list, `data-code="4235"`), strings.Index(list, `data-code="4011"`); worst < 0 || best < worst {
		t.Errorf("the worst is at %d, the best at %d", worst, best)
	}
	if one := s.reads(account.Auditor, "/admin/recognised?q=4011&page=9&"+days, `value="4011"`, "q=4011"); strings.Contains(one, `data-code="4235"`) {
		t.Error("the search finds another thing")
	}
	file := s.reads(account.Auditor, "/admin/recognised.csv?"+days, "code,name,times,at_once,asked,corrected,share,taken_for\n4235,")
	if !strings.Contains(file, ",3,1,1,1,0.3333,Banana ×1\n") {
		t.Errorf("the file says\n%s", file)
	}
	if w := s.ask(account.Clerk, "GET", "/admin/recognised", nil); w.Code != 403 {
		t.Errorf("a clerk reads reports: %d", w.Code)
	}
}
