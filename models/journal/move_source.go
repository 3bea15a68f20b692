package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/mattn/go-sqlite3"
)

// openToMove begins to read records that nobody may write until done.
func openToMove(ctx context.Context, place string) (q querier, done func() error, err error) {
	if IsPostgres(place) {
		return databaseToMove(ctx, place)
	}
	return fileToMove(ctx, place)
}

// databaseToMove reads one state of a database, and keeps its writers waiting.
func databaseToMove(ctx context.Context, address string) (querier, func() error, error) {
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return nil, nil, err
	}
	pool.SetMaxOpenConns(1)
	// The lock comes before the transaction: what its last holder wrote is in the
	// state that the transaction reads. It is the connection's, and ends with it.
	if _, err := pool.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, writerLock); err != nil {
		return nil, nil, errors.Join(err, pool.Close())
	}
	tx, err := pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return nil, nil, errors.Join(err, pool.Close())
	}
	return tx, func() error { return errors.Join(tx.Rollback(), pool.Close()) }, nil
}

// fileToMove reads a file that no other program has open: a hub that went on
// writing would write what nobody reads any more.
func fileToMove(ctx context.Context, path string) (querier, func() error, error) {
	pool, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Opaque: path}).String()+"?mode=rw&_locking_mode=EXCLUSIVE&_txlock=exclusive&_busy_timeout=0")
	if err != nil {
		return nil, nil, err
	}
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		err = errors.Join(err, pool.Close())
		var no sqlite3.Error
		if errors.As(err, &no) && no.Code == sqlite3.ErrBusy {
			err = fmt.Errorf("%s is in use; stop the hub, and whatever else reads it, and try again", path)
		}
		return nil, nil, err
	}
	return tx, func() error { return errors.Join(tx.Rollback(), pool.Close()) }, nil
}
