package hub

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// CatalogueRecords is what the catalogue keeps.
type CatalogueRecords interface {
	LoadCatalogue(ctx context.Context) (items []catalog.Item, head int64, err error)
	CatalogueSaid(ctx context.Context, source string) (base, now catalog.Entries, err error)
	CatalogueOpen(ctx context.Context, source string) (base, now catalog.Entries, err error)
	CatalogueItem(ctx context.Context, r catalog.Ref) (catalog.Item, bool, error)
	WriteCatalogue(ctx context.Context, w catalog.Write) (int64, error)
	CatalogueChanges(ctx context.Context, after, upTo int64) ([]catalog.EntryChange, error)
	EntryChanges(ctx context.Context, r catalog.Ref, after int64) ([]catalog.EntryChange, error)
	Revision(ctx context.Context, n int64) (catalog.Revision, bool, error)
	PlanPrice(ctx context.Context, p catalog.Planned) (int64, error)
	EndPlanned(ctx context.Context, id int64) error
	PlannedPrices(ctx context.Context) ([]catalog.Planned, error)
	Amendments(ctx context.Context) ([]shopping.Amendment, error)
	LearnedWeights(ctx context.Context) (map[string]catalog.Weight, error)
}

// Dispute is a conflict with the source whose word it is about.
type Dispute struct {
	Source string
	catalog.Conflict
}

// Catalogue is the live catalogue: what the files declare, merged field by
// field with what staff made of it, under the prices that are set for now.
// Every change is a numbered revision.
type Catalogue struct {
	format  catalog.Format
	refs    catalog.References
	records CatalogueRecords
	files   func() (catalog.Contents, error)
	now     func() time.Time

	current atomic.Pointer[catalog.Catalogue] // with the prices set for now

	mu       sync.Mutex // one change at a time
	head     int64
	live     catalog.Contents
	planned  []catalog.Planned
	weights  map[string]catalog.Weight // learned, by GTIN
	disputes []Dispute
	watchers []func(*catalog.Catalogue)
	wake     chan struct{}
}

// CatalogueConfig is what a Catalogue is made of. Files reads what the files
// say now, or says what is wrong with them.
type CatalogueConfig struct {
	Format  catalog.Format
	Refs    catalog.References
	Records CatalogueRecords
	Files   func() (catalog.Contents, error)
	Clock   func() time.Time
}

// nobody is who a start's merge is noted under.
var nobody = trip.Actor{Kind: trip.BySystem, Name: "dashcart"}

// OpenCatalogue merges what the files say now with what is live. Files that
// are wrong are no reason to stop where there is a live catalogue: they are
// the error of the next reload.
func OpenCatalogue(ctx context.Context, cfg CatalogueConfig) (*Catalogue, error) {
	c := &Catalogue{format: cfg.Format, refs: cfg.Refs, records: cfg.Records, files: cfg.Files, now: cfg.Clock, wake: make(chan struct{}, 1)}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.load(ctx); err != nil {
		return nil, err
	}
	said, err := c.files()
	if err != nil {
		return nil, err
	}
	if c.head == 0 {
		err = c.begin(ctx, said)
	} else {
		_, err = c.reload(ctx, nobody, said)
	}
	return c, err
}

// load reads what the records hold.
func (c *Catalogue) load(ctx context.Context) error {
	items, head, err := c.records.LoadCatalogue(ctx)
	if err != nil {
		return err
	}
	all, order := make(catalog.Entries, len(items)), make([]catalog.Ref, 0, len(items))
	for _, x := range items {
		all[x.Ref] = x.Entry
		order = append(order, x.Ref)
	}
	if c.live, err = c.format.Contents(all, order); err != nil {
		return fmt.Errorf("the live catalogue: %w", err)
	}
	c.live.Currency, c.head = c.format.Currency, head
	if c.planned, err = c.records.PlannedPrices(ctx); err != nil {
		return err
	}
	if _, err := c.weigh(ctx); err != nil {
		return err
	}
	return c.dispute(ctx)
}

// begin takes the files as they are for the first time, with what staff
// amended under an older version of the program.
func (c *Catalogue) begin(ctx context.Context, said catalog.Contents) error {
	file, order := c.format.Entries(said)
	live, err := c.amended(ctx, said)
	if err != nil {
		return err
	}
	entries, all := c.format.Entries(live)
	w := catalog.Write{Revision: catalog.Revision{At: c.now(), Who: nobody.Name, Cause: catalog.Began}}
	for _, r := range all {
		w.Live = append(w.Live, catalog.EntryChange{Ref: r, After: entries[r]})
	}
	for _, r := range order {
		w.Said = append(w.Said, catalog.Said{Source: catalog.FromFiles, Ref: r, Base: file[r], Now: file[r]})
	}
	return c.write(ctx, w)
}

