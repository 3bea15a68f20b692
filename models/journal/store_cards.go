package journal

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dashcart/dashcart/models/payment/stripe"
)

// cardsMigration keeps card payments and saved cards, by the processor's names.
var cardsMigration = Migration{"card payments", []string{
	`CREATE TABLE card_payments (key TEXT PRIMARY KEY, shopper TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount >= 0), intent TEXT NOT NULL,
		state TEXT NOT NULL CHECK (state IN ('begun', 'held', 'captured', 'voided', 'declined')), reason TEXT NOT NULL, captured INTEGER NOT NULL CHECK (captured >= 0), begun INTEGER NOT NULL)`,
	`CREATE INDEX card_payments_intent ON card_payments (intent)`,
	`CREATE INDEX card_payments_begun ON card_payments (begun)`,
	`CREATE TABLE saved_cards (shopper TEXT PRIMARY KEY, customer TEXT NOT NULL, method TEXT NOT NULL, brand TEXT NOT NULL, last4 TEXT NOT NULL)`,
	`CREATE TABLE webhook_events (id TEXT PRIMARY KEY, at INTEGER NOT NULL)`,
}}

// Cards keeps what a card processor's provider needs; see stripe.Records.
type Cards struct{ *Store }

var _ stripe.Records = Cards{}

type cardPayment struct {
	Key                               string `gorm:"primaryKey"`
	Shopper, Currency, Intent, Reason string
	State                             stripe.State
	Amount, Captured, Begun           int64
}

func (r cardPayment) payment() stripe.Payment {
	return stripe.Payment{Key: r.Key, Shopper: r.Shopper, Currency: r.Currency, Amount: r.Amount, Intent: r.Intent, State: r.State, Reason: r.Reason, Captured: r.Captured, Begun: instant(r.Begun)}
}

func cardRow(p stripe.Payment) cardPayment {
	return cardPayment{Key: p.Key, Shopper: p.Shopper, Currency: p.Currency, Amount: p.Amount, Intent: p.Intent, State: p.State, Reason: p.Reason, Captured: p.Captured, Begun: nanos(p.Begun)}
}

// BeginPayment keeps p unless its key is known; it returns what is kept.
func (c Cards) BeginPayment(ctx context.Context, p stripe.Payment) (stripe.Payment, error) {
	var kept cardPayment
	err := c.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		row := cardRow(p)
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return err
		}
		return tx.Where("key = ?", p.Key).Take(&kept).Error
	})
	if err != nil {
		return stripe.Payment{}, fmt.Errorf("card payment %s: %w", p.Key, err)
	}
	return kept.payment(), nil
}

// Payment finds one by its key.
func (c Cards) Payment(ctx context.Context, key string) (stripe.Payment, bool, error) {
	return c.cardPayment(ctx, "key", key)
}

// PaymentByIntent finds one by the processor's name for it.
func (c Cards) PaymentByIntent(ctx context.Context, intent string) (stripe.Payment, bool, error) {
	return c.cardPayment(ctx, "intent", intent)
}

func (c Cards) cardPayment(ctx context.Context, column, value string) (stripe.Payment, bool, error) {
	var rows []cardPayment
	if value == "" {
		return stripe.Payment{}, false, nil
	}
	if err := c.read.WithContext(ctx).Where(column+" = ?", value).Limit(1).Find(&rows).Error; err != nil {
		return stripe.Payment{}, false, fmt.Errorf("card payment %s: %w", value, err)
	}
	if len(rows) == 0 {
		return stripe.Payment{}, false, nil
	}
	return rows[0].payment(), true, nil
}

// SavePayment keeps how far a payment came.
func (c Cards) SavePayment(ctx context.Context, p stripe.Payment) error {
	row := cardRow(p)
	if err := c.write.WithContext(ctx).Save(&row).Error; err != nil {
		return fmt.Errorf("card payment %s: %w", p.Key, err)
	}
	return nil
}

// Payments lists those begun from one instant until before another.
func (c Cards) Payments(ctx context.Context, from, to time.Time) ([]stripe.Payment, error) {
	var rows []cardPayment
	if err := c.read.WithContext(ctx).Where("begun >= ? AND begun < ?", nanos(from), nanos(to)).Order("key").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("card payments: %w", err)
	}
	out := make([]stripe.Payment, len(rows))
	for i, r := range rows {
		out[i] = r.payment()
	}
	return out, nil
}

type savedCard struct {
	Shopper                        string `gorm:"primaryKey"`
	Customer, Method, Brand, Last4 string
}

// Card is a shopper's saved card.
func (c Cards) Card(ctx context.Context, shopper string) (stripe.Card, bool, error) {
	var rows []savedCard
	if err := c.read.WithContext(ctx).Where("shopper = ?", shopper).Limit(1).Find(&rows).Error; err != nil {
		return stripe.Card{}, false, fmt.Errorf("saved card: %w", err)
	}
	if len(rows) == 0 {
		return stripe.Card{}, false, nil
	}
	return stripe.Card{Customer: rows[0].Customer, Method: rows[0].Method, Brand: rows[0].Brand, Last4: rows[0].Last4}, true, nil
}

// SaveCard keeps a card in place of the one before.
func (c Cards) SaveCard(ctx context.Context, shopper string, k stripe.Card) error {
	row := savedCard{Shopper: shopper, Customer: k.Customer, Method: k.Method, Brand: k.Brand, Last4: k.Last4}
	if err := c.write.WithContext(ctx).Save(&row).Error; err != nil {
		return fmt.Errorf("saved card: %w", err)
	}
	return nil
}

// NewEvent notes a webhook's event; it is false for one that was noted before.
func (c Cards) NewEvent(ctx context.Context, id string, at time.Time) (bool, error) {
	r := c.write.WithContext(ctx).Exec(`INSERT INTO webhook_events (id, at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`, id, nanos(at))
	if r.Error != nil {
		return false, fmt.Errorf("webhook event %s: %w", id, r.Error)
	}
	return r.RowsAffected == 1, nil
}

// ForgetEvent lets an event that could not be taken in come again.
func (c Cards) ForgetEvent(ctx context.Context, id string) error {
	if err := c.write.WithContext(ctx).Exec(`DELETE FROM webhook_events WHERE id = ?`, id).Error; err != nil {
		return fmt.Errorf("webhook event %s: %w", id, err)
	}
	return nil
}
