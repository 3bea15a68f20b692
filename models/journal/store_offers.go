package journal

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/pricing"
)

// offersStep counts what offers gave: in how many trips, and how much in minor
// units. The row of no shopper is for all together, guests too.
var offersStep = Migration{"offers given", []string{
	`CREATE TABLE offers_given (shopper TEXT NOT NULL, offer TEXT NOT NULL, trips INTEGER NOT NULL, minor INTEGER NOT NULL, PRIMARY KEY (shopper, offer))`,
}}

// giveOffers counts what a receipt's offers gave, in the transaction that
// numbers it.
func giveOffers(tx *gorm.DB, shopper string, r pricing.Receipt) error {
	whose := []string{""}
	if shopper != "" {
		whose = append(whose, shopper)
	}
	for _, g := range r.OffersGiven() {
		for _, who := range whose {
			err := tx.Exec(`INSERT INTO offers_given (shopper, offer, trips, minor) VALUES (?, ?, 1, ?)
				ON CONFLICT (shopper, offer) DO UPDATE SET trips = offers_given.trips + 1, minor = offers_given.minor + excluded.minor`, who, g.Offer, g.Minor).Error
			if err != nil {
				return fmt.Errorf("offer %s: %w", g.Offer, err)
			}
		}
	}
	return nil
}

// OffersGiven is what each offer gave in all settled trips, and in how many of
// this shopper's; a guest had none.
func (s *Store) OffersGiven(ctx context.Context, shopper string) (map[string]pricing.Given, error) {
	var rows []struct {
		Shopper, Offer string
		Minor          int64
		Trips          int
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT shopper, offer, trips, minor FROM offers_given WHERE shopper IN ('', ?)`, shopper).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("what offers gave: %w", err)
	}
	out := make(map[string]pricing.Given, len(rows))
	for _, r := range rows {
		g := out[r.Offer]
		if r.Shopper == "" {
			g.Minor, g.Trips = r.Minor, r.Trips
		} else {
			g.ByShopper = r.Trips
		}
		out[r.Offer] = g
	}
	return out, nil
}