// write makes a revision and puts it in force.
func (c *Catalogue) write(ctx context.Context, w catalog.Write) error {
	w.Expect = c.head
	next, err := c.format.Apply(c.live, w.Live)
	if err != nil {
		return err
	}
	head, err := c.records.WriteCatalogue(ctx, w)
	if errors.Is(err, catalog.ErrBehind) { // the import command wrote beside us
		return errors.Join(err, c.load(ctx), c.publish())
	}
	if err != nil {
		return err
	}
	next.Currency = c.format.Currency
	c.live, c.head = next, head
	if err := c.dispute(ctx); err != nil {
		return err
	}
	return c.publish()
}

// publish lays the prices set for now and the learned weights over the live
// ones and tells the carts.
func (c *Catalogue) publish() error {
	now := c.now()
	var over []catalog.EntryChange
	entries := map[catalog.Ref]catalog.Entry{}
	for _, p := range c.planned {
		if !p.Active(now) || p.Until.IsZero() {
			continue
		}
		if e, ok := c.format.EntryOf(c.live, p.Ref); ok {
			if entries[p.Ref] != nil {
				e = entries[p.Ref]
			}
			entries[p.Ref] = p.Ref.With(e, "price_cents", fmt.Sprint(p.Price))
		}
	}
	for key := range c.weights {
		r := catalog.Ref{List: "products", Key: key}
		e, ok := entries[r]
		if !ok {
			e, ok = c.format.EntryOf(c.live, r)
		}
		if e, used := c.weighed(r, e); ok && used {
			entries[r] = e
		}
	}
	for r, e := range entries {
		over = append(over, catalog.EntryChange{Ref: r, After: e})
	}
	contents, err := c.format.Apply(c.live, over)
	if err != nil {
		return err
	}
	contents.Currency = c.format.Currency
	fresh := c.current.Load().Next(contents)
	c.current.Store(fresh)
	for _, f := range c.watchers {
		f(fresh)
	}
	select {
	case c.wake <- struct{}{}:
	default:
	}
	return nil
}

// Current is the catalogue in force.
func (c *Catalogue) Current() *catalog.Catalogue { return c.current.Load() }

// Live is the catalogue without the prices that lift themselves: what is
// exported.
func (c *Catalogue) Live() catalog.Contents {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.live
}

// Format is how the catalogue's files are written.
func (c *Catalogue) Format() catalog.Format { return c.format }

// Head is the number of the last revision.
func (c *Catalogue) Head() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.head
}

// Watch calls f with each new catalogue, one after another; f must not change
// the catalogue.
func (c *Catalogue) Watch(f func(*catalog.Catalogue)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watchers = append(c.watchers, f)
}

// Reload reads the files again and merges them; it returns how many entries
// changed.
func (c *Catalogue) Reload(ctx context.Context, by trip.Actor) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	said, err := c.files()
	if err != nil {
		return 0, err
	}
	// Another process may have imported meanwhile.
	if err := c.load(ctx); err != nil {
		return 0, err
	}
	return c.reload(ctx, by, said)
}

func (c *Catalogue) reload(ctx context.Context, by trip.Actor, said catalog.Contents) (int, error) {
	base, before, err := c.records.CatalogueSaid(ctx, catalog.FromFiles)
	if err != nil {
		return 0, err
	}
	file, order := c.format.Entries(said)
	return c.merge(ctx, by, catalog.FromFiles, catalog.Reloaded, base, before, file, order)
}

// merge takes what a source says now, after base and before.
func (c *Catalogue) merge(ctx context.Context, by trip.Actor, source string, cause catalog.Cause, base, before, file catalog.Entries, order []catalog.Ref) (int, error) {
	live, liveOrder := c.format.Entries(c.live)
	m := catalog.Merge(base, file, live, c.format.Sensible)
	w := catalog.Write{
		Revision: catalog.Revision{At: c.now(), Who: by.Name, Cause: cause},
		Live:     catalog.Diff(live, m.Live, slices.Concat(liveOrder, order)),
		Said:     saidDiff(source, base, before, m.Base, file),
	}
	if len(w.Live) == 0 && len(w.Said) == 0 {
		return 0, c.publish()
	}
	return len(w.Live), c.write(ctx, w)
}

// saidDiff lists what a source says otherwise than before.
func saidDiff(source string, base, now, nextBase, next catalog.Entries) []catalog.Said {
	seen := map[catalog.Ref]bool{}
	var out []catalog.Said
	for _, all := range []catalog.Entries{base, now, nextBase, next} {
		for r := range all {
			if seen[r] {
				continue
			}
			seen[r] = true
			if !same(base[r], nextBase[r]) || !same(now[r], next[r]) {
				out = append(out, catalog.Said{Source: source, Ref: r, Base: nextBase[r], Now: next[r]})
			}
		}
	}
	return out
}

func same(a, b catalog.Entry) bool { return (a == nil) == (b == nil) && slices.Equal(a, b) }
