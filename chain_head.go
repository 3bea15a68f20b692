package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dashcart/dashcart/handlers/admin"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/chain"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// headOffice is a chain: it hands its catalogue out to its stores, with what
// is different in each, and gathers what they sum up.
type headOffice struct {
	journal.ChainSums
	app    *app
	server *bus.Server

	mu      sync.Mutex
	over    []chain.Override
	shelves map[string]*bus.Shelves // by the stores that share it
	of      map[string]*bus.Shelves // by store
	heard   map[string]admin.Heard
}

// openHeadOffice starts what stores reach.
func (a *app) openHeadOffice(ctx context.Context, cfg appConfig) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, a.close())
		}
	}()
	if len(a.store.Chain.Stores) == 0 {
		return fmt.Errorf("%s lists no stores under chain.stores", a.store.File)
	}
	h := &headOffice{ChainSums: journal.ChainSums{Store: a.side.db}, app: a, shelves: map[string]*bus.Shelves{}, of: map[string]*bus.Shelves{}, heard: map[string]admin.Heard{}}
	if h.server, err = bus.NewServer(ctx, bus.ServerConfig{Dir: busDir(cfg.Data), Listen: cfg.Bus, Leaves: cfg.Leaf, Store: a.store.Name, Keys: a.side.db, Refused: a.turnedAway(), Log: cfg.Log}); err != nil {
		return err
	}
	a.head = h
	if h.over, err = a.side.db.Overrides(ctx); err != nil {
		return err
	}
	if err := h.publish(a.side.Catalogue()); err != nil {
		return err
	}
	a.side.watch(func(cat *catalog.Catalogue) {
		h.mu.Lock()
		defer h.mu.Unlock()
		if err := h.publish(cat); err != nil {
			cfg.Log.Error("stores were not told of the catalogue; they ask within a minute", "err", err)
		}
	})
	branches := bus.Branches{Goods: h.goods, Figures: h.figures, Heard: h.hear}
	for _, s := range a.store.Chain.Stores {
		branches.Stores = append(branches.Stores, s.ID)
	}
	a.runs = append(a.runs, func(ctx context.Context) {
		if err := h.server.ServeStores(ctx, branches); err != nil && ctx.Err() == nil {
			cfg.Log.Error("stores are not served", "err", err)
		}
	})
	a.measure()
	cfg.Log.Info("stores join the chain", "at", h.server.Addr())
	return nil
}

// publish makes each group's catalogue.
func (h *headOffice) publish(cat *catalog.Catalogue) error {
	format := h.app.side.catalogue.Format()
	base, order := format.Entries(cat.Contents())
	next := map[string]*bus.Shelves{}
	for _, g := range chain.Groups(h.over, h.app.store.Chain.Stores) {
		contents, err := format.Contents(chain.Apply(base, g.Over), order)
		if err != nil {
			return fmt.Errorf("the catalogue of %s: %w", strings.Join(g.Stores, ", "), err)
		}
		contents.Currency = cat.Currency()
		theirs := catalog.New(contents)
		key := strings.Join(g.Stores, " ")
		s := h.shelves[key]
		if s == nil {
			s, err = h.server.NewBranchShelves(theirs, g.Stores...)
		} else {
			err = s.Publish(theirs)
		}
		if err != nil {
			return err
		}
		next[key] = s
		for _, store := range g.Stores {
			h.of[store] = s
		}
	}
	h.shelves = next
	return nil
}

func (h *headOffice) goods(store string) (bus.Goods, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s, ok := h.of[store]
	if !ok {
		return bus.Goods{}, false
	}
	return s.Current(), true
}

func (h *headOffice) figures(ctx context.Context, store string, f bus.Figures) (int64, error) {
	return h.Keep(ctx, store, f.All, f.Rows)
}

func (h *headOffice) hear(store, revision string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.heard[store] = admin.Heard{At: time.Now(), Revision: revision}
}

// Sites, and what follows, are what the chain's page shows and does.
func (h *headOffice) Sites() []chain.Site { return h.app.store.Chain.Stores }

// Heard is when a store last asked for its catalogue, and whether it has the
// one that it should have.
func (h *headOffice) Heard(store string) (heard admin.Heard) {
	h.mu.Lock()
	defer h.mu.Unlock()
	heard = h.heard[store]
	if s := h.of[store]; s != nil {
		heard.Current = heard.Revision == s.Current().Revision()
	}
	return heard
}

// Overrides are all that hold.
func (h *headOffice) Overrides() []chain.Override {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]chain.Override(nil), h.over...)
}

// Override sets one, unless it would make an entry that is wrong for some store.
func (h *headOffice) Override(ctx context.Context, by trip.Actor, o chain.Override) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	format := h.app.side.catalogue.Format()
	base, _ := format.Entries(h.app.side.Catalogue().Contents())
	if base[o.Ref] == nil {
		return fmt.Errorf("the chain's catalogue has no %s", o.Ref)
	}
	for _, s := range h.Sites() {
		all := append(slices.Clone(h.over), o)
		if err := chain.Fault(format, base, chain.For(all, s), o.Ref); err != nil {
			return err
		}
	}
	o.Who, o.At = by.Name, time.Now().UTC()
	if err := h.SetOverride(ctx, o); err != nil {
		return err
	}
	return h.again(ctx)
}

// End lets the chain's own word hold again.
func (h *headOffice) End(ctx context.Context, o chain.Override) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.EndOverride(ctx, o.Scope, o.Ref, o.Field); err != nil {
		return err
	}
	return h.again(ctx)
}

func (h *headOffice) again(ctx context.Context) (err error) {
	if h.over, err = h.Store.Overrides(ctx); err != nil {
		return err
	}
	return h.publish(h.app.side.Catalogue())
}

// Invite makes a one-time code by which a store joins.
func (h *headOffice) Invite(ctx context.Context, store string) (string, error) {
	if _, ok := h.app.store.Chain.Site(store); !ok {
		return "", fmt.Errorf("%s lists no store %s", h.app.store.File, store)
	}
	return h.server.Invite(ctx, store)
}

// chainTrips are a head office's own trips, of which there are none, and the
// figures of all its stores.
type chainTrips struct {
	tripPages
	head *headOffice
}

// Figures implements admin.Figures.
func (t chainTrips) Figures(ctx context.Context, metric string, from, until time.Time) ([]shopping.Figure, error) {
	return t.head.Figures(ctx, metric, from, until)
}

// FiguresOf implements admin.Figures.
func (t chainTrips) FiguresOf(ctx context.Context, metric, key string, from, until time.Time) ([]shopping.Figure, error) {
	all, err := t.head.Figures(ctx, metric, from, until)
	return slices.DeleteFunc(all, func(x shopping.Figure) bool { return x.Key != key }), err
}

// Addr is where a store joins.
func (h *headOffice) Addr() string { return h.server.Addr() }
