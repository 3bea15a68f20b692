package journal

import (
	"context"
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/trip"
)

// identitiesStep keeps which shopper an issuer's subject is.
var identitiesStep = Migration{"identities", []string{
	`CREATE TABLE identities (issuer TEXT NOT NULL, subject TEXT NOT NULL, shopper TEXT NOT NULL REFERENCES shoppers(id), since INTEGER NOT NULL, PRIMARY KEY (issuer, subject)) WITHOUT ROWID`,
	`CREATE INDEX identities_shopper ON identities (shopper)`,
}}

// ShopperOf finds the shopper that an issuer's subject is.
func (s *Store) ShopperOf(ctx context.Context, issuer, subject string) (trip.Shopper, bool, error) {
	var id string
	if err := s.read.WithContext(ctx).Raw(`SELECT shopper FROM identities WHERE issuer = ? AND subject = ?`, issuer, subject).Scan(&id).Error; err != nil {
		return trip.Shopper{}, false, fmt.Errorf("identity: %w", err)
	}
	if id == "" {
		return trip.Shopper{}, false, nil
	}
	return s.Shopper(ctx, id)
}

// AddIdentity makes a subject a shopper's; one that is somebody's stays theirs.
func (s *Store) AddIdentity(ctx context.Context, issuer, subject, shopper string) error {
	if err := s.write.WithContext(ctx).Exec(`INSERT INTO identities (issuer, subject, shopper, since) VALUES (?, ?, ?, ?) ON CONFLICT (issuer, subject) DO NOTHING`,
		issuer, subject, shopper, nanos(time.Now())).Error; err != nil {
		return fmt.Errorf("identity: %w", err)
	}
	return nil
}
