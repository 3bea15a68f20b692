package shopping

import (
	"context"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// GivenRequest asks what offers gave in settled trips, and how often to a
// shopper; a guest has no Shopper.
type GivenRequest struct {
	Shopper string `json:"shopper,omitempty"`
}

// given is what the hub last said that offers gave, for a trip.
type given struct {
	trip   string
	offers map[string]pricing.Given
}

// limited reports whether an offer ends by what it gave.
func limited(offers []catalog.Offer) bool {
	return slices.ContainsFunc(offers, func(o catalog.Offer) bool { return o.PerShopper > 0 || o.Budget.Sign() > 0 })
}

// askGiven learns from the hub what offers gave before. Nothing is reserved:
// two trips that settle together may both have the last of a budget. While the
// hub is away what was heard last counts, and a trip that heard nothing takes
// every offer for new.
func (c *Cart) askGiven(ctx context.Context, t *trip.Trip) error {
	if !limited(c.cfg.Goods.Catalogue().Offers()) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	offers, err := c.cfg.Hub.OffersGiven(ctx, GivenRequest{Shopper: t.Shopper.ID})
	if err != nil {
		c.offline(err)
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.given = given{trip: t.ID, offers: offers}
	c.publish()
	return nil
}

// learnGiven asks at the start of a trip, until the hub answers.
func (c *Cart) learnGiven(ctx context.Context, t *trip.Trip) {
	c.mu.Lock()
	known := c.given.trip == t.ID
	c.mu.Unlock()
	if !known && (t.Status == trip.Linked || t.Status == trip.Shopping) {
		_ = c.askGiven(ctx, t) // the trip goes on without; c.offline tells of it
	}
}
