package journal

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestWhichStepsOnlyAdd(t *testing.T) {
	for sql, want := range map[string]bool{
		`CREATE TABLE b (x INTEGER)`:                            true,
		`CREATE INDEX i ON a (x)`:                               true,
		`CREATE UNIQUE INDEX i ON a (x)`:                        false,
		`ALTER TABLE a ADD COLUMN y TEXT`:                       true,
		`ALTER TABLE a ADD COLUMN y TEXT NOT NULL`:              false,
		`ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 0`: true,
		`ALTER TABLE a RENAME TO b`:                             false,
		`INSERT INTO a (x) VALUES (1)`:                          false,
		`UPDATE a SET x = 1`:                                    false,
		`DROP TABLE a`:                                          false,
		`CREATE TRIGGER t BEFORE UPDATE ON a BEGIN SELECT RAISE(ABORT, 'no'); END`:                                                                                        false,
		"CREATE TABLE b (x INTEGER)|INSERT INTO b (x) VALUES (1)|CREATE UNIQUE INDEX i ON b (x)|CREATE TRIGGER t BEFORE UPDATE ON b BEGIN SELECT RAISE(ABORT, 'no'); END": true,
	} {
		m := Migration{"step", strings.Split(sql, "|")}
		if m.adds() != want {
			t.Errorf("%s: adds is %t", sql, !want)
		}
		if got := translated([]Migration{m})[0].adds(); got != want {
			t.Errorf("%s: in PostgreSQL's words adds is %t", sql, got)
		}
	}
}

// TestOneVersionBack opens files with programs that know fewer and fewer steps.
func TestOneVersionBack(t *testing.T) {
	for name, steps := range map[string][]Migration{"cart": cartMigrations, "store": storeMigrations} {
		path := filepath.Join(t.TempDir(), name+".db")
		db, err := Open(path, steps)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		may := true // all steps from n on only add
		for n := len(steps) - 1; n > 0; n-- {
			may = may && steps[n].adds()
			db, err := Open(path, steps[:n])
			if (err == nil) != may {
				t.Errorf("%s: a program that knows %d of %d steps: %v", name, n, len(steps), err)
			}
			if err == nil {
				err = db.Close()
			} else if strings.Contains(err.Error(), "newer version") && strings.Contains(err.Error(), "restore a backup") {
				err = nil
			}
			if err != nil {
				t.Error(err)
			}
		}
	}
}

// TestFilesOfBeforeTheMarksStayShut: what older programs wrote down says nothing
// of what a step changed.
func TestFilesOfBeforeTheMarksStayShut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	steps := []Migration{{"one", []string{`CREATE TABLE a (x INTEGER)`}}, {"two", []string{`CREATE TABLE b (x INTEGER)`}}}
	db, err := Open(path, steps)
	if err == nil {
		err = db.write.Exec(`UPDATE migrations SET name = 'two' WHERE n = 2`).Error
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, steps[:1]); err == nil || !strings.Contains(err.Error(), "step 2 (two)") {
		t.Error(err)
	}
}
