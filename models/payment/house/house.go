// Package house is the store's own account: shoppers owe what they took, up to
// a limit, in a double-entry ledger that the store's records keep.
package house

import (
	"context"
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
)

// Ledger is the double-entry book. Amounts are minor units of the store's one
// currency.
type Ledger interface {
	Hold(ctx context.Context, key, account string, minor, limit int64) (payment.Result, error)
	CaptureHold(ctx context.Context, key string, minor int64, memo string, at time.Time) (payment.Result, error)
	VoidHold(ctx context.Context, key string) (payment.Result, error)
	RefundHold(ctx context.Context, key, hold string, minor int64, memo string, at time.Time) (payment.Result, error)
	Balance(ctx context.Context, account string) (balance, held int64, err error)
	Statement(ctx context.Context, account string, limit int) ([]payment.Entry, error)
}

// House is the provider.
type House struct {
	ledger Ledger
	limit  money.Amount
	now    func() time.Time
}

// New returns a house account with a credit limit for each shopper.
func New(l Ledger, limit money.Amount, now func() time.Time) *House {
	return &House{ledger: l, limit: limit, now: now}
}

// Account is the ledger's name for what a shopper owes.
func Account(shopper string) string { return "shopper:" + shopper }

func (h *House) check(r payment.Request) error {
	if r.Amount.Currency() != h.limit.Currency() {
		return fmt.Errorf("payment %s: the house account is in %s, not %s", r.Key, h.limit.Currency(), r.Amount.Currency())
	}
	if r.Key == "" || r.Shopper == "" {
		return fmt.Errorf("payment: a key and a shopper are needed")
	}
	return nil
}

// Authorise holds the amount if the limit allows it.
func (h *House) Authorise(ctx context.Context, r payment.Request) (payment.Result, error) {
	if err := h.check(r); err != nil {
		return payment.Result{}, err
	}
	return h.ledger.Hold(ctx, r.Key, Account(r.Shopper), r.Amount.Minor(), h.limit.Minor())
}

// Capture posts what was held.
func (h *House) Capture(ctx context.Context, r payment.Request) (payment.Result, error) {
	if err := h.check(r); err != nil {
		return payment.Result{}, err
	}
	return h.ledger.CaptureHold(ctx, r.Key, r.Amount.Minor(), r.Memo, h.now())
}

// Void gives a hold back.
func (h *House) Void(ctx context.Context, r payment.Request) (payment.Result, error) {
	return h.ledger.VoidHold(ctx, r.Key)
}

// Refund gives back captured money.
func (h *House) Refund(ctx context.Context, refund string, r payment.Request) (payment.Result, error) {
	if err := h.check(r); err != nil {
		return payment.Result{}, err
	}
	return h.ledger.RefundHold(ctx, refund, r.Key, r.Amount.Minor(), r.Memo, h.now())
}

// Owes is what a shopper owes now.
func (h *House) Owes(ctx context.Context, shopper string) (money.Amount, error) {
	b, _, err := h.ledger.Balance(ctx, Account(shopper))
	return h.limit.With(b), err
}

// Statement is what was posted to a shopper's account, the latest first.
func (h *House) Statement(ctx context.Context, shopper string, limit int) ([]payment.Entry, error) {
	return h.ledger.Statement(ctx, Account(shopper), limit)
}
