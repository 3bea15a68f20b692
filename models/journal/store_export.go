package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
)

const (
	receiptsBetweenSQL = `SELECT data FROM receipts WHERE at >= ? AND at < ? ORDER BY at, number`
	refundsBetweenSQL  = `SELECT ` + refundColumns + ` FROM refunds WHERE at >= ? AND at < ? AND state = 'done' ORDER BY at, key`
)

// EachReceipt gives the receipts of a span of time, one by one, in the order
// they were issued; it holds one of them at a time.
func (s *Store) EachReceipt(ctx context.Context, from, until time.Time, each func(pricing.Receipt) error) error {
	return s.each(ctx, receiptsBetweenSQL, from, until, func(scan func(...any) error) error {
		var data string
		if err := scan(&data); err != nil {
			return err
		}
		var r pricing.Receipt
		if err := json.Unmarshal([]byte(data), &r); err != nil {
			return err
		}
		return each(r)
	})
}

// EachRefund does it with the refunds that were carried out.
func (s *Store) EachRefund(ctx context.Context, from, until time.Time, each func(payment.Refund) error) error {
	return s.each(ctx, refundsBetweenSQL, from, until, func(scan func(...any) error) error {
		var x refundRow
		if err := scan(&x.Key, &x.Trip, &x.Number, &x.Payment, &x.Shopper, &x.Who, &x.Name, &x.Reason, &x.Lines, &x.Minor, &x.Currency, &x.At, &x.State, &x.Ref, &x.Why); err != nil {
			return err
		}
		r, err := x.refund()
		if err != nil {
			return err
		}
		return each(r)
	})
}

func (s *Store) each(ctx context.Context, query string, from, until time.Time, row func(scan func(...any) error) error) error {
	rows, err := s.read.WithContext(ctx).Raw(query, nanos(from), nanos(until)).Rows()
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
