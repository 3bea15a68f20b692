package journal

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/trip"
)

// loyaltyStep keeps the number of a shopper's loyalty card. A family may share
// one, so that it need not be one shopper's alone.
var loyaltyStep = Migration{"loyalty cards", []string{
	`ALTER TABLE shoppers ADD COLUMN loyalty TEXT NOT NULL DEFAULT ''`,
}}

// SaveLoyalty keeps the number of a shopper's loyalty card, empty for none.
func (s *Store) SaveLoyalty(ctx context.Context, shopper, number string) error {
	if err := s.write.WithContext(ctx).Exec(`UPDATE shoppers SET loyalty = ? WHERE id = ?`, number, shopper).Error; err != nil {
		return fmt.Errorf("loyalty card of %s: %w", shopper, err)
	}
	return nil
}

// keepLoyalty keeps a card that was shown on a trip with its shopper; a guest's
// counts for the trip alone.
func keepLoyalty(tx *gorm.DB, r trip.Record) error {
	e, ok := r.Event.(trip.LoyaltyShown)
	if !ok {
		return nil
	}
	return tx.Exec(`UPDATE shoppers SET loyalty = ? WHERE id = (SELECT shopper_id FROM trips WHERE id = ?)`, e.Number, r.Trip).Error
}

// forgetLoyalty takes the number of a shopper's card out of the trips that they
// took as a guest, or as somebody else.
func forgetLoyalty(tx *gorm.DB, shopper string) error {
	var number string
	if err := tx.Raw(`SELECT loyalty FROM shoppers WHERE id = ?`, shopper).Scan(&number).Error; err != nil || number == "" {
		return err
	}
	shown, err := json.Marshal(trip.LoyaltyShown{Number: number})
	if err != nil {
		return err
	}
	nobodys, err := json.Marshal(trip.LoyaltyShown{})
	if err != nil {
		return err
	}
	return tx.Exec(`UPDATE trip_events SET data = ? WHERE kind = 'LoyaltyShown' AND data = ?`, string(nobodys), string(shown)).Error
}
