package journal

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/shopping"
)

// sortColumns are the columns that lists are sorted by; each has an index that
// begins with the list.
var sortColumns = map[string]string{"name": "name", "brand": "brand", "price": "price", "changed": "version", "key": "key"}

// filters are the conditions that lists are filtered by; each has an index.
var filters = map[string]string{"changed": "changed = 1", "stopped": "stop <> ''", "nopicture": "picture = 0", "noweight": "weighed = 0", "sold": "sold = 1"}

// findSQL is the FROM and WHERE of a search with its arguments.
func (s *Store) findSQL(q catalog.Find) (string, []any) {
	from, args := ` FROM catalogue_live WHERE list = ?`, []any{q.List}
	if len(q.Words) > 0 {
		var with any
		from, with = s.matchSQL(q.Words)
		from, args = ` FROM catalogue_live WHERE `+from, append(args, with)
	}
	if f, ok := filters[q.Filter]; ok {
		from += " AND " + f
	}
	if q.Department != "" {
		from, args = from+" AND department = ?", append(args, q.Department)
	}
	return from, args
}

func orderSQL(sort string) string {
	key, down := strings.CutPrefix(sort, "-")
	column, ok := sortColumns[key]
	if !ok {
		column = "name"
	}
	way := ""
	if down {
		way = " DESC"
	}
	return " ORDER BY " + column + way + ", key" + way
}

// searchSQL is the two queries of a search with the arguments of both; the
// page's takes a limit and an offset beside them.
func (s *Store) searchSQL(q catalog.Find) (count, page string, args []any) {
	from, args := s.findSQL(q)
	return `SELECT COUNT(*)` + from, `SELECT list, key, data, version, changed` + from + orderSQL(q.Sort) + ` LIMIT ? OFFSET ?`, args
}

// FindCatalogue returns a page of a list and how many entries fit.
func (s *Store) FindCatalogue(ctx context.Context, q catalog.Find) ([]catalog.Item, int, error) {
	count, page, args := s.searchSQL(q)
	var n int
	if err := s.read.WithContext(ctx).Raw(count, args...).Scan(&n).Error; err != nil {
		return nil, 0, fmt.Errorf("%s: %w", q.List, err)
	}
	var rows []liveRow
	if err := s.read.WithContext(ctx).Raw(page, append(args, q.Limit, q.Offset)...).Scan(&rows).Error; err != nil {
		return nil, 0, fmt.Errorf("%s: %w", q.List, err)
	}
	out, err := items(rows)
	return out, n, err
}

type revisionRow struct {
	Number, At       int64
	Who, Cause, Note string
	Changes          int
}

func (r revisionRow) revision() catalog.Revision {
	return catalog.Revision{Number: r.Number, At: instant(r.At), Who: r.Who, Cause: catalog.Cause(r.Cause), Note: r.Note, Changes: r.Changes}
}

