package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/dashcart/dashcart/handlers/bench"
	"github.com/dashcart/dashcart/handlers/live"
	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/handlers/ops/traces"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
)

// app is a store with its carts, assembled and running: production, the demo,
// the headless trip and the end-to-end tests all run this one.
type app struct {
	store    *store.Store
	side     *storeSide  // nil on a machine that is only a cart
	behind   behind      // what carts ask: side, or the hub on another machine
	fleet    *fleet      // the hub's side of carts on other machines; nil in one process
	head     *headOffice // nil anywhere else
	pictures *pictures
	looks    *looks
	carts    []shopping.Shopping
	worlds   map[string]*rig.World
	kiosk    map[string]string
	inboxes  map[string]*inbox
	eyes     map[string]func() []evidence.Frame // what a cart's cameras saw last
	minds    *bench.Minds                       // of the simulated carts
	log      *slog.Logger

	dbs   []*journal.Cart
	runs  []func(context.Context)
	begun time.Time

	publicURL string // of the pages, for links that are mailed
	data      string // the folder of the carts' and the store's files
	metrics   *ops.Metrics
	hub       shopping.Hub // what carts of this process ask, measured

	changed live.Signal // told when staff change a lane or the catalogue
}

// appConfig says where an app keeps its files and which carts it runs; no Carts
// means all of the store's.
type appConfig struct {
	Data      string
	Carts     []string
	Seed      uint64
	Blind     bool // do without looks
	PublicURL string
	Log       *slog.Logger
	Fault     func(string)

	Role role
	Bus  string // where a hub listens for its carts, a chain for stores that join
	Leaf string // where a chain listens for its stores

	Traces *traces.Tracer // nil for none

	journal *journal.Cart // of a cart that is open already
}

