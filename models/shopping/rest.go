package shopping

import (
	"context"
	"math"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/trip"
)

// Glass is what only a cart's own touchscreen asks of it.
type Glass interface {
	Attended
	// ClaimOwn says that what the scale shows beyond the basket is the
	// shopper's own bag or coat.
	ClaimOwn(ctx context.Context, key string) error
	// Carried says that the goods of a trip that moved lie in this cart now. It
	// is refused while the scale shows less than they weigh, unless anyway.
	Carried(ctx context.Context, key string, anyway bool) error
	// Dismiss says no to what the cart asks of a thing too light to weigh.
	Dismiss(ctx context.Context)
	// WeighContainer has the scale take the next thing that is put in for the
	// empty container of the announced produce: what it weighs is its tare.
	WeighContainer(ctx context.Context) error
}

const (
	// restFor is how long a difference has to last before the shopper is
	// asked about it: a hand that comes back has done so by then.
	restFor = 10 * time.Second
	// restFloor is the least difference worth asking about, in grams.
	restFloor = 30
)

// unexplained is what the scale shows beyond the basket, the shopper's own
// things, open questions and what the shopper said is not there, in grams, with
// the difference from which it is no accident.
func (c *Cart) unexplained(w evidence.Indication) (grams, limit float64) {
	t := c.state.Trip
	grams = w.GramsTotal - t.Own - t.Disputed
	variance := w.GramsSD * w.GramsSD
	for _, l := range t.Lines {
		grams -= l.Grams
		variance += l.SD * l.SD
	}
	for _, q := range t.Questions {
		variance += q.SD * q.SD
		if q.Direction == evidence.Take {
			grams += q.Grams
		} else {
			grams -= q.Grams
		}
	}
	return grams, math.Max(restFloor, c.cfg.Policy.Residual*math.Sqrt(variance))
}

// resting watches, each time that the scale stands still while somebody shops,
// whether what lies there is explained, and shows a difference that lasts.
func (c *Cart) resting(w evidence.Indication) {
	t := c.state.Trip
	if t == nil || t.Status != trip.Shopping || t.Moving || c.live.Notice.Kind == evidence.NoticeWaiting {
		c.explained()
		return
	}
	grams, limit := c.unexplained(w)
	now := c.cfg.Elapsed()
	switch {
	case math.Abs(grams) <= limit:
		c.explained()
	case c.since == 0 || math.Abs(grams-c.beyond) > limit:
		c.explained()
		c.since, c.beyond = now, grams
	case now-c.since >= restFor && c.live.Unexplained != c.beyond:
		c.live.Unexplained = c.beyond
		c.changed()
	}
}

func (c *Cart) explained() {
	c.since = 0
	if c.live.Unexplained != 0 {
		c.live.Unexplained = 0
		c.changed()
	}
}

// ClaimOwn implements Glass.
func (c *Cart) ClaimOwn(ctx context.Context, key string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.live.Unexplained == 0 && !c.keys.has(key) {
		return c.refused(refuse(trip.CodeUnknown, "own: the scale and the basket agree"))
	}
	if err := c.do(ctx, key, shopper, trip.ClaimOwn{Grams: c.live.Unexplained}); err != nil {
		return err
	}
	c.explained()
	return nil
}

// Carried implements Glass.
func (c *Cart) Carried(ctx context.Context, key string, anyway bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t := c.state.Trip; t != nil && t.Moving && !anyway {
		w := c.live.Weight
		if w.Status != evidence.ScaleStable {
			return c.refused(refuse(CodeScale, "carried: the scale is not still yet"))
		}
		if grams, limit := c.unexplained(w); grams < -limit {
			return c.refused(refuse(CodeNotAll, "carried: the scale shows less than the goods weigh"))
		}
	}
	return c.do(ctx, key, shopper, trip.Carried{})
}

// Dismiss implements Glass. Nothing was put in the basket, so nothing is
// written: the thing may be scanned again.
func (c *Cart) Dismiss(context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.live.Notice.Kind == evidence.NoticeNoWeight {
		c.live.Notice = evidence.Notice{}
		c.changed()
	}
}
