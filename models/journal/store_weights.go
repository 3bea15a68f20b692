package journal

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/pricing"
)

// weightsStep keeps which weighings count, and what was learned of them.
var weightsStep = Migration{"learned weights", []string{
	`ALTER TABLE weighings ADD COLUMN trip TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE weighings ADD COLUMN sure INTEGER NOT NULL DEFAULT 0`, // by its code, and nothing doubtful
	`ALTER TABLE weighings ADD COLUMN paid INTEGER NOT NULL DEFAULT 0`,
	`CREATE INDEX weighings_trip ON weighings (trip)`,
	`CREATE INDEX weighings_paid ON weighings (key, id) WHERE paid > 0`,
	`CREATE TABLE learned_weights (key TEXT PRIMARY KEY, grams REAL NOT NULL, sd REAL NOT NULL, voters INTEGER NOT NULL)`,
}}

// weighedLast is how many weighings of a product count.
const weighedLast = 200

// learn counts the weighings of a trip that was paid, of the goods that stand
// on its receipt as they were put in, and learns their weights anew.
func learn(tx *gorm.DB, trip string, r pricing.Receipt) error {
	seen := map[string]bool{}
	for _, l := range r.Lines {
		key := l.Item.GTIN.String()
		if l.Charge != "" || l.Item.GTIN.IsZero() || len(l.Flags) > 0 || seen[key] {
			continue
		}
		seen[key] = true
		done := tx.Exec(`UPDATE weighings SET paid = 1 WHERE trip = ? AND list = 'products' AND key = ? AND sure > 0`, trip, key)
		if done.Error != nil || done.RowsAffected == 0 {
			if done.Error != nil {
				return done.Error
			}
			continue
		}
		var rows []struct {
			Grams float64
			Voter string
			At    int64
		}
		if err := tx.Raw(`SELECT w.grams, t.shopper_id AS voter, w.at FROM weighings w JOIN trips t ON t.id = w.trip WHERE w.key = ? AND w.list = 'products' AND w.paid > 0 ORDER BY w.id DESC LIMIT ?`, key, weighedLast).Scan(&rows).Error; err != nil {
			return err
		}
		all := make([]catalog.Weighing, len(rows))
		for i, x := range rows {
			all[i] = catalog.Weighing{Grams: x.Grams, Voter: x.Voter, At: instant(x.At)}
		}
		w, ok := catalog.LearnWeight(all)
		if !ok {
			continue
		}
		if err := tx.Exec(`INSERT INTO learned_weights (key, grams, sd, voters) VALUES (?, ?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET grams = excluded.grams, sd = excluded.sd, voters = excluded.voters`, key, w.Grams, w.SD, w.Voters).Error; err != nil {
			return err
		}
	}
	return nil
}

// LearnedWeights are what paid trips taught of products, by GTIN.
func (s *Store) LearnedWeights(ctx context.Context) (map[string]catalog.Weight, error) {
	var rows []struct {
		Key       string
		Grams, SD float64
		Voters    int
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT key, grams, sd, voters FROM learned_weights`).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("learned weights: %w", err)
	}
	out := make(map[string]catalog.Weight, len(rows))
	for _, r := range rows {
		out[r.Key] = catalog.Weight{Grams: r.Grams, SD: r.SD, Voters: r.Voters}
	}
	return out, nil
}
