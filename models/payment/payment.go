// Package payment is how money moves: the interface of a provider, and below
// it a folder for each.
package payment

import (
	"context"
	"time"

	"github.com/dashcart/dashcart/models/money"
)

// Result is what a provider answered. An error beside it means that the
// outcome is not known: ask again with the same key.
type Result struct {
	OK     bool
	Ref    string
	Reason string // a name: limit, no hold, more than held, …
}

// Request names one payment by its key, through its whole life.
type Request struct {
	Key     string
	Shopper string
	Amount  money.Amount
	Memo    string
}

// Provider moves money. Every call is safe to repeat with its key: the first
// outcome is given again and nothing happens twice.
type Provider interface {
	Authorise(ctx context.Context, r Request) (Result, error)
	Capture(ctx context.Context, r Request) (Result, error)
	Void(ctx context.Context, r Request) (Result, error)
	// Refund gives back a part of what was captured under r.Key, or all; refund
	// is the key of this refund.
	Refund(ctx context.Context, refund string, r Request) (Result, error)
}

// Entry is one line of an account's statement, in minor units; Key names the
// transaction.
type Entry struct {
	At    time.Time
	Kind  string
	Key   string
	Memo  string
	Minor int64
}
