package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/store"
)

// fleetCommands are those of a store with many machines.
type fleetCommands struct {
	Restore restoreCmd `cmd:"" help:"Put a backup in place of a store's file while it is in use."`
	Migrate migrateCmd `cmd:"" help:"Move a store's records from a file into PostgreSQL, or back, while the hub stands still."`
	Invite  inviteCmd  `cmd:"" help:"At the hub: make a one-time code by which a machine becomes a cart; at a chain, by which a hub becomes a store."`
	Join    joinCmd    `cmd:"" help:"At a cart: join a hub with a one-time code."`
	Revoke  revokeCmd  `cmd:"" help:"At the hub: take a cart's key away."`

	Reconcile reconcileCmd `cmd:"" help:"Hold a day's card payments against the processor's."`
}

// busDir is where a hub keeps its authority and the stream of events.
func busDir(data string) string { return filepath.Join(data, "bus") }

type inviteCmd struct {
	Store string `help:"The store file." default:"store.yaml"`
	Data  string `help:"The hub's folder of records." default:"data"`
	ID    string `arg:"" help:"The cart's id in the store file; at a chain, the store's."`
}

// Run of invite; the hub may be running.
func (c *inviteCmd) Run(ctx context.Context, s *streams) error {
	st, _, err := store.Load(c.Store)
	if err != nil {
		return err
	}
	if len(st.Chain.Stores) > 0 {
		if _, ok := st.Chain.Site(c.ID); !ok {
			return fmt.Errorf("%s lists no store %s under chain.stores", c.Store, c.ID)
		}
	} else if _, ok := st.Cart(c.ID); !ok {
		return fmt.Errorf("%s lists no cart %s", c.Store, c.ID)
	}
	db, err := openRecords(c.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	authority, err := bus.OpenAuthority(busDir(c.Data), st.Name, time.Now())
	if err != nil {
		return err
	}
	code, err := bus.Invite(ctx, db, authority, c.ID, time.Now())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, code)
	return err
}

type joinCmd struct {
	Data  string `help:"The folder of records of this cart, or of this hub." default:"data"`
	Chain bool   `help:"This machine is a store's hub, and joins its chain."`
	Hub   string `arg:"" help:"Where the hub listens for carts, or the chain for stores that join, host:port."`
	Code  string `arg:"" help:"The one-time code."`
}

// Run of join.
func (c *joinCmd) Run(ctx context.Context, s *streams) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if c.Chain {
		id, err := bus.Join(ctx, chainDir(c.Data), c.Hub, c.Code, func(string) bool { return false })
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.out, "This hub is store %s of the chain at %s. Start it with: dashcart serve --role hub --data %s\n", id.Cart, id.Hub, c.Data)
		return err
	}
	id, err := bus.Join(ctx, c.Data, c.Hub, c.Code, func(cart string) bool {
		_, err := os.Stat(cartFile(c.Data, cart))
		return err == nil
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "This machine is %s of the hub at %s. Start it with: dashcart serve --role cart --data %s\n", id.Cart, id.Hub, c.Data)
	return err
}

type revokeCmd struct {
	Data string `help:"The hub's folder of records." default:"data"`
	Cart string `arg:"" help:"The cart's id."`
}

// Run of revoke. A hub that runs ends the cart's connection within seconds.
func (c *revokeCmd) Run(ctx context.Context, s *streams) error {
	db, err := openRecords(c.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.RevokeCart(ctx, c.Cart); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s has no key any more; a new code lets a machine join as it again.\n", c.Cart)
	return err
}
