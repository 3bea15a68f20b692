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

// passkeysStep keeps the public keys of passkeys, as the library writes them.
var passkeysStep = Migration{"passkeys", []string{
	`CREATE TABLE passkeys (credential TEXT PRIMARY KEY, shopper TEXT NOT NULL REFERENCES shoppers(id), data TEXT NOT NULL, since INTEGER NOT NULL, used INTEGER NOT NULL)`,
	`CREATE INDEX passkeys_shopper ON passkeys (shopper)`,
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

// Passkeys lists a shopper's keys as they were saved, the oldest first.
func (s *Store) Passkeys(ctx context.Context, shopper string) ([][]byte, error) {
	var rows []string
	if err := s.read.WithContext(ctx).Raw(`SELECT data FROM passkeys WHERE shopper = ? ORDER BY since, credential`, shopper).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("passkeys: %w", err)
	}
	var out [][]byte
	for _, r := range rows {
		out = append(out, []byte(r))
	}
	return out, nil
}

// SavePasskey keeps a key, new or used; false where it is another shopper's.
func (s *Store) SavePasskey(ctx context.Context, id, shopper string, key []byte, at time.Time) (bool, error) {
	r := s.write.WithContext(ctx).Exec(`INSERT INTO passkeys (credential, shopper, data, since, used) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (credential) DO UPDATE SET data = excluded.data, used = excluded.used WHERE passkeys.shopper = excluded.shopper`,
		id, shopper, string(key), nanos(at), nanos(at))
	if r.Error != nil {
		return false, fmt.Errorf("passkeys: %w", r.Error)
	}
	return r.RowsAffected == 1, nil
}
