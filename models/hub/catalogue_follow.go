package hub

import (
	"context"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/trip"
)

// fromAbove is who what the chain says is noted under.
var fromAbove = trip.Actor{Kind: trip.BySystem, Name: "chain"}

// local are columns of which a chain knows nothing: where a thing stands and
// how it looks in this store.
var local = []string{"aisle", "shelf", "picture", "photos"}

// Follow merges what the chain says now into the live catalogue, field by field
// as Reload does with the files: what staff changed here stays, and is listed
// where the chain changed it too. What the chain never named is the store's own
// affair. It returns how many entries changed.
func (c *Catalogue) Follow(ctx context.Context, said catalog.Contents) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.load(ctx); err != nil {
		return 0, err
	}
	base, before, err := c.records.CatalogueSaid(ctx, catalog.FromChain)
	if err != nil {
		return 0, err
	}
	_, files, err := c.records.CatalogueSaid(ctx, catalog.FromFiles)
	if err != nil {
		return 0, err
	}
	live, _ := c.format.Entries(c.live)
	now, order := c.format.Entries(said)
	for _, r := range order {
		if before[r] == nil && files[r] != nil {
			base[r] = files[r] // of what the chain never said, the files' word counts
		}
		for _, column := range local {
			was := live[r]
			if was == nil {
				was = before[r]
			}
			now[r] = r.With(now[r], column, r.Get(was, column))
			if base[r] != nil {
				base[r] = r.With(base[r], column, r.Get(was, column))
			}
		}
	}
	return c.merge(ctx, fromAbove, catalog.FromChain, catalog.Followed, base, before, now, order)
}
