package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// fleetMigration keeps who may connect to the hub. A key's end is kept, not
// its row removed: the audit asks who had it.
var fleetMigration = Migration{"carts' keys", []string{
	`CREATE TABLE cart_keys (public TEXT PRIMARY KEY, cart TEXT NOT NULL, code TEXT NOT NULL, since INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0)`,
	`CREATE INDEX cart_keys_cart ON cart_keys (cart)`,
	`CREATE TABLE join_codes (hash TEXT PRIMARY KEY, cart TEXT NOT NULL, until INTEGER NOT NULL, public TEXT NOT NULL DEFAULT '')`,
}}

// CartOfKey names the cart that a public key belongs to.
func (s *Store) CartOfKey(ctx context.Context, public string) (string, bool, error) {
	var cart string
	if err := s.read.WithContext(ctx).Raw(`SELECT cart FROM cart_keys WHERE public = ? AND revoked = 0`, public).Scan(&cart).Error; err != nil {
		return "", false, fmt.Errorf("carts' keys: %w", err)
	}
	return cart, cart != "", nil
}

// AddJoinCode keeps the hash of a one-time code for a cart.
func (s *Store) AddJoinCode(ctx context.Context, hash, cart string, until time.Time) error {
	if err := s.write.WithContext(ctx).Exec(`INSERT INTO join_codes (hash, cart, until) VALUES (?, ?, ?)`, hash, cart, nanos(until)).Error; err != nil {
		return fmt.Errorf("join code of %s: %w", cart, err)
	}
	return nil
}

// RedeemJoinCode uses a code up and gives its cart the key. The same key may
// redeem the code again until the code's end, unless it was revoked since.
func (s *Store) RedeemJoinCode(ctx context.Context, hash, public string, now time.Time) (string, bool, error) {
	var cart string
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var code struct{ Cart, Public string }
		if err := tx.Raw(`SELECT cart, public FROM join_codes WHERE hash = ? AND until >= ?`, hash, nanos(now)).Scan(&code).Error; err != nil {
			return err
		}
		if code.Cart == "" || (code.Public != "" && code.Public != public) {
			return nil
		}
		if code.Public == public {
			return tx.Raw(`SELECT cart FROM cart_keys WHERE public = ? AND revoked = 0`, public).Scan(&cart).Error
		}
		if err := tx.Exec(`UPDATE cart_keys SET revoked = ? WHERE cart = ? AND revoked = 0`, nanos(now), code.Cart).Error; err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO cart_keys (public, cart, code, since) VALUES (?, ?, ?, ?)`, public, code.Cart, hash, nanos(now)).Error; err != nil {
			return err
		}
		cart = code.Cart
		return tx.Exec(`UPDATE join_codes SET public = ? WHERE hash = ?`, public, hash).Error
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) { // a key that was some cart's before
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("join code: %w", err)
	}
	return cart, cart != "", nil
}

// RevokeCart takes a cart's key away, and its join codes.
func (s *Store) RevokeCart(ctx context.Context, cart string) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`UPDATE cart_keys SET revoked = ? WHERE cart = ? AND revoked = 0`, nanos(time.Now()), cart).Error; err != nil {
			return err
		}
		return tx.Exec(`DELETE FROM join_codes WHERE cart = ? AND public = ''`, cart).Error
	})
	if err != nil {
		return fmt.Errorf("key of %s: %w", cart, err)
	}
	return nil
}

// KeepBatches keeps the events of many carts in one transaction; see KeepEvents.
func (s *Store) KeepBatches(ctx context.Context, batches []shopping.Batch) (map[string]int64, error) {
	kept := make(map[string]int64, len(batches))
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		tx = plain(tx.WithContext(ctx))
		for _, b := range batches {
			last, err := keepEvents(tx, b.Cart, b.Records)
			if err != nil {
				return fmt.Errorf("events of %s: %w", b.Cart, err)
			}
			kept[b.Cart] = last
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// CartEvents returns every event of a cart that the store holds, in order.
func (s *Store) CartEvents(ctx context.Context, cart string) ([]trip.Record, error) {
	var rows []event
	if err := s.read.WithContext(ctx).Raw(`SELECT seq, key, 0 AS part, trip, at, actor, kind, data FROM trip_events WHERE cart = ? ORDER BY seq`, cart).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("events of %s: %w", cart, err)
	}
	return records(rows)
}
