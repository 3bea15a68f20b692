package stripe

import (
	"context"
	"fmt"

	api "github.com/stripe/stripe-go/v85"
)

// SaveCardURL is the address of Stripe's own page on which a shopper saves a
// card; it comes back to returnTo. The card is known once Stripe's webhook has
// told of it.
func (p *Provider) SaveCardURL(ctx context.Context, shopper, email, returnTo string) (string, error) {
	card, ok, err := p.cfg.Records.Card(ctx, shopper)
	if err != nil {
		return "", err
	}
	if !ok {
		params := &api.CustomerCreateParams{Email: api.String(email)}
		params.AddMetadata(metaShopper, shopper)
		params.SetIdempotencyKey("customer-" + shopper)
		customer, err := p.client.V1Customers.Create(ctx, params)
		if err != nil {
			return "", fmt.Errorf("stripe: a customer for a saved card: %w", err)
		}
		card.Customer = customer.ID
	}
	params := &api.CheckoutSessionCreateParams{Mode: api.String(string(api.CheckoutSessionModeSetup)), Customer: api.String(card.Customer),
		SuccessURL: api.String(returnTo), CancelURL: api.String(returnTo), PaymentMethodTypes: []*string{api.String("card")}}
	params.AddMetadata(metaShopper, shopper)
	session, err := p.client.V1CheckoutSessions.Create(ctx, params)
	if err != nil {
		return "", fmt.Errorf("stripe: the page to save a card: %w", err)
	}
	return session.URL, nil
}

// saved keeps the card that a finished session of Stripe's page stands for.
func (p *Provider) saved(ctx context.Context, session *api.CheckoutSession) error {
	shopper := session.Metadata[metaShopper]
	if session.SetupIntent == nil || shopper == "" {
		return nil // another use of the page than this software's
	}
	params := &api.SetupIntentRetrieveParams{}
	params.AddExpand("payment_method")
	intent, err := p.client.V1SetupIntents.Retrieve(ctx, session.SetupIntent.ID, params)
	if err != nil {
		return fmt.Errorf("stripe: the card that was saved: %w", err)
	}
	if intent.Status != api.SetupIntentStatusSucceeded || intent.PaymentMethod == nil || intent.Customer == nil {
		return nil
	}
	c := Card{Customer: intent.Customer.ID, Method: intent.PaymentMethod.ID}
	if m := intent.PaymentMethod.Card; m != nil {
		c.Brand, c.Last4 = string(m.Brand), m.Last4
	}
	return p.cfg.Records.SaveCard(ctx, shopper, c)
}