// Revisions returns a page of the revisions, the latest first, and how many
// there are.
func (s *Store) Revisions(ctx context.Context, offset, limit int) ([]catalog.Revision, int, error) {
	var n int
	if err := s.read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM revisions`).Scan(&n).Error; err != nil {
		return nil, 0, fmt.Errorf("revisions: %w", err)
	}
	var rows []revisionRow
	if err := s.read.WithContext(ctx).Raw(`SELECT * FROM revisions ORDER BY number DESC LIMIT ? OFFSET ?`, limit, offset).Scan(&rows).Error; err != nil {
		return nil, 0, fmt.Errorf("revisions: %w", err)
	}
	out := make([]catalog.Revision, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.revision())
	}
	return out, n, nil
}

// Revision returns one revision by its number; false where there is none.
func (s *Store) Revision(ctx context.Context, n int64) (catalog.Revision, bool, error) {
	var rows []revisionRow
	if err := s.read.WithContext(ctx).Raw(`SELECT * FROM revisions WHERE number = ?`, n).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return catalog.Revision{}, false, err
	}
	return rows[0].revision(), true, nil
}

// CatalogueChanges returns the changes of the revisions after one and up to
// another, the oldest first.
func (s *Store) CatalogueChanges(ctx context.Context, after, upTo int64) ([]catalog.EntryChange, error) {
	return s.changes(ctx, `revision > ? AND revision <= ? ORDER BY revision, list, key`, after, upTo)
}

// EntryChanges returns the changes of one entry after a revision, the oldest
// first.
func (s *Store) EntryChanges(ctx context.Context, r catalog.Ref, after int64) ([]catalog.EntryChange, error) {
	return s.changes(ctx, `list = ? AND key = ? AND revision > ? ORDER BY revision`, r.List, r.Key, after)
}

func (s *Store) changes(ctx context.Context, where string, args ...any) ([]catalog.EntryChange, error) {
	var rows []struct{ List, Key, Kind, Fields string }
	if err := s.read.WithContext(ctx).Raw(`SELECT list, key, kind, fields FROM revision_changes WHERE `+where, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("changes of the catalogue: %w", err)
	}
	out := make([]catalog.EntryChange, 0, len(rows))
	for _, r := range rows {
		c, err := catalog.DecodeChange(catalog.Ref{List: r.List, Key: r.Key}, r.Kind, r.Fields)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// History returns the revisions that touched an entry with what they changed,
// the latest first.
func (s *Store) History(ctx context.Context, r catalog.Ref, limit int) ([]catalog.Revision, []catalog.EntryChange, error) {
	var rows []struct {
		revisionRow
		Kind, Fields string
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT r.*, c.kind, c.fields FROM revision_changes c JOIN revisions r ON r.number = c.revision WHERE c.list = ? AND c.key = ? ORDER BY c.revision DESC LIMIT ?`, r.List, r.Key, limit).Scan(&rows).Error; err != nil {
		return nil, nil, fmt.Errorf("history of %s: %w", r, err)
	}
	var revisions []catalog.Revision
	var changes []catalog.EntryChange
	for _, x := range rows {
		c, err := catalog.DecodeChange(r, x.Kind, x.Fields)
		if err != nil {
			return nil, nil, err
		}
		revisions, changes = append(revisions, x.revision()), append(changes, c)
	}
	return revisions, changes, nil
}

// PlanPrice keeps a price for later and returns its number.
func (s *Store) PlanPrice(ctx context.Context, p catalog.Planned) (int64, error) {
	ends := int64(0)
	if !p.Until.IsZero() {
		ends = nanos(p.Until)
	}
	var id int64
	err := s.write.WithContext(ctx).Raw(`INSERT INTO planned_prices (list, key, price, starts, ends, who) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`, p.List, p.Key, p.Price, nanos(p.From), ends, p.Who).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("price of %s: %w", p.Ref, err)
	}
	return id, nil
}

// EndPlanned notes that a planned price is over or taken back.
func (s *Store) EndPlanned(ctx context.Context, id int64) error {
	if err := s.write.WithContext(ctx).Exec(`UPDATE planned_prices SET done = 1 WHERE id = ?`, id).Error; err != nil {
		return fmt.Errorf("planned price %d: %w", id, err)
	}
	return nil
}

// PlannedPrices returns the prices that are not over, the next first.
func (s *Store) PlannedPrices(ctx context.Context) ([]catalog.Planned, error) {
	var rows []struct {
		ID, Price, Starts, Ends int64
		List, Key, Who          string
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT id, list, key, price, starts, ends, who FROM planned_prices WHERE done = 0 ORDER BY starts, id`).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("planned prices: %w", err)
	}
	out := make([]catalog.Planned, 0, len(rows))
	for _, r := range rows {
		until := time.Time{}
		if r.Ends != 0 {
			until = instant(r.Ends)
		}
		out = append(out, catalog.Planned{ID: r.ID, Ref: catalog.Ref{List: r.List, Key: r.Key}, Price: r.Price, From: instant(r.Starts), Until: until, Who: r.Who})
	}
	return out, nil
}

// Amendments returns the latest of each entry that an older version of the
// program kept; this one writes revisions.
func (s *Store) Amendments(ctx context.Context) ([]shopping.Amendment, error) {
	var rows []struct {
		Key, Kind, Data, Who string
		At                   int64
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT key, kind, data, who, at FROM amendments WHERE id IN (SELECT MAX(id) FROM amendments GROUP BY kind, key) ORDER BY id`).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("amendments: %w", err)
	}
	out := make([]shopping.Amendment, 0, len(rows))
	for _, r := range rows {
		out = append(out, shopping.Amendment{Key: r.Key, Kind: r.Kind, Data: r.Data, Who: r.Who, At: instant(r.At)})
	}
	return out, nil
}
