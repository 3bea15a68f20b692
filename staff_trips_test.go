package main

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// shopped keeps a trip's events in the store's records, as its cart would
// report them.
func (s *site) shopped(id string, began time.Time, events ...trip.Event) {
	s.Helper()
	cart := "cart-of-" + id
	var recs []trip.Record
	for i, e := range events {
		recs = append(recs, trip.Record{Seq: int64(i + 1), Key: id + "-" + string(rune('a'+i)), Trip: id, At: began.Add(time.Duration(i) * time.Minute), Actor: trip.Actor{Kind: trip.BySenses}, Event: e})
	}
	if _, err := s.app.side.db.KeepEvents(s.Context(), cart, recs); err != nil {
		s.Fatal(err)
	}
}

// reads fails unless a page answers 200 with all of what is wanted.
func (s *site) reads(r account.Role, path string, want ...string) string {
	s.Helper()
	w := s.ask(r, "GET", path, nil)
	body := w.Body.String()
	if w.Code != 200 {
		s.Fatalf("%s: %d", path, w.Code)
	}
	for _, x := range want {
		if !strings.Contains(body, x) {
			s.Errorf("%s does not say %q", path, x)
		}
	}
	return body
}

func dollars(minor int64) money.Amount { return money.New(minor, "USD") }

func apple(id int, minor int64) pricing.Line {
	return pricing.Line{ID: id, Name: "Apple <b>", Quantity: 1, Sold: pricing.SoldEach, UnitPrice: dollars(minor), Department: "Produce", Bulk: evidence.Bulk{Grams: 200}}
}

func TestTripsAreListedByWhatTheAddressAsks(t *testing.T) {
	s := newSite(t)
	day := time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC)
	s.shopped("t1", day, trip.TripLinked{Shopper: trip.Shopper{ID: "a", Name: "Ana <i>Ruiz"}, Currency: "USD"}, trip.HelpAsked{})
	s.shopped("t2", day.AddDate(0, 0, 1), trip.TripLinked{Shopper: trip.Shopper{ID: "b", Name: "Bo Lind"}, Currency: "USD"}, trip.TripAbandoned{})
	all := s.reads(account.Auditor, "/admin/trips", "Ana &lt;i&gt;Ruiz", "Bo Lind", "Trips: 2", "1 helped")
	if strings.Contains(all, "<i>Ruiz") {
		t.Error("a name is taken for markup")
	}
	one := s.reads(account.Auditor, "/admin/trips?filter=helped&from=2026-11-20&until=2026-11-20&q=ana", "Trips: 1", `value="2026-11-20"`, `filter=helped`)
	if strings.Contains(one, "Bo Lind") {
		t.Error("the other day's trip is listed")
	}
	s.reads(account.Auditor, "/admin/trips?from=2026-13-77", "not two days in order")
	s.reads(account.Auditor, "/admin/trips?page=999999999999999999999", "Trips: 2")
}

func TestATripShowsWhatItsDecisionsRestOn(t *testing.T) {
	s := newSite(t)
	line := apple(1, 120)
	d := &evidence.Decision{ID: 7, Action: evidence.Put, Direction: evidence.Put, Grams: 201.5, SD: 2, Gate: "looks", Confidence: .93, Candidates: []evidence.Candidate{{P: .93}, {P: .07}}}
	s.shopped("t1", time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC),
		trip.TripLinked{Shopper: trip.Shopper{Name: "Ana"}, Currency: "USD"},
		trip.LinePut{Line: line, Evidence: d},
		trip.LineReplaced{Line: line, Kind: "corrected", Reason: "it was another"})
	body := s.reads(account.Manager, "/admin/trips/t1", "Why: looks, 93%", "201.5 g", `value="93"`, "Apple &lt;b&gt;", "correction", "<svg", "Put in")
	if strings.Contains(body, "t-ev-") || strings.Contains(body, "t-by-") {
		t.Error("an event has no words")
	}
	if w := s.ask(account.Manager, "GET", "/admin/trips/"+url.PathEscape("../x"), nil); w.Code != 404 {
		t.Errorf("a trip that is not there: %d", w.Code)
	}
}