// newApp assembles a store; nothing runs yet.
func newApp(ctx context.Context, st *store.Store, cat *catalog.Catalogue, cfg appConfig) (*app, error) {
	seen, err := newLooks(st)
	if err != nil {
		return nil, err
	}
	a := &app{store: st, looks: seen, worlds: map[string]*rig.World{}, kiosk: map[string]string{}, inboxes: map[string]*inbox{}, eyes: map[string]func() []evidence.Frame{}, minds: &bench.Minds{}, log: cfg.Log, begun: time.Now()}
	a.data = cfg.Data
	a.publicURL = a.policy(cfg.PublicURL).PublicURL
	a.metrics = ops.New(cmp.Or(string(cfg.Role), string(roleAll)))
	if err := a.openBehind(ctx, cat, &cfg); err != nil {
		return nil, errors.Join(err, a.close())
	}
	a.hub = cfg.Traces.Hub(a.metrics.Hub(a.behind.Hub()), cfg.Role.side())
	a.pictures = newPictures(a.behind.picture)
	if cfg.Role == roleChain {
		return a, a.openHeadOffice(ctx, cfg)
	}
	if cfg.Role == roleHub {
		if err := a.openFleet(ctx, cfg); err != nil {
			return nil, err
		}
		a.measure()
		return a, nil
	}
	for i, c := range st.Carts {
		if len(cfg.Carts) > 0 && !contains(cfg.Carts, c.ID) {
			continue
		}
		if err := a.addCart(ctx, c, cfg, cfg.Seed+uint64(i)); err != nil {
			return nil, errors.Join(err, a.close())
		}
	}
	if len(a.carts) == 0 {
		return nil, errors.Join(fmt.Errorf("%s lists no cart %s", st.File, strings.Join(cfg.Carts, ", ")), a.close())
	}
	a.behind.watch(a.restock)
	a.measure()
	if !cfg.Blind {
		changed := make(chan struct{}, 1)
		a.behind.watch(func(*catalog.Catalogue) {
			select {
			case changed <- struct{}{}:
			default: // one is waiting, which will see this catalogue too
			}
		})
		a.runs = append(a.runs, func(ctx context.Context) {
			a.learnLooks(ctx, changed, func() {
				if err := handBack(); err != nil {
					cfg.Log.Warn("memory that starting up used is kept", "why", err)
				}
				cfg.Log.Info("the goods' looks are known", "after", time.Since(a.begun).Round(time.Millisecond))
			})
		})
	}
	return a, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// together are the carts that this process holds or reaches.
func (a *app) together() shopping.Others {
	return shopping.Together(func() []shopping.Shopping { return a.carts })
}

// Cart finds a cart of this process.
func (a *app) Cart(id string) (shopping.Shopping, bool) {
	for _, c := range a.carts {
		if c.ID() == id {
			return c, true
		}
	}
	return nil, false
}

// inbox is the way back to a loop that is built after the cart.
type inbox struct{ to func(evidence.Input) }

// Tell implements shopping.Senses.
func (i *inbox) Tell(in evidence.Input) {
	if i.to != nil {
		i.to(in)
	}
}

// addCart opens a cart's journal and builds its senses.
func (a *app) addCart(ctx context.Context, c store.Cart, cfg appConfig, seed uint64) error {
	db, err := cfg.journal, error(nil)
	if db == nil {
		if db, err = journal.OpenCart(cartFile(cfg.Data, c.ID)); err != nil {
			return err
		}
	}
	a.dbs = append(a.dbs, db)
	senses := &inbox{}
	cart, err := shopping.NewCart(ctx, shopping.Config{
		ID: c.ID, Number: c.Number, Release: ops.Version(), Journal: cfg.Traces.Journal(c.ID, db), Tracer: cfg.Traces.Cart(), Hub: a.hub, Senses: senses, Goods: a.behind, Phones: a.behind.Phones(), Badges: a.behind.Badges(), Others: a.behind.others(a), Log: cfg.Log, Fault: cfg.Fault,
		Policy: a.policy(cfg.PublicURL),
	})
	if err != nil {
		return err
	}
	pipe, err := pipeline(a.store, a.behind.Catalogue(), a.looks, reader(a.store, a.behind.Catalogue, time.Now))
	if err != nil {
		return err
	}
	world := rig.New(rig.Settings{Seed: seed, FourCells: true})
	sensors, simulated := sensorsOf(c)
	ring := a.flightRecorder(c.ID, cfg, cart)
	l, err := loop.New(sensors, drivers(world), &stocked{Pipeline: pipe, catalogue: a.behind.Catalogue, store: a.store}, ring.Tap)
	if err != nil {
		return fmt.Errorf("cart %s: %w", c.ID, err)
	}
	senses.to = l.Tell
	a.inboxes[c.ID] = senses
	a.eyes[c.ID] = eyesOf(l, sensors)
	if simulated {
		entrance := a.store.Floor.Entrance
		world.MoveTo(entrance.X, entrance.Y, "")
		a.worlds[c.ID] = world
		a.runs = append(a.runs, func(ctx context.Context) { _ = world.Live(ctx, 1) })
	}
	a.kiosk[c.ID] = newKey()
	a.carts = append(a.carts, cart)
	a.runs = append(a.runs, l.Run, ring.Run,
		func(ctx context.Context) { _ = cart.Run(ctx) },
		func(ctx context.Context) {
			for o := range l.Outputs() {
				if o.Decision != nil {
					ring.Decided(*o.Decision)
				}
				if simulated && o.Decision != nil {
					a.minds.Note(c.ID, world.Now(), *o.Decision)
				}
				if err := cart.Sense(ctx, o); err != nil && ctx.Err() == nil {
					cfg.Log.Error("what the senses said could not be written", "cart", c.ID, "err", err)
				}
			}
		})
	cart.Greet()
	return nil
}

func (a *app) policy(publicURL string) shopping.Policy {
	p := a.store.Policies
	if a.store.PublicURL != "" {
		publicURL = strings.TrimSuffix(a.store.PublicURL, "/")
	}
	return shopping.Policy{
		TokenLife: p.TokenLife, Reservation: p.Reservation, IdleWarning: p.IdleWarning, IdleAbandon: p.IdleAbandon,
		BatteryWarn: p.BatteryWarn, BatteryNoStart: p.BatteryNoStart,
		BagLitres: float64(a.store.Capacity.Bags) * a.store.Capacity.Litres, BagGrams: float64(a.store.Capacity.Bags) * a.store.Capacity.Kilograms * 1000,
		MaxTrip:   p.MaxTrip,
		Residual:  a.store.Recognition.Residual,
		AuditRate: func(lane string) float64 { l, _ := a.store.Lane(lane); return l.AuditRate },
		Open:      a.store.OpenAt, SoldAt: a.store.SoldAt, PublicURL: publicURL, Provider: a.store.Payment.Provider, Place: a.store.Place,
	}
}

// run runs everything until ctx ends, and waits for it.
func (a *app) run(ctx context.Context) {
	var all sync.WaitGroup
	for _, f := range a.runs {
		all.Go(func() { f(ctx) })
	}
	all.Wait()
}

// close closes the files.
func (a *app) close() error {
	var errs []error
	for _, d := range a.dbs {
		errs = append(errs, d.Close())
	}
	if a.fleet != nil {
		a.fleet.server.Close()
	}
	if a.head != nil {
		a.head.server.Close()
	}
	if a.behind != nil {
		errs = append(errs, a.behind.close())
	}
	return errors.Join(errs...)
}

// listen opens the address that pages are served on.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listening on %s: %w; name a free address with --listen", addr, err)
	}
	return l, nil
}

// serveHTTP serves until ctx ends; streams end with it.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := srv.Shutdown(end)
	if serveErr := <-done; !errors.Is(serveErr, http.ErrServerClosed) {
		err = errors.Join(err, serveErr)
	}
	return err
}
