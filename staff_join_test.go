package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/store"
)

// TestAMachineJoinsWithACodeFromTheCartsPage: the code that a manager sees lets
// one machine in, once; nobody else may make one, and none is in the log.
func TestAMachineJoinsWithACodeFromTheCartsPage(t *testing.T) {
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := openSite(t, st, cat, appConfig{Data: t.TempDir(), Role: roleHub, Bus: "127.0.0.1:0"})
	stop := running(s.app)
	defer stop()

	const at = "/admin/carts/cart-1"
	s.reads(account.Manager, at, at+"/join")
	if page := s.reads(account.Attendant, at); strings.Contains(page, at+"/join") {
		t.Error("an attendant is offered to let machines in")
	}
	if w := s.ask(account.Attendant, "POST", at+"/join", nil); w.Code != http.StatusForbidden {
		t.Errorf("an attendant lets a machine in: %d", w.Code)
	}
	w := s.ask(account.Manager, "POST", at+"/join", nil)
	found := regexp.MustCompile(`dashcart join (\S+) ([A-Z2-7-]+)`).FindStringSubmatch(w.Body.String())
	if w.Code != http.StatusOK || found == nil {
		t.Fatalf("%d %s", w.Code, within(w.Body.String()))
	}
	addr, code := found[1], found[2]
	fresh := func(string) bool { return false }
	id, err := bus.Join(t.Context(), t.TempDir(), addr, code, fresh)
	if err != nil || id.Cart != "cart-1" {
		t.Fatalf("%+v, %v", id, err)
	}
	if _, err := bus.Join(t.Context(), t.TempDir(), addr, code, fresh); err == nil {
		t.Error("the code let a second machine in")
	}
	page, _, err := s.app.side.db.AuditPage(t.Context(), "", 0, 100)
	if err != nil || len(page) == 0 {
		t.Fatalf("%v, %v", page, err)
	}
	for _, e := range page {
		if strings.Contains(e.Detail+e.Object+e.Outcome, code) {
			t.Errorf("the log holds the code: %+v", e)
		}
	}
}

// TestNoMachineJoinsAStoreOfOneProgram: where carts run inside, the page says
// so and offers nothing.
func TestNoMachineJoinsAStoreOfOneProgram(t *testing.T) {
	s := newSite(t)
	if page := s.reads(account.Owner, "/admin/carts/cart-1"); strings.Contains(page, "/join") {
		t.Error("a code is offered that nobody can use")
	}
	if w := s.ask(account.Owner, "POST", "/admin/carts/cart-1/join", nil); w.Code != http.StatusConflict {
		t.Errorf("%d", w.Code)
	}
}
