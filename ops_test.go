package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
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
