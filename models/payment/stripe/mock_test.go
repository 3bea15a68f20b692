package stripe_test

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/payment/stripe"
)

// strict fails the test on any answer but success: the mock holds every
// request against Stripe's published description.
type strict struct{ t *testing.T }

func (s strict) RoundTrip(r *http.Request) (*http.Response, error) {
	a, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && a.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(a.Body)
		a.Body = io.NopCloser(bytes.NewReader(b))
		s.t.Errorf("%s %s: %s %s", r.Method, r.URL.Path, a.Status, b)
	}
	return a, err
}

func TestRequestsAreAsStripeDescribesThem(t *testing.T) {
	bin := os.Getenv("DASHCART_STRIPE_MOCK")
	if bin == "" {
		t.Skip("DASHCART_STRIPE_MOCK is not set; cd tools && go build -o ../bin/stripe-mock github.com/stripe/stripe-mock")
	}
	cmd := exec.Command(bin, "-http-addr", "127.0.0.1:0", "-https-addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()         //nolint:errcheck // killed
	defer cmd.Process.Kill() //nolint:errcheck // as above
	var addr string
	for lines := bufio.NewScanner(out); addr == "" && lines.Scan(); {
		if m := regexp.MustCompile(`address: (127\.0\.0\.1:\d+)`).FindStringSubmatch(lines.Text()); m != nil {
			addr = m[1]
		}
	}
	if addr == "" {
		t.Fatal("stripe-mock did not say where it listens")
	}
	go io.Copy(io.Discard, out) //nolint:errcheck // ends with the process
	db, err := journal.OpenStore(filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	records := journal.Cards{Store: db}
	p, err := stripe.New(stripe.Config{Key: "sk_test_123", Secret: secret, Records: records, URL: "http://" + addr, HTTP: &http.Client{Transport: strict{t}}})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if err := records.SaveCard(ctx, "s1", stripe.Card{Customer: "cus_1", Method: "pm_card_visa"}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveCardURL(ctx, "s2", "ana@example.org", "https://store.example/phone"); err != nil {
		t.Error(err)
	}
	if _, err := p.Authorise(ctx, request("a", 500)); err != nil {
		t.Error(err)
	}
	// The mock remembers nothing, so that the records say how far each came.
	for _, k := range []struct {
		key, intent string
		state       stripe.State
	}{{"held", "pi_1", stripe.Held}, {"toVoid", "pi_2", stripe.Held}, {"old", "", stripe.Begun}, {"captured", "pi_3", stripe.Captured}} {
		if err := records.SavePayment(ctx, stripe.Payment{Key: k.key, Shopper: "s1", Currency: "usd", Amount: 500, Intent: k.intent, State: k.state, Begun: time.Now().Add(-30 * time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Capture(ctx, request("held", 400)); err != nil {
		t.Error(err)
	}
	if _, err := p.Void(ctx, request("toVoid", 400)); err != nil {
		t.Error(err)
	}
	if _, err := p.Authorise(ctx, request("old", 500)); err != nil {
		t.Error(err)
	}
	if _, err := p.Refund(ctx, "r1", request("captured", 100)); err != nil {
		t.Error(err)
	}
	if _, err := p.Reconcile(ctx, time.Now().Add(-time.Hour), time.Now()); err != nil {
		t.Error(err)
	}
}
