package shopping

import (
	"context"
	"errors"

	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// Tick does what time alone brings about; Run calls it each second and after
// each change.
func (c *Cart) Tick(ctx context.Context) error {
	return errors.Join(c.times(ctx), c.pending(ctx), c.report(ctx))
}

// times lets codes, reservations and idle trips run out. How long something
// has lasted is told by a clock that nobody sets: a wall clock that jumps ends
// no trip and keeps no cart.
func (c *Cart) times(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	now, p := c.cfg.Elapsed(), c.cfg.Policy
	if err := notRefused(c.settleOwed(ctx)); err != nil {
		return err
	}
	if c.live.Attendant != nil && !c.isAttended() {
		c.signOff()
	}
	if c.state.Cart == trip.CartIdle && (c.renewed == 0 || now-c.renewed >= p.TokenLife*9/10) {
		c.live.QR, c.renewed = c.link(), now
		c.changed()
	}
	if closed := p.Open != nil && !p.Open(c.cfg.Clock()); closed != c.live.Closed {
		c.live.Closed = closed
		c.changed()
	}
	c.hours()
	if r := c.state.Reservation; r != nil && c.reservedFor() > p.Reservation {
		return c.do(ctx, "", system, trip.EndReservation{Reason: "expired"})
	}
	return c.idles(ctx)
}

// idles warns of and ends a trip that nobody touches.
func (c *Cart) idles(ctx context.Context) error {
	t, p := c.state.Trip, c.cfg.Policy
	if t == nil || (t.Status != trip.Linked && t.Status != trip.Shopping) || p.IdleWarning <= 0 {
		return nil
	}
	idle := c.idleFor()
	warn := c.live.Warn
	switch {
	case idle > p.IdleWarning+p.IdleAbandon:
		return c.do(ctx, "", system, trip.Abandon{Reason: "idle", Place: c.live.Place.Value})
	case idle > p.IdleWarning:
		warn = "idle"
	case warn == "idle":
		warn = ""
	}
	if warn != c.live.Warn {
		c.live.Warn = warn
		c.changed()
	}
	return nil
}

// pending asks again what the store has not answered.
func (c *Cart) pending(ctx context.Context) error {
	t := c.Live().State.Trip
	if t == nil {
		return nil
	}
	c.learnGiven(ctx, t)
	if !t.Status.Over() {
		for _, k := range t.Coupons {
			if k.Pending {
				if err := c.settleCoupon(ctx, t, k.Coupon); err != nil {
					return notRefused(err)
				}
			}
		}
	}
	switch t.Status {
	case trip.AtLane, trip.Paying, trip.Paid:
		return notRefused(c.proceed(ctx, false))
	case trip.Abandoned, trip.HandedOver:
		if t.MovedTo == "" && c.returned != t.ID && c.returnCoupons(ctx, t) == nil {
			c.returned = t.ID
		}
	}
	return nil
}

func notRefused(err error) error {
	var no *Refused
	if errors.As(err, &no) {
		return nil
	}
	return err
}

// report hands the hub the events it does not hold, in order.
func (c *Cart) report(ctx context.Context) error {
	out, ok := c.cfg.Journal.(Outbox)
	if !ok {
		return nil
	}
	for {
		batch, err := out.Unsent(ctx, 200)
		if err != nil || len(batch) == 0 {
			return err
		}
		limited, cancel := context.WithTimeout(ctx, wait)
		kept, err := c.cfg.Hub.Report(limited, c.cfg.ID, batch)
		cancel()
		if err != nil {
			c.offline(err)
			return nil
		}
		c.online()
		if kept < batch[0].Seq-1 { // the hub stands on a backup: it gets again what it lost
			if err := out.Rewind(ctx, kept); err != nil {
				return err
			}
			continue
		}
		if kept < batch[0].Seq {
			return nil
		}
		if err := out.Sent(ctx, kept); err != nil {
			return err
		}
		if kept < batch[len(batch)-1].Seq {
			return nil
		}
	}
}

// houseAccount is the provider that stands for the store's own account.
const houseAccount = "house"

func (p Policy) provider() string {
	if p.Provider == "" {
		return houseAccount
	}
	return p.Provider
}

func tender(t *trip.Trip) pricing.Tender {
	kind := "account"
	if t.Payment.Provider != houseAccount {
		kind = "card"
	}
	return pricing.Tender{Kind: kind, Ref: t.Payment.Ref, Amount: t.Payment.Amount}
}
