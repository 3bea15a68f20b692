package journal

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/shopping"
)

// shelfMigration keeps a cart's copy of the catalogue, an entry a row.
var shelfMigration = Migration{"copy of the catalogue", []string{
	`CREATE TABLE shelf (list TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (list, at)) WITHOUT ROWID`,
	`CREATE TABLE shelf_state (one INTEGER PRIMARY KEY CHECK (one = 1), revision TEXT NOT NULL, single TEXT NOT NULL)`,
}}

// shelfRows is how many rows one statement writes.
const shelfRows = 300

type shelfRow struct {
	List string `gorm:"primaryKey"`
	At   int    `gorm:"primaryKey;autoIncrement:false"`
	Data string
}

// TableName is gorm's.
func (shelfRow) TableName() string { return "shelf" }

// LoadShelf returns the copy, or an empty one.
func (c *Cart) LoadShelf(ctx context.Context) (shopping.Shelf, error) {
	var state struct{ Revision, Single string }
	var rows []shelfRow
	tx := c.read.WithContext(ctx)
	err := tx.Raw(`SELECT revision, single FROM shelf_state`).Scan(&state).Error
	if err != nil || state.Revision == "" {
		return shopping.Shelf{}, c.shelfError(err)
	}
	if err := tx.Order("list, at").Find(&rows).Error; err != nil {
		return shopping.Shelf{}, c.shelfError(err)
	}
	s := shopping.Shelf{Revision: state.Revision, Lists: map[string][]json.RawMessage{}}
	if err := json.Unmarshal([]byte(state.Single), &s.Single); err != nil {
		return shopping.Shelf{}, c.shelfError(err)
	}
	for _, r := range rows {
		if r.At != len(s.Lists[r.List]) {
			return shopping.Shelf{}, c.shelfError(fmt.Errorf("%s lacks entry %d", r.List, len(s.Lists[r.List])))
		}
		s.Lists[r.List] = append(s.Lists[r.List], json.RawMessage(r.Data))
	}
	return s, nil
}

func (c *Cart) shelfError(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("journal %s: copy of the catalogue: %w", c.path, err)
}

// SaveShelf puts a copy in place of what there was.
func (c *Cart) SaveShelf(ctx context.Context, s shopping.Shelf) error {
	return c.shelfError(c.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`DELETE FROM shelf`).Error; err != nil {
			return err
		}
		var rows []shelfRow
		for name, list := range s.Lists {
			for i, data := range list {
				rows = append(rows, shelfRow{name, i, string(data)})
			}
		}
		if len(rows) > 0 {
			if err := tx.CreateInBatches(rows, shelfRows).Error; err != nil {
				return err
			}
		}
		return setShelf(tx, s.Revision, s.Single)
	}))
}

// ChangeShelf makes the next revision of the copy.
func (c *Cart) ChangeShelf(ctx context.Context, ch shopping.Change) error {
	return c.shelfError(c.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var have string
		if err := tx.Raw(`SELECT revision FROM shelf_state`).Scan(&have).Error; err != nil {
			return err
		}
		if have != ch.From {
			return fmt.Errorf("a change of revision %s does not fit revision %s", ch.From, have)
		}
		for _, p := range ch.Puts {
			if err := tx.Exec(`INSERT INTO shelf (list, at, data) VALUES (?, ?, ?) ON CONFLICT (list, at) DO UPDATE SET data = excluded.data`, p.List, p.At, string(p.Data)).Error; err != nil {
				return err
			}
		}
		for name, n := range ch.Lengths {
			if err := tx.Exec(`DELETE FROM shelf WHERE list = ? AND at >= ?`, name, n).Error; err != nil {
				return err
			}
		}
		return setShelf(tx, ch.To, ch.Single)
	}))
}

func setShelf(tx *gorm.DB, revision string, single map[string]json.RawMessage) error {
	b, err := json.Marshal(single)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO shelf_state (one, revision, single) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET revision = excluded.revision, single = excluded.single`, revision, string(b)).Error
}
