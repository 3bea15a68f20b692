package stripe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	api "github.com/stripe/stripe-go/v85"
	"github.com/stripe/stripe-go/v85/webhook"
)

// ErrSignature says that a webhook's call was not signed by Stripe, or long ago.
var ErrSignature = errors.New("stripe: the webhook's signature is wrong or old")

// oldest is how old a signed call may be.
const oldest = 5 * time.Minute

// MaxWebhook bounds the body of a webhook's call, in bytes.
const MaxWebhook = 1 << 20

// Webhook takes in one call. An event is taken in once; what it says of a
// payment is not believed but asked for, so that calls may come late, twice and
// in any order. ErrSignature means that it was not Stripe; any other error that
// Stripe should call again.
func (p *Provider) Webhook(ctx context.Context, body []byte, signature string) error {
	if p.cfg.Secret == "" {
		return fmt.Errorf("%w: no secret is set here", ErrSignature)
	}
	event, err := p.verified(body, signature)
	if err != nil {
		return err
	}
	fresh, err := p.cfg.Records.NewEvent(ctx, event.ID, p.cfg.Clock())
	if err != nil || !fresh {
		return err
	}
	if err := p.take(ctx, event); err != nil {
		return errors.Join(err, p.cfg.Records.ForgetEvent(ctx, event.ID)) // so that its repetition counts
	}
	return nil
}

func (p *Provider) verified(body []byte, signature string) (api.Event, error) {
	event, err := webhook.ConstructEventWithOptions(body, signature, p.cfg.Secret, webhook.ConstructEventOptions{IgnoreTolerance: true, IgnoreAPIVersionMismatch: true})
	if err != nil {
		return api.Event{}, fmt.Errorf("%w: %v", ErrSignature, err)
	}
	// The time is held against this machine's own clock, which tests may set.
	at, err := signedAt(signature)
	if err != nil {
		return api.Event{}, err
	}
	if age := p.cfg.Clock().Sub(at); age > oldest || age < -oldest {
		return api.Event{}, fmt.Errorf("%w: signed at %s", ErrSignature, at.UTC().Format(time.RFC3339))
	}
	return event, nil
}

func (p *Provider) take(ctx context.Context, event api.Event) error {
	if event.Data == nil {
		return nil
	}
	switch event.Type {
	case api.EventTypeCheckoutSessionCompleted:
		var s api.CheckoutSession
		if err := json.Unmarshal(event.Data.Raw, &s); err != nil {
			return fmt.Errorf("stripe: event %s: %w", event.ID, err)
		}
		return p.saved(ctx, &s)
	case api.EventTypePaymentIntentAmountCapturableUpdated, api.EventTypePaymentIntentSucceeded, api.EventTypePaymentIntentCanceled, api.EventTypePaymentIntentPaymentFailed:
		var i api.PaymentIntent
		if err := json.Unmarshal(event.Data.Raw, &i); err != nil {
			return fmt.Errorf("stripe: event %s: %w", event.ID, err)
		}
		return p.ask(ctx, &i)
	}
	return nil
}

// ask brings a payment up to date from Stripe itself.
func (p *Provider) ask(ctx context.Context, i *api.PaymentIntent) error {
	k, ok, err := p.cfg.Records.PaymentByIntent(ctx, i.ID)
	if err == nil && !ok {
		k, ok, err = p.cfg.Records.Payment(ctx, i.Metadata[metaKey])
	}
	if err != nil || !ok {
		return err // another's payment on the same account
	}
	if k.Intent == "" {
		k.Intent = i.ID
	}
	_, err = p.find(ctx, k)
	return err
}
