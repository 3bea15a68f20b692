package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/journal"
)

type restoreCmd struct {
	Backup string `arg:"" help:"What backup wrote of store.db."`
	To     string `arg:"" help:"The store.db to put it in place of; the hub may be running."`
}

// Run of restore. A cart's file is not restored: its store may hold events
// that came after the backup, and two pasts would meet there.
func (c *restoreCmd) Run(ctx context.Context, s *streams) error {
	if strings.HasPrefix(filepath.Base(c.To), "cart-") {
		return errors.New("restore: a cart's file is not restored, since its store may hold later events of it; remove the file and start the cart: it begins afresh, and takes the catalogue from its store")
	}
	before, err := journal.RestoreStore(ctx, c.Backup, c.To, time.Now())
	if err != nil {
		return err
	}
	if before != "" {
		fmt.Fprintf(s.out, "What was there is in %s.\n", before)
	}
	_, err = fmt.Fprintf(s.out, "%s is restored. Start the hub again where it is running; carts send what it lacks.\n", c.To)
	return err
}
