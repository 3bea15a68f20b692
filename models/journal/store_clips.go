package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// clipsStep keeps which coupons a shopper clipped, to be put into the basket
// of their next trip.
var clipsStep = Migration{"clips", []string{
	`ALTER TABLE shoppers ADD COLUMN clips TEXT NOT NULL DEFAULT '[]'`,
}}

// Clips returns the codes of the coupons that a shopper clipped, the earliest
// first.
func (s *Store) Clips(ctx context.Context, shopper string) ([]string, error) {
	return clips(s.read.WithContext(ctx), shopper)
}

func clips(db *gorm.DB, shopper string) (codes []string, err error) {
	var data string
	if err := db.Raw(`SELECT clips FROM shoppers WHERE id = ?`, shopper).Scan(&data).Error; err != nil {
		return nil, fmt.Errorf("clipped coupons: %w", err)
	}
	if data == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(data), &codes); err != nil {
		return nil, fmt.Errorf("clipped coupons of %s: %w", shopper, err)
	}
	return codes, nil
}

// mostClips bounds what one shopper may keep.
const mostClips = 200

// Clip adds a coupon to those that a shopper clipped, or takes it away.
func (s *Store) Clip(ctx context.Context, shopper, code string, on bool) error {
	return s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		codes, err := clips(tx, shopper)
		if err != nil {
			return err
		}
		codes = slices.DeleteFunc(codes, func(c string) bool { return c == code })
		if on && len(codes) < mostClips {
			codes = append(codes, code)
		}
		if codes == nil {
			codes = []string{}
		}
		b, err := json.Marshal(codes)
		if err != nil {
			return err
		}
		return tx.Exec(`UPDATE shoppers SET clips = ? WHERE id = ?`, string(b), shopper).Error
	})
}
