package phone_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/static"
	"github.com/dashcart/dashcart/views/gallery"
	"github.com/dashcart/dashcart/views/phone"
)

// check draws the next page in place and finds what is wrong with it in the
// browser: what axe-core calls serious or critical, what is wider than the
// phone, words below 16 px and targets below 48 px.
const check = `(async () => {
	const next = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html')
	document.documentElement.lang = next.documentElement.lang
	document.body.innerHTML = next.body.innerHTML
	document.body.className = next.body.className
	const bad = []
	if (document.documentElement.scrollWidth > innerWidth) bad.push('wider than the phone: ' + document.documentElement.scrollWidth)
	for (const e of document.querySelectorAll('button, a, input:not([type=hidden])')) {
		const r = e.getBoundingClientRect()
		if (r.height && r.height < 47.5) bad.push('small target: ' + (e.innerText || e.name) + ' ' + r.height)
	}
	const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
	while (words.nextNode()) {
		const e = words.currentNode.parentElement
		if (words.currentNode.data.trim() && !e.closest('.sr-only, script') && parseFloat(getComputedStyle(e).fontSize) < 16) bad.push('small words: ' + words.currentNode.data)
	}
	const found = await axe.run(document, {resultTypes: ['violations']})
	for (const v of found.violations) if (v.impact === 'serious' || v.impact === 'critical') bad.push(v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).slice(0, 2).join(' | '))
	return bad
})()`

// pages are all that a shopper can meet on the phone.
func pages(lang string) map[string]templ.Component {
	p := phone.Page{Store: "Corner Market", Lang: lang, Unit: "lb", Name: "Ana", Key: "k"}
	at := func(tab string) phone.Page { q := p; q.Tab = tab; return q }
	line := pricing.ReceiptLine{Line: pricing.Line{ID: 1, Name: "Free range brown eggs", NameES: "Huevos morenos de gallinas libres", Quantity: 2, UnitPrice: money.New(529, "USD"), Sold: pricing.SoldEach}, Net: money.New(958, "USD"),
		Discounts: []pricing.Discount{{Name: "$1 off eggs", Amount: money.New(100, "USD")}}}
	weighed := pricing.ReceiptLine{Line: pricing.Line{ID: 2, Name: "Banana", NameES: "Plátano", Quantity: 1, UnitPrice: money.New(59, "USD"), Sold: pricing.SoldByWeight, Weight: evidence.Weight{Count: 132, DivisionMilli: 10, Unit: evidence.Pound}}, Net: money.New(78, "USD")}
	r := pricing.Receipt{Number: "000007", At: time.Date(2026, 6, 1, 16, 0, 0, 0, time.UTC), Lines: []pricing.ReceiptLine{line, weighed}, Total: money.New(1036, "USD"), Savings: money.New(100, "USD"), Loyalty: pricing.Loyalty{Card: "Corner Card", Number: "…6784"}}
	home := func(status trip.Status) templ.Component {
		return phone.HomePage(phone.Home{Page: at("basket"), Number: "3", Trip: &trip.Trip{Status: status}, Receipt: r, Card: phone.Card{Name: "Corner Card", Number: "2600123456784"}})
	}
	problem := at("basket")
	problem.Problem = "p-token-old"
	mistyped := at("basket")
	mistyped.Problem = "p-card-misread"
	return map[string]templ.Component{
		"signin":   phone.SignInPage(phone.SignIn{Page: phone.Page{Store: p.Store, Lang: lang}}),
		"code":     phone.SignInPage(phone.SignIn{Page: phone.Page{Store: p.Store, Lang: lang, Problem: "p-bad-code"}, Email: "a.very.long.address@mail.example.com", Sent: true, New: true}),
		"confirm":  phone.ConfirmPage(phone.Confirm{Page: p, Cart: "cart-3", Number: "3"}),
		"no-cart":  phone.HomePage(phone.Home{Page: at("basket"), QR: "M0 0h1v1h-1z", QRSize: 1, Card: phone.Card{Name: "Corner Card"}}),
		"shopping": home(trip.Shopping),
		"at-lane":  home(trip.AtLane),
		"paid":     home(trip.Released),
		"list":     phone.ListPage(phone.Home{Page: at("list"), List: []trip.ListItem{{ID: "a", Text: "Eggs"}, {ID: "b", Text: "Milk", Done: true}}}),
		"no-list":  phone.ListPage(phone.Home{Page: at("list")}),
		"coupons": phone.CouponsPage(at("coupons"), []phone.CouponRow{
			{Code: "MILK1", Name: "$1 off milk", State: phone.CouponIn, Saves: "$1.00", Until: "2026-12-31"},
			{Code: "PASTA", Name: "20% off pasta", State: phone.CouponClipped, Once: true},
			{Code: "TEN", Name: "$10 off a basket of $100 and more", State: phone.CouponOffered},
			{Code: "HELLO", Name: "$5 off your first trip", State: phone.CouponUsed, Once: true, Receipt: "000007"}}),
		"no-coupons": phone.CouponsPage(at("coupons"), nil),
		"receipts":   phone.ReceiptsPage(at("receipts"), []phone.ReceiptRow{{Number: r.Number, Total: "$10.36", At: r.At}}),
		"card":       phone.LoyaltyPage(phone.Loyalty{Page: at("basket"), Card: phone.Card{Name: "Corner Card", Number: "2600123456784"}}),
		"no-card":    phone.LoyaltyPage(phone.Loyalty{Page: mistyped, Card: phone.Card{Name: "Corner Card"}, Typed: "2600123456785"}),
		"account": phone.AccountPage(phone.Account{Page: at("receipts"), Owes: money.New(1036, "USD"), Held: money.New(4000, "USD"), Limit: money.New(20000, "USD"), Lines: []phone.AccountLine{
			{At: r.At, Key: "p-account-refund", Memo: "Free range brown eggs, broken", Amount: money.New(-100, "USD"), Balance: money.New(1036, "USD")},
			{At: r.At, Key: "p-account-capture", Memo: "Corner Market, cart cart-3", Amount: money.New(1136, "USD"), Balance: money.New(1136, "USD")}}}),
		"no-account":  phone.AccountPage(phone.Account{Page: at("receipts"), Owes: money.New(0, "USD"), Held: money.New(0, "USD"), Limit: money.New(20000, "USD")}),
		"no-receipts": phone.ReceiptsPage(at("receipts"), nil),
		"receipt":     phone.ReceiptPage(at("receipts"), r),
		"problem":     phone.ProblemPage(problem),
	}
}

