package journal

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// refundsStep makes the book of refunds. A line of a trip stands in
// refund_lines while a refund holds it, so that two people at once cannot give
// it back twice.
var refundsStep = Migration{"refunds", []string{
	`CREATE TABLE refunds (key TEXT PRIMARY KEY, trip TEXT NOT NULL, number TEXT NOT NULL, payment TEXT NOT NULL, shopper TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL,
		lines TEXT NOT NULL, minor INTEGER NOT NULL CHECK (minor > 0), currency TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'refused')), ref TEXT NOT NULL, why TEXT NOT NULL)`,
	`CREATE INDEX refunds_trip ON refunds (trip, at)`,
	`CREATE INDEX refunds_at ON refunds (at)`,
	`CREATE TABLE refund_lines (trip TEXT NOT NULL, line INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (trip, line))`,
}}

const (
	refundColumns = `key, trip, number, payment, shopper, who, name, reason, lines, minor, currency, at, state, ref, why`
	figRefund     = "refund" // by department of what was given back: lines and amounts
)

type refundRow struct {
	Key, Trip, Number, Payment, Shopper, Who, Name, Reason, Lines, Currency, State, Ref, Why string
	Minor, At                                                                                int64
}

func (x refundRow) refund() (payment.Refund, error) {
	r := payment.Refund{Key: x.Key, Trip: x.Trip, Number: x.Number, Payment: x.Payment, Shopper: x.Shopper, Who: x.Who, Name: x.Name, Reason: x.Reason,
		Amount: money.New(x.Minor, x.Currency), At: instant(x.At), State: payment.RefundState(x.State), Ref: x.Ref, Why: x.Why}
	if err := json.Unmarshal([]byte(x.Lines), &r.Lines); err != nil {
		return r, fmt.Errorf("refund %s: %w", x.Key, err)
	}
	return r, nil
}

func refundsBy(tx *gorm.DB, cond string, args ...any) ([]payment.Refund, error) {
	var rows []refundRow
	if err := tx.Raw(`SELECT `+refundColumns+` FROM refunds WHERE `+cond, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("refunds: %w", err)
	}
	out := make([]payment.Refund, 0, len(rows))
	for _, x := range rows {
		r, err := x.refund()
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// RefundsOf returns the refunds of a trip, in the order they were asked for.
func (s *Store) RefundsOf(ctx context.Context, id string) ([]payment.Refund, error) {
	return refundsBy(s.read.WithContext(ctx), `trip = ? ORDER BY at, key`, id)
}

// BeginRefund writes a refund down before the provider is asked; one whose key
// is known is returned as it stands. It is refused where one of its lines is
// given back already, or where all refunds of the trip would be more than paid.
func (s *Store) BeginRefund(ctx context.Context, r payment.Refund, paid money.Amount) (payment.Refund, error) {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		known, err := refundsBy(tx, `key = ?`, r.Key)
		if err != nil {
			return err
		}
		if len(known) > 0 {
			r = known[0]
			return nil
		}
		for _, l := range r.Lines {
			put := tx.Exec(`INSERT INTO refund_lines (trip, line, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, r.Trip, l, r.Key)
			if put.Error != nil {
				return put.Error
			}
			if put.RowsAffected == 0 {
				return &trip.Refused{Code: payment.CodeRefunded, Text: fmt.Sprintf("line %d is given back already", l)}
			}
		}
		var given int64
		if err := tx.Raw(`SELECT COALESCE(SUM(minor), 0) FROM refunds WHERE trip = ? AND state <> 'refused'`, r.Trip).Scan(&given).Error; err != nil {
			return err
		}
		if r.Amount.Minor() <= 0 || r.Amount.Minor() > paid.Minor()-given {
			return &trip.Refused{Code: payment.CodeTooMuch, Text: "more than was paid"}
		}
		lines, err := json.Marshal(r.Lines)
		if err != nil {
			return err
		}
		r.State = payment.RefundBegun
		return tx.Exec(`INSERT INTO refunds (`+refundColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.Key, r.Trip, r.Number, r.Payment, r.Shopper, r.Who, r.Name, r.Reason,
			string(lines), r.Amount.Minor(), r.Amount.Currency(), nanos(r.At), string(r.State), r.Ref, r.Why).Error
	})
	if err != nil {
		return payment.Refund{}, fmt.Errorf("refund of trip %s: %w", r.Trip, err)
	}
	return r, nil
}

// EndRefund writes down what the provider answered, once.
func (s *Store) EndRefund(ctx context.Context, key string, out payment.Result) (r payment.Refund, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		known, err := refundsBy(tx, `key = ?`, key)
		if err != nil {
			return err
		}
		if len(known) == 0 {
			return fmt.Errorf("refund %s was never begun", key)
		}
		r = known[0]
		if r.State != payment.RefundBegun {
			return nil
		}
		r.State, r.Ref, r.Why = payment.RefundRefused, out.Ref, out.Reason
		if out.OK {
			r.State, r.Why = payment.RefundDone, ""
		}
		if err := tx.Exec(`UPDATE refunds SET state = ?, ref = ?, why = ? WHERE key = ?`, string(r.State), r.Ref, r.Why, key).Error; err != nil {
			return err
		}
		if !out.OK {
			return tx.Exec(`DELETE FROM refund_lines WHERE key = ?`, key).Error
		}
		if err := tx.Exec(`UPDATE trips SET refunded = refunded + ? WHERE id = ?`, r.Amount.Minor(), r.Trip).Error; err != nil {
			return err
		}
		return tally{tx, r.At}.add(figRefund, "", int64(len(r.Lines)), r.Amount.Minor())
	})
	if err != nil {
		return r, fmt.Errorf("refund %s: %w", key, err)
	}
	return r, nil
}

// refunded adds to receipts what was given back for them.
func (s *Store) refunded(ctx context.Context, all []pricing.Receipt) error {
	for i := range all {
		list, err := s.RefundsOf(ctx, all[i].Trip)
		if err != nil {
			return err
		}
		for _, r := range list {
			if r.State == payment.RefundDone {
				all[i].Refunds = append(all[i].Refunds, pricing.Refund{At: r.At, Lines: r.Lines, Amount: r.Amount, Reason: r.Reason})
			}
		}
	}
	return nil
}
