package lane

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/views/words"
)

// desked is a cart that notes what an attendant does to it.
type desked struct {
	shopping.Shopping
	live     shopping.Live
	by       trip.Actor
	commands []trip.Command
	went     int
	left     string
	refuses  error
}

func (d *desked) ID() string          { return "cart-1" }
func (d *desked) Live() shopping.Live { return d.live }
func (d *desked) Do(_ context.Context, _ string, by trip.Actor, c trip.Command) error {
	d.by, d.commands = by, append(d.commands, c)
	return d.refuses
}
func (d *desked) Continue(context.Context) error { d.went++; return nil }
func (d *desked) Leave(_ context.Context, _, reason string) error {
	d.left = reason
	return nil
}

// lanes is a store with one lane and one cart in it.
func lanes(t *testing.T, who string) (*desked, *shopping.LaneInfo, http.Handler) {
	t.Helper()
	gin.SetMode(gin.TestMode)
	d := &desked{live: shopping.Live{Number: "101", State: trip.State{Trip: &trip.Trip{ID: "t", Status: trip.AtLane, Lane: "dash-1", Shopper: trip.Shopper{ID: "s", Name: "Ana"}}}}}
	l := &shopping.LaneInfo{ID: "dash-1", Name: "Dash lane 1", Dash: true, Open: true}
	r := gin.New()
	Routes(r, Deps{Carts: func() []shopping.Shopping { return []shopping.Shopping{d} }, Currency: "USD", Language: "en", Lang: func(c *gin.Context) string { return words.Lang(c.GetHeader("Accept-Language")) },
		Lanes: func(context.Context) ([]shopping.LaneInfo, error) { return []shopping.LaneInfo{*l}, nil },
		Handed: func(_ context.Context, code string) (pricing.Receipt, bool, error) {
			switch code {
			case "HABCDEF":
				return basket(), true, nil
			case "HBROKEN":
				return pricing.Receipt{}, false, errors.New("disk")
			}
			return pricing.Receipt{}, false, nil
		},
		Who: func(*gin.Context) (string, bool) { return who, who != "" }})
	return d, l, r
}

func basket() pricing.Receipt {
	fig, _ := gs1.ParsePLU("4266")
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	milk := pricing.Line{Name: "Whole milk", Item: evidence.Item{GTIN: gs1.MustGTIN("9520101011138")}, Sold: pricing.SoldEach, Quantity: 2, UnitPrice: usd(399)}
	figs := pricing.Line{Name: "Figs", Item: evidence.Item{PLU: fig}, Sold: pricing.SoldByWeight, Quantity: 1, UnitPrice: usd(599), Weight: evidence.Weight{Count: 264, DivisionMilli: 5, Unit: evidence.Pound}}
	return pricing.Receipt{Cart: "101", Total: usd(1589), Lines: []pricing.ReceiptLine{{Line: milk, Net: usd(798)}, {Line: figs, Net: usd(791)}}}
}

func send(h http.Handler, method, path string, form url.Values) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

