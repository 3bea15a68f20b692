package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/models/hub/bus"
)

func body(t *testing.T, h http.Handler, path string) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	b, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAStoreIsMeasured(t *testing.T) {
	s := newSite(t)
	body(t, s.pages, "/phone")
	if _, err := s.app.hub.Lanes(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := body(t, s.app.metrics.Handler(), "/metrics")
	for _, want := range []string{`dashcart_build_info{role="all"`, `dashcart_page_seconds_count{method="GET",route="/phone",status="303"} 1`, "dashcart_journal_waiting_events 0",
		"dashcart_outbox_waiting_mails 0", `dashcart_carts{status="idle"} 3`, "go_goroutines"} {
		if !strings.Contains(all, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
}

func TestAStoreIsReadyWhileItsFilesAnswer(t *testing.T) {
	s := newSite(t)
	p := &ops.Probes{}
	p.Set(s.app.checks()...)
	if ready, said := p.Ready(t.Context()); !ready {
		t.Errorf("not ready: %v", said)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if ready, said := p.Ready(ctx); ready || said["records"] == "ok" {
		t.Errorf("ready though nothing answered: %v", said)
	}
}

func TestWhatIsTurnedAwayIsInTheAuditLog(t *testing.T) {
	s := newSite(t)
	turned := s.app.turnedAway()
	for range 100 {
		turned(bus.Attempt{From: "192.0.2.1", Who: "U1", Why: "no cart has that key"})
	}
	turned(bus.Attempt{From: "192.0.2.2", Who: "U1", Why: "no cart has that key"})
	rows, n, err := s.app.side.db.AuditPage(t.Context(), "cart's connection", 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	if n != 21 || rows[0].Object != "192.0.2.2" || rows[0].Outcome != "refused" {
		t.Errorf("%d entries, the last %+v", n, rows[0])
	}
	if all := body(t, s.app.metrics.Handler(), "/metrics"); !strings.Contains(all, `dashcart_refused_total{what="cart"} 101`) {
		t.Error("not every refusal was counted")
	}
	if _, err := s.app.side.db.CheckAudit(t.Context(), ""); err != nil {
		t.Error(err)
	}
}

// TestTheDashboardAsksForWhatThereIs reads each metric's name out of the
// dashboard and out of docs/OPERATIONS.md.
func TestTheDashboardAsksForWhatThereIs(t *testing.T) {
	s := newSite(t)
	s.app.metrics.Gauge("bus_connections", "of a hub", func() float64 { return 0 })
	names := s.app.metrics.Names()
	suffix := regexp.MustCompile(`_(bucket|count|sum)$`)
	for _, file := range []string{"packaging/grafana/dashcart.json", "docs/OPERATIONS.md"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		used := regexp.MustCompile(`\bdashcart_[a-z_]+`).FindAllString(string(b), -1)
		for _, n := range used {
			if !slices.Contains(names, suffix.ReplaceAllString(n, "")) && !slices.Contains(names, n) {
				t.Errorf("%s asks for %s; there are %v", file, n, names)
			}
		}
		if len(used) < 10 {
			t.Errorf("%s names only %d metrics", file, len(used))
		}
	}
	var board struct {
		Panels []struct {
			ID      int
			Title   string
			Targets []struct{ Expr string }
		}
	}
	b, err := os.ReadFile("packaging/grafana/dashcart.json")
	if err == nil {
		err = json.Unmarshal(b, &board)
	}
	if err != nil || len(board.Panels) < 10 {
		t.Fatal(len(board.Panels), err)
	}
	ids := map[int]bool{}
	for _, p := range board.Panels {
		if ids[p.ID] || p.Title == "" {
			t.Errorf("panel %d %q", p.ID, p.Title)
		}
		ids[p.ID] = true
	}
}

// TestMadeUpLinksGetNowhere tries many codes that no cart made.
func TestMadeUpLinksGetNowhere(t *testing.T) {
	s := newSite(t)
	const tries = 2000
	cart := s.app.carts[0]
	_, real, _ := strings.Cut(cart.Live().QR, "t=")
	for i := range tries {
		token := []byte(real)
		token[len(cart.ID())+1+i%(len(token)-len(cart.ID())-2)] ^= byte(1 + i%7) // one letter is another
		w := httptest.NewRecorder()
		s.pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/phone/link?t="+url.QueryEscape(string(token)), nil))
		if w.Code != http.StatusConflict && w.Code != http.StatusBadRequest {
			t.Fatalf("%s: %d", token, w.Code)
		}
	}
	if st := cart.Live().State; st.Reservation != nil {
		t.Errorf("somebody got in: %+v", st)
	}
	if _, n, err := s.app.side.db.AuditPage(t.Context(), "link to a cart", 0, 1); err != nil || n != 20 {
		t.Errorf("%d entries in the audit log, %v", n, err)
	}
	if all := body(t, s.app.metrics.Handler(), "/metrics"); !strings.Contains(all, fmt.Sprintf(`dashcart_refused_total{what="link"} %d`, tries)) {
		t.Error("not every try was counted")
	}
	// The code itself still works: nobody used it up.
	w := httptest.NewRecorder()
	s.pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/phone/link?t="+url.QueryEscape(real), nil))
	if w.Code != http.StatusSeeOther || cart.Live().State.Reservation == nil {
		t.Errorf("the right code: %d", w.Code)
	}
}
