package phone

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// book is the shoppers as a fake: a code is always 123456, a session is the
// shopper's e-mail.
type book struct {
	names    map[string]string
	lists    map[string][]trip.ListItem
	clips    map[string][]string
	receipts map[string][]pricing.Receipt
	cards    map[string]string
	broken   error // what every read answers, where set
	codes    atomic.Int64
}

func (b *book) SendCode(_ context.Context, email, _ string) (bool, error) {
	if !strings.Contains(email, "@") {
		return false, &account.Refused{Code: account.CodeBadEmail}
	}
	return b.names[email] != "", nil
}
func (b *book) Verify(_ context.Context, email, code, name, _ string) (string, error) {
	switch {
	case code == "000000":
		return "", &account.Refused{Code: account.CodeTooMany}
	case code != "123456":
		return "", &account.Refused{Code: account.CodeBadCode}
	}
	if name != "" {
		b.names[email] = name
	}
	return email, nil
}
func (b *book) Who(_ context.Context, session string) (trip.Shopper, bool) {
	name, ok := b.names[session]
	return trip.Shopper{ID: session, Name: name, Email: session, Loyalty: b.cards[session]}, ok
}
func (b *book) SignOut(context.Context, string) error { return b.broken }
func (b *book) PhoneCode(_ context.Context, who trip.Shopper) (string, error) {
	return fmt.Sprintf("PHONE-%s-%d", who.ID, b.codes.Add(1)), nil
}
func (b *book) List(_ context.Context, who string) ([]trip.ListItem, error) {
	return b.lists[who], b.broken
}
func (b *book) SaveList(_ context.Context, who string, l []trip.ListItem) error {
	b.lists[who] = l
	return b.broken
}
func (b *book) Clips(_ context.Context, who string) ([]string, error) { return b.clips[who], b.broken }
func (b *book) Clip(_ context.Context, who, code string, on bool) error {
	l := slices.DeleteFunc(slices.Clone(b.clips[who]), func(c string) bool { return c == code })
	if on {
		l = append(l, code)
	}
	b.clips[who] = l
	return b.broken
}
func (b *book) SaveLoyalty(_ context.Context, who, number string) error {
	b.cards[who] = number
	return b.broken
}
func (b *book) Receipts(_ context.Context, who string) ([]pricing.Receipt, error) {
	return b.receipts[who], b.broken
}
func (b *book) ReceiptPDF(_ context.Context, who, number string) ([]byte, error) {
	for _, r := range b.receipts[who] {
		if r.Number == number {
			return []byte("%PDF-1.3"), nil
		}
	}
	return nil, errors.New("none")
}

// till is a store that keeps coupons and nothing else.
type till struct{ shopping.Hub }

func (till) ReserveCoupon(context.Context, shopping.CouponRequest) (shopping.Outcome, error) {
	return shopping.Outcome{OK: true}, nil
}
func (till) Lanes(context.Context) ([]shopping.LaneInfo, error)           { return nil, nil }
func (till) Report(context.Context, string, []trip.Record) (int64, error) { return 0, nil }

type goods struct {
	st  *store.Store
	cat *catalog.Catalogue
}

func (g goods) Catalogue() *catalog.Catalogue     { return g.cat }
func (g goods) LabelRules() label.Rules           { return g.st.LabelRules() }
func (g goods) Rules(now time.Time) pricing.Rules { return g.st.Rules(now) }

// world is the pages over two real carts, with a clock of its own.
type world struct {
	testing.TB
	*book
	now   time.Time
	carts []*shopping.Cart
	srv   *httptest.Server

	foreign []string // who asked for a receipt of another's, and which
}

func newWorld(t testing.TB) *world {
	t.Helper()
	st, cat, err := store.Load("../../store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{TB: t, now: time.Date(2026, 6, 1, 16, 0, 0, 0, time.UTC), book: &book{names: map[string]string{"ana@example.com": "Ana", "bob@example.com": "Bob"},
		lists: map[string][]trip.ListItem{}, clips: map[string][]string{}, receipts: map[string][]pricing.Receipt{}, cards: map[string]string{}}}
	for _, n := range []string{"1", "2"} {
		w.carts = append(w.carts, w.cart(n, goods{st, cat}))
	}
	gin.SetMode(gin.TestMode)
	r := gin.New()
	Routes(r, Deps{
		Store: func() *store.Store { return st }, Catalogue: func() *catalog.Catalogue { return cat },
		Carts: func() []shopping.Shopping { return []shopping.Shopping{w.carts[0], w.carts[1]} },
		Cart: func(id string) (shopping.Shopping, bool) {
			for _, c := range w.carts {
				if c.ID() == id {
					return c, true
				}
			}
			return nil, false
		},
		Accounts: w.book, House: w.book, Clock: w.clock, Worker: []byte("// worker"),
		Foreign: func(from, shopper, number string) { w.foreign = append(w.foreign, from+" "+shopper+" "+number) },
	})
	w.srv = httptest.NewServer(r)
	t.Cleanup(w.srv.Close)
	return w
}

func (w *world) clock() time.Time { return w.now }

func (w *world) cart(number string, g goods) *shopping.Cart {
	w.Helper()
	db, err := journal.OpenCart(filepath.Join(w.TempDir(), number+".db"))
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { db.Close() })
	c, err := shopping.NewCart(context.Background(), shopping.Config{ID: "cart-" + number, Number: number, Journal: db, Hub: till{}, Goods: g, Clock: w.clock,
		Log:    slog.New(slog.DiscardHandler),
		Policy: shopping.Policy{TokenLife: 30 * time.Second, Reservation: 3 * time.Minute, PublicURL: "http://store"}})
	if err != nil {
		w.Fatal(err)
	}
	return c
}

// link is the path that a cart's QR code leads to now.
func (w *world) link(cart int) string {
	w.Helper()
	if err := w.carts[cart].Tick(context.Background()); err != nil {
		w.Fatal(err)
	}
	return strings.TrimPrefix(w.carts[cart].Live().QR, "http://store")
}

// phone is one browser.
type browser struct {
	*world
	client *http.Client
}

func (w *world) phone() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.Fatal(err)
	}
	return &browser{w, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// signedIn is a phone on which somebody is signed in.
func (w *world) signedIn(email string) *browser {
	b := w.phone()
	b.post("/phone/code", "email", email, "code", "123456")
	return b
}

// answer is what a request came to.
type answer struct {
	code     int
	to, body string
}

func (b *browser) get(path string) answer {
	b.Helper()
	return b.read(b.client.Get(b.srv.URL + path))
}

func (b *browser) post(path string, fields ...string) answer {
	b.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return b.read(b.client.PostForm(b.srv.URL+path, form))
}

func (b *browser) read(res *http.Response, err error) answer {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(body)}
}

func (w *world) says(a answer, code int, want string) {
	w.Helper()
	if a.code != code || !strings.Contains(a.body, want) {
		w.Errorf("%d, want %d with %q in:\n%s", a.code, code, want, a.body)
	}
}

func (w *world) goesTo(a answer, to string) {
	w.Helper()
	if a.code != http.StatusSeeOther || a.to != to {
		w.Errorf("%d to %q, want to be sent to %q", a.code, a.to, to)
	}
}
