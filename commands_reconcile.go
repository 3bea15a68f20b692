package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/payment/stripe"
	"github.com/dashcart/dashcart/models/store"
)

type reconcileCmd struct {
	Store string `help:"The store file." default:"store.yaml"`
	Data  string `help:"The hub's folder of records." default:"data"`
	Day   string `help:"The store's calendar day, 2026-03-02; none is yesterday."`
	JSON  bool   `name:"json" help:"Print a difference a line."`
}

// Run of reconcile. The exit status is 1 where there is a difference.
func (c *reconcileCmd) Run(ctx context.Context, s *streams) error {
	st, _, err := store.Load(c.Store)
	if err != nil {
		return err
	}
	from, to := dayBefore(time.Now().In(st.Location))
	if c.Day != "" {
		if from, err = time.ParseInLocation(time.DateOnly, c.Day, st.Location); err != nil {
			return fmt.Errorf("reconcile: --day: %w", err)
		}
		to = from.AddDate(0, 0, 1)
	}
	db, err := openRecords(c.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	p, err := openStripe(st, db, os.Getenv)
	if err != nil {
		return err
	}
	diffs, err := p.Reconcile(ctx, from, to)
	if err != nil {
		return err
	}
	if err := c.print(s, diffs); err != nil || len(diffs) == 0 {
		return err
	}
	return cli.Status(1, nil)
}

func (c *reconcileCmd) print(s *streams, diffs []stripe.Difference) error {
	if len(diffs) == 0 && !c.JSON {
		_, err := fmt.Fprintln(s.out, "The records and Stripe agree.")
		return err
	}
	for _, d := range diffs {
		if c.JSON {
			if err := json.NewEncoder(s.out).Encode(d); err != nil {
				return err
			}
			continue
		}
		if _, err := fmt.Fprintf(s.out, "%s %s: %s\n", d.Key, d.Intent, d.What); err != nil {
			return err
		}
	}
	return nil
}
