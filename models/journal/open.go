// Package journal keeps records: a cart's events in an SQLite file of its own,
// the store's records in another or in PostgreSQL, one Go file for each kind of
// record. It is the only importer of gorm.
package journal

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// DB is one SQLite file, or a PostgreSQL database in its place: a single writer, so that a transaction never meets
// another, and readers that never wait for it (write-ahead log).
type DB struct {
	write *gorm.DB
	read  *gorm.DB
	path  string // of the file, or the database's address
	pg    bool   // PostgreSQL, in place of a file
}

// pragmas in the order that SQLite wants them: the log first, then what a
// commit waits for. FULL means that an acknowledged event outlives a pulled
// plug.
const pragmas = "_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_busy_timeout=5000"

// Open opens or makes the file at path and brings it to the newest form with
// the given migrations.
func Open(path string, steps []Migration) (*DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, fmt.Errorf("journal %s: %w", path, err)
	}
	name := (&url.URL{Scheme: "file", Opaque: path}).String()
	w, err := connect(name + "?" + pragmas + "&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("journal %s: %w", path, err)
	}
	db := &DB{write: w, path: path}
	if err := db.limit(w, 1); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := migrate(w, steps); err != nil {
		return nil, errors.Join(fmt.Errorf("journal %s: %w", path, err), db.Close())
	}
	if db.read, err = connect(name + "?mode=ro&_query_only=1&_busy_timeout=5000&_foreign_keys=on"); err != nil {
		return nil, errors.Join(fmt.Errorf("journal %s: %w", path, err), db.Close())
	}
	return db, db.limit(db.read, 4)
}

func connect(dsn string) (*gorm.DB, error) {
	return gorm.Open(sqlite.Open(dsn), &gorm.Config{
		Logger: logger.Discard, TranslateError: true, SkipDefaultTransaction: true, PrepareStmt: true,
	})
}

func (d *DB) limit(g *gorm.DB, n int) error {
	pool, err := g.DB()
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(n)
	return nil
}

// Path is the file's.
func (d *DB) Path() string { return d.path }

// Close closes the file; the log is folded into it.
func (d *DB) Close() error {
	var errs []error
	for _, g := range []*gorm.DB{d.read, d.write} {
		if g == nil {
			continue
		}
		pool, err := g.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Backup writes a copy of the file as it stands, while others go on writing.
func (d *DB) Backup(to string) error {
	if d.pg {
		return fmt.Errorf("backup: %s is a database of its own; use pg_dump", d.path)
	}
	if _, err := os.Stat(to); err == nil {
		return fmt.Errorf("backup: %s exists already; name a new file", to)
	}
	// A connection of its own: readers may not even write another file.
	g, err := connect((&url.URL{Scheme: "file", Opaque: d.path}).String() + "?mode=ro&_busy_timeout=5000")
	if err != nil {
		return fmt.Errorf("backup of %s: %w", d.path, err)
	}
	err = g.Exec("VACUUM INTO ?", to).Error
	if pool, poolErr := g.DB(); poolErr == nil {
		err = errors.Join(err, pool.Close())
	}
	if err != nil {
		return fmt.Errorf("backup to %s: %w", to, err)
	}
	return nil
}
