package main

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/chain"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// running runs an app until stop is called.
func running(a *app) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() { a.run(ctx) })
	return func() { cancel(); all.Wait() }
}

// branch is a store of a chain, as its hub.
type branch struct {
	*site
	data string
	stop func()
	seen chan *catalog.Catalogue
}

func openBranch(t *testing.T, data string) *branch {
	t.Helper()
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b := &branch{site: openSite(t, st, cat, appConfig{Data: data, Role: roleHub, Bus: "127.0.0.1:0"}), data: data, seen: make(chan *catalog.Catalogue, 64)}
	b.app.side.watch(func(c *catalog.Catalogue) { b.seen <- c })
	b.stop = running(b.app)
	return b
}

// price is what a GTIN costs at the store, once the catalogue has it so.
func (b *branch) awaits(gtin string, cents int64, sold bool) {
	b.Helper()
	is := func(c *catalog.Catalogue) bool {
		for _, p := range c.Products() {
			if p.GTIN.String() == gtin {
				return sold && p.Price.Minor() == cents
			}
		}
		return !sold
	}
	late := time.After(30 * time.Second)
	for c := b.app.side.Catalogue(); !is(c); {
		select {
		case c = <-b.seen:
		case <-late:
			b.Fatalf("the store did not come to sell %s at %d (sold: %v)", gtin, cents, sold)
		}
	}
}

func TestStoresFollowTheirChain(t *testing.T) {
	const milk = "9520101011138"
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	st.Chain.Stores = []chain.Site{{ID: "elm", Name: "Elm Street", Region: "west"}, {ID: "oak", Name: "Oak Avenue", Region: "west"}}
	head := openSite(t, st, cat, appConfig{Data: t.TempDir(), Role: roleChain, Bus: "127.0.0.1:0", Leaf: "127.0.0.1:0"})
	defer running(head.app)()
	post := func(path string, form url.Values, want int) string {
		t.Helper()
		res := head.ask(account.Owner, http.MethodPost, path, form)
		if res.Code != want {
			t.Fatalf("POST %s: %d\n%s", path, res.Code, res.Body)
		}
		return res.Body.String()
	}
	join := func(id string) *branch {
		t.Helper()
		code := regexp.MustCompile(`[A-Z2-7]{8}(-[A-Z2-7]{8}){3}`).FindString(post("/admin/chain/stores/"+id+"/invite", nil, http.StatusOK))
		data := t.TempDir()
		joined, err := bus.Join(t.Context(), chainDir(data), head.app.head.Addr(), code, func(string) bool { return false })
		if err != nil || joined.Cart != id {
			t.Fatalf("%s joined as %q: %v", id, joined.Cart, err)
		}
		return openBranch(t, data)
	}
	elm, oak := join("elm"), join("oak")
	defer oak.stop()

	override := url.Values{"code": {milk}, "scope": {"region west"}, "field": {"price_cents"}, "value": {"4.29"}}
	post("/admin/chain/override", override, http.StatusSeeOther)
	elm.awaits(milk, 429, true)
	oak.awaits(milk, 429, true)
	override = url.Values{"code": {milk}, "scope": {"store oak"}, "field": {""}}
	post("/admin/chain/override", override, http.StatusSeeOther)
	oak.awaits(milk, 0, false)
	elm.awaits(milk, 429, true)
	for _, wrong := range []url.Values{
		{"code": {"4006381333931"}, "scope": {"region west"}, "field": {"price_cents"}, "value": {"1"}},
		{"code": {milk}, "scope": {"region east"}, "field": {"price_cents"}, "value": {"1"}},
		{"code": {milk}, "scope": {"store elm"}, "field": {"name"}, "value": {""}},
		{"code": {milk}, "scope": {"store elm"}, "field": {"price_cents"}, "value": {"cheap"}},
		{"code": {milk}, "scope": {"store elm"}, "field": {"nonsense"}, "value": {"1"}},
	} {
		if page := post("/admin/chain/override", wrong, http.StatusUnprocessableEntity); !strings.Contains(page, `role="alert"`) {
			t.Errorf("%v is refused without a word", wrong)
		}
	}

	// Cut off for a day, a store sells on; then it catches up both ways.
	elm.stop()
	usd, line := money.New(429, "USD"), pricing.Line{ID: 1, Quantity: 1, Sold: pricing.SoldEach, Department: "dairy"}
	events := []trip.Event{trip.TripLinked{Shopper: trip.Shopper{ID: "ana", Name: "Ana"}}, trip.LinePut{Line: line, Evidence: &evidence.Decision{Quantity: 1}},
		trip.ReceiptIssued{Receipt: pricing.Receipt{Number: "1", Lines: []pricing.ReceiptLine{{Line: line, Net: usd}}, Total: usd}}, trip.TripReleased{}}
	var records []trip.Record
	for i, e := range events {
		records = append(records, trip.Record{Seq: int64(i + 1), Key: "k", Trip: "t1", At: time.Now().UTC(), Event: e})
	}
	if _, err := elm.app.side.db.KeepBatches(t.Context(), []shopping.Batch{{Cart: "cart-1", Records: records}}); err != nil {
		t.Fatal(err)
	}
	elm.close()
	override = url.Values{"code": {milk}, "scope": {"store elm"}, "field": {"price_cents"}, "value": {"4.49"}}
	post("/admin/chain/override", override, http.StatusSeeOther)
	again := openBranch(t, elm.data)
	defer again.stop()
	again.awaits(milk, 449, true)
	page := func() string {
		return head.ask(account.Auditor, http.MethodGet, "/admin/chain", nil).Body.String()
	}
	for late := time.Now().Add(30 * time.Second); !strings.Contains(page(), "$4.29"); {
		if time.Now().After(late) {
			t.Fatalf("the chain's page does not show the sale:\n%s", page())
		}
	}
	report := head.ask(account.Owner, http.MethodGet, "/admin/reports", nil).Body.String()
	if !strings.Contains(report, "$4.29") {
		t.Error("the chain's reports do not show the sale")
	}
	post("/admin/chain/end", url.Values{"list": {"products"}, "key": {milk}, "scope": {"store elm"}, "field": {"price_cents"}}, http.StatusSeeOther)
	again.awaits(milk, 429, true)
}
