package hub

import (
	"context"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/trip"
)

// Incoming is what an import would come to.
type Incoming struct {
	Changes   []catalog.EntryChange
	Conflicts []catalog.Conflict // staff's values that stay
	Problems  catalog.Problems   // of bad rows
	Bad       int                // rows that are left out
	Same      int                // rows that change nothing

	said []catalog.Said
	head int64
}

// Preview reads what an import would do. Only the columns that the part has
// are taken of entries that are there; entries that it does not name stay.
func (c *Catalogue) Preview(ctx context.Context, part *catalog.Part) (Incoming, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.preview(ctx, part)
}

func (c *Catalogue) preview(ctx context.Context, part *catalog.Part) (Incoming, error) {
	in := Incoming{head: c.head}
	in.Problems = append(slices.Clone(part.Problems), part.Between(c.live, c.refs)...)
	good, bad := part.Good(in.Problems)
	in.Bad = bad
	rows, order := c.format.Entries(good)
	live, _ := c.format.Entries(c.live)
	// What an import said before is its base; of what none has said, the files'.
	importBase, importNow, err := c.records.CatalogueSaid(ctx, catalog.FromImport)
	if err != nil {
		return in, err
	}
	_, files, err := c.records.CatalogueSaid(ctx, catalog.FromFiles)
	if err != nil {
		return in, err
	}
	base, now, mine := catalog.Entries{}, catalog.Entries{}, catalog.Entries{}
	for _, r := range order {
		was, known := importBase[r], importNow[r]
		if known == nil {
			was, known = files[r], files[r]
		}
		if was != nil {
			base[r] = was
		}
		now[r] = overlay(r, known, live[r], rows[r], part.Columns)
		if live[r] != nil {
			mine[r] = live[r]
		}
	}
	m := catalog.Merge(base, now, mine, c.format.Sensible)
	in.Changes, in.Conflicts = catalog.Diff(mine, m.Live, order), m.Conflicts
	in.Same = len(order) - len(in.Changes)
	in.said = saidDiff(catalog.FromImport, within(importBase, order), within(importNow, order), m.Base, now)
	return in, nil
}

// overlay is an entry as it was known with the columns of a row; columns nil
// means all. What was never said of an entry is as it stands.
func overlay(r catalog.Ref, known, live, row catalog.Entry, columns []string) catalog.Entry {
	if known == nil {
		known = live
	}
	if columns == nil || known == nil {
		return row
	}
	return r.Overlaid(known, row, columns)
}

func within(all catalog.Entries, order []catalog.Ref) catalog.Entries {
	out := catalog.Entries{}
	for _, r := range order {
		if all[r] != nil {
			out[r] = all[r]
		}
	}
	return out
}

// Import applies the good rows of a part in one transaction.
func (c *Catalogue) Import(ctx context.Context, by trip.Actor, part *catalog.Part) (Incoming, error) {
	return c.ImportTold(ctx, by, part, nil)
}

// ImportTold is Import that tells how many of its rows are written.
func (c *Catalogue) ImportTold(ctx context.Context, by trip.Actor, part *catalog.Part, told func(done, total int)) (Incoming, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	in, err := c.preview(ctx, part)
	if err != nil || len(in.Changes) == 0 && len(in.said) == 0 {
		return in, err
	}
	return in, c.write(ctx, catalog.Write{
		Revision: catalog.Revision{At: c.now(), Who: by.Name, Cause: catalog.Imported, Note: part.File},
		Live:     in.Changes, Said: in.said, Progress: told,
	})
}
