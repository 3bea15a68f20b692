package journal

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
)

// full makes a file of records with rows in every table.
func full(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := OpenStore(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		if _, err := s.Audit(t.Context(), account.Entry{At: at, Who: "s", Name: "Bo", Act: "POST", Object: fmt.Sprint("/", i), Detail: "«ñ»"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range storeMigrations {
		row := rowsAfter["store"][step.Name]
		if row == "" || tableOf(row) == "audit" { // whose chain is made above
			continue
		}
		if err := s.write.Exec(row).Error; err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range []string{
		`INSERT INTO ledger_transactions (id, key, kind, at, memo) VALUES (41, 'k', 'sale', 1, '')`,
		`INSERT INTO ledger_entries (id, tx, account, minor, opposite) VALUES (81, 41, 'a', 500, -500), (82, 41, 'b', -500, 500)`,
		`INSERT INTO catalogue_live (id, list, key, data, version, changed, name, brand, department, price, stop, picture, weighed, sold, words)
			VALUES (7, 'products', '1', '{"name":"Whole milk"}', 1, 1, 'Whole milk', '', 'dairy', 399, '', 0, 0, 0, 'whole milk')`,
		// More than one statement takes.
		`INSERT INTO trip_events (cart, seq, trip, key, at, actor, kind, data) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
			SELECT 'c', i, 't', 'k', i, '{}', 'SignOfLife', '{}' FROM n`,
	} {
		if err := s.write.Exec(q).Error; err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// contents are all rows of records, as text, by table.
func contents(t *testing.T, place string) map[string][]string {
	t.Helper()
	q, done, err := openToMove(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	defer done() //nolint:errcheck // a test's reader
	out := map[string][]string{}
	for _, table := range tablesOf(storeMigrations) {
		rows, err := q.QueryContext(t.Context(), `SELECT * FROM `+table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			line := make([]string, len(columns))
			for i, c := range columns {
				line[i] = fmt.Sprintf("%s=%v", c, values[i])
			}
			slices.Sort(line) // an old database has its columns in another order
			out[table] = append(out[table], strings.Join(line, " "))
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(out[table])
	}
	return out
}

func same(t *testing.T, a, b map[string][]string) {
	t.Helper()
	for table := range a {
		if !slices.Equal(a[table], b[table]) {
			t.Errorf("%s has %d rows, and not the same %d", table, len(b[table]), len(a[table]))
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d tables with rows, and %d", len(a), len(b))
	}
}

// TestRecordsMoveToPostgresAndBack moves a row of every table there and back;
// nothing is different afterwards, and both places can be written on.
func TestRecordsMoveToPostgresAndBack(t *testing.T) {
	t.Parallel()
	server, file, ctx := postgrestest.Start(t), full(t), t.Context()
	there, back := postgrestest.Fresh(t, server.Address()), filepath.Join(t.TempDir(), "store.db")
	before := contents(t, file)
	if n := len(before); n < len(rowsAfter["store"])-2 {
		t.Fatalf("only %d tables hold rows", n)
	}
	moved, err := MoveStore(ctx, file, there)
	if err != nil {
		t.Fatal(err)
	}
	if moved.Audit != 30 || len(moved.Tables) != len(tablesOf(storeMigrations)) || !slices.Contains(moved.Tables, MovedTable{"trip_events", 1500}) {
		t.Errorf("moved %+v", moved)
	}
	same(t, before, contents(t, there))
	if _, err := MoveStore(ctx, file, there); err == nil || !strings.Contains(err.Error(), "holds records already") {
		t.Errorf("a second time: %v", err)
	}
	writes(t, there, moved.Hash)
	before = contents(t, there)
	if _, err := MoveStore(ctx, there, back); err != nil {
		t.Fatal(err)
	}
	same(t, before, contents(t, back))
	writes(t, back, moved.Hash)
}

// writes checks that records number on after those that they got, keep what
// they must keep, and find what they have.
func writes(t *testing.T, place, seen string) {
	t.Helper()
	s, err := OpenStore(place)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := t.Context()
	if _, err := s.Audit(ctx, account.Entry{At: at, Name: "Bo"}); err != nil {
		t.Error(err)
	}
	if _, err := s.CheckAudit(ctx, seen); err != nil {
		t.Error(err)
	}
	for _, table := range []string{"weighings (list, key, grams, at) VALUES ('products', '2', 1, 1)", "amendments (key, kind, data, who, at) VALUES ('1', 'produce', '{}', 'Bo', 1)",
		"outbox (at, recipient, subject, body) VALUES (1, 'a', 'b', 'c')"} {
		if err := s.write.Exec("INSERT INTO " + table).Error; err != nil {
			t.Errorf("a new row of %s: %v", table, err)
		}
	}
	for _, q := range []string{`UPDATE audit SET name = 'Al'`, `DELETE FROM ledger_entries`} {
		if s.write.Exec(q).Error == nil {
			t.Errorf("%s was done", q)
		}
	}
	where, match := s.matchSQL([][]string{{"mil"}})
	var found int64
	if err := s.read.Raw(`SELECT COUNT(*) FROM catalogue_live WHERE `+where, "products", match).Scan(&found).Error; err != nil || found != 1 {
		t.Errorf("found %d by a word, %v", found, err)
	}
}

// TestRecordsThatDoNotMove leaves everything as it was.
func TestRecordsThatDoNotMove(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	file := full(t)
	refuses := func(name, from, to, want string) {
		t.Helper()
		if _, err := MoveStore(ctx, from, to); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	refuses("to themselves", file, file, "is where they are")

	open, err := OpenStore(file) // as a hub does
	if err != nil {
		t.Fatal(err)
	}
	refuses("in use", file, filepath.Join(t.TempDir(), "a.db"), "is in use; stop the hub")
	if err := open.Close(); err != nil {
		t.Fatal(err)
	}

	half := filepath.Join(t.TempDir(), "b.db")
	s, err := OpenStore(half)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SaveEmployee(ctx, account.Employee{ID: "e", Email: "e@example.org", Name: "Eve"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := contents(t, half)
	refuses("to a place with records", file, half, "holds records already")
	same(t, before, contents(t, half)) // the tables before staff are empty again

	raw(t, file, `INSERT INTO identities (issuer, subject, shopper, since) VALUES ('i', 'nobody', 'nobody', 1)`)
	broken := filepath.Join(t.TempDir(), "d.db")
	refuses("a row that refers to none", file, broken, "table identities: FOREIGN KEY")
	if left, err := filepath.Glob(broken + "*"); err != nil || len(left) > 0 {
		t.Errorf("a move that failed left %v, %v", left, err)
	}

	for _, cut := range []string{`DROP TRIGGER audit_keeps`, `DELETE FROM audit WHERE seq = 30`} {
		raw(t, file, cut)
	}
	refuses("a log that was cut", file, filepath.Join(t.TempDir(), "c.db"), "30 entries were written and the log ends at 29")
}

// raw does to a file what the program never does.
func raw(t *testing.T, path, q string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), q); err != nil {
		t.Fatal(err)
	}
}

// TestEveryTableMoves holds the list of tables that move against those that a
// file has.
func TestEveryTableMoves(t *testing.T) {
	t.Parallel()
	s, err := OpenStore(filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var has []string
	if err := s.read.Raw(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'catalogue_words%' AND name <> 'migrations' ORDER BY name`).Scan(&has).Error; err != nil {
		t.Fatal(err)
	}
	moves := slices.Sorted(slices.Values(tablesOf(storeMigrations)))
	if !slices.Equal(has, moves) {
		t.Errorf("the file has %v, and %v move", has, moves)
	}
}
