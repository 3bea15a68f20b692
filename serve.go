package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/store"
)

// moreRoutes are those of the demo and the lanes.
func (a *app) moreRoutes(gin.IRouter) {}

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
