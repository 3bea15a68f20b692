package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/dashcart/dashcart/models/journal"
)

// recordsNote is the file in a hub's data folder that says where its records
// are, when they are not there: every command that is given the folder finds
// them, with or without the store file.
func recordsNote(dir string) string { return filepath.Join(dir, "records") }

// recordsOf is where the records of a data folder are.
func recordsOf(dir string) (place string, err error) {
	b, err := os.ReadFile(recordsNote(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return filepath.Join(dir, "store.db"), nil
	}
	if err != nil {
		return "", err
	}
	if place = strings.TrimSpace(string(b)); !journal.IsPostgres(place) {
		return "", fmt.Errorf("%s: %.40q is no address of a PostgreSQL database", recordsNote(dir), place)
	}
	return place, nil
}

// noteRecords writes down where the store file says that the records are; none
// is a file in the folder. Records that stand elsewhere already are not left
// behind without a word.
func noteRecords(dir, place string) error {
	was, err := recordsOf(dir)
	if err != nil {
		return err
	}
	if place == "" {
		if err := movedAway(dir); err != nil {
			return err
		}
		if err := os.Remove(recordsNote(dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if was == place {
		return nil
	}
	if _, err := os.Stat(was); err == nil && !journal.IsPostgres(was) {
		return fmt.Errorf("records: the store file names a database, and %s holds records; move that file away to begin anew there", was)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	return os.WriteFile(recordsNote(dir), []byte(place+"\n"), 0o640)
}

// movedAway refuses to begin new records in a folder out of which the old ones
// were moved.
func movedAway(dir string) error {
	file := filepath.Join(dir, "store.db")
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	moved, err := filepath.Glob(movedGlob(file))
	if err != nil || len(moved) == 0 {
		return err
	}
	return fmt.Errorf("records: they were moved into a database, and the store file names none; write its address as records:, or rename %s to go back to what it was then", moved[len(moved)-1])
}

// openRecords opens the records of a data folder, and makes them where there
// are none.
func openRecords(dir string) (*journal.Store, error) {
	place, err := recordsOf(dir)
	if err != nil {
		return nil, err
	}
	return journal.OpenStore(place)
}
