package hub

import (
	"context"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/trip"
)

// Disputes are the conflicts that nobody has settled, by entry.
func (c *Catalogue) Disputes() []Dispute {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.disputes)
}

// dispute finds again what is in conflict. What is stored of a source differs
// in base and now for exactly those entries.
func (c *Catalogue) dispute(ctx context.Context) error {
	c.disputes = nil
	if c.head == 0 {
		return nil
	}
	for _, source := range catalog.Sources {
		base, now, err := c.records.CatalogueOpen(ctx, source)
		if err != nil {
			return err
		}
		live := catalog.Entries{}
		for _, all := range []catalog.Entries{base, now} {
			for r := range all {
				if e, ok := c.format.EntryOf(c.live, r); ok {
					live[r] = e
				}
			}
		}
		for _, x := range catalog.Merge(base, now, live, c.format.Sensible).Conflicts {
			c.disputes = append(c.disputes, Dispute{source, x})
		}
	}
	return nil
}

// Verdict settles one conflict, named by its source, entry and field.
type Verdict struct {
	Source string
	catalog.Ref
	Field    string
	TakeFile bool
}

// Settle decides conflicts, all in one revision; it returns how many it found.
// One that is not there any more is passed over.
func (c *Catalogue) Settle(ctx context.Context, by trip.Actor, verdicts []Verdict) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	type at struct {
		source string
		ref    catalog.Ref
	}
	bases, nows, lives := map[at]catalog.Entry{}, map[at]catalog.Entry{}, catalog.Entries{}
	for _, source := range catalog.Sources {
		base, now, err := c.records.CatalogueOpen(ctx, source)
		if err != nil {
			return 0, err
		}
		for r, e := range base {
			bases[at{source, r}] = e
		}
		for r, e := range now {
			nows[at{source, r}] = e
		}
	}
	n := 0
	var touched []at
	before := catalog.Entries{}
	for _, v := range verdicts {
		i := slices.IndexFunc(c.disputes, func(d Dispute) bool {
			return d.Source == v.Source && d.Ref == v.Ref && d.Field == v.Field
		})
		if i < 0 {
			continue
		}
		n++
		k := at{v.Source, v.Ref}
		if _, ok := before[v.Ref]; !ok {
			e, _ := c.format.EntryOf(c.live, v.Ref)
			before[v.Ref], lives[v.Ref] = e, e
		}
		lives[v.Ref], bases[k] = c.disputes[i].Settle(bases[k], nows[k], lives[v.Ref], v.TakeFile)
		if !slices.Contains(touched, k) {
			touched = append(touched, k)
		}
	}
	w := catalog.Write{Revision: catalog.Revision{At: c.now(), Who: by.Name, Cause: catalog.Settled}}
	for r, e := range lives {
		if e != nil && !c.format.Sensible(r, e) {
			return 0, &Wrong{c.format.Faults(r, e)}
		}
		if !same(before[r], e) {
			w.Live = append(w.Live, catalog.EntryChange{Ref: r, Before: before[r], After: e})
		}
	}
	for _, k := range touched {
		w.Said = append(w.Said, catalog.Said{Source: k.source, Ref: k.ref, Base: bases[k], Now: nows[k]})
	}
	if n == 0 {
		return 0, nil
	}
	return n, c.write(ctx, w)
}
