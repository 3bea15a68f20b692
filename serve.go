package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/admin"
	"github.com/dashcart/dashcart/handlers/bench"
	"github.com/dashcart/dashcart/handlers/lane"
	"github.com/dashcart/dashcart/handlers/live"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/rig"
)

// allCarts tells of a change of any cart.
type allCarts []shopping.Shopping

// Watch implements live.Source.
func (a allCarts) Watch() (<-chan struct{}, func()) { return live.Merge(a...) }

// laneRoutes adds the lanes' displays, benchRoutes the bench where carts are
// simulated.
func (a *app) laneRoutes(r gin.IRouter) {
	signed := func(c *gin.Context) (admin.Member, bool) { return admin.Signed(c, a.side.staff) }
	lane.Routes(r.Group("", admin.Audited(signed, a.side.db, time.Now)), lane.Deps{
		Carts: func() []shopping.Shopping { return a.carts }, Lanes: a.side.hub.Lanes, Currency: a.store.Currency, Language: a.store.Languages[0], Lang: admin.Lang,
		Who: func(c *gin.Context) (string, bool) {
			m, ok := signed(c)
			return m.Name, ok && m.Role.May(admin.WorkLanes)
		},
		Watch: live.Sources{allCarts(a.carts), &a.changed}, Handed: a.side.db.HandedOver,
	})
}

func (a *app) benchRoutes(r gin.IRouter) {
	if len(a.worlds) == 0 {
		return
	}
	bench.Routes(r, bench.Deps{
		Worlds: a.worlds, Carts: func() []shopping.Shopping { return a.carts }, Catalogue: a.behind.Catalogue, Store: func() *store.Store { return a.store },
		Thing: func(i evidence.Item) (rig.Thing, bool) {
			return thing(a.behind.Catalogue(), a.store.LabelRules(), a.pictures, i)
		},
		Kiosk: func(id string) string { return a.kiosk[id] }, Minds: a.minds,
		Outbox: func(ctx context.Context) ([]bench.Mail, error) {
			if a.side == nil { // the hub has it
				return nil, nil
			}
			mail, err := a.side.db.Outbox(ctx, false, 10)
			var out []bench.Mail
			for _, m := range mail {
				out = append(out, bench.Mail{To: m.Recipient, Subject: m.Subject, Body: m.Body, At: m.At})
			}
			return out, err
		},
	})
}

// demoCmd runs a throw-away store with simulated carts.
type demoCmd struct {
	Listen string `help:"Address to serve on." default:"127.0.0.1:8080"`
	Store  string `help:"The store file." default:"store.yaml"`
	JSON   bool   `name:"json" help:"Print the addresses as one JSON object."`
	Seed   uint64 `help:"Of the simulated carts' chance." default:"1"`
	Looks  bool   `help:"Recognise products by their pictures too." default:"true" negatable:""`
}

// addresses is what the demo prints.
type addresses struct {
	Base  string            `json:"base"`
	Carts map[string]string `json:"carts"`
	Lanes map[string]string `json:"lanes"`
	Phone string            `json:"phone"`
	Admin string            `json:"admin"`
	Bench string            `json:"bench"`
	Owner owner             `json:"owner"`
	Data  string            `json:"data"`
}

type owner struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// Run of demo.
func (c *demoCmd) Run(ctx context.Context, s *streams) error {
	dir, err := os.MkdirTemp("", "dashcart-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	st, cat, err := store.Load(c.Store)
	if err != nil {
		return err
	}
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	base := "http://" + l.Addr().String()
	log := slog.New(slog.NewTextHandler(s.err, nil))
	a, err := newApp(ctx, st, cat, appConfig{Data: dir, Seed: c.Seed, Blind: !c.Looks, PublicURL: base, Log: log})
	if err != nil {
		return err
	}
	defer a.close()
	who := owner{"owner@" + "example.com", rand.Text()[:12]}
	if err := a.side.people.Add(ctx, who.Email, "Olivia Owner", "owner", who.Password); err != nil {
		return err
	}
	h, err := a.handler()
	if err != nil {
		return err
	}
	if err := a.print(s, c.JSON, base, dir, who); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { defer close(done); a.run(ctx) }()
	err = serveHTTP(ctx, l, h)
	cancel()
	<-done
	return err
}

func (a *app) print(s *streams, asJSON bool, base, dir string, who owner) error {
	out := addresses{Base: base, Carts: map[string]string{}, Lanes: map[string]string{}, Phone: base + "/phone", Admin: base + "/admin", Bench: base + "/bench", Owner: who, Data: dir}
	for _, c := range a.carts {
		out.Carts[c.ID()] = base + "/cart/" + c.ID() + "?key=" + a.kiosk[c.ID()]
	}
	for _, l := range a.store.Lanes {
		if l.Dash {
			out.Lanes[l.ID] = base + "/lane/" + l.ID
		}
	}
	if asJSON {
		return json.NewEncoder(s.out).Encode(out)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s is open. Begin at the bench, where you move the goods:\n\n  bench    %s\n", a.store.Name, out.Bench)
	for _, c := range a.carts {
		fmt.Fprintf(&b, "  %-8s %s\n", c.ID(), out.Carts[c.ID()])
	}
	fmt.Fprintf(&b, "  phone    %s\n", out.Phone)
	for _, l := range a.store.Lanes {
		if l.Dash {
			fmt.Fprintf(&b, "  %-8s %s\n", l.ID, out.Lanes[l.ID])
		}
	}
	fmt.Fprintf(&b, "  staff    %s   sign in as %s with %s\n\nEverything is kept in %s until you stop the demo (Ctrl+C).\n", out.Admin, who.Email, who.Password, dir)
	_, err := fmt.Fprint(s.out, b.String())
	return err
}
