package main

import (
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/trip"
)

// TestReportsAreTheSumsOfWhatHappened by days, as a page and as files.
func TestReportsAreTheSumsOfWhatHappened(t *testing.T) {
	s := newSite(t)
	at := time.Date(2026, 11, 20, 15, 0, 0, 0, s.app.store.Location)
	s.paid("t1", at, 300, 250)
	s.paid("t2", at.AddDate(0, 0, 1), 100)
	banana, plantain := apple(1, 100), apple(1, 100)
	banana.Item, plantain.Item = evidence.Item{PLU: plu(t, "4011")}, evidence.Item{PLU: plu(t, "4235")}
	d := &evidence.Decision{ID: 1, Gate: "looks"}
	s.shopped("t3", at, trip.TripLinked{Shopper: trip.Shopper{ID: "b", Name: "Bo"}, Currency: "USD"},
		trip.LinePut{Line: banana, Evidence: d}, trip.LineReplaced{Line: plantain, Kind: "corrected"},
		trip.QuestionAsked{Evidence: d}, trip.HelpAsked{Help: trip.Help{Reason: "=lost"}}, trip.TripAbandoned{})
	for _, x := range []struct{ name, days, want string }{
		{"hours", "from=2026-11-20&until=2026-11-20", "15:00,15:00,2,5.50,USD"},
		{"departments", "from=2026-11-20&until=2026-11-21", "Produce,Produce,3,6.50,USD"},
		{"baskets", "from=2026-11-20&until=2026-11-21", "005,2 to 5,1,5.50,USD"},
		{"ends", "from=2026-11-20&until=2026-11-20", "released,paid and gone,1,,"},
		{"rates", "from=2026-11-20&until=2026-11-20", `asked,"asked, of changes of load",1 of 2,50.00,%`},
		{"helped", "from=2026-11-20&until=2026-11-20", "'=lost,'=lost,1"},
		{"confused", "from=2026-11-20&until=2026-11-20", "4011>4235,"},
		{"recognised", "from=2026-11-20&until=2026-11-20", "4235,"},
	} {
		body := s.reads(account.Auditor, "/admin/reports/"+x.name+".csv?"+x.days)
		if !strings.Contains(body, x.want) {
			t.Errorf("%s: want %q in\n%s", x.name, x.want, body)
		}
	}
	s.reads(account.Manager, "/admin/reports?from=2026-11-20&until=2026-11-21", "$6.50", "<svg", "Taken for one another", "filter=corrected")
	if empty := s.reads(account.Manager, "/admin/reports?from=2020-01-01&until=2020-01-02"); strings.Contains(empty, "$6.50") {
		t.Error("another year's sales are shown")
	}
	if w := s.ask(account.Manager, "GET", "/admin/reports/nothing.csv", nil); w.Code != 404 {
		t.Errorf("%d", w.Code)
	}
}

func plu(t *testing.T, code string) gs1.PLU {
	t.Helper()
	p, err := gs1.ParsePLU(code)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
