package journal

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/catalog"
)

// catalogueMigration is the catalogue as staff made it: the live entries with
// what lists are searched, sorted and filtered by; what the files last said;
// every revision; prices for a time to come.
var catalogueMigration = Migration{"catalogue", []string{
	`CREATE TABLE catalogue_live (id INTEGER PRIMARY KEY, list TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, version INTEGER NOT NULL, changed INTEGER NOT NULL,
		name TEXT NOT NULL, brand TEXT NOT NULL, department TEXT NOT NULL, price INTEGER NOT NULL, stop TEXT NOT NULL, picture INTEGER NOT NULL, weighed INTEGER NOT NULL, sold INTEGER NOT NULL, words TEXT NOT NULL, UNIQUE (list, key))`,
	`CREATE INDEX catalogue_name ON catalogue_live (list, name, key)`,
	`CREATE INDEX catalogue_brand ON catalogue_live (list, brand, key)`,
	`CREATE INDEX catalogue_price ON catalogue_live (list, price, key)`,
	`CREATE INDEX catalogue_department ON catalogue_live (list, department, name, key)`,
	`CREATE INDEX catalogue_version ON catalogue_live (list, version, key)`,
	`CREATE INDEX catalogue_changed ON catalogue_live (list, name, key) WHERE changed = 1`,
	`CREATE INDEX catalogue_stopped ON catalogue_live (list, name, key) WHERE stop <> ''`,
	`CREATE INDEX catalogue_bare ON catalogue_live (list, name, key) WHERE picture = 0`,
	`CREATE INDEX catalogue_unweighed ON catalogue_live (list, name, key) WHERE weighed = 0`,
	`CREATE INDEX catalogue_sold ON catalogue_live (list, name, key) WHERE sold = 1`,
	`CREATE VIRTUAL TABLE catalogue_words USING fts4(content="catalogue_live", words, prefix="2,3,4")`,
	`CREATE TRIGGER catalogue_words_out BEFORE UPDATE OF words ON catalogue_live BEGIN DELETE FROM catalogue_words WHERE docid = old.id; END`,
	`CREATE TRIGGER catalogue_words_gone BEFORE DELETE ON catalogue_live BEGIN DELETE FROM catalogue_words WHERE docid = old.id; END`,
	`CREATE TRIGGER catalogue_words_in AFTER UPDATE OF words ON catalogue_live BEGIN INSERT INTO catalogue_words (docid, words) VALUES (new.id, new.words); END`,
	`CREATE TRIGGER catalogue_words_new AFTER INSERT ON catalogue_live BEGIN INSERT INTO catalogue_words (docid, words) VALUES (new.id, new.words); END`,
	`CREATE TABLE catalogue_said (source TEXT NOT NULL, list TEXT NOT NULL, key TEXT NOT NULL, base TEXT NOT NULL, now TEXT, PRIMARY KEY (source, list, key)) WITHOUT ROWID`,
	`CREATE INDEX catalogue_open ON catalogue_said (source) WHERE now IS NOT NULL`,
	`CREATE TABLE revisions (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, cause TEXT NOT NULL, note TEXT NOT NULL, changes INTEGER NOT NULL)`,
	`CREATE TABLE revision_changes (revision INTEGER NOT NULL REFERENCES revisions(number), list TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (revision, list, key)) WITHOUT ROWID`,
	`CREATE INDEX revision_changes_entry ON revision_changes (list, key, revision)`,
	`CREATE TABLE planned_prices (id INTEGER PRIMARY KEY, list TEXT NOT NULL, key TEXT NOT NULL, price INTEGER NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, who TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0)`,
	`CREATE INDEX planned_prices_open ON planned_prices (list, key) WHERE done = 0`,
}}

// LoadCatalogue returns every live entry in the order it came in, and the
// number of the last revision, zero where the catalogue never began.
func (s *Store) LoadCatalogue(ctx context.Context) ([]catalog.Item, int64, error) {
	var out []catalog.Item
	var head int64
	// One transaction: the entries are those of the revision.
	err := s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Raw(`SELECT COALESCE(MAX(number), 0) FROM revisions`).Scan(&head).Error; err != nil {
			return err
		}
		var rows []liveRow
		if err := tx.Raw(`SELECT list, key, data, version, changed FROM catalogue_live ORDER BY id`).Scan(&rows).Error; err != nil {
			return err
		}
		var err error
		out, err = items(rows)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("catalogue: %w", err)
	}
	return out, head, nil
}

type liveRow struct {
	List, Key, Data string
	Version         int64
	Changed         bool
}

