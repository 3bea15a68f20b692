package journal

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// weighingsMigration keeps what carts measured of single pieces.
var weighingsMigration = Migration{"weighings", []string{
	`CREATE TABLE weighings (id INTEGER PRIMARY KEY, list TEXT NOT NULL, key TEXT NOT NULL, grams REAL NOT NULL, at INTEGER NOT NULL)`,
	`CREATE INDEX weighings_of ON weighings (list, key, id)`,
}}

// keepWeighing notes the mass of a piece that was put in alone and by itself;
// what is put in for training may be anything.
func keepWeighing(tx *gorm.DB, r trip.Record) error {
	if e, ok := r.Event.(trip.ReceiptIssued); ok {
		return learn(tx, r.Trip, e.Receipt)
	}
	e, ok := r.Event.(trip.LinePut)
	if !ok || e.Evidence == nil || e.Evidence.Quantity > 1 || e.Evidence.Grams <= 0 || e.Line.Sold == pricing.SoldByWeight || e.Line.Item.GTIN.IsZero() {
		return nil
	}
	sure := e.Evidence.Gate == "code" && len(e.Evidence.Because.Flags) == 0
	return tx.Exec(`INSERT INTO weighings (list, key, grams, at, trip, sure) SELECT 'products', ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM trips WHERE id = ? AND training > 0)`,
		e.Line.Item.GTIN.String(), e.Evidence.Grams, nanos(r.At), r.Trip, bit(sure), r.Trip).Error
}

// Weighed returns what carts measured of a piece last, in grams.
func (s *Store) Weighed(ctx context.Context, r catalog.Ref, limit int) ([]float64, error) {
	var out []float64
	if err := s.read.WithContext(ctx).Raw(`SELECT grams FROM weighings WHERE list = ? AND key = ? ORDER BY id DESC LIMIT ?`, r.List, r.Key, limit).Scan(&out).Error; err != nil {
		return nil, fmt.Errorf("weighings of %s: %w", r, err)
	}
	return out, nil
}

// UsedCoupons counts, by code, the coupons good once that are reserved or used.
func (s *Store) UsedCoupons(ctx context.Context) (map[string]int, error) {
	var rows []struct {
		Code string
		N    int
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT UPPER(code) AS code, COUNT(*) AS n FROM coupons GROUP BY UPPER(code)`).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("coupons in use: %w", err)
	}
	out := make(map[string]int, len(rows))
	for _, r := range rows {
		out[r.Code] = r.N
	}
	return out, nil
}
