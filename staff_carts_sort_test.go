package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
)

// TestTheListOfCartsKeepsItsOrderInTheAddress, also where it is drawn again.
func TestTheListOfCartsKeepsItsOrderInTheAddress(t *testing.T) {
	s := newSite(t)
	for i, percent := range []float64{50, 20, 80} {
		if err := s.app.carts[i].Sense(t.Context(), evidence.Output{Power: &evidence.PowerReading{Percent: percent}}); err != nil {
			t.Fatal(err)
		}
	}
	row := regexp.MustCompile(`data-cart="(cart-\d)"`)
	order := func(page string) string {
		var all []string
		for _, m := range row.FindAllStringSubmatch(page, -1) {
			all = append(all, m[1][5:])
		}
		return strings.Join(all, "")
	}
	for address, want := range map[string]string{"": "123", "?sort=battery": "213", "?sort=-battery": "312", "?sort=-number": "321", "?sort=%3Cb%3E": "123"} {
		page := s.reads(account.Clerk, "/admin/carts"+address)
		if got := order(page); got != want {
			t.Errorf("%q: %s, want %s", address, got, want)
		}
		if !strings.Contains(address, "%") && !strings.Contains(page, `"/admin/live/carts`+address+`"`) {
			t.Errorf("%q: the list is drawn again in another order", address)
		}
		if w := s.ask(account.Clerk, http.MethodGet, "/admin/live/carts"+address, nil); order(w.Body.String()) != want {
			t.Errorf("%q drawn again: %s, want %s", address, order(w.Body.String()), want)
		}
	}
	s.reads(account.Clerk, "/admin/carts?sort=battery", `aria-sort="ascending"`, `href="/admin/carts?sort=-battery"`)
}
