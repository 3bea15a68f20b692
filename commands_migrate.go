package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/dashcart/dashcart/models/journal"
)

type migrateCmd struct {
	Data string `help:"Folder of the records." default:"data"`
	To   string `required:"" help:"Where they go: the address of an empty PostgreSQL database, or file for store.db in the folder." placeholder:"postgres://…|file"`
}

// Run of migrate. The hub has to stand still; what was copied stays where it
// was, under a name that nothing opens.
func (c *migrateCmd) Run(ctx context.Context, s *streams) error {
	from, err := recordsOf(c.Data)
	if err != nil {
		return err
	}
	file := filepath.Join(c.Data, "store.db")
	to, named := c.To, c.To
	switch {
	case c.To == "file":
		to, named = file, ""
	case !journal.IsPostgres(c.To):
		return fmt.Errorf("--to %.60q is neither file nor the address of a PostgreSQL database, like postgres://dashcart@db.example.com/dashcart", c.To)
	}
	if !journal.IsPostgres(from) {
		if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s holds no records", c.Data)
		}
	}
	moved, err := journal.MoveStore(ctx, from, to)
	if err != nil {
		return err
	}
	if from == file {
		if err := os.Rename(file, movedName(file, time.Now())); err != nil {
			return err
		}
	}
	if err := noteRecords(c.Data, named); err != nil {
		return err
	}
	for _, t := range moved.Tables {
		fmt.Fprintf(s.out, "%9d  %s\n", t.Rows, t.Name)
	}
	_, err = fmt.Fprintf(s.out, "All rows are in %s, and the audit log is whole: %d entries, the last %s.\nBefore you start the hub, write into its store file:  records: %s\n",
		to, moved.Audit, cmp.Or(moved.Hash, "none"), cmp.Or(named, `""`))
	return err
}

// movedName is what a file of records is called that was copied into a
// database.
func movedName(file string, now time.Time) string {
	return file + ".moved-" + now.UTC().Format("20060102T150405Z")
}

// movedGlob finds such files.
func movedGlob(file string) string { return file + ".moved-*" }
