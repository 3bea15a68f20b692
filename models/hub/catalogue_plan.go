package hub

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/trip"
)

// Planned are the prices set for a time to come, and those that lie over the
// live ones now.
func (c *Catalogue) Planned() []catalog.Planned {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.planned)
}

// Plan sets a price for later. Something wrong is a *Wrong.
func (c *Catalogue) Plan(ctx context.Context, by trip.Actor, p catalog.Planned) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, known := c.format.EntryOf(c.live, p.Ref)
	switch now := c.now(); {
	case !known:
		return &Wrong{[]catalog.Fault{{Field: keyField(p.List), Reason: "is not in the catalogue"}}}
	case p.Price <= 0:
		return &Wrong{[]catalog.Fault{{Field: "price_cents", Reason: "is missing or not above zero"}}}
	case p.From.Before(now.Add(-time.Minute)):
		return &Wrong{[]catalog.Fault{{Field: "from", Reason: "is over already"}}}
	case !p.Until.IsZero() && !p.Until.After(p.From):
		return &Wrong{[]catalog.Fault{{Field: "until", Reason: "is not after from"}}}
	}
	if wrong := c.wrong(p.Ref, p.Ref.With(e, "price_cents", fmt.Sprint(p.Price))); len(wrong) > 0 {
		return &Wrong{wrong}
	}
	p.Who = by.Name
	id, err := c.records.PlanPrice(ctx, p)
	if err != nil {
		return err
	}
	p.ID = id
	c.planned = append(c.planned, p)
	slices.SortStableFunc(c.planned, func(a, b catalog.Planned) int { return a.From.Compare(b.From) })
	return c.due(ctx)
}

// Unplan takes a planned price back, or ends one that is in force.
func (c *Catalogue) Unplan(ctx context.Context, id int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.end(ctx, id); err != nil {
		return err
	}
	return c.publish()
}

func (c *Catalogue) end(ctx context.Context, id int64) error {
	if err := c.records.EndPlanned(ctx, id); err != nil {
		return err
	}
	c.planned = slices.DeleteFunc(c.planned, func(p catalog.Planned) bool { return p.ID == id })
	return nil
}

// due does what the clock brings about: prices begin, become the live ones or
// lift themselves.
func (c *Catalogue) due(ctx context.Context) error {
	now := c.now()
	for _, p := range slices.Clone(c.planned) {
		switch {
		case now.Before(p.From):
			continue
		case p.Until.IsZero():
			if err := c.becomes(ctx, p); err != nil {
				return err
			}
		case now.Before(p.Until):
			continue
		}
		if err := c.end(ctx, p.ID); err != nil {
			return err
		}
	}
	return c.publish()
}

// becomes makes a planned price the live one.
func (c *Catalogue) becomes(ctx context.Context, p catalog.Planned) error {
	e, known := c.format.EntryOf(c.live, p.Ref)
	next := p.Ref.With(e, "price_cents", fmt.Sprint(p.Price))
	if !known || same(e, next) {
		return nil // gone meanwhile, or that price already
	}
	return c.write(ctx, catalog.Write{
		Revision: catalog.Revision{At: c.now(), Who: p.Who, Cause: catalog.Scheduled},
		Live:     []catalog.EntryChange{{Ref: p.Ref, Before: e, After: next}},
	})
}

// Tick does what is due, takes in what was learned, and says how long from now the next thing is.
func (c *Catalogue) Tick(ctx context.Context) (time.Duration, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stale() {
		if err := c.due(ctx); err != nil {
			return time.Minute, err
		}
	}
	if news, err := c.weigh(ctx); err != nil {
		return time.Minute, err
	} else if news {
		if err := c.publish(); err != nil {
			return time.Minute, err
		}
	}
	wait, now := time.Hour, c.now()
	for _, p := range c.planned {
		for _, t := range []time.Time{p.From, p.Until} {
			if t.After(now) {
				wait = min(wait, t.Sub(now))
			}
		}
	}
	return wait, nil
}

// stale reports whether a planned price has begun or ended that does not show.
func (c *Catalogue) stale() bool {
	now, shown := c.now(), c.Current().Contents()
	for _, p := range c.planned {
		if p.Active(now) {
			if e, ok := c.format.EntryOf(shown, p.Ref); ok && p.Ref.Get(e, "price_cents") == fmt.Sprint(p.Price) && !p.Until.IsZero() {
				continue
			}
		}
		if !now.Before(p.From) {
			return true
		}
	}
	return false
}

// Run keeps planned prices until ctx ends; failed is told what could not be
// written, which is tried again after a minute.
func (c *Catalogue) Run(ctx context.Context, failed func(error)) {
	for {
		wait, err := c.Tick(ctx)
		if err != nil && ctx.Err() == nil {
			failed(err)
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-c.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}
