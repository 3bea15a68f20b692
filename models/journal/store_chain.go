package journal

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/chain"
	"github.com/dashcart/dashcart/models/shopping"
)

// chainStep numbers the changes of a store's sums, so that its chain can be
// told of what is new, and keeps what a chain gathers and decides.
var chainStep = Migration{"chain", []string{
	`ALTER TABLE figures ADD COLUMN change INTEGER NOT NULL DEFAULT 0`,
	`UPDATE figures SET change = r.n FROM (SELECT metric AS m, quarter AS q, key AS k, ROW_NUMBER() OVER (ORDER BY quarter, metric, key) AS n FROM figures) AS r
		WHERE figures.metric = r.m AND figures.quarter = r.q AND figures.key = r.k`,
	`CREATE INDEX figures_change ON figures (change)`,
	`CREATE TABLE chain_figures (store TEXT NOT NULL, metric TEXT NOT NULL, quarter INTEGER NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, minor INTEGER NOT NULL, change INTEGER NOT NULL, PRIMARY KEY (metric, quarter, key, store)) WITHOUT ROWID`,
	`CREATE INDEX chain_figures_change ON chain_figures (store, change)`,
	`CREATE TABLE chain_overrides (scope TEXT NOT NULL, list TEXT NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, who TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (scope, list, key, field))`,
}}

// sumsAgain is how many changes before the last one that the chain holds are
// sent again: transactions may be seen in another order than they were numbered.
const sumsAgain = 64

// SumsAfter lists sums that changed after a change, in that order, and some
// before it; last is the number of the last change there is.
func (s *Store) SumsAfter(ctx context.Context, after int64, limit int) (rows []chain.Sum, last int64, err error) {
	db := s.read.WithContext(ctx)
	if err = db.Raw(`SELECT COALESCE(MAX(change), 0) FROM figures`).Scan(&last).Error; err == nil && after < last {
		err = db.Raw(`SELECT metric, quarter, key, n, minor, change FROM figures WHERE change > ? ORDER BY change LIMIT ?`, max(after-sumsAgain, 0), limit+sumsAgain).Scan(&rows).Error
	}
	if err != nil {
		return nil, 0, fmt.Errorf("sums for the chain: %w", err)
	}
	return rows, last, nil
}

// ChainSums are the sums of a chain's stores.
type ChainSums struct{ *Store }

// Keep keeps sums of a store; all means that what was kept of it before goes.
// It returns the last change that is kept. Sums that came before change nothing.
func (s ChainSums) Keep(ctx context.Context, store string, all bool, rows []chain.Sum) (held int64, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if all {
			if err := tx.Exec(`DELETE FROM chain_figures WHERE store = ?`, store).Error; err != nil {
				return err
			}
		}
		for _, r := range rows {
			if err := tx.Exec(`INSERT INTO chain_figures (store, metric, quarter, key, n, minor, change) VALUES (?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (metric, quarter, key, store) DO UPDATE SET n = excluded.n, minor = excluded.minor, change = excluded.change WHERE chain_figures.change < excluded.change`,
				store, r.Metric, r.Quarter, r.Key, r.N, r.Minor, r.Change).Error; err != nil {
				return err
			}
		}
		return tx.Raw(`SELECT COALESCE(MAX(change), 0) FROM chain_figures WHERE store = ?`, store).Scan(&held).Error
	})
	if err != nil {
		return 0, fmt.Errorf("sums of store %s: %w", store, err)
	}
	return held, nil
}

// Figures returns the sums of a metric over all stores from an instant until
// another, as a store's own do.
func (s ChainSums) Figures(ctx context.Context, metric string, from, until time.Time) ([]shopping.Figure, error) {
	var rows []figureRow
	err := s.read.WithContext(ctx).Raw(`SELECT quarter, key, SUM(n) AS n, SUM(minor) AS minor FROM chain_figures WHERE metric = ? AND quarter >= ? AND quarter < ? GROUP BY quarter, key ORDER BY quarter, key`,
		metric, Quarter(from), Quarter(until)).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("figures of the chain's %s: %w", metric, err)
	}
	return figures(rows), nil
}

// Sales is what each store sold from an instant until another.
func (s ChainSums) Sales(ctx context.Context, from, until time.Time) (out []chain.Sales, err error) {
	err = s.read.WithContext(ctx).Raw(`SELECT store, SUM(CASE WHEN metric = ? THEN n ELSE 0 END) AS things, SUM(CASE WHEN metric = ? THEN minor ELSE 0 END) AS minor,
		SUM(CASE WHEN metric = ? THEN n ELSE 0 END) AS trips FROM chain_figures WHERE metric IN (?, ?) AND quarter >= ? AND quarter < ? GROUP BY store ORDER BY store`,
		figSales, figSales, figBasket, figSales, figBasket, Quarter(from), Quarter(until)).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("sales of the stores: %w", err)
	}
	return out, nil
}

type chainOverride struct {
	Scope, List, Key, Field, Value, Who string
	At                                  int64
}

// Overrides are all that hold in a region or a store.
func (s *Store) Overrides(ctx context.Context) ([]chain.Override, error) {
	var rows []chainOverride
	if err := s.read.WithContext(ctx).Raw(`SELECT scope, list, key, field, value, who, at FROM chain_overrides`).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("overrides: %w", err)
	}
	var out []chain.Override
	for _, r := range rows {
		out = append(out, chain.Override{Scope: chain.Scope(r.Scope), Ref: catalog.Ref{List: r.List, Key: r.Key}, Field: r.Field, Value: r.Value, Who: r.Who, At: instant(r.At)})
	}
	chain.Sort(out)
	return out, nil
}

// SetOverride keeps one, in place of any of the same field.
func (s *Store) SetOverride(ctx context.Context, o chain.Override) error {
	row := chainOverride{Scope: string(o.Scope), List: o.List, Key: o.Key, Field: o.Field, Value: o.Value, Who: o.Who, At: nanos(o.At)}
	keys := []clause.Column{{Name: "scope"}, {Name: "list"}, {Name: "key"}, {Name: "field"}}
	if err := s.write.WithContext(ctx).Table("chain_overrides").Clauses(clause.OnConflict{Columns: keys, UpdateAll: true}).Create(&row).Error; err != nil {
		return fmt.Errorf("override of %s: %w", o.Ref, err)
	}
	return nil
}

// EndOverride lets the chain's catalogue, or a wider override, hold again.
func (s *Store) EndOverride(ctx context.Context, scope chain.Scope, r catalog.Ref, field string) error {
	if err := s.write.WithContext(ctx).Exec(`DELETE FROM chain_overrides WHERE scope = ? AND list = ? AND key = ? AND field = ?`, string(scope), r.List, r.Key, field).Error; err != nil {
		return fmt.Errorf("override of %s: %w", r, err)
	}
	return nil
}
