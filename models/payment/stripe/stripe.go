// Package stripe takes cards through Stripe. No card number ever touches this
// software: shoppers save a card on Stripe's own page, and what is kept here
// are Stripe's names for it. A payment is held, captured, voided and refunded
// under the cart's own key; an outcome that was lost is found by asking Stripe,
// never by charging again.
package stripe

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	api "github.com/stripe/stripe-go/v85"

	"github.com/dashcart/dashcart/models/payment"
)

// State is how far a payment came, as Stripe said last.
type State string

// States of a payment.
const (
	Begun    State = "begun" // asked for; the outcome is not known
	Held     State = "held"
	Captured State = "captured"
	Voided   State = "voided"
	Declined State = "declined"
)

// Payment is what the records hold of one payment. Amounts are minor units.
type Payment struct {
	Key      string
	Shopper  string
	Currency string // lower case, as Stripe writes it
	Amount   int64  // to be held
	Intent   string // Stripe's name, once known
	State    State
	Reason   string // of a decline
	Captured int64
	Begun    time.Time
}

// Card is a saved card: Stripe's names, and what may be shown of it.
type Card struct {
	Customer string
	Method   string
	Brand    string
	Last4    string
}

// Records is what the provider keeps.
type Records interface {
	// BeginPayment keeps p unless its key is known; it returns what is kept.
	BeginPayment(ctx context.Context, p Payment) (Payment, error)
	Payment(ctx context.Context, key string) (Payment, bool, error)
	PaymentByIntent(ctx context.Context, intent string) (Payment, bool, error)
	SavePayment(ctx context.Context, p Payment) error
	// Payments lists those begun in a span of time, in the order of their keys.
	Payments(ctx context.Context, from, to time.Time) ([]Payment, error)
	Card(ctx context.Context, shopper string) (Card, bool, error)
	SaveCard(ctx context.Context, shopper string, c Card) error
	// NewEvent is false for a webhook's event that was taken in before.
	NewEvent(ctx context.Context, id string, at time.Time) (bool, error)
	ForgetEvent(ctx context.Context, id string) error
}

// Config is what a Provider is made of. Secrets come from the environment or
// files, never from store.yaml.
type Config struct {
	Key     string // Stripe's secret key
	Secret  string // of the webhook's signatures
	Records Records
	URL     string // of another API, for tests; empty is Stripe's
	HTTP    *http.Client
	Clock   func() time.Time
}

// Provider implements payment.Provider.
type Provider struct {
	cfg    Config
	client *api.Client
}

var _ payment.Provider = (*Provider)(nil)

// Metadata under which an intent carries the cart's key and the shopper.
const (
	metaKey     = "dashcart_key"
	metaShopper = "dashcart_shopper"
)

// keyLife is how long Stripe surely remembers an idempotency key; it promises
// a day.
const keyLife = 20 * time.Hour

