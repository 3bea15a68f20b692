package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/journal"
)

type checkCmd struct {
	File  string `arg:"" optional:"" default:"store.yaml" help:"The store file."`
	JSON  bool   `name:"json" help:"Print JSON."`
	Audit bool   `help:"Check the log of what staff did in place of a store file."`
	Data  string `help:"With --audit: the folder with store.db." default:"data"`
	Seen  string `help:"With --audit: a seal noted earlier, which must still be in the log."`
}

// Run of check.
func (c *checkCmd) Run(ctx context.Context, s *streams) error {
	if c.Audit {
		return c.audit(ctx, s)
	}
	return cli.Status(cli.Check(s.out, c.File, checkDriver, c.JSON))
}

// audit walks the chain of the log: status 1 where it is broken.
func (c *checkCmd) audit(ctx context.Context, s *streams) error {
	db, err := openStoreFile(c.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	last, err := db.CheckAudit(ctx, c.Seen)
	var broken *account.Broken
	if err != nil && !errors.As(err, &broken) {
		return err
	}
	switch {
	case c.JSON && broken != nil:
		err = json.NewEncoder(s.out).Encode(map[string]any{"whole": false, "broken_at": broken.Seq, "why": broken.Why})
	case c.JSON:
		err = json.NewEncoder(s.out).Encode(map[string]any{"whole": true, "entries": last.Seq, "seal": last.Hash})
	case broken != nil:
		_, err = fmt.Fprintln(s.out, broken)
	default:
		_, err = fmt.Fprintf(s.out, "the log is whole: %d entries, the last sealed %s\n", last.Seq, last.Hash)
	}
	if err == nil && broken != nil {
		return cli.Status(1, nil)
	}
	return err
}

// openStoreFile opens a folder's records, which must be there.
func openStoreFile(dir string) (*journal.Store, error) {
	place, err := recordsOf(dir)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(place); err != nil && !journal.IsPostgres(place) {
		return nil, fmt.Errorf("%w; name the folder of the records with --data", err)
	}
	return journal.OpenStore(place)
}

type staffCmd struct {
	Data  string `required:"" help:"The folder with store.db."`
	Email string `required:""`
	Name  string `required:""`
	Role  string `required:"" enum:"owner,manager,clerk,attendant,auditor"`
}

// Run of staff: the password is the first line of standard input. It makes a
// person, or gives one a new password and role: the way in for the first owner,
// and back in for one who lost everything.
func (c *staffCmd) Run(ctx context.Context, s *streams) error {
	in := bufio.NewScanner(s.in)
	if !in.Scan() {
		return errors.Join(in.Err(), errors.New("staff: write the password to standard input, as one line"))
	}
	if err := os.MkdirAll(c.Data, 0o750); err != nil {
		return err
	}
	db, err := openRecords(c.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	e := account.Entry{At: time.Now(), Name: "command line", Act: "staff", Object: c.Email, Detail: "role=" + c.Role, Outcome: account.Asked}
	if _, err := db.Audit(ctx, e); err != nil {
		return err
	}
	return account.NewStaff(db, time.Now).Add(ctx, c.Email, c.Name, account.Role(c.Role), strings.TrimSuffix(in.Text(), "\r"))
}
