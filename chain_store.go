package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/shopping"
)

// chainDir is where a store's hub keeps who it is to its chain.
func chainDir(data string) string { return filepath.Join(data, "chain") }

// chainIdentity is what joining a chain left, nil where the store stands alone.
func chainIdentity(data string) (*bus.Identity, error) {
	id, ok, err := bus.LoadIdentity(chainDir(data))
	if err != nil || !ok {
		return nil, err
	}
	return &id, nil
}

// sendSums is how often a store looks for sums that its chain lacks, and how
// many it sends at once.
const (
	sendSumsEvery = 15 * time.Second
	sumsAtOnce    = 2000
)

// follow has the store follow its chain: the catalogue comes down, sums go up.
// Cut off, it goes on with what it has, and catches up.
func (a *app) follow(ctx context.Context) error {
	branch, err := a.fleet.server.Branch()
	if err != nil {
		return err
	}
	copied, _, err := branch.OpenCopy(ctx, &fetched{}, func(cat *catalog.Catalogue) {
		n, err := a.side.catalogue.Follow(ctx, cat.Contents())
		switch {
		case err != nil:
			a.log.Error("the chain's catalogue cannot be taken over", "err", err)
		case n > 0:
			a.log.Info("the chain changed the catalogue", "entries", n)
		}
	})
	if err != nil {
		return err
	}
	a.runs = append(a.runs, func(ctx context.Context) {
		if err := copied.Run(ctx); err != nil {
			a.log.Error("the chain's catalogue is not followed", "err", err)
		}
	}, func(ctx context.Context) { sendSums(ctx, branch, a.side.db, a.log) })
	return nil
}

// fetched is the chain's catalogue as it was last fetched. It is not kept over
// a start: the records hold what the chain said.
type fetched struct{ shelf shopping.Shelf }

// LoadShelf and the like implement bus.ShelfKeeper.
func (f *fetched) LoadShelf(context.Context) (shopping.Shelf, error)   { return f.shelf, nil }
func (f *fetched) SaveShelf(_ context.Context, s shopping.Shelf) error { f.shelf = s; return nil }
func (f *fetched) ChangeShelf(_ context.Context, c shopping.Change) (err error) {
	f.shelf, err = f.shelf.Apply(c)
	return err
}

// sendSums tells the chain what is new, until ctx ends.
func sendSums(ctx context.Context, b *bus.Branch, db *journal.Store, log *slog.Logger) {
	defer b.Close()
	for pause := time.Second; ; {
		wait := sendSumsEvery
		if err := sendNew(ctx, b, db); err == nil {
			pause = time.Second
		} else {
			if pause == time.Second && ctx.Err() == nil {
				log.Warn("the chain is out of reach; sales are sent when it is back", "err", err)
			}
			wait, pause = pause, min(2*pause, sendSumsEvery)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// sendNew sends sums until the chain holds them all.
func sendNew(ctx context.Context, b *bus.Branch, db *journal.Store) error {
	held, err := b.Send(ctx, bus.Figures{})
	for err == nil {
		var part bus.Figures
		var last int64
		if part.Rows, last, err = db.SumsAfter(ctx, held, sumsAtOnce); err != nil {
			return err
		}
		switch {
		case held == last:
			return nil
		case held > last: // the chain knows more than these records: they are a backup
			part.All = true
			if part.Rows, _, err = db.SumsAfter(ctx, 0, sumsAtOnce); err != nil {
				return err
			}
		}
		before := held
		if held, err = b.Send(ctx, part); err == nil && held == before {
			return fmt.Errorf("the chain keeps sums up to change %d of %d and takes no more", held, last)
		}
	}
	return err
}
