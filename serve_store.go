package main

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/handlers/ops/traces"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/store"
)

// serveCmd runs the pages of a store and the carts of this machine.
type serveCmd struct {
	Role   role   `help:"What this machine is: all (carts and store in one process), a cart of a hub, the hub of carts on other machines, or the chain of stores." enum:"all,cart,hub,chain" default:"all"`
	Cart   string `help:"The one cart that this machine is; none means all of them. A cart that joined knows it."`
	Bus    string `help:"Where a hub listens for its carts, and a chain for stores that join." default:"0.0.0.0:4222"`
	Leaf   string `help:"Where a chain listens for its stores." default:"0.0.0.0:7422"`
	Public string `help:"Where shoppers' phones reach the store; store.yaml's public_url counts before it."`
	Store  string `help:"The store file." default:"store.yaml"`
	Listen string `help:"Address to serve on." default:"127.0.0.1:8080"`
	Data   string `help:"Folder of the records." default:"data"`
	opsFlags
}

// Run of serve. A store file that is wrong is no reason to stop: the pages say
// what is wrong with it, and open as soon as it is mended.
func (c *serveCmd) Run(ctx context.Context, s *streams) error {
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	debug.SetGCPercent(50) // a cart idles most of the day: memory is dearer than time
	log, err := ops.NewLog(s.err, c.LogFormat, c.LogLevel)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	tracer, sendLast, err := c.startTraces(ctx, log)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer sendLast()
	fmt.Fprintf(s.out, "http://%s\n", l.Addr())
	var now, metrics swapped
	probes := &ops.Probes{}
	swap := now.set
	swap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	ctx, cancel := context.WithCancel(ctx)
	done, watched := make(chan error, 1), make(chan error, 1)
	opened := func(a *app) {
		metrics.set(a.metrics.Handler())
		probes.Set(a.checks()...)
	}
	metrics.set(http.NotFoundHandler())
	go func() { done <- c.keep(ctx, "http://"+l.Addr().String(), s, log, tracer, swap, opened) }()
	go func() {
		err := c.serveOps(ctx, probes, &metrics)
		if err != nil {
			cancel() // an address that is taken shows at the start, not when something has gone wrong
		}
		watched <- err
	}()
	err = serveHTTP(ctx, l, probes.Before(&now))
	cancel()
	return errors.Join(err, <-done, <-watched)
}

// swapped is a handler in place of which another can be set.
type swapped struct{ now atomic.Pointer[http.Handler] }

func (s *swapped) set(h http.Handler) { s.now.Store(&h) }

// ServeHTTP implements http.Handler.
func (s *swapped) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*s.now.Load()).ServeHTTP(w, r)
}

// keep waits until the store file is right, and then runs the store.
func (c *serveCmd) keep(ctx context.Context, base string, s *streams, log *slog.Logger, tracer *traces.Tracer, swap func(http.Handler), opened func(*app)) error {
	st, cat, ok := c.load(ctx, log, swap)
	if !ok {
		return nil
	}
	cfg := appConfig{Data: c.Data, Seed: 1, PublicURL: base, Log: log, Role: c.Role, Bus: c.Bus, Leaf: c.Leaf, Traces: tracer}
	if c.Public != "" {
		cfg.PublicURL = c.Public
	}
	if c.Cart != "" {
		cfg.Carts = []string{c.Cart}
	}
	a, err := newApp(ctx, st, cat, cfg)
	if err != nil {
		swap(outOfService("The store cannot open", err))
		log.Error("the store cannot open", "err", err)
		<-ctx.Done()
		return err
	}
	h, err := a.handler()
	if err != nil {
		return errors.Join(err, a.close())
	}
	swap(h)
	opened(a)
	for _, x := range a.carts {
		if a.kiosk[x.ID()] == "" { // its touchscreen is elsewhere
			continue
		}
		fmt.Fprintf(s.out, "%s/cart/%s?key=%s\n", base, x.ID(), a.kiosk[x.ID()])
	}
	if len(a.carts) > 0 && a.kiosk[a.carts[0].ID()] != "" {
		id := a.carts[0].ID()
		if err := c.tellKiosk(base + "/cart/" + id + "?key=" + a.kiosk[id]); err != nil {
			log.Error("the touchscreen is not told where its page is", "err", err)
		}
	}
	a.run(ctx)
	return a.close()
}

// load reads the store file again whenever it changes, until it is right.
func (c *serveCmd) load(ctx context.Context, log *slog.Logger, swap func(http.Handler)) (*store.Store, *catalog.Catalogue, bool) {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	var last time.Time
	for {
		info, err := os.Stat(c.Store)
		if err != nil || info.ModTime() != last {
			if err == nil {
				last = info.ModTime()
			}
			st, cat, err := store.Load(c.Store)
			if err == nil {
				err = st.CheckDrivers(checkDriver)
			}
			if err == nil {
				return st, cat, true
			}
			log.Error("the store file is wrong; mend it and the store opens", "err", err)
			swap(outOfService(c.Store+" has to be mended", err))
		}
		select {
		case <-ctx.Done():
			return nil, nil, false
		case <-tick.C:
		}
	}
}

var outPage = template.Must(template.New("out").Parse(`<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Out of service</title>
<link rel="stylesheet" href="/static/app.css"><body class="bg-base-200"><main class="mx-auto max-w-4xl p-8"><h1 class="text-4xl font-bold mb-4">Out of service</h1><p class="text-xl mb-4">{{.Title}}. This page goes on by itself once that is done.</p>
<ul class="paper p-4 font-mono text-base">{{range .Problems}}<li class="py-1">{{.}}</li>{{end}}</ul></main></body></html>`))

// outOfService is the page that says what is wrong.
func outOfService(title string, err error) http.Handler {
	var lines []string
	var problems store.Errors
	if errors.As(err, &problems) {
		for _, p := range problems {
			lines = append(lines, p.String())
		}
	} else {
		lines = []string{err.Error()}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusServiceUnavailable)
		_ = outPage.Execute(w, map[string]any{"Title": title, "Problems": lines})
	})
}
