package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"syscall"
	"time"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

type importCmd struct {
	Store  string `help:"The store file." default:"store.yaml"`
	Data   string `help:"Folder of the records." default:"data"`
	DryRun bool   `name:"dry-run" help:"Say what would change, and change nothing."`
	Good   bool   `name:"good-rows" help:"Where some rows are wrong, apply the others."`
	File   string `arg:"" help:"A CSV, YAML or XLSX file."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

// Run of import. A store that runs on the same folder takes the changes in at
// its next reload.
func (c *importCmd) Run(ctx context.Context, s *streams) error {
	src, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	live, kept, done, err := openLive(ctx, c.Store, c.Data)
	if err != nil {
		return err
	}
	f := live.Format()
	f.Lenient = true
	m := cli.Import{Part: catalog.Read(c.File, src, f), Into: live, By: operator(), DryRun: c.DryRun || !kept, Good: c.Good, JSON: c.JSON}
	code, err := m.Run(ctx, s.out)
	if err == nil && !kept && !c.DryRun && code == 0 {
		fmt.Fprintf(s.err, "dashcart: there is no %s to import into; serve the store once, or name its folder with --data\n", filepath.Join(c.Data, "store.db"))
	}
	return errors.Join(cli.Status(code, err), done())
}

// operator is who a command at the shell acts as.
func operator() trip.Actor {
	name := "command line"
	if u, err := user.Current(); err == nil {
		name = u.Username + " at the command line"
	}
	return trip.Actor{Kind: trip.ByStaff, Name: name}
}

type exportCmd struct {
	Store string `help:"The store file." default:"store.yaml"`
	Data  string `help:"Folder of the records." default:"data"`
	List  string `arg:"" optional:"" help:"products, produce, coupons, offers or departments as CSV; nothing: all of it as YAML."`
}

// Run of export: the catalogue as staff made it, where the folder has one.
func (c *exportCmd) Run(ctx context.Context, s *streams) error {
	live, _, done, err := openLive(ctx, c.Store, c.Data)
	if err != nil {
		return err
	}
	code, err := cli.Export(s.out, live.Live(), live.Format(), c.List)
	return errors.Join(cli.Status(code, err), done())
}

// openLive opens the live catalogue of a folder. A folder without one gives the
// files alone, on records that are thrown away: kept is false.
func openLive(ctx context.Context, file, data string) (live *hub.Catalogue, kept bool, done func() error, err error) {
	st, cat, err := store.Load(file)
	if err != nil {
		return nil, false, nil, err
	}
	path, err := recordsOf(data)
	if err != nil {
		return nil, false, nil, err
	}
	clean := func() error { return nil }
	if _, err := os.Stat(path); err == nil || journal.IsPostgres(path) {
		kept = true
	} else if errors.Is(err, fs.ErrNotExist) {
		dir, err := os.MkdirTemp("", "dashcart-catalogue-")
		if err != nil {
			return nil, false, nil, err
		}
		path, clean = filepath.Join(dir, "store.db"), func() error { return os.RemoveAll(dir) }
	} else {
		return nil, false, nil, err
	}
	db, err := journal.OpenStore(path)
	if err != nil {
		return nil, false, nil, errors.Join(err, clean())
	}
	s := &storeSide{store: st, db: db, uploads: uploads(data)}
	if live, err = hub.OpenCatalogue(ctx, s.catalogueConfig(cat)); err != nil {
		return nil, false, nil, errors.Join(err, db.Close(), clean())
	}
	return live, kept, func() error { return errors.Join(db.Close(), clean()) }, nil
}

// reloadOnHangup reads the files again at each SIGHUP, until ctx ends.
func reloadOnHangup(ctx context.Context, c *hub.Catalogue, log *slog.Logger) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			began := time.Now()
			n, err := c.Reload(ctx, trip.Actor{Kind: trip.BySystem, Name: "SIGHUP"})
			if err != nil {
				log.Error("the files were not read again; what was live stays", "err", err)
				continue
			}
			log.Info("the files were read again", "changed", n, "conflicts", len(c.Disputes()), "took", time.Since(began))
		}
	}
}