func TestTheWordOfTheExitDisplay(t *testing.T) {
	open := func(resolved bool) *trip.Audit {
		return &trip.Audit{Findings: []trip.Finding{{ID: 1, Resolved: resolved}}}
	}
	known := trip.Shopper{ID: "s"}
	at := func(s trip.Status, change func(*trip.Trip)) *trip.Trip {
		x := &trip.Trip{Status: s, Lane: "dash-1", Shopper: known}
		if change != nil {
			change(x)
		}
		return x
	}
	for name, c := range map[string]struct {
		trip *trip.Trip
		gate bool
		want string
	}{
		"nobody":                     {nil, false, ""},
		"in another lane":            {at(trip.AtLane, func(x *trip.Trip) { x.Lane = "dash-2" }), false, ""},
		"just in":                    {at(trip.AtLane, nil), false, "l-moment"},
		"a guest":                    {at(trip.AtLane, func(x *trip.Trip) { x.Shopper = trip.Shopper{} }), false, "l-staff"},
		"something to look at":       {at(trip.AtLane, func(x *trip.Trip) { x.Audit = open(false) }), false, "l-staff"},
		"looked at":                  {at(trip.AtLane, func(x *trip.Trip) { x.Audit = open(true) }), false, "l-moment"},
		"held":                       {at(trip.Paying, func(x *trip.Trip) { x.Hold = &trip.Hold{} }), false, "l-staff"},
		"declined":                   {at(trip.AtLane, func(x *trip.Trip) { x.Payment = &trip.Payment{Status: trip.PaymentDeclined} }), false, "l-staff"},
		"paying":                     {at(trip.Paying, nil), false, "l-moment"},
		"paying, the load changed":   {at(trip.Paying, func(x *trip.Trip) { x.Audit = open(false) }), false, "l-staff"},
		"paid":                       {at(trip.Paid, nil), false, "l-moment"},
		"paid, and the load changed": {at(trip.Paid, func(x *trip.Trip) { x.Help = &trip.Help{} }), false, "l-staff"},
		"released":                   {at(trip.Released, nil), true, "l-thanks"},
		"released, gate shut again":  {at(trip.Released, nil), false, ""},
		"handed over":                {at(trip.HandedOver, nil), true, ""},
	} {
		if got := Say(c.trip, "dash-1", c.gate); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestTheExitDisplaySaysOneWord(t *testing.T) {
	d, l, h := lanes(t, "")
	page := func() string { return send(h, "GET", "/lane/dash-1", nil).Body.String() }
	d.live.State.Trip.Shopper = trip.Shopper{}
	if !strings.Contains(page(), "Please see our staff") {
		t.Errorf("a guest's page: %s", page())
	}
	d.live.State.Trip.Prefs.Language = "es"
	if !strings.Contains(page(), `lang="es"`) {
		t.Error("the display does not speak the shopper's language")
	}
	d.live.State.Trip = nil
	if !strings.Contains(strings.ToLower(page()), "welcome") {
		t.Error("an empty lane does not say welcome")
	}
	l.Open = false
	if !strings.Contains(strings.ToLower(page()), "closed") {
		t.Error("a closed lane does not say so")
	}
	if w := send(h, "GET", "/lane/dash-9", nil); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "dash-9") {
		t.Errorf("a lane that is not there: %d %s", w.Code, w.Body)
	}
}

// TestTheDeskSpeaksTheAttendantsLanguage shows one of each finding; no word of
// English is left beside what the shopper and the catalogue are called.
func TestTheDeskSpeaksTheAttendantsLanguage(t *testing.T) {
	d, l, h := lanes(t, "Olga")
	d.live.State.Trip.Lines = []pricing.Line{{ID: 1, Name: "Red wine", NameES: "Vino tinto", AgeLimit: 21, Sold: pricing.SoldEach, Quantity: 1}}
	a := &trip.Audit{}
	for i, k := range []string{"weight", "question", "age", "unpriced", "capacity", "disputed", "flagged", "random", "amount", "own"} {
		a.Findings = append(a.Findings, trip.Finding{ID: i + 1, Kind: k, Line: 1, Grams: -120, Text: "English"})
	}
	d.live.State.Trip.Audit = a
	page := func(path string) string {
		req := httptest.NewRequest(http.MethodGet, path, nil)
		req.Header.Set("Accept-Language", "es-MX")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		return w.Body.String()
	}
	desk := page("/lane/dash-1/attendant")
	for _, want := range []string{`lang="es"`, "Vino tinto: el cliente debe tener 21 años", "-120 g frente a la lista", "que 120 g no están", "Está bien: continuar", `value="Identity card seen"`, "Cerrar el carril"} {
		if !strings.Contains(desk, want) {
			t.Errorf("the desk does not say %q", want)
		}
	}
	for _, wrong := range []string{"English", "Red wine", ">Hold<", "Reason", "The basket", "%!"} {
		if strings.Contains(desk, wrong) {
			t.Errorf("the desk says %q", wrong)
		}
	}
	l.Dash = false
	till := page("/lane/dash-1/attendant?code=HABCDEF")
	if !strings.Contains(till, "Artículos") || strings.Contains(till, "Goods") || strings.Contains(till, "%!") {
		t.Errorf("the till: %s", till)
	}
}

func TestAnAttendantDecidesInTheirName(t *testing.T) {
	price, _ := money.Parse("2.49", "USD")
	for path, c := range map[string]struct {
		form url.Values
		want trip.Command
	}{
		"approve": {url.Values{"finding": {"2"}, "reason": {"looked"}}, trip.ResolveFinding{Finding: 2, Staff: "Ben", Reason: "looked"}},
		"adjust":  {url.Values{"line": {"3"}, "quantity": {"0"}, "reason": {"not there"}}, trip.Adjust{Line: 3, Quantity: 0, Reason: "not there"}},
		"hold":    {url.Values{"reason": {"wait"}}, trip.PlaceHold{Reason: "wait", Staff: "Ben"}},
		"lift":    {nil, trip.LiftHold{}},
		"helped":  {nil, trip.EndHelp{}},
		"price": {url.Values{"line": {"4"}, "name": {" Jar "}, "price": {"2.49"}}, trip.PriceLine{Line: 4, Reason: "priced by Ben",
			To: pricing.Line{Name: "Jar", Sold: pricing.SoldEach, Quantity: 1, UnitPrice: price, TaxClass: "general"}}},
	} {
		d, _, h := lanes(t, "Ben")
		form := url.Values{"cart": {"cart-1"}}
		for k, v := range c.form {
			form[k] = v
		}
		if w := send(h, "POST", "/lane/dash-1/"+path, form); w.Code != http.StatusSeeOther {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
			continue
		}
		if len(d.commands) != 1 || !reflect.DeepEqual(d.commands[0], c.want) {
			t.Errorf("%s: %+v, want %+v", path, d.commands, c.want)
		}
		if d.by != (trip.Actor{Kind: trip.ByStaff, Name: "Ben"}) || d.went != 1 {
			t.Errorf("%s: by %+v, went on %d times", path, d.by, d.went)
		}
	}
	d, _, h := lanes(t, "Ben")
	if send(h, "POST", "/lane/dash-1/back", url.Values{"cart": {"cart-1"}}); d.left != "sent back by Ben" {
		t.Errorf("sent back: %q", d.left)
	}
}

func TestWhoIsNotSignedInDecidesNothing(t *testing.T) {
	d, _, h := lanes(t, "")
	for _, path := range []string{"approve", "adjust", "hold", "lift", "helped", "price", "back"} {
		if w := send(h, "POST", "/lane/dash-1/"+path, url.Values{"cart": {"cart-1"}}); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/admin/login" {
			t.Errorf("%s: %d to %s", path, w.Code, w.Header().Get("Location"))
		}
	}
	if len(d.commands) > 0 || d.left != "" {
		t.Errorf("it was done all the same: %+v, %q", d.commands, d.left)
	}
}

