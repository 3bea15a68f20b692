package bench

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/rig"
)

// still is a cart that nothing happens to.
type still struct{ shopping.Shopping }

func (still) ID() string          { return "cart-1" }
func (still) Live() shopping.Live { return shopping.Live{Number: "101"} }

var milk = evidence.Item{GTIN: gs1.MustGTIN("9520101011138")}

func bench(t *testing.T) (*rig.World, *Minds, http.Handler) {
	t.Helper()
	gin.SetMode(gin.TestMode)
	w, minds := rig.New(rig.Settings{Seed: 1}), &Minds{}
	cat := catalog.New(catalog.Contents{Products: []catalog.Product{{GTIN: milk.GTIN, Name: "Whole milk", WeightG: 1030}}})
	st := &store.Store{Name: "Test", Location: time.UTC, Lanes: []store.Lane{{ID: "dash-1", Name: "Dash lane 1", Code: "L1"}}}
	r := gin.New()
	Routes(r, Deps{Worlds: map[string]*rig.World{"cart-1": w}, Carts: func() []shopping.Shopping { return []shopping.Shopping{still{}} },
		Catalogue: func() *catalog.Catalogue { return cat }, Store: func() *store.Store { return st }, Minds: minds,
		Thing: func(i evidence.Item) (rig.Thing, bool) {
			return rig.Thing{Name: "Whole milk", Item: i, Grams: 1030}, i == milk
		},
		Outbox: func(context.Context) ([]Mail, error) { return nil, nil }, Kiosk: func(string) string { return "key" }})
	return w, minds, r
}

func post(h http.Handler, path string, form url.Values) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("HX-Request", "true")
	out := httptest.NewRecorder()
	h.ServeHTTP(out, req)
	return out
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	out := httptest.NewRecorder()
	h.ServeHTTP(out, httptest.NewRequest(http.MethodGet, path, nil))
	return out
}

func TestAHandPutsAndTakes(t *testing.T) {
	w, _, h := bench(t)
	if got := post(h, "/bench/cart-1/put", url.Values{"code": {milk.GTIN.String()}}); got.Code != http.StatusNoContent {
		t.Fatalf("put: %d %s", got.Code, got.Body)
	}
	w.Advance(5000)
	in := w.Inside()
	if len(in) != 1 || in[0].Name != "Whole milk" {
		t.Fatalf("inside: %+v", in)
	}
	if got := post(h, "/bench/cart-1/take", url.Values{"thing": {"1"}}); got.Code != http.StatusNoContent {
		t.Fatalf("take: %d %s", got.Code, got.Body)
	}
	w.Advance(5000)
	if in := w.Inside(); len(in) != 0 {
		t.Fatalf("inside: %+v", in)
	}
}

func TestWhatCannotBeDoneSaysSo(t *testing.T) {
	_, _, h := bench(t)
	for path, form := range map[string]url.Values{
		"/bench/cart-1/put":    {"code": {"0"}},
		"/bench/cart-1/take":   {"thing": {"77"}},
		"/bench/cart-1/unknow": nil,
		"/bench/cart-9/bump":   nil,
	} {
		if got := post(h, path, form); got.Code < 400 || got.Body.Len() == 0 {
			t.Errorf("%s: %d %q", path, got.Code, got.Body)
		}
	}
}

func TestTheCartRollsToAPlaceOrAPoint(t *testing.T) {
	w, _, h := bench(t)
	post(h, "/bench/cart-1/move", url.Values{"x": {"3.5"}, "y": {"4"}})
	if s := w.Snapshot(); s.X != 3.5 || s.Y != 4 {
		t.Fatalf("at %g, %g", s.X, s.Y)
	}
}

func TestWhatFusionConcludedIsExplained(t *testing.T) {
	_, minds, h := bench(t)
	for i := range remembered + 3 {
		minds.Note("cart-1", 1000, evidence.Decision{ID: i, Action: evidence.Put, Item: milk, Gate: "code", Confidence: .99, Grams: 1030, SD: 2,
			Because: evidence.Because{Codes: []evidence.CodeSeen{{Symbology: "ean13", Text: "9520101011138"}}}})
	}
	minds.Note("cart-1", 9000, evidence.Decision{ID: 99, Action: evidence.Ask, Direction: evidence.Take, Gate: "ask", At: 500, Decided: 700,
		Candidates: []evidence.Candidate{{Item: milk, P: .6}}})
	page := get(h, "/bench/cart-1/mind").Body.String()
	for _, want := range []string{"In: Whole milk", "its code was seen and the weight fits", "99% sure", "ean13 9520101011138", "Asks which of these went out", "60%"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if n := strings.Count(page, `data-test="thought"`); n != remembered {
		t.Errorf("%d conclusions are shown, want %d", n, remembered)
	}
	if state := get(h, "/bench/cart-1/state").Body.String(); !strings.Contains(state, `"t":8800`) {
		t.Errorf("the mark is not where the step began: %s", state)
	}
}
