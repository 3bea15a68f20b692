package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/gin-gonic/gin"
	"golang.org/x/crypto/argon2"

	"github.com/dashcart/dashcart/handlers/admin"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/store"
)

// site is the whole app's pages with one person of each role signed in, and
// nothing running behind them.
type site struct {
	*testing.T
	app      *app
	pages    *gin.Engine
	sessions map[account.Role]string
	close    func()
}

func newSite(t *testing.T) *site {
	t.Helper()
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return openSite(t, st, cat, appConfig{Data: t.TempDir()})
}

func openSite(t *testing.T, st *store.Store, cat *catalog.Catalogue, cfg appConfig) *site {
	t.Helper()
	ctx := t.Context()
	cfg.Seed, cfg.Blind, cfg.PublicURL, cfg.Log = 1, true, "http://store.example", slog.New(slog.DiscardHandler)
	a, err := newApp(ctx, st, cat, cfg)
	if err != nil {
		t.Fatal(err)
	}
	closed := sync.OnceFunc(func() {
		if err := a.close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(closed)
	h, err := a.handler()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{T: t, app: a, pages: h.(*gin.Engine), sessions: map[account.Role]string{}, close: closed}
	for _, r := range account.Roles() {
		e := account.Employee{ID: string(r), Email: string(r) + "@example.org", Name: string(r), Role: r, Hash: hashed()}
		if err := a.side.db.SaveEmployee(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// hashed is everybody's password, at a cost that suits a test.
var hashed = sync.OnceValue(func() string {
	salt, enc := make([]byte, 16), base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=64,t=1,p=1$%s$%s", argon2.Version, enc.EncodeToString(salt), enc.EncodeToString(argon2.IDKey([]byte("correct horse"), salt, 1, 64, 1, 32)))
})

// session signs the person of a role in when first asked for.
func (s *site) session(r account.Role) string {
	s.Helper()
	if s.sessions[r] == "" {
		var err error
		if s.sessions[r], err = s.app.side.people.SignIn(s.Context(), account.SignIn{Email: string(r) + "@example.org", Password: "correct horse"}); err != nil {
			s.Fatal(err)
		}
	}
	return s.sessions[r]
}

// hangUp ends a stream as soon as it begins.
type hangUp struct {
	*httptest.ResponseRecorder
	cancel context.CancelFunc
}

func (w *hangUp) Write(b []byte) (int, error) {
	if strings.HasPrefix(w.Header().Get("Content-Type"), "text/event-stream") {
		w.cancel()
	}
	return w.ResponseRecorder.Write(b)
}

// ask sends a request as a person of a role, nobody for "".
func (s *site) ask(r account.Role, method, path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	ctx, cancel := context.WithCancel(s.Context())
	defer cancel()
	req := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(form.Encode()))
	if method != http.MethodGet {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	if r != "" {
		req.AddCookie(&http.Cookie{Name: "dashcart_staff", Value: s.session(r)})
	}
	w := &hangUp{httptest.NewRecorder(), cancel}
	s.pages.ServeHTTP(w, req)
	return w.ResponseRecorder
}

// address fills a route's pattern with things that do not exist: a page that
// lets somebody in says so, and changes nothing.
func address(pattern string) string {
	parts := strings.Split(pattern, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, ":") || strings.HasPrefix(p, "*") {
			parts[i] = "nothing"
		}
	}
	return strings.Join(parts, "/")
}

// open are the addresses behind no staff sign-in: their own keys guard them
// (the kiosk's, the shopper's session, an invitation), or they show nothing
// that is not for everybody.
var open = []string{"/", "/static/", "/pictures/", "/phone", "/cart/", "/bench", "/lane/", "/admin/login", "/admin/logout", "/admin/invite/"}

// TestEveryRouteWithEveryRole takes the routes from the router itself, so that
// a new one without a rule fails.
func TestEveryRouteWithEveryRole(t *testing.T) {
	s := newSite(t)
	behind := 0
	for _, x := range s.pages.Routes() {
		needs, ruled := admin.Needs(x.Method, x.Path)
		isOpen := false
		for _, o := range open {
			isOpen = isOpen || x.Path == o || o != "/" && strings.HasPrefix(x.Path, o)
		}
		if !ruled {
			if !isOpen {
				t.Errorf("%s %s: no rule says who may", x.Method, x.Path)
			}
			continue
		}
		behind++
		path := address(x.Path)
		if w := s.ask("", x.Method, path, nil); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/admin/login" {
			t.Errorf("%s %s: somebody from the street gets %d", x.Method, path, w.Code)
		}
		for _, r := range account.Roles() {
			w := s.ask(r, x.Method, path, nil)
			if got, want := w.Code != http.StatusForbidden, r.May(needs); got != want {
				t.Errorf("%s %s as %s: %d, and the table says %v", x.Method, path, r, w.Code, want)
			}
			if w.Code >= 500 {
				t.Errorf("%s %s as %s: %d %.300s", x.Method, path, r, w.Code, w.Body)
			}
			if x.Method != http.MethodGet { // some of these end sessions
				var err error
				if s.sessions[r], err = again(s, r); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if behind < 30 {
		t.Errorf("only %d addresses are behind the sign-in", behind)
	}
	if _, err := s.app.side.db.CheckAudit(t.Context(), ""); err != nil {
		t.Error(err)
	}
}

// again gives back the session of a role, a new one where it ended.
func again(s *site, r account.Role) (string, error) {
	if _, ok := s.app.side.people.Who(s.Context(), s.session(r)); ok {
		return s.sessions[r], nil
	}
	return s.app.side.people.SignIn(s.Context(), account.SignIn{Email: string(r) + "@example.org", Password: "correct horse"})
}

// TestWhoWorksALane: the desk's acts follow the same table, though their page
// is not among the staff's.
func TestWhoWorksALane(t *testing.T) {
	s := newSite(t)
	for _, r := range append(account.Roles(), "") {
		w := s.ask(r, "POST", "/lane/dash-1/hold", url.Values{"cart": {"cart-1"}, "reason": {"x"}})
		may := r.May(account.WorkLanes)
		if refused := w.Code == http.StatusForbidden || w.Code == http.StatusSeeOther && w.Header().Get("Location") == "/admin/login"; refused == may {
			t.Errorf("%q at the desk: %d", r, w.Code)
		}
	}
}

// TestAnotherSitesPageChangesNothing sends what a browser sends for a form of
// another site.
func TestAnotherSitesPageChangesNothing(t *testing.T) {
	s := newSite(t)
	for _, x := range s.pages.Routes() {
		if x.Method == http.MethodGet || x.Method == http.MethodHead {
			continue
		}
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "same-site"}} {
			if w := s.ask(account.Owner, x.Method, address(x.Path), nil, header...); w.Code != http.StatusForbidden {
				t.Errorf("%s %s with %v: %d", x.Method, x.Path, header, w.Code)
			}
		}
	}
	if _, n, err := s.app.side.db.AuditPage(t.Context(), "", 0, 1); n != 0 || err != nil {
		t.Errorf("%d entries in the log, %v: another site's requests got as far as that", n, err)
	}
}

// TestWhatStaffChangeIsInTheLog: the change, who, what was sent, and what is
// secret left out; a refused one says so.
func TestWhatStaffChangeIsInTheLog(t *testing.T) {
	s := newSite(t)
	s.ask(account.Manager, "POST", "/admin/lanes/dash-1/open", url.Values{"open": {"yes"}, "note": {"<script>alert(1)</script>"}})
	s.ask(account.Auditor, "POST", "/admin/lanes/dash-1/open", url.Values{"open": {"no"}})
	s.ask(account.Clerk, "POST", "/admin/me/password", url.Values{"old": {"correct horse"}, "password": {"hunter2hunter2"}, "again": {"hunter2hunter2"}})
	s.ask("", "POST", "/admin/login", url.Values{"email": {"owner@example.org"}, "password": {"guessed-it"}})
	s.ask("", "POST", "/admin/invite/sesame", url.Values{"password": {"guessed-it-too"}})
	page, _, err := s.app.side.db.AuditPage(t.Context(), "", 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, e := range page {
		all.WriteString(strings.Join([]string{e.Name, e.Act, e.Object, e.Detail, e.Outcome}, "|") + "\n")
	}
	text := all.String()
	for _, want := range []string{"manager|POST /admin/lanes/:id/open|/admin/lanes/dash-1/open|note=%3Cscript%3E", "auditor|POST /admin/lanes/:id/open|/admin/lanes/dash-1/open|entry 2: 403 Forbidden|refused", "|/admin/login|email=owner%40example.org", "401 Unauthorized|refused", "/admin/invite/…"} {
		if !strings.Contains(text, want) {
			t.Errorf("the log does not hold %q:\n%s", want, text)
		}
	}
	for _, secret := range []string{"correct horse", "hunter2", "guessed", "sesame"} {
		if strings.Contains(text, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if w := s.ask(account.Owner, "GET", "/admin/audit?check=yes", nil); !strings.Contains(w.Body.String(), "&lt;script&gt;") || strings.Contains(w.Body.String(), "<script>alert") {
		t.Errorf("the page of the log: %d", w.Code)
	}
}

// TestAHugeFormIsTurnedAway before anything reads it.
func TestAHugeFormIsTurnedAway(t *testing.T) {
	s := newSite(t)
	if w := s.ask(account.Owner, "POST", "/admin/staff/invite", url.Values{"name": {strings.Repeat("x", 2<<20)}}); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", w.Code)
	}
}
