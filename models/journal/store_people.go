package journal

import (
	"context"
	"encoding/hex"
	"encoding/json"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/trip"
)

// SaveCode keeps the one code that an address may sign in with.
func (s *Store) SaveCode(ctx context.Context, email string, c account.OneTimeCode) error {
	return s.write.WithContext(ctx).Exec(`INSERT INTO codes (email, hash, until, tries, sent) VALUES (?, ?, ?, ?, ?) ON CONFLICT (email) DO UPDATE SET hash = excluded.hash, until = excluded.until, tries = excluded.tries, sent = excluded.sent`,
		email, hex.EncodeToString(c.Hash), nanos(c.Until), c.Tries, nanos(c.Sent)).Error
}

// Code returns the code of an address.
func (s *Store) Code(ctx context.Context, email string) (account.OneTimeCode, bool, error) {
	var rows []struct {
		Hash        string
		Until, Sent int64
		Tries       int
	}
	err := s.write.WithContext(ctx).Raw(`SELECT hash, until, tries, sent FROM codes WHERE email = ?`, email).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return account.OneTimeCode{}, false, err
	}
	hash, err := hex.DecodeString(rows[0].Hash)
	return account.OneTimeCode{Hash: hash, Until: instant(rows[0].Until), Sent: instant(rows[0].Sent), Tries: rows[0].Tries}, true, err
}

// DropCode forgets an address's code.
func (s *Store) DropCode(ctx context.Context, email string) error {
	return s.write.WithContext(ctx).Exec(`DELETE FROM codes WHERE email = ?`, email).Error
}

// ShopperByEmail finds a shopper.
func (s *Store) ShopperByEmail(ctx context.Context, email string) (trip.Shopper, bool, error) {
	return s.shopper(ctx, `email = ?`, email)
}

// Shopper finds a shopper by ID.
func (s *Store) Shopper(ctx context.Context, id string) (trip.Shopper, bool, error) {
	return s.shopper(ctx, `id = ?`, id)
}

func (s *Store) shopper(ctx context.Context, where, arg string) (trip.Shopper, bool, error) {
	var rows []trip.Shopper
	err := s.write.WithContext(ctx).Raw(`SELECT id, name, email, language, loyalty FROM shoppers WHERE `+where, arg).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return trip.Shopper{}, false, err
	}
	return rows[0], true, nil
}

// AddShopper keeps a new shopper.
func (s *Store) AddShopper(ctx context.Context, p trip.Shopper) error {
	return s.write.WithContext(ctx).Exec(`INSERT INTO shoppers (id, email, name, language, loyalty) VALUES (?, ?, ?, ?, ?)`, p.ID, p.Email, p.Name, p.Language, p.Loyalty).Error
}

// List returns a shopper's list.
func (s *Store) List(ctx context.Context, shopper string) (list []trip.ListItem, err error) {
	var data string
	if err := s.read.WithContext(ctx).Raw(`SELECT list FROM shoppers WHERE id = ?`, shopper).Scan(&data).Error; err != nil || data == "" {
		return nil, err
	}
	return list, json.Unmarshal([]byte(data), &list)
}

// SaveList keeps a shopper's list.
func (s *Store) SaveList(ctx context.Context, shopper string, list []trip.ListItem) error {
	b, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return s.write.WithContext(ctx).Exec(`UPDATE shoppers SET list = ? WHERE id = ?`, string(b), shopper).Error
}
