package journal

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
)

// Receipt numbers a trip's receipt, without gaps, has it signed unless sign is
// nil, and keeps it. Where it cannot be signed no number is used.
func (s *Store) Receipt(ctx context.Context, key, shopper string, r pricing.Receipt, sign func(pricing.Receipt) (*pricing.Signature, error)) (shopping.Outcome, error) {
	return s.once(ctx, key, func(tx *gorm.DB) (shopping.Outcome, error) {
		var n int64
		if err := tx.Raw(`SELECT COALESCE(MAX(number), 0) + 1 FROM receipts`).Scan(&n).Error; err != nil {
			return shopping.Outcome{}, err
		}
		r.Number = fmt.Sprintf("%06d", n)
		if sign != nil {
			var err error
			if r.Signature, err = sign(r); err != nil {
				return shopping.Outcome{}, err
			}
		}
		b, err := json.Marshal(r)
		if err != nil {
			return shopping.Outcome{}, err
		}
		err = tx.Exec(`INSERT INTO receipts (number, trip, shopper, at, data) VALUES (?, ?, ?, ?, ?)`, n, r.Trip, shopper, nanos(r.At), string(b)).Error
		if err != nil {
			return shopping.Outcome{}, err
		}
		return shopping.Outcome{OK: true, Ref: r.Number, Signature: r.Signature}, giveOffers(tx, shopper, r)
	})
}

// HandOver keeps a basket for a cashier under a code.
func (s *Store) HandOver(ctx context.Context, key, code string, r pricing.Receipt) (shopping.Outcome, error) {
	return s.once(ctx, key, func(tx *gorm.DB) (shopping.Outcome, error) {
		r.HandOver = code
		b, err := json.Marshal(r)
		if err != nil {
			return shopping.Outcome{}, err
		}
		err = tx.Exec(`INSERT INTO handovers (code, trip, data) VALUES (?, ?, ?)`, code, r.Trip, string(b)).Error
		return shopping.Outcome{OK: true, Ref: code}, err
	})
}

// HandedOver finds the basket that a code names.
func (s *Store) HandedOver(ctx context.Context, code string) (r pricing.Receipt, ok bool, err error) {
	var data string
	if err := s.read.WithContext(ctx).Raw(`SELECT data FROM handovers WHERE code = ?`, code).Scan(&data).Error; err != nil || data == "" {
		return r, false, err
	}
	return r, true, json.Unmarshal([]byte(data), &r)
}

// Receipts returns a shopper's, the latest first.
func (s *Store) Receipts(ctx context.Context, shopper string) ([]pricing.Receipt, error) {
	var rows []string
	if err := s.read.WithContext(ctx).Raw(`SELECT data FROM receipts WHERE shopper = ? ORDER BY number DESC LIMIT 200`, shopper).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("receipts: %w", err)
	}
	out := make([]pricing.Receipt, 0, len(rows))
	for _, d := range rows {
		var r pricing.Receipt
		if err := json.Unmarshal([]byte(d), &r); err != nil {
			return nil, fmt.Errorf("receipts: %w", err)
		}
		out = append(out, r)
	}
	return out, s.refunded(ctx, out)
}

// Post puts a message into the outbox; one with a key, once.
func (s *Store) Post(ctx context.Context, m account.Mail) (int64, error) {
	var id int64
	err := s.write.WithContext(ctx).Raw(`INSERT INTO outbox (at, recipient, subject, body, key) VALUES (?, ?, ?, ?, NULLIF(?, '')) ON CONFLICT (key) DO NOTHING RETURNING id`, nanos(m.At), m.Recipient, m.Subject, m.Body, m.Key).Scan(&id).Error
	return id, err
}

// Posted notes that a message left.
func (s *Store) Posted(ctx context.Context, id int64) error {
	return s.write.WithContext(ctx).Exec(`UPDATE outbox SET sent = 1 WHERE id = ?`, id).Error
}

// Outbox returns the latest messages first; unsent only where asked.
func (s *Store) Outbox(ctx context.Context, unsent bool, limit int) ([]account.Mail, error) {
	var rows []struct {
		ID                       int64
		At                       int64
		Sent                     bool
		Recipient, Subject, Body string
	}
	q := `SELECT id, at, sent, recipient, subject, body FROM outbox ORDER BY id DESC LIMIT ?`
	if unsent {
		q = `SELECT id, at, sent, recipient, subject, body FROM outbox WHERE sent = 0 ORDER BY id LIMIT ?`
	}
	if err := s.read.WithContext(ctx).Raw(q, limit).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	out := make([]account.Mail, 0, len(rows))
	for _, r := range rows {
		out = append(out, account.Mail{ID: r.ID, At: instant(r.At), Sent: r.Sent, Recipient: r.Recipient, Subject: r.Subject, Body: r.Body})
	}
	return out, nil
}