// paid keeps the events of a trip that was paid on the house account, and has
// the house take the money.
func (s *site) paid(id string, began time.Time, minors ...int64) pricing.Receipt {
	s.Helper()
	rc := pricing.Receipt{Trip: id, Number: "00000" + id[1:], At: began, Subtotal: dollars(0), Savings: dollars(0), Tax: dollars(0)}
	events := []trip.Event{trip.TripLinked{Shopper: trip.Shopper{ID: "ana", Name: "Ana"}, Currency: "USD"}}
	var total int64
	for i, m := range minors {
		l := apple(i+1, m)
		events = append(events, trip.LinePut{Line: l})
		rc.Lines = append(rc.Lines, pricing.ReceiptLine{Line: l, Gross: dollars(m), Net: dollars(m)})
		total += m
	}
	rc.Total = dollars(total)
	rc.Tenders = []pricing.Tender{{Kind: "account", Ref: "capture-pay-" + id, Amount: rc.Total}}
	pay := "pay-" + id
	events = append(events, trip.PaymentOpened{Payment: trip.Payment{Key: pay, Amount: rc.Total, Provider: "house"}},
		trip.PaymentAdvanced{Key: pay, Status: trip.PaymentCaptured}, trip.ReceiptIssued{Receipt: rc}, trip.TripReleased{})
	r := payment.Request{Key: pay, Shopper: "ana", Amount: rc.Total}
	if out, err := s.app.side.house.Authorise(s.Context(), r); err != nil || !out.OK {
		s.Fatal(out, err)
	}
	if out, err := s.app.side.house.Capture(s.Context(), r); err != nil || !out.OK {
		s.Fatal(out, err)
	}
	s.shopped(id, began, events...)
	return rc
}

func (s *site) owes(want int64) {
	s.Helper()
	if got, err := s.app.side.house.Owes(s.Context(), "ana"); err != nil || got.Minor() != want {
		s.Errorf("owes %v (%v), want %d", got, err, want)
	}
}

func TestMoneyIsGivenBackOnceAndNeverMoreThanPaid(t *testing.T) {
	s := newSite(t)
	s.paid("t1", time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC), 300, 200, 100)
	s.owes(600)
	give := func(r account.Role, want int, form url.Values) {
		t.Helper()
		if w := s.ask(r, "POST", "/admin/trips/t1/refund", form); w.Code != want {
			t.Errorf("%v: %d %s, want %d", form, w.Code, w.Body, want)
		}
	}
	const done, refused = 303, 409
	give(account.Attendant, 403, url.Values{"key": {"a"}, "line": {"2"}, "reason": {"sour"}})
	give(account.Manager, refused, url.Values{"key": {"a"}, "line": {"2"}, "reason": {" "}})
	give(account.Manager, refused, url.Values{"line": {"2"}, "reason": {"sour"}})
	give(account.Manager, refused, url.Values{"key": {"a"}, "line": {"9"}, "reason": {"sour"}})
	give(account.Manager, refused, url.Values{"key": {"a"}, "line": {"'"}, "reason": {"sour"}})
	give(account.Manager, refused, url.Values{"key": {"a"}, "reason": {"sour"}})
	s.owes(600)
	give(account.Manager, done, url.Values{"key": {"a"}, "line": {"2"}, "reason": {"sour <milk>"}})
	s.owes(400)
	give(account.Manager, done, url.Values{"key": {"a"}, "line": {"2"}, "reason": {"sour"}}) // the same form twice
	s.owes(400)
	give(account.Manager, refused, url.Values{"key": {"b"}, "line": {"2"}, "reason": {"sour"}})
	s.owes(400)
	s.reads(account.Manager, "/admin/trips/t1", "sour &lt;milk&gt;", "−$2.00", "$4.00 of it can be given back")
	s.reads(account.Auditor, "/admin/trips?filter=refunded", "Trips: 1")
	give(account.Owner, done, url.Values{"key": {"c"}, "whole": {"yes"}, "reason": {"all sour"}})
	s.owes(0)
	give(account.Owner, refused, url.Values{"key": {"d"}, "whole": {"yes"}, "reason": {"again"}})
	s.owes(0)
	if n, err := s.app.side.db.Unbalanced(t.Context()); n != 0 || err != nil {
		t.Errorf("%d transactions do not balance, %v", n, err)
	}
}

