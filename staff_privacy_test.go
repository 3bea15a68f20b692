package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// names are what must not be found anywhere after a shopper was erased.
var names = []string{"zebedee", "Zebedee", "phone-of-zeb", "gift for", "2600123456784"}

// known makes a shopper with a trip, a receipt, a list, mail, a sign-in, and
// evidence on the disk.
func (s *site) known() trip.Shopper {
	s.Helper()
	db, ctx := s.app.side.db, s.Context()
	who := trip.Shopper{ID: "s-1", Name: "Zebedee Quill", Email: "zebedee@example.org", Language: "en"}
	list := []trip.ListItem{{ID: "1", Text: "gift for Zoe"}}
	began := time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC)
	rc := pricing.Receipt{Trip: "tz", Total: dollars(300), Lines: []pricing.ReceiptLine{{Line: apple(1, 300), Net: dollars(300)}}, At: began}
	for _, err := range []error{
		db.AddShopper(ctx, who), db.SaveList(ctx, who.ID, list),
		s.app.side.post(ctx, account.Mail{At: began, Recipient: who.Email, Subject: "Receipt", Body: "Dear Zebedee"}),
		db.SaveCode(ctx, who.Email, account.OneTimeCode{Until: began}),
	} {
		if err != nil {
			s.Fatal(err)
		}
	}
	out, err := db.Receipt(ctx, "tz-receipt", who.ID, rc, nil)
	if err != nil {
		s.Fatal(err)
	}
	rc.Number = out.Ref
	s.shopped("tz", began, trip.TripLinked{Shopper: who, Phone: "phone-of-zeb", Currency: "USD", List: list}, trip.LinePut{Line: apple(1, 300)},
		trip.ListChanged{List: list}, trip.LoyaltyShown{Number: "2600123456784"}, trip.ReceiptIssued{Receipt: rc}, trip.TripReleased{})
	s.shopped("guest", began, trip.TripLinked{Shopper: trip.Shopper{Name: "Guest"}}, trip.LoyaltyShown{Number: "2600123456784"}, trip.TripAbandoned{})
	folder := filepath.Join(s.app.data, "evidence", "cart-1", "2026-11-20")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		s.Fatal(err)
	}
	for _, name := range []string{"tz.jsonl", "tz-1-front-5.jpg", "tzz-1-front-5.jpg"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o640); err != nil {
			s.Fatal(err)
		}
	}
	return who
}

func TestWhatIsKnownOfAShopperIsExported(t *testing.T) {
	s := newSite(t)
	who := s.known()
	s.reads(account.Manager, "/admin/privacy?email=Zebedee%40example.org", "Zebedee Quill", "Trips: 1. Receipts: 1.")
	w := s.ask(account.Manager, "GET", "/admin/privacy/"+who.ID+"/export", nil)
	z, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
	if err != nil {
		t.Fatal(w.Code, err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s\n%s", f.Name, b)
	}
	for _, want := range []string{"zebedee@example.org", "gift for Zoe", "Dear Zebedee", "2600123456784", "000001", "trips/tz.json", "TripReleased"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the export does not hold %q", want)
		}
	}
}

func TestAnErasedShopperIsNowhereAndTheBooksStay(t *testing.T) {
	s := newSite(t)
	who := s.known()
	if left := s.found(); len(left) == 0 {
		t.Fatal("nothing of the shopper is found before: this test cannot fail")
	}
	path := "/admin/privacy/" + who.ID + "/erase"
	if w := s.ask(account.Auditor, "POST", path, url.Values{"sure": {"yes"}}); w.Code != 403 {
		t.Errorf("an auditor erases: %d", w.Code)
	}
	if w := s.ask(account.Manager, "POST", path, nil); w.Code != 409 {
		t.Errorf("without the box: %d", w.Code)
	}
	s.shopped("open", time.Now(), trip.TripLinked{Shopper: who, Currency: "USD"})
	if w := s.ask(account.Manager, "POST", path, url.Values{"sure": {"yes"}}); w.Code != 409 {
		t.Errorf("while they shop: %d", w.Code)
	}
	if _, err := s.app.side.db.KeepEvents(t.Context(), "cart-of-open", []trip.Record{{Seq: 2, Key: "x", Trip: "open", At: time.Now(), Event: trip.TripAbandoned{}}}); err != nil {
		t.Fatal(err)
	}
	if w := s.ask(account.Manager, "POST", path, url.Values{"sure": {"yes"}}); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if left := s.found(); len(left) > 0 {
		t.Errorf("still found: %s", strings.Join(left, "\n"))
	}
	for name, stays := range map[string]bool{"tz.jsonl": false, "tz-1-front-5.jpg": false, "tzz-1-front-5.jpg": true} {
		if _, err := os.Stat(filepath.Join(s.app.data, "evidence", "cart-1", "2026-11-20", name)); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w := s.ask(account.Manager, "POST", path, url.Values{"sure": {"yes"}}); w.Code != 404 {
		t.Errorf("again: %d", w.Code)
	}
	s.reads(account.Auditor, "/admin/exports/accounting.csv?from=2026-11-20&until=2026-11-20", "line,000001", "3.00")
	s.reads(account.Auditor, "/admin/trips/tz", "(erased)", "Apple")
}

// found are the names that a fresh copy of the records holds anywhere.
func (s *site) found() (out []string) {
	s.Helper()
	path := filepath.Join(s.TempDir(), "copy.db")
	if err := s.app.side.db.Backup(path); err != nil {
		s.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		s.Fatal(err)
	}
	for _, n := range names {
		if i := bytes.Index(b, []byte(n)); i >= 0 {
			out = append(out, fmt.Sprintf("%q", b[max(i-60, 0):min(i+60, len(b))]))
		}
	}
	return out
}
