package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/mattn/go-sqlite3"
)

// RestoreStore puts a backup in place of the store's file, which may be in use:
// readers see the old records or the new ones, never a mixture. What the file
// held is kept beside it first; its name is returned.
func RestoreStore(ctx context.Context, backup, to string, now time.Time) (before string, err error) {
	if err := checkBackup(ctx, backup, "trip_events", len(storeMigrations)); err != nil {
		return "", fmt.Errorf("restore from %s: %w", backup, err)
	}
	if _, err := os.Stat(to); err == nil {
		db, err := OpenStore(to)
		if err != nil {
			return "", fmt.Errorf("restore: %s is left as it is: %w", to, err)
		}
		before = to + ".before-" + now.UTC().Format("20060102T150405Z")
		if err := errors.Join(db.Backup(before), db.Close()); err != nil {
			return "", fmt.Errorf("restore: %s is left as it is: %w", to, err)
		}
	}
	if err := copyInto(ctx, backup, to); err != nil {
		return before, fmt.Errorf("restore of %s: %w", to, err)
	}
	db, err := OpenStore(to) // brings an older backup to this version's form
	if err != nil {
		return before, err
	}
	return before, db.Close()
}

// checkBackup refuses a file that is damaged, of another kind or of a newer
// version.
func checkBackup(ctx context.Context, path, table string, known int) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro&_query_only=1")
	if err != nil {
		return err
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check`).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("the file is damaged: %s", verdict)
	}
	var has int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN ('migrations', ?)`, table).Scan(&has); err != nil {
		return err
	}
	if has != 2 {
		return errors.New("that is no backup of a store")
	}
	var step int
	if err := db.QueryRowContext(ctx, `SELECT COALESCE(MAX(n), 0) FROM migrations`).Scan(&step); err != nil {
		return err
	}
	if step > known {
		return fmt.Errorf("the backup is of a newer version (step %d, this program knows %d)", step, known)
	}
	return nil
}

// copyInto copies a file's pages in one transaction of the other file.
func copyInto(ctx context.Context, from, to string) (err error) {
	src, err := sql.Open("sqlite3", "file:"+from+"?mode=ro")
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := sql.Open("sqlite3", "file:"+to+"?"+pragmas)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dst.Close()) }()
	return withConn(ctx, src, func(s *sqlite3.SQLiteConn) error {
		return withConn(ctx, dst, func(d *sqlite3.SQLiteConn) error {
			b, err := d.Backup("main", s, "main")
			if err != nil {
				return err
			}
			done, err := b.Step(-1)
			if err == nil && !done {
				err = errors.New("the file is in use by a writer that does not end; try again")
			}
			return errors.Join(err, b.Finish())
		})
	})
}

func withConn(ctx context.Context, db *sql.DB, f func(*sqlite3.SQLiteConn) error) error {
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(driver any) error {
		raw, ok := driver.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("a connection is a %T, not SQLite's", driver)
		}
		return f(raw)
	})
}
