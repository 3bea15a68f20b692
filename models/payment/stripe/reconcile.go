package stripe

import (
	"context"
	"fmt"
	"sort"
	"time"

	api "github.com/stripe/stripe-go/v85"
)

// Difference is one thing in which the records and Stripe do not agree.
type Difference struct {
	Key    string `json:"key"`
	Intent string `json:"intent,omitempty"`
	What   string `json:"what"`
}

// grace is how much further than the span Stripe is asked: clocks differ, and
// a payment is begun here before it is made there.
const grace = 10 * time.Minute

// Reconcile lists every difference between the records' payments that were
// begun in a span of time and Stripe's.
func (p *Provider) Reconcile(ctx context.Context, from, to time.Time) ([]Difference, error) {
	ours, err := p.cfg.Records.Payments(ctx, from, to)
	if err != nil {
		return nil, err
	}
	theirs := map[string]*api.PaymentIntent{}
	params := &api.PaymentIntentListParams{CreatedRange: &api.RangeQueryParams{GreaterThanOrEqual: from.Add(-grace).Unix(), LesserThan: to.Add(grace).Unix()}}
	for i, err := range p.client.V1PaymentIntents.List(ctx, params).All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("stripe: reconciliation: %w", err)
		}
		theirs[i.ID] = i
	}
	var out []Difference
	known := map[string]bool{}
	for _, k := range ours {
		known[k.Key] = true
		i := theirs[k.Intent]
		if i == nil {
			i = withKey(theirs, k.Key)
		}
		if d := compare(k, i); d != "" {
			out = append(out, Difference{k.Key, k.Intent, d})
		}
	}
	for id, i := range theirs {
		key := i.Metadata[metaKey]
		if at := time.Unix(i.Created, 0); key == "" || known[key] || at.Before(from) || !at.Before(to) {
			continue
		}
		if _, ok, err := p.cfg.Records.Payment(ctx, key); err != nil {
			return nil, err
		} else if !ok {
			out = append(out, Difference{key, id, fmt.Sprintf("Stripe has it as %s for %d, the records do not know it", i.Status, i.Amount)})
		}
	}
	sort.Slice(out, func(a, b int) bool { return out[a].Key < out[b].Key })
	return out, nil
}

func withKey(all map[string]*api.PaymentIntent, key string) *api.PaymentIntent {
	for _, i := range all {
		if i.Metadata[metaKey] == key {
			return i
		}
	}
	return nil
}

func compare(k Payment, i *api.PaymentIntent) string {
	switch {
	case i == nil && (k.State == Held || k.State == Captured):
		return fmt.Sprintf("the records have it as %s, Stripe does not know it", k.State)
	case i == nil:
		return "" // never reached Stripe, or was declined without an intent
	}
	now := note(k, i)
	switch {
	case k.State == Begun:
		return fmt.Sprintf("its outcome was never asked for: Stripe has it as %s", i.Status)
	case now.State != k.State:
		return fmt.Sprintf("the records have it as %s, Stripe as %s", k.State, i.Status)
	case now.Captured != k.Captured:
		return fmt.Sprintf("the records have %d captured, Stripe %d", k.Captured, now.Captured)
	case i.Amount != k.Amount || string(i.Currency) != k.Currency:
		return fmt.Sprintf("the records have %d %s, Stripe %d %s", k.Amount, k.Currency, i.Amount, i.Currency)
	}
	return ""
}
