package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/trip"
)

// row is a row of a sheet, its cells as text in the sheet itself.
func row(n int, cells ...string) string {
	var b strings.Builder
	for i, x := range cells {
		fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, n, x)
	}
	return fmt.Sprintf(`<row r="%d">%s</row>`, n, b.String())
}

// TestAWorkbookIsImportedLikeAList: what would change and each bad row are
// shown first, nothing is written before it is confirmed, and then the good
// rows in one revision, once.
func TestAWorkbookIsImportedLikeAList(t *testing.T) {
	s := newSite(t)
	changed := make(chan struct{}, 8)
	s.app.behind.watch(func(*catalog.Catalogue) { changed <- struct{}{} })
	rows := row(1, "gtin", "name", "price_cents", "sold_by", "department", "tax_class") +
		row(2, "9520101011138", "Whole milk", "449", "each", "dairy", "food") +
		row(3, "7350001047294", "Oat drink", "329", "each", "dairy", "food") +
		row(4, "9520101012265", "2% milk", "cheap", "each", "dairy", "food")
	before := s.app.side.catalogue.Head()
	w := s.sends("/admin/imports", "file", "prices.xlsx", sheet(t, "<worksheet><sheetData>"+rows+"</sheetData></worksheet>"))
	at := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/admin/imports/") {
		t.Fatalf("%d %s", w.Code, within(w.Body.String()))
	}
	s.reads(account.Owner, at, `data-state="waits"`, "prices.xlsx", "1 new, 1 changed, 0 the same, 1 bad rows", "<del>3.99</del>", ">4.49<", "price_cents</td><td>&#34;cheap&#34; is not a whole number")
	if now := s.app.side.catalogue.Head(); now != before {
		t.Fatalf("the preview made %d revisions", now-before)
	}
	for range 2 {
		if w := s.ask(account.Owner, http.MethodPost, at, nil); w.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", w.Code, within(w.Body.String()))
		}
	}
	<-changed
	s.reads(account.Clerk, "/admin/products/9520101011138", `value="4.49"`)
	s.reads(account.Clerk, "/admin/products/7350001047294", `value="Oat drink"`, `value="3.29"`)
	s.reads(account.Clerk, "/admin/products/9520101012265", `value="3.89"`)
	if now := s.app.side.catalogue.Head(); now != before+1 {
		t.Errorf("%d revisions, want 1", now-before)
	}
}

// TestWhatCartsWeighedIsDrawn: a dot for each single piece, in the order of
// their masses, under the curve that the catalogue expects; nothing is drawn
// of too few.
func TestWhatCartsWeighedIsDrawn(t *testing.T) {
	s := newSite(t)
	const page = "/admin/products/9520101011138"
	line := apple(1, 399)
	line.Item = evidence.Item{GTIN: s.app.side.Catalogue().Products()[0].GTIN}
	events := []trip.Event{trip.TripLinked{Shopper: trip.Shopper{Name: "Ana"}, Currency: "USD"}}
	put := func(grams float64, pieces int) trip.Event {
		return trip.LinePut{Line: line, Evidence: &evidence.Decision{Grams: grams, Quantity: pieces, Gate: "code"}}
	}
	at := time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC)
	s.shopped("t1", at, append(events, put(3930, 1), put(7900, 2))...)
	if body := s.reads(account.Clerk, page); strings.Contains(body, "weighings,") {
		t.Error("one weighing is drawn")
	}
	s.shopped("t2", at, append(events, put(3990, 1), put(3950, 1))...)
	body := s.reads(account.Clerk, page, "3 weighings, 3956.7 g on average, spread 30.6 g", `<path d="M0 `)
	var dots []float64
	for _, part := range strings.Split(body, `<circle cx="`)[1:] {
		var x float64
		if _, err := fmt.Sscanf(part, "%g", &x); err != nil {
			t.Fatal(err)
		}
		dots = append(dots, x)
	}
	// The last weighing comes first: 3950, 3990, 3930 g.
	if len(dots) != 3 || dots[2] >= dots[0] || dots[0] >= dots[1] || dots[2] < 0 || dots[1] > 300 {
		t.Errorf("dots at %v", dots)
	}
}