func items(rows []liveRow) ([]catalog.Item, error) {
	out := make([]catalog.Item, 0, len(rows))
	for _, r := range rows {
		ref := catalog.Ref{List: r.List, Key: r.Key}
		e, err := ref.Decode(r.Data)
		if err != nil {
			return nil, err
		}
		out = append(out, catalog.Item{Ref: ref, Entry: e, Version: r.Version, Changed: r.Changed})
	}
	return out, nil
}

// CatalogueSaid returns what a source last said of each entry, as far as it is
// settled and all of it.
func (s *Store) CatalogueSaid(ctx context.Context, source string) (base, now catalog.Entries, err error) {
	return s.said(ctx, source, `1 = 1`)
}

// CatalogueOpen is CatalogueSaid of those entries alone that have something in
// conflict.
func (s *Store) CatalogueOpen(ctx context.Context, source string) (base, now catalog.Entries, err error) {
	return s.said(ctx, source, `now IS NOT NULL`)
}

func (s *Store) said(ctx context.Context, source, which string) (base, now catalog.Entries, err error) {
	var rows []struct {
		List, Key, Base string
		Now             *string
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT list, key, base, now FROM catalogue_said WHERE source = ? AND `+which, source).Scan(&rows).Error; err != nil {
		return nil, nil, fmt.Errorf("what the %s said: %w", source, err)
	}
	base, now = make(catalog.Entries, len(rows)), make(catalog.Entries, len(rows))
	for _, r := range rows {
		ref := catalog.Ref{List: r.List, Key: r.Key}
		b, err := ref.Decode(r.Base)
		if err != nil {
			return nil, nil, err
		}
		n := b
		if r.Now != nil {
			if n, err = ref.Decode(*r.Now); err != nil {
				return nil, nil, err
			}
		}
		if b != nil {
			base[ref] = b
		}
		if n != nil {
			now[ref] = n
		}
	}
	return base, now, nil
}

// CatalogueItem returns one live entry.
func (s *Store) CatalogueItem(ctx context.Context, r catalog.Ref) (catalog.Item, bool, error) {
	var rows []liveRow
	if err := s.read.WithContext(ctx).Raw(`SELECT list, key, data, version, changed FROM catalogue_live WHERE list = ? AND key = ?`, r.List, r.Key).Scan(&rows).Error; err != nil {
		return catalog.Item{}, false, fmt.Errorf("%s: %w", r, err)
	}
	found, err := items(rows)
	if err != nil || len(found) == 0 {
		return catalog.Item{}, false, err
	}
	return found[0], true, nil
}

// WriteCatalogue makes one revision, all or nothing, and returns its number.
// Where another revision came first it is catalog.ErrBehind.
func (s *Store) WriteCatalogue(ctx context.Context, w catalog.Write) (int64, error) {
	var n int64
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Raw(`SELECT COALESCE(MAX(number), 0) FROM revisions`).Scan(&n).Error; err != nil {
			return err
		}
		if n != w.Expect {
			return catalog.ErrBehind
		}
		tx = plain(tx.WithContext(context.WithValue(ctx, progressKey{}, &progress{tell: w.Progress, total: len(w.Said) + 2*len(w.Live)})))
		if err := writeSaid(tx, w.Said); err != nil {
			return err
		}
		if len(w.Live) == 0 && w.Revision.Cause != catalog.Began && w.Revision.Cause != catalog.Settled {
			return markChanged(tx, n+1, w) // the files caught up with staff
		}
		n++
		if err := tx.Exec(`INSERT INTO revisions (number, at, who, cause, note, changes) VALUES (?, ?, ?, ?, ?, ?)`,
			n, nanos(w.Revision.At), w.Revision.Who, string(w.Revision.Cause), w.Revision.Note, len(w.Live)).Error; err != nil {
			return err
		}
		if err := writeLive(tx, n, w.Live); err != nil {
			return err
		}
		if w.Revision.Cause != catalog.Began { // what was there first has no before
			if err := writeChanges(tx, n, w.Live); err != nil {
				return err
			}
		}
		return markChanged(tx, n, w)
	})
	if err != nil {
		return 0, fmt.Errorf("catalogue: %w", err)
	}
	return n, nil
}

// plain lets a transaction's statements go as soon as they are done. Prepared
// ones are prepared anew at each call and kept until the transaction ends: some
// hundred kilobytes for each INSERT of many rows.
func plain(tx *gorm.DB) *gorm.DB {
	if p, ok := tx.Statement.ConnPool.(*gorm.PreparedStmtTX); ok {
		tx.Statement.ConnPool = p.Tx
	}
	return tx
}

// chunk is how many rows one INSERT carries.
const chunk = 100

// insert writes rows of equal width, some at a time.
func insert(tx *gorm.DB, head, tail string, rows [][]any) error {
	for len(rows) > 0 {
		part := rows[:min(chunk, len(rows))]
		rows = rows[len(part):]
		one := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(part[0])), ", ") + ")"
		var args []any
		for _, r := range part {
			args = append(args, r...)
		}
		if err := tx.Exec(head+strings.TrimSuffix(strings.Repeat(one+", ", len(part)), ", ")+tail, args...).Error; err != nil {
			return err
		}
		if p, ok := tx.Statement.Context.Value(progressKey{}).(*progress); ok {
			p.add(len(part))
		}
	}
	return nil
}

// progress counts the rows of one write.
type progress struct {
	tell        func(done, total int)
	done, total int
}

type progressKey struct{}

func (p *progress) add(n int) {
	if p.done += n; p.tell != nil {
		p.tell(min(p.done, p.total), p.total)
	}
}

func writeSaid(tx *gorm.DB, said []catalog.Said) error {
	var rows [][]any
	for _, x := range said {
		if x.Base == nil && x.Now == nil {
			if err := tx.Exec(`DELETE FROM catalogue_said WHERE source = ? AND list = ? AND key = ?`, x.Source, x.List, x.Key).Error; err != nil {
				return err
			}
			continue
		}
		base, now := x.Ref.Encode(x.Base), any(nil)
		if n := x.Ref.Encode(x.Now); n != base {
			now = n
		}
		rows = append(rows, []any{x.Source, x.List, x.Key, base, now})
	}
	return insert(tx, `INSERT INTO catalogue_said (source, list, key, base, now) VALUES `, ` ON CONFLICT (source, list, key) DO UPDATE SET base = excluded.base, now = excluded.now`, rows)
}

func writeLive(tx *gorm.DB, revision int64, changes []catalog.EntryChange) error {
	var rows [][]any
	for _, c := range changes {
		if c.After == nil {
			if err := tx.Exec(`DELETE FROM catalogue_live WHERE list = ? AND key = ?`, c.List, c.Key).Error; err != nil {
				return err
			}
			continue
		}
		get := func(column string) string { return c.Ref.Get(c.After, column) }
		price := int64(0)
		if p := get("price_cents"); p != "" {
			if _, err := fmt.Sscan(p, &price); err != nil {
				return fmt.Errorf("%s: price_cents: %w", c.Ref, err)
			}
		}
		rows = append(rows, []any{c.List, c.Key, c.Ref.Encode(c.After), revision, 0, get("name"), get("brand"), get("department"), price,
			get("stop"), bit(get("picture") != ""), bit(get("weight_g")+get("typical_g") != ""), bit(get("sold_by") != ""), c.Ref.SearchText(c.After)})
	}
	return insert(tx, `INSERT INTO catalogue_live (list, key, data, version, changed, name, brand, department, price, stop, picture, weighed, sold, words) VALUES `,
		` ON CONFLICT (list, key) DO UPDATE SET data = excluded.data, version = excluded.version, name = excluded.name, brand = excluded.brand, department = excluded.department,
		price = excluded.price, stop = excluded.stop, picture = excluded.picture, weighed = excluded.weighed, sold = excluded.sold, words = excluded.words`, rows)
}

func writeChanges(tx *gorm.DB, revision int64, changes []catalog.EntryChange) error {
	var rows [][]any
	for _, c := range changes {
		kind, fields := c.Encode()
		rows = append(rows, []any{revision, c.List, c.Key, kind, fields})
	}
	return insert(tx, `INSERT INTO revision_changes (revision, list, key, kind, fields) VALUES `, ``, rows)
}

// markChanged notes of what the revision touched whether it is as the files say.
func markChanged(tx *gorm.DB, revision int64, w catalog.Write) error {
	const differs = `UPDATE catalogue_live SET changed = CASE WHEN EXISTS (SELECT 1 FROM catalogue_said s WHERE s.source = 'files' AND s.list = catalogue_live.list AND s.key = catalogue_live.key AND COALESCE(s.now, s.base) = catalogue_live.data) THEN 0 ELSE 1 END`
	if err := tx.Exec(differs+` WHERE version = ?`, revision).Error; err != nil {
		return err
	}
	if len(w.Said) > len(w.Live) {
		return tx.Exec(differs).Error
	}
	touched := map[catalog.Ref]bool{} // their version is the revision's
	for _, c := range w.Live {
		touched[c.Ref] = true
	}
	for _, x := range w.Said {
		if touched[x.Ref] {
			continue
		}
		if err := tx.Exec(differs+` WHERE list = ? AND key = ?`, x.List, x.Key).Error; err != nil {
			return err
		}
	}
	return nil
}