func TestWhatIsRefusedStandsOnThePage(t *testing.T) {
	d, _, h := lanes(t, "Ben")
	for form, want := range map[string]int{"cart=cart-9": http.StatusNotFound, "cart=cart-1&finding=x": http.StatusConflict} {
		v, _ := url.ParseQuery(form)
		d.refuses = &shopping.Refused{Code: "unknown", Text: "the audit has no such finding"}
		if w := send(h, "POST", "/lane/dash-1/approve", v); w.Code != want || w.Body.Len() == 0 {
			t.Errorf("%s: %d, want %d: %s", form, w.Code, want, w.Body)
		}
	}
	d.refuses = errors.New("disk full")
	if w := send(h, "POST", "/lane/dash-1/approve", url.Values{"cart": {"cart-1"}}); w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "try again") || strings.Contains(w.Body.String(), "disk") {
		t.Errorf("a failure: %d %s", w.Code, w.Body)
	}
}

func TestACashierSeesWhatWasHandedOver(t *testing.T) {
	_, l, h := lanes(t, "Ben")
	l.Dash = false
	page := func(code string) string {
		return send(h, "GET", "/lane/dash-1/attendant?code="+code, nil).Body.String()
	}
	for _, want := range []string{"Whole milk", `aria-label="9520101011138"`, "2 × $3.99", "Figs", ">4266<", "1.320 lb", "$15.89", "Cart 101"} {
		if !strings.Contains(page("+habcdef+"), want) {
			t.Errorf("the basket does not show %q", want)
		}
	}
	for code, want := range map[string]string{"": "typed or scanned", "H0": "No basket was handed over as H0", "HBROKEN": "could not be read"} {
		if got := page(code); !strings.Contains(got, want) || strings.Contains(got, `data-test="basket"`) {
			t.Errorf("code %q: the page does not say %q, or shows a basket", code, want)
		}
	}
}