// TestTheFileForAccountingAddsUp: of each receipt the lines and taxes are what
// was tendered, by days, with refunds, and no cell that a spreadsheet runs.
func TestTheFileForAccountingAddsUp(t *testing.T) {
	s := newSite(t)
	day := time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC)
	for i := range 3 {
		id := fmt.Sprint("t", i+1)
		rc := s.paid(id, day.AddDate(0, 0, i), 300, 250)
		rc.Number, rc.At = "", day.AddDate(0, 0, i)
		rc.Lines[0].Name = "=HYPERLINK(1)"
		rc.Lines[1].Charge, rc.Lines[1].Of = pricing.ChargeDeposit, 1
		rc.Lines[0].Discounts = []pricing.Discount{{Source: pricing.SourceManufacturer, Code: "8112001", Name: "@Soup", Amount: dollars(40)}}
		rc.Taxes = []pricing.TaxLine{{Name: "VAT", Rate: "7%", Taxable: dollars(300), Amount: dollars(20), Inclusive: true}}
		if _, err := s.app.side.db.Receipt(t.Context(), id+"-receipt", "ana", rc, nil); err != nil {
			t.Fatal(err)
		}
	}
	if w := s.ask(account.Owner, "POST", "/admin/trips/t1/refund", url.Values{"key": {"a"}, "line": {"2"}, "reason": {"@sour"}}); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	body := s.reads(account.Auditor, "/admin/exports/accounting.csv?from=2026-11-20&until=2026-11-21")
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sums, kinds := map[string]int64{}, map[string]int{}
	for _, r := range rows[1:] {
		kinds[r[0]]++
		a, err := money.Parse(r[13], "USD")
		if err != nil {
			t.Fatal(err)
		}
		switch r[0] {
		case "tender":
			sums[r[1]] -= a.Minor()
		case "line", "deposit", "tax":
			sums[r[1]] += a.Minor()
		}
		for _, x := range r {
			if strings.HasPrefix(x, "=") || strings.HasPrefix(x, "@") {
				t.Errorf("a spreadsheet would run %q", x)
			}
		}
	}
	if !strings.Contains(body, ",8112001,'@Soup,,,,,0.00,USD,0.40\n") || !strings.Contains(body, ",VAT 7%,") {
		t.Errorf("the manufacturer's part or the tax is not in\n%s", body)
	}
	if kinds["line"] != 2 || kinds["off by manufacturer"] != 2 || kinds["deposit"] != 2 || kinds["tender"] != 2 || len(sums) != 2 {
		t.Errorf("%v of %d receipts", kinds, len(sums))
	}
	for n, left := range sums {
		if left != 0 {
			t.Errorf("receipt %s is off by %d", n, left)
		}
	}
	today := time.Now().In(s.app.store.Location).Format(time.DateOnly)
	if all := s.reads(account.Manager, "/admin/exports/accounting.csv?from=2026-11-22&until="+today); !strings.Contains(all, "refund,") {
		t.Errorf("the refund is missing:\n%s", all)
	}
	receipts, err := s.app.side.db.Receipts(t.Context(), "ana")
	if err != nil || len(receipts) != 3 {
		t.Fatal(len(receipts), err)
	}
	if text := hub.ReceiptText(s.app.store, receipts[2], "en"); !strings.Contains(text, "Given back") || !strings.Contains(text, "-$2.50") {
		t.Errorf("the shopper's receipt does not tell of the refund:\n%s", text)
	}
	if w := s.ask(account.Owner, "GET", "/admin/exports/accounting.csv?from=yesterday", nil); w.Code != 400 {
		t.Errorf("%d", w.Code)
	}
}