// New returns the provider. Nothing is asked yet.
func New(cfg Config) (*Provider, error) {
	if cfg.Key == "" {
		return nil, errors.New("stripe: no secret key; set STRIPE_SECRET_KEY or name a file in STRIPE_SECRET_KEY_FILE")
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.HTTP == nil {
		cfg.HTTP = &http.Client{Timeout: 20 * time.Second}
	}
	backend := &api.BackendConfig{HTTPClient: cfg.HTTP, LeveledLogger: &api.LeveledLogger{Level: api.LevelNull},
		MaxNetworkRetries: api.Int64(0)} // the cart asks again under its key
	if cfg.URL != "" {
		backend.URL = api.String(cfg.URL)
	}
	return &Provider{cfg: cfg, client: api.NewClient(cfg.Key, api.WithBackends(api.NewBackendsWithConfig(backend)))}, nil
}

// Authorise holds an amount on the shopper's saved card.
func (p *Provider) Authorise(ctx context.Context, r payment.Request) (payment.Result, error) {
	card, ok, err := p.cfg.Records.Card(ctx, r.Shopper)
	if err != nil {
		return payment.Result{}, err
	}
	if !ok {
		return payment.Result{Reason: "no card"}, nil
	}
	kept, err := p.cfg.Records.BeginPayment(ctx, Payment{Key: r.Key, Shopper: r.Shopper, Currency: lower(r.Amount.Currency()), Amount: r.Amount.Minor(), State: Begun, Begun: p.cfg.Clock().UTC()})
	if err != nil {
		return payment.Result{}, err
	}
	if kept.State != Begun {
		return authorised(kept), nil
	}
	if p.cfg.Clock().Sub(kept.Begun) > keyLife {
		// Stripe may have forgotten the key, so that asking under it would be
		// asking anew: look for the intent first.
		if kept, err = p.find(ctx, kept); err != nil || kept.State != Begun {
			return authorised(kept), err
		}
	}
	params := &api.PaymentIntentCreateParams{
		Amount: api.Int64(kept.Amount), Currency: api.String(kept.Currency), Customer: api.String(card.Customer), PaymentMethod: api.String(card.Method),
		CaptureMethod: api.String(string(api.PaymentIntentCaptureMethodManual)), Confirm: api.Bool(true), OffSession: api.Bool(true), Description: api.String(r.Memo),
	}
	params.AddMetadata(metaKey, r.Key)
	params.AddMetadata(metaShopper, r.Shopper)
	params.SetIdempotencyKey("authorise-" + r.Key)
	intent, err := p.client.V1PaymentIntents.Create(ctx, params)
	if err != nil {
		return p.refused(ctx, kept, err)
	}
	kept = note(kept, intent)
	return authorised(kept), p.cfg.Records.SavePayment(ctx, kept)
}

// refused tells a decline and a request that Stripe's rules do not allow, which
// are outcomes, from anything else, which leaves the outcome open.
func (p *Provider) refused(ctx context.Context, kept Payment, err error) (payment.Result, error) {
	var e *api.Error
	if !errors.As(err, &e) || (e.Type != api.ErrorTypeCard && e.Type != api.ErrorTypeInvalidRequest) {
		return payment.Result{}, unknown(kept.Key, err)
	}
	kept.State, kept.Reason = Declined, string(e.DeclineCode)
	if kept.Reason == "" {
		kept.Reason = string(e.Code)
	}
	if e.PaymentIntent != nil {
		kept.Intent = e.PaymentIntent.ID
	}
	return authorised(kept), p.cfg.Records.SavePayment(ctx, kept)
}

func unknown(key string, err error) error {
	return fmt.Errorf("stripe: the outcome of payment %s is not known: %w", key, err)
}

// authorised is the outcome of a hold that the records know.
func authorised(k Payment) payment.Result {
	switch k.State {
	case Held, Captured:
		return payment.Result{OK: true, Ref: k.Intent}
	case Declined:
		return payment.Result{Ref: k.Intent, Reason: k.Reason}
	}
	return payment.Result{Ref: k.Intent, Reason: "no hold"}
}

// note writes into k what an intent says.
func note(k Payment, i *api.PaymentIntent) Payment {
	k.Intent = i.ID
	switch i.Status {
	case api.PaymentIntentStatusRequiresCapture:
		k.State = Held
	case api.PaymentIntentStatusSucceeded:
		k.State, k.Captured = Captured, i.AmountReceived
	case api.PaymentIntentStatusCanceled:
		k.State = Voided
	case api.PaymentIntentStatusRequiresPaymentMethod, api.PaymentIntentStatusRequiresAction, api.PaymentIntentStatusRequiresConfirmation:
		k.State, k.Reason = Declined, string(i.Status)
		if i.LastPaymentError != nil && i.LastPaymentError.DeclineCode != "" {
			k.Reason = string(i.LastPaymentError.DeclineCode)
		}
	}
	return k
}

// find asks Stripe which intent carries a key, and what became of it.
func (p *Provider) find(ctx context.Context, k Payment) (Payment, error) {
	if k.Intent != "" {
		i, err := p.client.V1PaymentIntents.Retrieve(ctx, k.Intent, nil)
		if err != nil {
			return k, unknown(k.Key, err)
		}
		k = note(k, i)
		return k, p.cfg.Records.SavePayment(ctx, k)
	}
	params := &api.PaymentIntentSearchParams{SearchParams: api.SearchParams{Query: fmt.Sprintf("metadata[%s]:%s", strconv.Quote(metaKey), strconv.Quote(k.Key))}}
	for i, err := range p.client.V1PaymentIntents.Search(ctx, params).All(ctx) {
		if err != nil {
			return k, unknown(k.Key, err)
		}
		if i.Metadata[metaKey] == k.Key {
			k = note(k, i)
			return k, p.cfg.Records.SavePayment(ctx, k)
		}
	}
	return k, nil
}
