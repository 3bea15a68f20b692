package cart

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// fake is a cart that notes the plain commands it is given.
type fake struct {
	shopping.Shopping
	live shopping.Live
	keys []string
	err  error
}

func (f *fake) ID() string          { return "c1" }
func (f *fake) Live() shopping.Live { return f.live }
func (f *fake) Do(_ context.Context, key string, _ trip.Actor, _ trip.Command) error {
	f.keys = append(f.keys, key)
	return f.err
}

// world serves one cart's screen; its kiosk key is "secret".
func world(t *testing.T) (*fake, http.Handler) {
	t.Helper()
	f := newFake()
	return f, serve(t, f)
}

func newFake() *fake {
	return &fake{live: shopping.Live{ID: "c1", Number: "1", State: trip.State{Cart: trip.CartInUse, Trip: &trip.Trip{Status: trip.Shopping}}}}
}

// attendedWorld is world with a cart that staff can sign on to, and two others
// of which one is free.
func attendedWorld(t *testing.T) (*attendedFake, http.Handler) {
	t.Helper()
	f := &attendedFake{fake: newFake()}
	free := &fake{live: shopping.Live{ID: "c7", Number: "7", Online: true, State: trip.State{Cart: trip.CartIdle}}}
	busy := &fake{live: shopping.Live{ID: "c8", Number: "8", Online: true, State: trip.State{Cart: trip.CartInUse}}}
	return f, serve(t, f, free, busy)
}

// serve serves the first cart's screen.
func serve(t *testing.T, f shopping.Shopping, others ...shopping.Shopping) http.Handler {
	t.Helper()
	st, cat, err := store.Load("../../store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	gin.SetMode(gin.TestMode)
	r := gin.New()
	Routes(r, Deps{
		Store: func() *store.Store { return st }, Catalogue: func() *catalog.Catalogue { return cat },
		Cart:   func(id string) (shopping.Shopping, bool) { return f, id == "c1" },
		Others: shopping.Together(func() []shopping.Shopping { return append([]shopping.Shopping{f}, others...) }),
		Lanes: func(context.Context) ([]shopping.LaneInfo, error) {
			return []shopping.LaneInfo{{ID: "dash-1", Name: "Dash lane 1", Dash: true, Open: true, Code: "SIGN-1", X: 14, Y: 21.5}}, nil
		},
		Kiosk: func(string) string { return "secret" },
	})
	return r
}

// send makes a request with the kiosk's cookie, if any.
func send(h http.Handler, method, path, cookie string, form url.Values) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if cookie != "" {
		req.AddCookie(&http.Cookie{Name: "kiosk_c1", Value: cookie})
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

func TestOnlyTheKioskTouches(t *testing.T) {
	f, h := world(t)
	for _, cookie := range []string{"", "wrong"} {
		if w := send(h, "POST", "/cart/c1/do/help", cookie, url.Values{"key": {"k"}}); w.Code != http.StatusForbidden {
			t.Errorf("cookie %q: %d, want 403", cookie, w.Code)
		}
		if w := send(h, "GET", "/cart/c1", cookie, nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "You are looking on") {
			t.Errorf("cookie %q: %d, and the page does not say that it is for looking on", cookie, w.Code)
		}
	}
	if len(f.keys) > 0 {
		t.Errorf("someone else's touches reached the cart: %v", f.keys)
	}
	w := send(h, "GET", "/cart/c1?key=secret", "", nil)
	if c := w.Result().Cookies(); w.Code != http.StatusSeeOther || len(c) != 1 || !c[0].HttpOnly || c[0].Value != "secret" {
		t.Errorf("the kiosk's start: %d, cookies %v", w.Code, w.Result().Cookies())
	}
	if w := send(h, "POST", "/cart/c1/do/help", "secret", url.Values{"key": {"k1"}}); w.Code != http.StatusSeeOther {
		t.Errorf("the kiosk's touch: %d", w.Code)
	}
	if len(f.keys) != 1 || f.keys[0] != "k1" {
		t.Errorf("keys %v, want the one that the page drew", f.keys)
	}
}

// TestOnlyWhoStandsInALaneMayTouchIt: from further away the sign's code is
// asked for, which stands at the lane.
func TestOnlyWhoStandsInALaneMayTouchIt(t *testing.T) {
	f, h := world(t)
	const touch = `name="code" value="SIGN-1"`
	f.live.State.Trip.Shopper = trip.Shopper{ID: "a", Name: "Ana"}
	f.live.X, f.live.Y = 9, 8
	if b := send(h, "GET", "/cart/c1?tab=pay", "secret", nil).Body.String(); !strings.Contains(b, "Dash lane 1") || strings.Contains(b, touch) {
		t.Errorf("a cart in aisle 1 may say that it stands in the lane: %v", strings.Contains(b, touch))
	}
	f.live.X, f.live.Y = 14, 20
	if b := send(h, "GET", "/cart/c1?tab=pay", "secret", nil).Body.String(); !strings.Contains(b, touch) {
		t.Error("a cart in the lane cannot say so")
	}
}

func TestWhatIsNotThere(t *testing.T) {
	_, h := world(t)
	for _, path := range []string{"/cart/c9/do/help", "/cart/c1/do/fly"} {
		if w := send(h, "POST", path, "secret", nil); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
}

func TestFailures(t *testing.T) {
	f, h := world(t)
	f.err = &shopping.Refused{}
	if w := send(h, "POST", "/cart/c1/do/help", "secret", nil); w.Code != http.StatusSeeOther {
		t.Errorf("a refusal is shown on the page, not %d", w.Code)
	}
	f.err = context.DeadlineExceeded
	if w := send(h, "POST", "/cart/c1/do/help", "secret", nil); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "deadline") {
		t.Errorf("a failure: %d %s", w.Code, w.Body)
	}
}

func TestEveryTabInBothLanguages(t *testing.T) {
	f, h := world(t)
	for _, lang := range []string{"en", "es"} {
		f.live.State.Trip.Prefs.Language = lang
		for _, tab := range []string{"", "produce", "produce&q=4011", "produce&plu=4225", "coupons", "list", "map", "help", "pay"} {
			w := send(h, "GET", "/cart/c1?tab="+tab, "secret", nil)
			if b := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(b, `lang="`+lang+`"`) || !strings.Contains(b, "</html>") {
				t.Errorf("%s %s: %d, %d bytes", lang, tab, w.Code, len(b))
			}
		}
	}
}
