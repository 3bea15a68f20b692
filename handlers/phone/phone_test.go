package phone

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// linked is a phone whose shopper's trip is on the first cart.
func (w *world) linked(email string) *browser {
	w.Helper()
	b := w.signedIn(email)
	w.goesTo(b.get(w.link(0)), "/phone/confirm")
	w.says(b.get("/phone/confirm"), http.StatusOK, `data-test="number">1<`)
	w.goesTo(b.post("/phone/confirm", "key", "k-"+email), "/phone")
	w.says(b.get("/phone"), http.StatusOK, "linked to cart 1")
	return b
}

func TestLinkingWithoutAnAccount(t *testing.T) {
	w := newWorld(t)
	b := w.phone()
	w.goesTo(b.get(w.link(0)), "/phone/signin?next=/phone/confirm")
	w.says(b.get("/phone/signin?next=/phone/confirm"), http.StatusOK, `name="email"`)
	w.says(b.post("/phone/signin", "email", "nobody"), http.StatusUnprocessableEntity, "not an e-mail address")
	w.says(b.post("/phone/signin", "email", "eva@example.com", "next", "/phone/confirm"), http.StatusOK, `name="name"`)
	w.says(b.post("/phone/code", "email", "eva@example.com", "code", "999999"), http.StatusUnprocessableEntity, "does not fit")
	w.says(b.post("/phone/code", "email", "eva@example.com", "code", "000000"), http.StatusUnprocessableEntity, "Too many tries")
	w.goesTo(b.post("/phone/code", "email", "eva@example.com", "code", "123456", "name", "Eva", "next", "/phone/confirm"), "/phone/confirm")
	w.goesTo(b.post("/phone/confirm", "key", "k"), "/phone")
	if tr := w.carts[0].Live().State.Trip; tr == nil || tr.Shopper.Name != "Eva" {
		t.Errorf("the cart's trip: %+v", tr)
	}
}

func TestAPhoneLetsTheCartGoBeforeSigningIn(t *testing.T) {
	w := newWorld(t)
	b := w.phone()
	if strings.Contains(b.get("/phone/signin").body, `data-test="cancel"`) {
		t.Error("there is something to cancel before any cart waits")
	}
	w.goesTo(b.get(w.link(0)), "/phone/signin?next=/phone/confirm")
	w.says(b.get("/phone/signin?next=/phone/confirm"), http.StatusOK, `data-test="cancel"`)
	w.says(b.post("/phone/signin", "email", "eva@example.com", "next", "/phone/confirm"), http.StatusOK, `data-test="cancel"`)
	w.goesTo(b.post("/phone/cancel"), "/phone")
	if r := w.carts[0].Live().State.Reservation; r != nil {
		t.Errorf("the cart still waits: %+v", r)
	}
}

