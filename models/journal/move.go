package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"gorm.io/gorm"
)

// Moved is what MoveStore copied.
type Moved struct {
	Tables []MovedTable // in the order that they were made
	Audit  int64        // entries of the audit log, whose chain was checked afterwards
	Hash   string       // of the last of them, empty for none
}

// MovedTable is one table with its rows.
type MovedTable struct {
	Name string
	Rows int64
}

// MoveStore copies a store's records from a file into a database or back, into
// a place that holds none yet: table by table in one transaction, at the end of
// which every table has as many rows as it had. A log of what staff did that is
// not whole is not moved. The records that were copied stay as they are; nobody
// may write them meanwhile, and a file that somebody has open is refused.
func MoveStore(ctx context.Context, from, to string) (Moved, error) {
	out, err := moveStore(ctx, from, to)
	if err != nil {
		return Moved{}, fmt.Errorf("moving the records: %w", err)
	}
	return out, nil
}

func moveStore(ctx context.Context, from, to string) (out Moved, err error) {
	if from == to {
		return out, fmt.Errorf("%s is where they are", to)
	}
	before, err := lastAudit(ctx, from, "")
	if err != nil {
		return out, err
	}
	src, done, err := openToMove(ctx, from)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, done()) }()
	if _, there := os.Stat(to); !IsPostgres(to) && errors.Is(there, fs.ErrNotExist) {
		defer func() {
			if err != nil { // no half of a file may look like records
				err = errors.Join(err, removeFile(to))
			}
		}()
	}
	dst, err := OpenStore(to)
	if err != nil {
		return out, err
	}
	err = dst.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		out.Tables, err = dst.fill(ctx, tx.Statement.ConnPool, src)
		return err
	})
	if err = errors.Join(err, dst.Close()); err != nil {
		return out, err
	}
	after, err := lastAudit(ctx, to, before.Hash)
	if err == nil && after != before {
		err = fmt.Errorf("the audit log ends with entry %d there and %d here", after.Seq, before.Seq)
	}
	if err != nil {
		return out, fmt.Errorf("%s is not what it was copied from, and must not be used: %w", to, err)
	}
	out.Audit, out.Hash = before.Seq, before.Hash
	return out, nil
}

// removeFile takes a file of records away, with the log beside it.
func removeFile(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// lastEntry is where an audit log ends.
type lastEntry struct {
	Seq  int64
	Hash string
}

// lastAudit opens records, which brings them to the newest form, and checks
// their audit log, in which an entry with the hash seen must be.
func lastAudit(ctx context.Context, place, seen string) (lastEntry, error) {
	s, err := OpenStore(place)
	if err != nil {
		return lastEntry{}, err
	}
	e, err := s.CheckAudit(ctx, seen)
	return lastEntry{e.Seq, e.Hash}, errors.Join(err, s.Close())
}

// made finds the tables that migrations make. Full-text search and what counts
// the rows of a log are not among them: they follow their tables by themselves.
var made = regexp.MustCompile(`^\s*CREATE TABLE (\w+)`)

// tablesOf are those of migrations, each after those that it refers to.
func tablesOf(steps []Migration) (tables []string) {
	for _, m := range steps {
		for _, q := range m.SQL {
			if found := made.FindStringSubmatch(q); found != nil {
				tables = append(tables, found[1])
			}
		}
	}
	return tables
}

// fill copies every table in the transaction of tx.
func (s *Store) fill(ctx context.Context, tx gorm.ConnPool, src querier) (out []MovedTable, err error) {
	for _, table := range tablesOf(storeMigrations) {
		had, err := countRows(ctx, tx, table)
		if err != nil {
			return nil, err
		}
		if had > 0 {
			return nil, fmt.Errorf("%s holds records already (%d rows of %s); name an empty place", s.path, had, table)
		}
		if err := s.copyTable(ctx, tx, src, table); err != nil {
			return nil, fmt.Errorf("table %s: %w", table, err)
		}
		want, err := countRows(ctx, src, table)
		if err != nil {
			return nil, err
		}
		got, err := countRows(ctx, tx, table)
		if err != nil {
			return nil, err
		}
		if got != want {
			return nil, fmt.Errorf("table %s: %d rows of %d arrived", table, got, want)
		}
		out = append(out, MovedTable{table, got})
	}
	return out, s.countOn(ctx, tx)
}

// querier is a connection that is read from.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func countRows(ctx context.Context, q querier, table string) (n int64, err error) {
	if err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
		return 0, fmt.Errorf("table %s: %w", table, err)
	}
	return n, nil
}

// mostValues bounds one statement's values, well below both databases' limits.
const mostValues = 2000

// copyTable copies rows in the order of their first column, which is a log's
// number.
func (s *Store) copyTable(ctx context.Context, tx gorm.ConnPool, src querier, table string) error {
	rows, err := src.QueryContext(ctx, `SELECT * FROM `+table+` ORDER BY 1`)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	var values []any
	flush := func() error {
		if len(values) == 0 {
			return nil
		}
		_, err := tx.ExecContext(ctx, s.insertSQL(table, columns, len(values)/len(columns)), values...)
		values = values[:0]
		return err
	}
	row, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok { // a text, from a driver that says no more
				row[i] = string(b)
			}
		}
		if values = append(values, row...); len(values)+len(columns) > mostValues {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return errors.Join(rows.Err(), flush())
}

// insertSQL inserts so many rows at once.
func (s *Store) insertSQL(table string, columns []string, rows int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `INSERT INTO %s (%s) VALUES `, table, strings.Join(columns, ", "))
	n := 0
	for i := range rows {
		b.WriteString(map[bool]string{true: "(", false: ", ("}[i == 0])
		for j := range columns {
			if j > 0 {
				b.WriteByte(',')
			}
			if n++; s.pg {
				fmt.Fprintf(&b, "$%d", n)
			} else {
				b.WriteByte('?')
			}
		}
		b.WriteByte(')')
	}
	return b.String()
}

// countOn lets PostgreSQL number new rows after those that came with their
// numbers; SQLite does by itself.
func (s *Store) countOn(ctx context.Context, tx gorm.ConnPool) error {
	if !s.pg {
		return nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all [][2]string
	for rows.Next() {
		var c [2]string
		if err := rows.Scan(&c[0], &c[1]); err != nil {
			return err
		}
		all = append(all, c)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, c := range all {
		q := fmt.Sprintf(`SELECT setval(pg_get_serial_sequence('%s', '%s'), COALESCE(MAX(%[2]s), 1), MAX(%[2]s) IS NOT NULL) FROM %[1]s`, c[0], c[1])
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("table %s: %w", c[0], err)
		}
	}
	return nil
}
