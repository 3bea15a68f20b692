package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
)

// role is what a machine is.
type role string

const (
	roleAll  role = "all"
	roleCart role = "cart"
	roleHub  role = "hub"
	// roleChain is a head office: the hubs of its stores are its leaves.
	roleChain role = "chain"
)

// behind is what carts ask: the store in this process, or the hub elsewhere.
type behind interface {
	shopping.Goods
	Hub() shopping.Hub
	Phones() shopping.Phones
	Badges() shopping.Badges
	others(*app) shopping.Others
	picture(name string) string
	watch(func(*catalog.Catalogue))
	close() error
}

// Hub and the like make storeSide what carts of the same process ask.
func (s *storeSide) Hub() shopping.Hub                { return s.hub }
func (s *storeSide) Phones() shopping.Phones          { return s.phones }
func (s *storeSide) Badges() shopping.Badges          { return s.people }
func (s *storeSide) others(a *app) shopping.Others    { return a.together() }
func (s *storeSide) watch(f func(*catalog.Catalogue)) { s.catalogue.Watch(f) }

// openBehind opens the store, or the way to it.
func (a *app) openBehind(ctx context.Context, cat *catalog.Catalogue, cfg *appConfig) error {
	if cfg.Role == roleCart {
		far, err := openFar(ctx, a.store, cat, cfg)
		if err != nil {
			return err
		}
		a.behind = far
		far.expose = func() shopping.Shopping { return a.carts[0] }
		far.lanes = a.changed.Tell
		a.runs = append(a.runs, far.run)
		return nil
	}
	side, err := newStoreSide(ctx, cfg.Data, a.store, cat, cfg.Log)
	if err != nil {
		return err
	}
	a.side, a.behind = side, side
	a.runs = append(a.runs, side.run, side.reconcile, func(ctx context.Context) {
		side.catalogue.Run(ctx, func(err error) { cfg.Log.Error("a planned price could not be set", "err", err) })
	}, func(ctx context.Context) { reloadOnHangup(ctx, side.catalogue, cfg.Log) })
	return nil
}

// fleet is the hub's side of carts on other machines.
type fleet struct {
	server *bus.Server
	goods  *bus.Shelves
}

// openFleet starts the message server and stands a Remote for each cart.
func (a *app) openFleet(ctx context.Context, cfg appConfig) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, a.close())
		}
	}()
	above, err := chainIdentity(cfg.Data)
	if err != nil {
		return err
	}
	server, err := bus.NewServer(ctx, bus.ServerConfig{Dir: busDir(cfg.Data), Listen: cfg.Bus, Store: a.store.Name, Keys: a.side.db, Chain: above, Outside: outside(a.store.Events, os.Getenv), Refused: a.turnedAway(), Log: cfg.Log})
	if err != nil {
		return err
	}
	a.fleet = &fleet{server: server}
	if a.fleet.goods, err = server.NewShelves(a.side.Catalogue()); err != nil {
		return err
	}
	a.side.watch(func(cat *catalog.Catalogue) {
		if err := a.fleet.goods.Publish(cat); err != nil {
			cfg.Log.Error("carts were not told of the catalogue; they ask within a minute", "err", err)
		}
	})
	a.side.hub.WatchLanes(func() {
		if err := server.TellLanes(); err != nil {
			cfg.Log.Error("carts were not told of a lane; they see it when they draw again", "err", err)
		}
	})
	for _, c := range a.store.Carts {
		r, err := server.NewRemote(c.ID, c.Number)
		if err != nil {
			return fmt.Errorf("cart %s: %w", c.ID, err)
		}
		a.carts = append(a.carts, r)
	}
	a.runs = append(a.runs, func(ctx context.Context) {
		err := server.Serve(ctx, bus.Answers{Hub: a.hub, Records: cfg.Traces.Records(a.metrics.Records(a.side.db)), Phones: a.side.phones, Badges: a.side.people, Others: a.together(), Goods: a.fleet.goods.Current})
		if err != nil && ctx.Err() == nil {
			cfg.Log.Error("carts are not served", "err", err)
		}
	})
	if above != nil {
		if err := a.follow(ctx); err != nil {
			return err
		}
	}
	cfg.Log.Info("carts reach the hub", "at", server.Addr())
	return server.AskAll()
}

