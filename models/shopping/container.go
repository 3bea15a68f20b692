package shopping

import (
	"context"
	"fmt"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// gateContainer is how the senses name the step of an empty container.
const gateContainer = "container"

// WeighContainer implements Glass.
func (c *Cart) WeighContainer(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.state.Trip
	if t == nil || t.Announced == nil || t.Announced.Sold != pricing.SoldByWeight {
		return c.refused(refuse(trip.CodeWrongState, "container: nothing sold by weight was announced"))
	}
	if c.live.Weight.Status != evidence.ScaleStable {
		return c.refused(refuse(CodeScale, "container: the scale is not still"))
	}
	c.live.Container = true
	c.inform(evidence.Input{Produce: &evidence.Announced{PLU: t.Announced.Item, Container: true}})
	c.changed()
	return nil
}

// contained notes the empty container that was put in, or that was taken out
// to be filled, as the shopper's own. The produce comes next.
func (c *Cart) contained(ctx context.Context, t *trip.Trip, d evidence.Decision) error {
	c.live.Container = false
	c.changed()
	return c.conclude(ctx, t.ID, fmt.Sprintf("%s-d%d", t.ID, d.ID), trip.ClaimOwn{Grams: signed(d)})
}
