package shopping

import (
	"context"

	"github.com/dashcart/dashcart/models/loyalty"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// scheme is the store's loyalty card, none where Goods tells of none.
func (c *Cart) scheme() loyalty.Scheme {
	if g, ok := c.cfg.Goods.(Labels); ok {
		return g.LabelRules().Loyalty
	}
	return loyalty.Scheme{}
}

// showLoyalty takes the card that was shown to the cart for the trip under way.
// The store keeps it with a signed-in shopper once the event arrives there, so
// that it works while the store is away, too.
func (c *Cart) showLoyalty(ctx context.Context, key, text string) error {
	number, err := c.scheme().Read(text)
	if err != nil {
		return c.deny(refuse(CodeLoyalty, err.Error()))
	}
	return c.Do(ctx, key, shopper, trip.ShowLoyalty{Number: number})
}

// loyaltyOf is what a trip's receipt says of the shopper's card. A number that
// was kept before the store changed its cards is none any more.
func (c *Cart) loyaltyOf(t *trip.Trip) pricing.Loyalty {
	s := c.scheme()
	if _, err := s.Read(t.Shopper.Loyalty); err != nil {
		return pricing.Loyalty{}
	}
	return pricing.Loyalty{Card: s.Name, Number: loyalty.Masked(t.Shopper.Loyalty)}
}
