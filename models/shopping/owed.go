package shopping

import (
	"context"
	"errors"

	"github.com/dashcart/dashcart/models/trip"
)

// owed is what the senses concluded and the journal could not take yet.
type owed struct {
	trip, key string
	cmd       trip.Command
}

// mostOwed bounds what waits for a journal that cannot be written. What does
// not fit is not lost to the store: the scale shows it, and somebody asks.
const mostOwed = 500

// conclude carries out what the senses concluded, after what they concluded
// before. A full disk holds it up and takes nothing away.
func (c *Cart) conclude(ctx context.Context, id, key string, cmd trip.Command) error {
	if len(c.owed) < mostOwed {
		c.owed = append(c.owed, owed{id, key, cmd})
	}
	return c.settleOwed(ctx)
}

// settleOwed writes what is owed, as far as the journal takes it; what is
// refused is done with. The error is the last one's.
func (c *Cart) settleOwed(ctx context.Context) (err error) {
	for len(c.owed) > 0 {
		o := c.owed[0]
		if t := c.state.Trip; t != nil && t.ID == o.trip && !t.Status.Over() {
			err = c.do(ctx, o.key, senses, o.cmd)
		}
		var unwritten *unwrittenError
		if errors.As(err, &unwritten) {
			return err
		}
		c.owed = c.owed[1:]
	}
	return err
}
