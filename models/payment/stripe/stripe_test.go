package stripe_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v85/webhook"
	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/payment/stripe"
)

const secret = "whsec_test"

// till is a provider on the scripted processor.
type till struct {
	*stripe.Provider
	processor *processor
	records   journal.Cards
	clock     *clock
}

// clock is the time of provider and processor, which the test moves on.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func newTill(t testing.TB, dir string) *till {
	t.Helper()
	db, err := journal.OpenStore(filepath.Join(dir, "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	x := &till{records: journal.Cards{Store: db}, clock: &clock{at: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}}
	x.processor = newProcessor(t, x.clock.now)
	x.Provider, err = stripe.New(stripe.Config{Key: "sk_test_1", Secret: secret, Records: x.records, URL: x.processor.URL, Clock: x.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.records.SaveCard(context.Background(), "s1", stripe.Card{Customer: "cus_1", Method: "pm_1"}); err != nil {
		t.Fatal(err)
	}
	return x
}

func request(key string, cents int64) payment.Request {
	return payment.Request{Key: key, Shopper: "s1", Amount: money.New(cents, "USD"), Memo: "Test, cart 1"}
}

// sure asks until the outcome is known, as a cart does.
func sure(t testing.TB, f func(context.Context, payment.Request) (payment.Result, error), r payment.Request) payment.Result {
	t.Helper()
	for range 30 {
		if out, err := f(context.Background(), r); err == nil {
			return out
		}
	}
	t.Fatal("no outcome after thirty tries")
	return payment.Result{}
}

func TestAPaymentThroughItsLife(t *testing.T) {
	x := newTill(t, t.TempDir())
	ctx := t.Context()
	if out := sure(t, x.Authorise, payment.Request{Key: "z", Shopper: "nobody", Amount: money.New(1, "USD")}); out.OK || out.Reason != "no card" {
		t.Errorf("without a card: %+v", out)
	}
	if out := sure(t, x.Authorise, request("a", 5000)); !out.OK || out.Ref != "pi_1" {
		t.Errorf("hold: %+v", out)
	}
	if out := sure(t, x.Capture, request("a", 5001)); out.OK || out.Reason != "more than held" {
		t.Errorf("more than held: %+v", out)
	}
	if out := sure(t, x.Capture, request("a", 4000)); !out.OK {
		t.Errorf("capture: %+v", out)
	}
	if out := sure(t, x.Void, request("a", 0)); out.OK || out.Reason != "no hold" {
		t.Errorf("void of what was captured: %+v", out)
	}
	give := func(key string, cents int64) payment.Result {
		out, err := x.Refund(ctx, key, request("a", cents))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if out := give("r1", 1000); !out.OK {
		t.Errorf("refund in part: %+v", out)
	}
	if out := give("r1", 1000); !out.OK {
		t.Errorf("the same refund again: %+v", out)
	}
	x.processor.change(func() {
		if n := len(x.processor.refunds); n != 1 {
			t.Errorf("one refund asked for twice made %d", n)
		}
	})
	if out := give("r2", 3000); !out.OK {
		t.Errorf("the rest: %+v", out)
	}
	if out := give("r3", 1); out.OK || out.Reason != "more than captured" {
		t.Errorf("more than was captured: %+v", out)
	}
	sure(t, x.Authorise, request("b", 700))
	if out := sure(t, x.Void, request("b", 700)); !out.OK {
		t.Errorf("void: %+v", out)
	}
	if out := sure(t, x.Capture, request("b", 700)); out.OK || out.Reason != "no hold" {
		t.Errorf("capture of what was voided: %+v", out)
	}
	x.processor.change(func() { x.processor.decline = "insufficient_funds" })
	for range 2 {
		if out := sure(t, x.Authorise, request("c", 700)); out.OK || out.Reason != "insufficient_funds" {
			t.Errorf("declined: %+v", out)
		}
	}
	if out := sure(t, x.Capture, request("never", 1)); out.OK || out.Reason != "no hold" {
		t.Errorf("capture of nothing: %+v", out)
	}
}

// TestLostAnswersNeverChargeTwice loses requests and answers at random, lets
// days pass in between, and then counts the money.
func TestLostAnswersNeverChargeTwice(t *testing.T) {
	x := newTill(t, t.TempDir())
	round := 0
	rapid.Check(t, func(r *rapid.T) {
		round++
		x.processor.change(func() { clear(x.processor.intents) })
		x.clock.pass(20_000 * time.Hour)
		x.processor.faults(rapid.SliceOfN(rapid.SampledFrom([]string{fine, fine, lostThere, lostBack, broken}), 0, 20).Draw(r, "script")...)
		held, charged := int64(0), int64(0)
		for n := range rapid.IntRange(1, 3).Draw(r, "payments") {
			key, cents := fmt.Sprintf("k%d-%d", round, n), rapid.Int64Range(100, 900).Draw(r, "cents")
			ask := func(f func(context.Context, payment.Request) (payment.Result, error)) payment.Result {
				for range 30 {
					if out, err := f(context.Background(), request(key, cents)); err == nil {
						return out
					}
					if rapid.IntRange(0, 4).Draw(r, "a day passes") == 0 {
						x.clock.pass(25 * time.Hour)
						x.processor.change(func() { clear(x.processor.keys) }) // as the processor forgets them
					}
				}
				r.Fatal("no outcome after thirty tries")
				return payment.Result{}
			}
			if out := ask(x.Authorise); !out.OK {
				r.Fatalf("hold %s: %+v", key, out)
			}
			if rapid.Bool().Draw(r, "capture") {
				if out := ask(x.Capture); !out.OK {
					r.Fatalf("capture %s: %+v", key, out)
				}
				charged += cents
			} else if out := ask(x.Void); !out.OK {
				r.Fatalf("void %s: %+v", key, out)
			}
			held++
		}
		x.processor.change(func() {
			var received int64
			for _, i := range x.processor.intents {
				received += i.Received
				if i.Status == "requires_capture" {
					r.Errorf("%s is still held", i.ID)
				}
			}
			if int64(len(x.processor.intents)) != held || received != charged {
				r.Errorf("%d intents for %d payments, %d received of %d", len(x.processor.intents), held, received, charged)
			}
		})
		x.processor.faults()
		diffs, err := x.Reconcile(context.Background(), x.clock.now().Add(-10000*time.Hour), x.clock.now().Add(time.Hour))
		if err != nil || len(diffs) != 0 {
			r.Errorf("reconciliation: %+v, %v", diffs, err)
		}
	})
}

func (x *till) event(id, kind, object string, at time.Time) (body []byte, signature string) {
	body = fmt.Appendf(nil, `{"id":%q,"object":"event","type":%q,"created":%d,"api_version":"2024-01-01","data":{"object":%s}}`, id, kind, at.Unix(), object)
	s := webhook.GenerateTestSignedPayload(&webhook.UnsignedPayload{Payload: body, Secret: secret, Timestamp: at})
	return body, s.Header
}

func TestWebhooksLateTwiceAndInAnyOrder(t *testing.T) {
	x := newTill(t, t.TempDir())
	ctx := t.Context()
	x.processor.faults(lostBack)
	if _, err := x.Authorise(ctx, request("a", 500)); err == nil {
		t.Fatal("a lost answer is an outcome")
	}
	state := func() stripe.State {
		k, _, err := x.records.Payment(ctx, "a")
		if err != nil {
			t.Fatal(err)
		}
		return k.State
	}
	object := `{"id":"pi_1","object":"payment_intent","status":"requires_capture","metadata":{"dashcart_key":"a"}}`
	held, heldBy := x.event("evt_1", "payment_intent.amount_capturable_updated", object, x.clock.now())
	if err := x.Webhook(ctx, held, heldBy); err != nil || state() != stripe.Held {
		t.Errorf("the webhook told of the hold: %v, %s", err, state())
	}
	sure(t, x.Capture, request("a", 500))
	// An old event comes after the capture, under another name: what it says
	// is not believed.
	late, lateBy := x.event("evt_0", "payment_intent.amount_capturable_updated", object, x.clock.now())
	if err := x.Webhook(ctx, late, lateBy); err != nil || state() != stripe.Captured {
		t.Errorf("a late event: %v, %s", err, state())
	}
	before := x.processor.left()
	if err := x.Webhook(ctx, held, heldBy); err != nil || x.processor.left() != before {
		t.Errorf("the same event again: %v", err)
	}
	// What could not be taken in comes again.
	x.processor.faults(broken)
	again, againBy := x.event("evt_2", "payment_intent.succeeded", object, x.clock.now())
	if err := x.Webhook(ctx, again, againBy); err == nil {
		t.Error("an event was taken in though Stripe could not be asked")
	}
	if err := x.Webhook(ctx, again, againBy); err != nil {
		t.Error(err)
	}
	foreign, foreignBy := x.event("evt_3", "payment_intent.succeeded", `{"id":"pi_99","object":"payment_intent"}`, x.clock.now())
	if err := x.Webhook(ctx, foreign, foreignBy); err != nil {
		t.Errorf("another's payment on the same account: %v", err)
	}
}

func TestAWrongOrOldSignatureChangesNothing(t *testing.T) {
	x := newTill(t, t.TempDir())
	ctx := t.Context()
	sure(t, x.Authorise, request("a", 500))
	x.processor.change(func() { x.processor.intents["pi_1"].Status = "canceled" })
	object := `{"id":"pi_1","object":"payment_intent"}`
	body, good := x.event("evt_1", "payment_intent.canceled", object, x.clock.now())
	_, old := x.event("evt_1", "payment_intent.canceled", object, x.clock.now().Add(-time.Hour))
	_, early := x.event("evt_1", "payment_intent.canceled", object, x.clock.now().Add(time.Hour))
	for name, signature := range map[string]string{"none": "", "nonsense": "t=1,v1=00", "another's": strings.Replace(good, "v1=", "v1=00", 1), "old": old, "from the future": early} {
		if err := x.Webhook(ctx, body, signature); !errors.Is(err, stripe.ErrSignature) {
			t.Errorf("%s signature: %v", name, err)
		}
	}
	if err := x.Webhook(ctx, append(body, ' '), good); !errors.Is(err, stripe.ErrSignature) {
		t.Errorf("a changed body: %v", err)
	}
	if k, _, _ := x.records.Payment(ctx, "a"); k.State != stripe.Held {
		t.Errorf("the payment is %s", k.State)
	}
	if err := x.Webhook(ctx, body, good); err != nil {
		t.Error(err)
	}
	if k, _, _ := x.records.Payment(ctx, "a"); k.State != stripe.Voided {
		t.Errorf("after the real one the payment is %s", k.State)
	}
}

func TestACardIsSavedOnStripesPage(t *testing.T) {
	x := newTill(t, t.TempDir())
	ctx := t.Context()
	url, err := x.SaveCardURL(ctx, "s2", "ana@example.org", "https://store.example/phone")
	if err != nil || url != "https://checkout.example/cs_1" {
		t.Fatal(url, err)
	}
	if _, ok, _ := x.records.Card(ctx, "s2"); ok {
		t.Error("a card before Stripe told of it")
	}
	body, signature := x.event("evt_1", "checkout.session.completed", `{"id":"cs_1","object":"checkout.session","mode":"setup","setup_intent":"seti_1","metadata":{"dashcart_shopper":"s2"}}`, x.clock.now())
	if err := x.Webhook(ctx, body, signature); err != nil {
		t.Fatal(err)
	}
	if c, ok, err := x.records.Card(ctx, "s2"); !ok || err != nil || c != (stripe.Card{Customer: "cus_1", Method: "pm_1", Brand: "visa", Last4: "4242"}) {
		t.Errorf("%+v %v", c, err)
	}
}

func TestReconciliationListsEveryDifference(t *testing.T) {
	x := newTill(t, t.TempDir())
	ctx := t.Context()
	for _, k := range []string{"same", "voided there", "gone there", "amount", "captured"} {
		sure(t, x.Authorise, request(k, 500))
	}
	sure(t, x.Capture, request("captured", 500))
	x.processor.faults(lostBack)
	if _, err := x.Authorise(ctx, request("never asked", 500)); err == nil {
		t.Fatal("a lost answer is an outcome")
	}
	x.processor.change(func() {
		for _, i := range x.processor.intents {
			switch i.Metadata["dashcart_key"] {
			case "voided there":
				i.Status = "canceled"
			case "gone there":
				delete(x.processor.intents, i.ID)
			case "amount":
				i.Amount = 400
			case "captured":
				i.Received = 499
			}
		}
		x.processor.intents["pi_x"] = &intent{ID: "pi_x", Object: "payment_intent", Amount: 9, Currency: "usd", Status: "succeeded", Created: x.clock.now().Unix(), Metadata: map[string]string{"dashcart_key": "only there"}}
	})
	got, err := x.Reconcile(ctx, x.clock.now().Add(-time.Hour), x.clock.now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, d := range got {
		keys = append(keys, d.Key)
	}
	if want := "amount, captured, gone there, never asked, only there, voided there"; strings.Join(keys, ", ") != want {
		t.Errorf("differences in %s, want %s", strings.Join(keys, ", "), want)
	}
}
