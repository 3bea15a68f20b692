package shopping

import (
	"context"
	"slices"
	"time"

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
	asked  time.Duration // when, by Elapsed, 0 for not yet
}

// askAgain is how long a trip waits before it asks once more what it was not
// answered.
const askAgain = 10 * time.Second

// limited reports whether an offer ends by what it gave.
func limited(offers []catalog.Offer) bool {
	return slices.ContainsFunc(offers, func(o catalog.Offer) bool { return o.PerShopper > 0 || o.Budget.Sign() > 0 })
}

// learnGiven asks the hub at the start of a trip what offers gave before.
func (c *Cart) learnGiven(ctx context.Context, t *trip.Trip) {
	if t.Status != trip.Linked && t.Status != trip.Shopping {
		return
	}
	c.mu.Lock()
	wants := c.given.trip != t.ID && (c.given.asked == 0 || c.cfg.Elapsed()-c.given.asked >= askAgain)
	c.mu.Unlock()
	if wants {
		c.askGiven(ctx, t)
	}
}

// askGiven learns what offers gave before. Nothing is reserved: two trips that
// settle together may both have the last of a budget. No trip waits for the
// answer: without one, what was heard last counts, and a trip that heard
// nothing takes every offer for new.
func (c *Cart) askGiven(ctx context.Context, t *trip.Trip) {
	if !limited(c.cfg.Goods.Catalogue().Offers()) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	offers, err := c.cfg.Hub.OffersGiven(ctx, GivenRequest{Shopper: t.Shopper.ID})
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		c.given.asked = c.cfg.Elapsed()
		c.cfg.Log.Warn("the store does not say what offers gave", "cart", c.cfg.ID, "err", err)
		return
	}
	c.given = given{trip: t.ID, offers: offers}
	c.publish()
}
