package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx" of database/sql
)

// IsPostgres reports whether records are named by the address of a PostgreSQL
// database in place of a file.
func IsPostgres(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// writerLock is the advisory lock that every transaction that writes holds:
// as with a file, there is one writer at a time, whichever process it is in, so
// that what is counted inside a transaction is still true at its end.
const writerLock = 0x64617368 // "dash"

// openPostgres opens a database and brings it to the newest form. The password
// comes from the environment (PGPASSWORD, PGPASSFILE), never with the address.
func openPostgres(address string, steps []Migration) (*DB, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("records: the address of the database cannot be read") // it may hold a password
	}
	if _, has := u.User.Password(); has {
		return nil, fmt.Errorf("records %s: a password does not belong into an address; set PGPASSWORD, or PGPASSFILE for a file of it", u.Redacted())
	}
	db := &DB{path: u.String(), pg: true}
	if db.write, err = connectPostgres(u, "off", 1); err == nil {
		err = migrate(db.write, translated(steps))
	}
	if err == nil {
		db.read, err = connectPostgres(u, "on", 8)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("records %s: %w", u, err), db.Close())
	}
	return db, nil
}

func connectPostgres(u *url.URL, readOnly string, most int) (*gorm.DB, error) {
	with := *u
	q := with.Query()
	q.Set("default_transaction_read_only", readOnly)
	q.Set("application_name", "dashcart")
	with.RawQuery = q.Encode()
	pool, err := sql.Open("pgx", with.String())
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(most)
	var conn gorm.ConnPool = pool
	if readOnly == "off" {
		conn = oneWriter{pool}
	}
	// The driver prepares statements, for each connection of its own: gorm's one
	// list of them would outlive the connections of a server that restarts.
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: conn}), &gorm.Config{Logger: logger.Discard, TranslateError: true, SkipDefaultTransaction: true})
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return g, nil
}

// oneWriter takes the writers' lock at the beginning of each transaction.
type oneWriter struct{ *sql.DB }

// GetDBConn lets gorm find the pool.
func (w oneWriter) GetDBConn() (*sql.DB, error) { return w.DB, nil }

// BeginTx implements gorm's TxBeginner.
func (w oneWriter) BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error) {
	tx, err := w.DB.BeginTx(ctx, o)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, writerLock); err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return tx, nil
}

// translated are the steps in PostgreSQL's words.
func translated(steps []Migration) []Migration {
	out := make([]Migration, 0, len(steps))
	for _, s := range steps {
		m := Migration{Name: s.Name}
		for _, q := range s.SQL {
			m.SQL = append(m.SQL, dialect(q)...)
		}
		out = append(out, m)
	}
	return out
}