// TestEveryPageInTheBrowser draws every page, in English and light, in Spanish
// and dark. Where DASHCART_SHOTS names a folder, it keeps a picture of each.
func TestEveryPageInTheBrowser(t *testing.T) {
	ctx := gallery.Browser(t, 390, 844)
	axe, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skipf("axe-core is not installed; make setup installs it: %v", err)
	}
	if _, err := os.Stat("../../static/dist/app.css"); err != nil {
		t.Skip("the styles are not built; make assets builds them")
	}
	var shown templ.Component = templ.NopComponent
	mux := http.NewServeMux()
	mux.Handle("/static/", static.Handler("/static/"))
	mux.HandleFunc("/phone/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := shown.Render(r.Context(), w); err != nil {
			t.Error(err)
		}
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	shown = pages("en")["problem"]
	if err := chromedp.Run(ctx, chromedp.Navigate(srv.URL), chromedp.Evaluate(string(axe)+";0", nil)); err != nil {
		t.Fatal(err)
	}
	for lang, colours := range map[string]string{"en": "light", "es": "dark"} {
		if err := chromedp.Run(ctx, gallery.Colours(colours)); err != nil {
			t.Fatal(err)
		}
		for name, page := range pages(lang) {
			shown, name = page, name+"-"+lang
			var bad []string
			step, cancel := context.WithTimeout(ctx, 30*time.Second)
			err := chromedp.Run(step, chromedp.Evaluate(check, &bad, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
			if err == nil {
				err = gallery.Keep(step, "phone-"+name)
			}
			cancel()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(bad) > 0 {
				t.Errorf("%s:\n\t%s", name, strings.Join(bad, "\n\t"))
			}
		}
	}
}
