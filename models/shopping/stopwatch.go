package shopping

import "time"

// stopwatch tells how long a state has lasted that is looked at now and then.
// It begins when the state is first seen: after a restart, anew.
type stopwatch struct {
	state string
	since time.Duration
}

// lasts is how long the state has been this one at now.
func (w *stopwatch) lasts(state string, now time.Duration) time.Duration {
	if w.since == 0 || w.state != state {
		w.state, w.since = state, now
	}
	return now - w.since
}

// reservedFor is how long the cart has waited for a phone.
func (c *Cart) reservedFor() time.Duration {
	phone := ""
	if r := c.state.Reservation; r != nil {
		phone = r.Phone
	}
	return c.reserved.lasts(phone, c.cfg.Elapsed())
}

// idleFor is how long the trip has gone without a sign of life.
func (c *Cart) idleFor() time.Duration {
	touched := ""
	if t := c.state.Trip; t != nil {
		touched = t.ID + t.Touched.String()
	}
	return c.idle.lasts(touched, c.cfg.Elapsed())
}

// lasting looks at what has just changed, so that its time begins now.
func (c *Cart) lasting() {
	c.reservedFor()
	c.idleFor()
}