// far is a store on another machine, as a cart sees it. The cart goes on with
// its own copy of the catalogue while the hub is away.
type far struct {
	store  *store.Store
	client *bus.Client
	copied *bus.Copy
	db     *journal.Cart
	live   atomic.Pointer[catalog.Catalogue]
	told   []func(*catalog.Catalogue) // filled before run begins
	expose func() shopping.Shopping
	lanes  func() // told when staff changed a lane
	log    *slog.Logger
}

func openFar(ctx context.Context, st *store.Store, cat *catalog.Catalogue, cfg *appConfig) (*far, error) {
	id, ok, err := bus.LoadIdentity(cfg.Data)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("this machine is no cart yet: make a code at the hub with dashcart invite, then run dashcart join --data %s HUB:4222 CODE", cfg.Data)
	}
	if _, ok := st.Cart(id.Cart); !ok {
		return nil, fmt.Errorf("%s lists no cart %s, which this machine joined as", st.File, id.Cart)
	}
	f := &far{store: st, log: cfg.Log}
	if f.db, err = journal.OpenCart(cartFile(cfg.Data, id.Cart)); err != nil {
		return nil, err
	}
	if f.client, err = bus.Dial(id, cfg.Log); err != nil {
		return nil, errors.Join(err, f.db.Close())
	}
	cfg.Carts, cfg.journal = []string{id.Cart}, f.db
	var had *catalog.Catalogue
	if f.copied, had, err = f.client.OpenCopy(ctx, f.db, f.stock); err != nil {
		return nil, errors.Join(err, f.db.Close())
	}
	if had == nil { // never connected: what was installed with the cart
		had = cat
	}
	f.live.Store(had)
	return f, nil
}

func cartFile(data, cart string) string { return filepath.Join(data, "cart-"+cart+".db") }

func (f *far) stock(cat *catalog.Catalogue) {
	f.live.Store(cat)
	for _, tell := range f.told {
		tell(cat)
	}
}

// run keeps the copy of the catalogue, hears of lanes, and lets the hub see the
// cart.
func (f *far) run(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	all.Go(func() {
		if err := f.copied.Run(ctx); err != nil {
			f.log.Error("the catalogue is not kept up to date", "err", err)
		}
	})
	all.Go(func() { f.hearLanes(ctx) })
	if err := f.client.Expose(ctx, f.expose()); err != nil {
		f.log.Error("the hub cannot see this cart", "err", err)
	}
}

// hearLanes has the touchscreen drawn again when staff changed a lane.
func (f *far) hearLanes(ctx context.Context) {
	told, end, err := f.client.WatchLanes()
	if err != nil {
		f.log.Error("the touchscreen shows a lane that staff closed until it is drawn again", "err", err)
		return
	}
	defer end()
	for {
		select {
		case <-ctx.Done():
			return
		case <-told:
			f.lanes()
		}
	}
}

func (f *far) Catalogue() *catalog.Catalogue       { return f.live.Load() }
func (f *far) Rules(now time.Time) pricing.Rules   { return f.store.Rules(now) }
func (f *far) CouponBook() coupon.Book             { return f.store.Coupons }
func (f *far) LabelRules() label.Rules             { return f.store.LabelRules() }
func (f *far) Hub() shopping.Hub                   { return f.client }
func (f *far) Phones() shopping.Phones             { return f.client }
func (f *far) Badges() shopping.Badges             { return f.client }
func (f *far) others(*app) shopping.Others         { return f.client }
func (f *far) picture(name string) string          { return f.store.Picture(name) }
func (f *far) watch(tell func(*catalog.Catalogue)) { f.told = append(f.told, tell) }
func (f *far) close() error                        { f.client.Close(); return nil }
