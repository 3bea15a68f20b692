package shopping

import (
	"context"
	"errors"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/trip"
)

// Badges says whom a badge and its PIN stand for; a *Refused where they do not
// fit together or too many were tried.
type Badges interface {
	ByBadge(ctx context.Context, badge, pin, cart string) (account.Employee, error)
}

// Attended is a cart that staff can act at with a badge and a PIN.
type Attended interface {
	// SignOn takes the PIN of the badge that was shown to the cart.
	SignOn(ctx context.Context, pin string) error
	// SignOff ends that, at any point; whoever did not sign on leaves too.
	SignOff()
	// Acting is in whose name a deed at the cart is done, for as long as the
	// person may do it and has not left.
	Acting(a account.Action) (trip.Actor, error)
}

// Attendant is the person who showed a badge to the cart. ID is empty until
// the PIN was right.
type Attendant struct {
	ID   string       `json:"id,omitempty"`
	Name string       `json:"name,omitempty"`
	Role account.Role `json:"role,omitempty"`
}

// May reports whether somebody who signed on may do something.
func (a *Attendant) May(what account.Action) bool { return a != nil && a.ID != "" && a.Role.May(what) }

// attendedFor is how long a badge stays shown without a touch.
const attendedFor = time.Minute

// showBadge waits for the PIN of a badge. It works in every state of the cart:
// a locked one is unlocked that way.
func (c *Cart) showBadge(badge string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if badge == c.badge && c.live.Attendant != nil {
		return // the same badge seen again
	}
	c.badge = badge
	c.live.Attendant, c.attended = &Attendant{}, c.cfg.Elapsed()+attendedFor
	c.live.Refusal = nil
	c.changed()
}

// SignOn implements Attended.
func (c *Cart) SignOn(ctx context.Context, pin string) error {
	c.mu.Lock()
	badge, waiting := c.badge, c.isAttended()
	c.mu.Unlock()
	if !waiting || c.cfg.Badges == nil {
		return refuse(CodeNoBadge, "sign on: show the badge to the cart first")
	}
	// Comparing a PIN takes a while by design, and the store may be far away.
	limited, cancel := context.WithTimeout(ctx, wait)
	e, err := c.cfg.Badges.ByBadge(limited, badge, pin, c.cfg.ID)
	cancel()
	c.mu.Lock()
	defer c.mu.Unlock()
	var no *Refused
	switch {
	case errors.As(err, &no):
		return c.refused(err)
	case err != nil:
		c.cfg.Log.Warn("a badge could not be asked about", "cart", c.cfg.ID, "err", err)
		return c.refused(refuse(CodeOffline, "sign on: the store does not answer"))
	case c.badge != badge || !c.isAttended():
		return c.refused(refuse(CodeNoBadge, "sign on: show the badge to the cart first"))
	}
	c.live.Attendant = &Attendant{ID: e.ID, Name: e.Name, Role: e.Role}
	c.attended = c.cfg.Elapsed() + attendedFor
	c.live.Refusal = nil
	c.changed()
	return nil
}

// SignOff implements Attended.
func (c *Cart) SignOff() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.signOff()
}

func (c *Cart) signOff() {
	if c.live.Attendant == nil {
		return
	}
	c.badge, c.live.Attendant, c.live.Refusal = "", nil, nil
	c.changed()
}

// isAttended reports whether a badge was shown and its time is not over.
func (c *Cart) isAttended() bool { return c.live.Attendant != nil && c.cfg.Elapsed() < c.attended }

// Acting implements Attended; each deed gives another minute.
func (c *Cart) Acting(what account.Action) (trip.Actor, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.isAttended() || c.live.Attendant.ID == "" {
		return trip.Actor{}, c.refused(refuse(CodeNoBadge, "at the cart: show the badge to the cart first"))
	}
	if !c.live.Attendant.May(what) {
		return trip.Actor{}, c.refused(refuse(account.CodeNotAllowed, "at the cart: your role may not do that"))
	}
	a := c.live.Attendant
	c.attended = c.cfg.Elapsed() + attendedFor
	return trip.Actor{Kind: trip.ByStaff, ID: a.ID, Name: a.Name}, nil
}
