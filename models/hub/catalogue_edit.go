package hub

import (
	"context"
	"fmt"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/trip"
)

// Stale says that an entry changed while a person edited it, in the same
// fields. What they typed is not saved; saving again on Version overwrites.
type Stale struct {
	Version   int64
	Who       string
	Conflicts []catalog.Conflict // File is what was typed
}

// Error says who was first.
func (s *Stale) Error() string {
	return fmt.Sprintf("%s changed the same meanwhile; nothing was saved", s.Who)
}

// Wrong is everything wrong with an entry that was to be saved.
type Wrong struct{ Faults []catalog.Fault }

// Error names the first.
func (w *Wrong) Error() string { return w.Faults[0].Field + " " + w.Faults[0].Reason }

// Saved says what became of an edit. Merged is who changed other fields of the
// entry meanwhile, whose work is kept beside this one's.
type Saved struct {
	Revision int64
	Merged   string
}

// Save changes one entry, or makes it: version is the revision at which the
// person saw it, zero for a new one; typed is what they made of it, nil to
// remove it. What others changed meanwhile in other fields stays; in the same
// fields it is a *Stale and nothing is saved. Something wrong is a *Wrong.
func (c *Catalogue) Save(ctx context.Context, by trip.Actor, r catalog.Ref, version int64, typed catalog.Entry) (Saved, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	item, known, err := c.records.CatalogueItem(ctx, r)
	if err != nil {
		return Saved{}, err
	}
	if known && version == 0 {
		return Saved{}, &Wrong{[]catalog.Fault{{Field: keyField(r.List), Reason: "is there already"}}}
	}
	if typed != nil {
		typed = c.format.Canonical(r, typed)
	}
	seen, after := item.Entry, []catalog.EntryChange(nil)
	if version > 0 && (!known || item.Version > version) {
		if after, err = c.records.EntryChanges(ctx, r, version); err != nil {
			return Saved{}, err
		}
		for i := len(after) - 1; i >= 0; i-- {
			seen = after[i].Undo(seen)
		}
	}
	only := func(e catalog.Entry) catalog.Entries {
		if e == nil {
			return nil
		}
		return catalog.Entries{r: e}
	}
	m := catalog.Merge(only(seen), only(typed), only(item.Entry), nil)
	who := ""
	if len(after) > 0 {
		if who, err = c.lastHand(ctx, item, r); err != nil {
			return Saved{}, err
		}
	}
	if len(m.Conflicts) > 0 {
		return Saved{}, &Stale{Version: max(item.Version, 1), Who: who, Conflicts: m.Conflicts}
	}
	next := m.Live[r]
	if next != nil {
		if wrong := c.wrong(r, next); len(wrong) > 0 {
			return Saved{}, &Wrong{wrong}
		}
	}
	if same(next, item.Entry) {
		return Saved{Revision: c.head, Merged: who}, nil
	}
	err = c.write(ctx, catalog.Write{
		Revision: catalog.Revision{At: c.now(), Who: by.Name, Cause: catalog.Edited},
		Live:     []catalog.EntryChange{{Ref: r, Before: item.Entry, After: next}},
	})
	return Saved{Revision: c.head, Merged: who}, err
}

func (c *Catalogue) lastHand(ctx context.Context, item catalog.Item, r catalog.Ref) (string, error) {
	if item.Version == 0 {
		return "Somebody", nil // who removed it
	}
	rev, _, err := c.records.Revision(ctx, item.Version)
	return rev.Who, err
}

// wrong is everything wrong with an entry, by itself and beside the others.
func (c *Catalogue) wrong(r catalog.Ref, e catalog.Entry) []catalog.Fault {
	if wrong := c.format.Faults(r, e); len(wrong) > 0 {
		return wrong
	}
	return c.format.Missing(c.live, c.refs, r, e)
}

func keyField(list string) string {
	return map[string]string{"departments": "id", "products": "gtin", "produce": "plu", "offers": "id", "coupons": "code"}[list]
}

// Restore undoes what came after a revision, in all entries or in one.
func (c *Catalogue) Restore(ctx context.Context, by trip.Actor, revision int64, only catalog.Ref) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	changes, err := c.records.CatalogueChanges(ctx, revision, c.head)
	if err != nil {
		return 0, err
	}
	live, order := c.format.Entries(c.live)
	before := make(catalog.Entries, len(live))
	for r, e := range live {
		before[r] = e
	}
	for i := len(changes) - 1; i >= 0; i-- {
		x := changes[i]
		if only != (catalog.Ref{}) && x.Ref != only {
			continue
		}
		if e := x.Undo(before[x.Ref]); e != nil {
			before[x.Ref] = e
		} else {
			delete(before, x.Ref)
		}
	}
	w := catalog.Write{
		Revision: catalog.Revision{At: c.now(), Who: by.Name, Cause: catalog.Restored, Note: fmt.Sprint(revision)},
		Live:     catalog.Diff(live, before, order),
	}
	if len(w.Live) == 0 {
		return 0, nil
	}
	return len(w.Live), c.write(ctx, w)
}