func TestTokensThatDoNotLink(t *testing.T) {
	w := newWorld(t)
	ana, bob := w.signedIn("ana@example.com"), w.signedIn("bob@example.com")
	first := w.link(0)
	w.says(ana.get("/phone/link?t="), http.StatusBadRequest, "not from one of our carts")
	w.says(ana.get("/phone/link?t=cart-99.abc"), http.StatusBadRequest, "not from one of our carts")
	w.says(ana.get("/phone/link?t=cart-1.abc"), http.StatusConflict, "not from one of our carts")
	forged := first[:len(first)-4] + strings.Map(func(r rune) rune {
		if r == 'A' {
			return 'B'
		}
		return 'A'
	}, first[len(first)-4:])
	w.says(ana.get(forged), http.StatusConflict, "not from one of our carts")
	foreign := strings.Replace(first, "cart-1.", "cart-2.", 1)
	w.says(ana.get(foreign), http.StatusConflict, "not from one of our carts")
	if w.carts[1].Live().State.Reservation != nil {
		t.Fatal("another cart's token reserved a cart")
	}

	w.goesTo(bob.get(first), "/phone/confirm")
	w.says(ana.get(first), http.StatusConflict, "Another phone used that code")
	w.goesTo(bob.get(first), "/phone/confirm") // the answer was lost: the same phone asks again
	w.goesTo(bob.post("/phone/cancel"), "/phone")

	second := w.link(0)
	w.now = w.now.Add(31 * time.Second)
	w.says(ana.get(second), http.StatusConflict, "has changed. Scan it again")
	third := w.link(0)
	w.goesTo(ana.get(third), "/phone/confirm")
	w.now = w.now.Add(4 * time.Minute)
	if err := w.carts[0].Tick(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.says(ana.post("/phone/confirm", "key", "late"), http.StatusConflict, "You took a little long")
}

func TestACartInUseIsNotTaken(t *testing.T) {
	w := newWorld(t)
	token := w.link(0)
	ana := w.signedIn("ana@example.com")
	w.goesTo(ana.get(token), "/phone/confirm")
	bob := w.signedIn("bob@example.com")
	w.says(bob.get(token), http.StatusConflict, "Another phone used that code")
	w.goesTo(bob.post("/phone/cancel"), "/phone") // it cancels only what is its own
	w.goesTo(bob.post("/phone/confirm", "key", "b"), "/phone")
	if r := w.carts[0].Live().State.Reservation; r == nil {
		t.Fatal("another phone ended the reservation")
	}
	w.goesTo(ana.post("/phone/confirm", "key", "a"), "/phone")
	if tr := w.carts[0].Live().State.Trip; tr == nil || tr.Shopper.Name != "Ana" {
		t.Fatalf("the cart's trip: %+v", tr)
	}
	w.goesTo(ana.post("/phone/confirm", "key", "a"), "/phone") // touched twice
	w.says(bob.get("/phone"), http.StatusOK, "Scan the code on a cart")
}

// TestEveryPageWithoutSigningIn holds where each route leads who is nobody.
func TestEveryPageWithoutSigningIn(t *testing.T) {
	w := newWorld(t)
	for path, to := range map[string]string{
		"/phone": "/phone/signin", "/phone/list": "/phone/signin?next=/phone/list", "/phone/coupons": "/phone/signin?next=/phone/coupons",
		"/phone/receipts": "/phone/signin?next=/phone/receipts", "/phone/account": "/phone/signin?next=/phone/account", "/phone/receipts/000001": "/phone/signin", "/phone/receipts/000001/pdf": "/phone/signin",
		"/phone/confirm": "/phone/signin?next=/phone/confirm",
	} {
		w.goesTo(w.phone().get(path), to)
	}
	for path, to := range map[string]string{
		"/phone/list": "/phone/signin?next=/phone/list", "/phone/coupons": "/phone/signin?next=/phone/coupons",
		"/phone/confirm": "/phone", "/phone/cancel": "/phone", "/phone/signout": "/phone",
	} {
		w.goesTo(w.phone().post(path), to)
	}
	if a := w.phone().get("/phone/live"); a.code != http.StatusNoContent {
		t.Errorf("the stream: %d", a.code)
	}
	w.says(w.phone().get("/phone/manifest.webmanifest"), http.StatusOK, `"start_url":"/phone"`)
	w.says(w.phone().get("/phone/worker.js"), http.StatusOK, "worker")
	w.goesTo(w.phone().post("/phone/code", "email", "ana@example.com", "code", "123456", "next", "https://evil.example/"), "/phone")
	w.says(w.phone().get("/phone/signin?lang=es"), http.StatusOK, "Iniciar sesión")
}

func TestTheListIsShared(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn("ana@example.com")
	w.goesTo(b.post("/phone/list", "add", "whole milk"), "/phone/list")
	w.goesTo(b.post("/phone/list", "add", strings.Repeat("x", 201)), "/phone/list")
	if l := w.lists["ana@example.com"]; len(l) != 1 || l[0].Item == (evidence.Item{}) {
		t.Fatalf("the list: %+v", l)
	}
	b = w.linked("ana@example.com")
	if l := w.carts[0].Live().State.Trip.List; len(l) != 1 {
		t.Fatalf("the trip's list: %+v", l)
	}
	id := w.lists["ana@example.com"][0].ID
	w.goesTo(b.post("/phone/list", "tick", id), "/phone/list")
	if !w.carts[0].Live().State.Trip.List[0].Done || !w.lists["ana@example.com"][0].Done {
		t.Error("ticked on the phone, and not everywhere")
	}
	w.goesTo(b.post("/phone/list", "remove", id), "/phone/list")
	w.says(b.get("/phone/list"), http.StatusOK, "Your list is empty")
}

func TestCouponsAreClipped(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn("ana@example.com")
	w.says(b.get("/phone/coupons"), http.StatusOK, `data-code="MILK1" data-state="offered"`)
	w.says(b.post("/phone/coupons", "code", "NEVER", "clip", "on"), http.StatusUnprocessableEntity, "do not know that code")
	w.goesTo(b.post("/phone/coupons", "code", "milk1", "clip", "on"), "/phone/coupons")
	w.says(b.get("/phone/coupons"), http.StatusOK, `data-code="MILK1" data-state="clipped"`)

	b = w.linked("ana@example.com")
	if err := w.carts[0].StartBags(context.Background(), "bags", 0); err != nil {
		t.Fatal(err)
	}
	if k := w.carts[0].Live().State.Trip.Coupons; len(k) != 1 || k[0].Code != "MILK1" {
		t.Fatalf("the trip's coupons: %+v", k)
	}
	w.says(b.get("/phone/coupons"), http.StatusOK, `data-code="MILK1" data-state="in"`)
	w.says(b.get("/phone/coupons"), http.StatusOK, "Nothing in the cart goes with it yet")
	w.goesTo(b.post("/phone/coupons", "code", "MILK1", "clip", "off", "key", "k1"), "/phone/coupons")
	if k := w.carts[0].Live().State.Trip.Coupons; len(k) != 0 {
		t.Errorf("taken away on the phone, and still there: %+v", k)
	}
	w.goesTo(b.post("/phone/coupons", "code", "MILK1", "clip", "on", "key", "k2"), "/phone/coupons")
	w.goesTo(b.post("/phone/coupons", "code", "MILK1", "clip", "on", "key", "k2"), "/phone/coupons")
	if k := w.carts[0].Live().State.Trip.Coupons; len(k) != 1 {
		t.Errorf("clipped during the trip: %+v", k)
	}
	other := w.signedIn("bob@example.com")
	w.says(other.get("/phone/coupons"), http.StatusOK, `data-code="MILK1" data-state="offered"`)
}

func TestReceipts(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn("ana@example.com")
	w.says(b.get("/phone/receipts"), http.StatusOK, "Your receipts appear here")
	w.receipts["ana@example.com"] = []pricing.Receipt{{Number: "000007", Total: money.New(1302, "USD"), At: w.now,
		Coupons: []pricing.CouponOutcome{{Code: "MILK1", Amount: money.New(100, "USD")}}}}
	w.says(b.get("/phone/receipts"), http.StatusOK, "/phone/receipts/000007")
	w.says(b.get("/phone/receipts/000007"), http.StatusOK, "$13.02")
	paid := &w.receipts["ana@example.com"][0]
	paid.Greedy, paid.Savings = true, money.New(100, "USD")
	paid.Tenders = []pricing.Tender{{Kind: pricing.TenderSNAP, Amount: money.New(300, "USD")}, {Kind: "card", Amount: money.New(1002, "USD")}, {Kind: "unheard-of", Amount: money.New(1, "USD")}}
	paid.Refunds = []pricing.Refund{{At: w.now, Amount: money.New(250, "USD")}}
	for _, want := range []string{"Paid with SNAP benefits", "$3.00", "Paid by card", "$10.02", "You saved", "Given back", "−$2.50", `data-test="greedy"`} {
		w.says(b.get("/phone/receipts/000007"), http.StatusOK, want)
	}
	w.says(b.get("/phone/receipts/000007/pdf"), http.StatusOK, "%PDF")
	w.says(b.get("/phone/coupons"), http.StatusOK, "Used on receipt 000007")
	bob := w.signedIn("bob@example.com")
	w.says(bob.get("/phone/receipts/000007"), http.StatusNotFound, "Your receipts appear here")
	w.says(bob.get("/phone/receipts/000007/pdf"), http.StatusNotFound, "Your receipts appear here")
	if len(w.foreign) != 2 || !strings.HasPrefix(w.foreign[0], "127.0.0.1 ") || !strings.HasSuffix(w.foreign[1], " 000007") || strings.Contains(w.foreign[0], "ana") {
		t.Errorf("of another's receipt was told %q", w.foreign)
	}
}

func TestAStoreThatFailsSaysSo(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn("ana@example.com")
	w.broken = errors.New("disk I/O error")
	for _, path := range []string{"/phone/list", "/phone/coupons", "/phone/receipts"} {
		a := b.get(path)
		w.says(a, http.StatusInternalServerError, "please try again")
		if strings.Contains(a.body, "disk") {
			t.Errorf("%s shows the shopper the machine's own words", path)
		}
	}
	w.says(b.post("/phone/list", "add", "milk"), http.StatusInternalServerError, "please try again")
	w.says(b.post("/phone/coupons", "code", "MILK1", "clip", "on"), http.StatusInternalServerError, "please try again")
}

func TestSigningOutLeavesNothingOnThePhone(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn("ana@example.com")
	res, err := b.client.PostForm(w.srv.URL+"/phone/signout", nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got := res.Header.Get("Clear-Site-Data"); got != `"storage"` {
		t.Errorf("the pages that were kept stay on the phone: %q", got)
	}
	w.goesTo(b.get("/phone"), "/phone/signin")
}

// TestTheSignalComesAndGoes: what was shown is kept by the page itself; a
// stream that is opened again begins with how things stand.
func TestTheSignalComesAndGoes(t *testing.T) {
	w := newWorld(t)
	b := w.linked("ana@example.com")
	first := w.stream(b)
	if !strings.Contains(first, "linked to cart 1") {
		t.Fatalf("the stream begins with %q", first)
	}
	if err := w.carts[0].Abandon(context.Background(), "gone", trip.Actor{Kind: trip.ByShopper}, "left"); err != nil {
		t.Fatal(err)
	}
	if again := w.stream(b); !strings.Contains(again, "This trip has ended") {
		t.Errorf("after the signal came back the stream begins with %q", again)
	}
}

// TestTheCodeOnThePhoneIsNeverAnOldOne leaves the page open for longer than a
// code is good.
func TestTheCodeOnThePhoneIsNeverAnOldOne(t *testing.T) {
	w := newWorld(t)
	next := w.opened(w.signedIn("ana@example.com"))
	first := next()
	if !strings.Contains(first, "<path d=") {
		t.Fatalf("the stream begins without a code: %q", first)
	}
	w.now = w.now.Add(codeFresh + time.Second)
	if err := w.carts[1].Guest(context.Background(), "guest", "en"); err != nil { // something changes somewhere
		t.Fatal(err)
	}
	if second := next(); !strings.Contains(second, "<path d=") || second == first {
		t.Errorf("after %v the phone shows %q", codeFresh, second)
	}
}

// stream opens the phone's stream, reads its first message and hangs up.
func (w *world) stream(b *browser) string { return w.opened(b)() }

// opened opens the phone's stream until the test ends; each call waits for the
// next message.
func (w *world) opened(b *browser) (next func() string) {
	w.Helper()
	ctx, hangUp := context.WithCancel(context.Background())
	w.Cleanup(hangUp)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.srv.URL+"/phone/live", nil)
	if err != nil {
		w.Fatal(err)
	}
	res, err := b.client.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { res.Body.Close() })
	lines := bufio.NewScanner(res.Body)
	return func() string {
		w.Helper()
		var got strings.Builder
		for lines.Scan() {
			if lines.Text() == "" {
				return got.String()
			}
			got.WriteString(lines.Text() + "\n")
		}
		w.Fatalf("the stream broke off after %q: %v", got.String(), lines.Err())
		return ""
	}
}
