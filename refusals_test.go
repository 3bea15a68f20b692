package main

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/payment/stripe"
)

// TestAWebhookWithAWrongSignatureIsInTheAuditLog calls many times with
// signatures that Stripe did not make: nothing is taken in, all are counted,
// and no more are written down than a person would read.
func TestAWebhookWithAWrongSignatureIsInTheAuditLog(t *testing.T) {
	s := newSite(t)
	p, err := stripe.New(stripe.Config{Key: "sk_test", Secret: "whsec_test", Records: journal.Cards{Store: s.app.side.db}})
	if err != nil {
		t.Fatal(err)
	}
	s.app.side.stripe = p
	r := gin.New()
	s.app.stripeRoutes(r)
	const tries = 300
	for i := range tries {
		q := httptest.NewRequest(http.MethodPost, "/webhooks/stripe", strings.NewReader(`{"id":"evt_1","object":"event","type":"payment_intent.succeeded"}`))
		if i > 0 {
			q.Header.Set("Stripe-Signature", "t=1,v1="+strings.Repeat("0", i%65))
		}
		w := httptest.NewRecorder()
		r.ServeHTTP(w, q)
		if w.Code != http.StatusBadRequest {
			t.Fatalf("try %d: %d", i, w.Code)
		}
	}
	s.wroteDown(t, "webhook", "a webhook of Stripe's", 20, tries)
}

// TestAnothersReceiptIsInTheAuditLog: who asks for receipts by guessed numbers.
func TestAnothersReceiptIsInTheAuditLog(t *testing.T) {
	s := newSite(t)
	told := s.app.foreignReceipt()
	for range 100 {
		told("192.0.2.7", "s-bob", "000001"+strings.Repeat("9", 1000))
	}
	s.wroteDown(t, "receipt", "a receipt on the phone", 20, 100)
}

// wroteDown holds how many refusals are in the audit log, and how many were counted.
func (s *site) wroteDown(t *testing.T, what, act string, written, counted int) {
	t.Helper()
	rows, n, err := s.app.side.db.AuditPage(t.Context(), act, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	if n != written || rows[0].Outcome != "refused" || rows[0].Object == "" || len(rows[0].Detail) > 200 {
		t.Errorf("%d entries, the last %+v", n, rows[0])
	}
	if want, all := `dashcart_refused_total{what="`+what+`"} `, body(t, s.app.metrics.Handler(), "/metrics"); !strings.Contains(all, want+strconv.Itoa(counted)+"\n") {
		t.Errorf("not every refusal was counted: %s", want)
	}
	if _, err := s.app.side.db.CheckAudit(t.Context(), ""); err != nil {
		t.Error(err)
	}
}
