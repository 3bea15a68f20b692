package stripe

import (
	"context"
	"errors"
	"strings"

	api "github.com/stripe/stripe-go/v85"

	"github.com/dashcart/dashcart/models/payment"
)

// Capture takes what was held, all of it or less, once. What Stripe says of
// the intent decides, not what was said here before.
func (p *Provider) Capture(ctx context.Context, r payment.Request) (payment.Result, error) {
	k, ok, err := p.known(ctx, r.Key)
	if err != nil || !ok {
		return payment.Result{Reason: "no hold"}, err
	}
	switch {
	case k.State == Captured:
		return payment.Result{OK: true, Ref: k.Intent}, nil
	case k.State != Held:
		return payment.Result{Ref: k.Intent, Reason: "no hold"}, nil
	case r.Amount.Minor() < 0 || r.Amount.Minor() > k.Amount:
		return payment.Result{Ref: k.Intent, Reason: "more than held"}, nil
	}
	params := &api.PaymentIntentCaptureParams{AmountToCapture: api.Int64(r.Amount.Minor())}
	params.SetIdempotencyKey("capture-" + r.Key)
	i, err := p.client.V1PaymentIntents.Capture(ctx, k.Intent, params)
	if err != nil {
		return p.after(ctx, k, err, Captured)
	}
	k = note(k, i)
	return payment.Result{OK: k.State == Captured, Ref: k.Intent, Reason: reason(k, Captured)}, p.cfg.Records.SavePayment(ctx, k)
}

// Void gives a hold back.
func (p *Provider) Void(ctx context.Context, r payment.Request) (payment.Result, error) {
	k, ok, err := p.known(ctx, r.Key)
	if err != nil || !ok {
		return payment.Result{Reason: "no hold"}, err
	}
	switch k.State {
	case Voided:
		return payment.Result{OK: true, Ref: k.Intent}, nil
	case Held:
	default:
		return payment.Result{Ref: k.Intent, Reason: "no hold"}, nil
	}
	params := &api.PaymentIntentCancelParams{}
	params.SetIdempotencyKey("void-" + r.Key)
	i, err := p.client.V1PaymentIntents.Cancel(ctx, k.Intent, params)
	if err != nil {
		return p.after(ctx, k, err, Voided)
	}
	k = note(k, i)
	return payment.Result{OK: k.State == Voided, Ref: k.Intent, Reason: reason(k, Voided)}, p.cfg.Records.SavePayment(ctx, k)
}

// known is a payment whose state is not open: while it is, Stripe is asked.
func (p *Provider) known(ctx context.Context, key string) (Payment, bool, error) {
	k, ok, err := p.cfg.Records.Payment(ctx, key)
	if err != nil || !ok || k.State != Begun {
		return k, ok, err
	}
	k, err = p.find(ctx, k)
	if err == nil && k.State == Begun {
		// No such intent yet; a request that is still on its way may make one.
		err = unknown(key, errors.New("no intent carries its key"))
	}
	return k, true, err
}

// after asks what an intent came to when a request about it failed. A plain
// refusal by Stripe's rules means that the intent is in another state.
func (p *Provider) after(ctx context.Context, k Payment, failed error, wanted State) (payment.Result, error) {
	now, err := p.find(ctx, k)
	if err != nil {
		return payment.Result{}, errors.Join(unknown(k.Key, failed), err)
	}
	if now.State == Held { // nothing happened: it may be asked again
		return payment.Result{}, unknown(k.Key, failed)
	}
	return payment.Result{OK: now.State == wanted, Ref: now.Intent, Reason: reason(now, wanted)}, nil
}

func reason(k Payment, wanted State) string {
	if k.State == wanted {
		return ""
	}
	return "no hold"
}

// Refund gives back what was captured, or a part.
func (p *Provider) Refund(ctx context.Context, refund string, r payment.Request) (payment.Result, error) {
	k, ok, err := p.known(ctx, r.Key)
	if err != nil || !ok || k.State != Captured {
		return payment.Result{Reason: "nothing captured"}, err
	}
	// A refund that was made under this key before is found by asking, however
	// long ago that was.
	refunds := &api.RefundListParams{PaymentIntent: api.String(k.Intent)}
	for x, err := range p.client.V1Refunds.List(ctx, refunds).All(ctx) {
		if err != nil {
			return payment.Result{}, unknown(r.Key, err)
		}
		if x.Metadata[metaKey] == refund {
			return refunded(x), nil
		}
	}
	params := &api.RefundCreateParams{PaymentIntent: api.String(k.Intent), Amount: api.Int64(r.Amount.Minor())}
	params.AddMetadata(metaKey, refund)
	params.SetIdempotencyKey("refund-" + refund)
	x, err := p.client.V1Refunds.Create(ctx, params)
	var e *api.Error
	if errors.As(err, &e) && e.Type == api.ErrorTypeInvalidRequest {
		return payment.Result{Ref: k.Intent, Reason: "more than captured"}, nil
	}
	if err != nil {
		return payment.Result{}, unknown(r.Key, err)
	}
	return refunded(x), nil
}

func refunded(x *api.Refund) payment.Result {
	bad := x.Status == api.RefundStatusFailed || x.Status == api.RefundStatusCanceled
	r := payment.Result{OK: !bad, Ref: x.ID}
	if bad {
		r.Reason = string(x.Status)
	}
	return r
}

func lower(currency string) string { return strings.ToLower(currency) }
