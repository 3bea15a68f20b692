package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/shopping"
)

// opsFlags are the part of serve that only those who run it care about.
type opsFlags struct {
	Ops       string `help:"Address for /metrics, /healthz and /readyz; the last two are on the pages' address too. None means no metrics."`
	LogFormat string `name:"log-format" help:"text or json." enum:"text,json" default:"text"`
	Traces    string `help:"Address of an OpenTelemetry collector, like http://127.0.0.1:4318, that spans of every trip are sent to (OTLP over HTTP)." placeholder:"URL"`
	Kiosk     string `help:"File into which the address of the first cart's touchscreen is written, for whatever shows it full-screen."`
	LogLevel  string `name:"log-level" help:"debug, info, warn or error." enum:"debug,info,warn,error" default:"info"`
}

// serveOps serves what operators look at on an address of its own, until ctx
// ends: what it tells is nothing for the shop's guests.
func (f *opsFlags) serveOps(ctx context.Context, probes *ops.Probes, metrics http.Handler) error {
	if f.Ops == "" {
		return nil
	}
	l, err := listen(f.Ops)
	if err != nil {
		return fmt.Errorf("--ops: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	return serveHTTP(ctx, l, probes.Before(mux))
}

// tellKiosk writes the address of a touchscreen. It holds the screen's key, so
// only the owner and the group may read it; it is there whole or not at all.
func (f *opsFlags) tellKiosk(address string) error {
	if f.Kiosk == "" {
		return nil
	}
	part := f.Kiosk + ".part"
	err := os.WriteFile(part, []byte(address+"\n"), 0o640)
	if err == nil {
		err = os.Rename(part, f.Kiosk)
	}
	if err != nil {
		return fmt.Errorf("--kiosk: %w", err)
	}
	return nil
}

// measure makes the metrics of the app that are asked for when somebody reads
// them.
func (a *app) measure() {
	a.metrics.Carts(func() []shopping.Shopping { return a.carts })
	count := func(name, help string, f func(context.Context) (int64, error)) {
		a.metrics.Gauge(name, help, func() float64 {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			n, err := f(ctx)
			if err != nil {
				a.log.Warn("a metric could not be read", "metric", name, "err", err)
				return -1
			}
			return float64(n)
		})
	}
	if len(a.dbs) > 0 {
		count("journal_waiting_events", "Events in the journals of this machine's carts that the hub does not hold yet; -1 where a journal cannot be read.", func(ctx context.Context) (sum int64, err error) {
			for _, d := range a.dbs {
				n, e := d.Waiting(ctx)
				sum, err = sum+n, errors.Join(err, e)
			}
			return sum, err
		})
	}
	if a.side != nil {
		count("outbox_waiting_mails", "Mails that have not left the outbox; -1 where the records cannot be read.", a.side.db.MailWaiting)
	}
	if a.fleet != nil {
		a.metrics.Gauge("bus_connections", "Connections of carts to this hub.", func() float64 { return float64(a.fleet.server.Connected()) })
	}
}

// checks are what has to work before the pages can serve. A cart is ready
// without its hub: it goes on selling.
func (a *app) checks() []ops.Check {
	var out []ops.Check
	for i, d := range a.dbs {
		out = append(out, ops.Check{Name: "journal of " + a.carts[i].ID(), Test: d.Ready})
	}
	if a.side != nil {
		out = append(out, ops.Check{Name: "records", Test: a.side.db.Ready})
	}
	if a.fleet != nil {
		out = append(out, ops.Check{Name: "bus", Test: func(context.Context) error { return a.fleet.server.Ready() }})
	}
	return out
}

// turnedAway counts connections of carts that were refused.
func (a *app) turnedAway() func(bus.Attempt) {
	refused := a.refusals("cart", "a cart's connection")
	return func(t bus.Attempt) {
		a.log.Warn("a connection was turned away", "from", t.From, "who", t.Who, "why", t.Why)
		refused(t.From, t.Who+": "+t.Why)
	}
}

// forgedLink counts codes of carts that no cart made.
func (a *app) forgedLink() func(from string) {
	refused := a.refusals("link", "a phone's link to a cart")
	return func(from string) { refused(from, "the code was made by no cart") }
}

// foreignReceipt counts receipts that a shopper asked for and does not have.
func (a *app) foreignReceipt() func(from, shopper, number string) {
	refused := a.refusals("receipt", "a receipt on the phone")
	return func(from, shopper, number string) {
		refused(from, fmt.Sprintf("%s: receipt %.20q is not this shopper's", shopper, number))
	}
}

// refusals counts what was turned away, and writes it into the audit log, though
// no more of one address than a person would read.
func (a *app) refusals(what, act string) func(from, why string) {
	few := account.NewLimiter(20, 10*time.Minute, time.Now)
	return func(from, why string) {
		a.metrics.Refused(what)
		if few.Take(from) {
			a.auditRefusal(act, from, why)
		}
	}
}

// auditRefusal writes into the audit log that somebody without a key or
// signature was turned away.
func (a *app) auditRefusal(act, from, detail string) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if _, err := a.side.db.Audit(ctx, account.Entry{At: time.Now(), Act: act, Object: from, Detail: detail, Outcome: account.Denied}); err != nil {
		a.log.Error("a refusal is not in the audit log", "act", act, "from", from, "err", err)
	}
}
