package payment

import (
	"time"

	"github.com/dashcart/dashcart/models/money"
)

// RefundState is where a refund stands.
type RefundState string

// States of a refund.
const (
	RefundBegun   RefundState = "begun" // asked for; the outcome is not known
	RefundDone    RefundState = "done"
	RefundRefused RefundState = "refused"
)

// Why a refund is turned down before any provider is asked.
const (
	CodeRefunded  = "refunded"        // a line is given back already, or all is
	CodeTooMuch   = "refund-too-much" // more than was paid
	CodeNotPaid   = "not-paid"        // the trip has no captured payment
	CodeNoKey     = "refund-no-key"   // a form that does not name its refund
	CodeNoLine    = "refund-no-line"  // the receipt has no such line
	CodeNoPurpose = "refund-reason"   // a reason is missing
)

// Refund is money that staff give back for a paid trip: all that is left of it,
// or some lines. Key names it, so that a form sent twice gives back once.
type Refund struct {
	Key     string
	Trip    string
	Number  string // of the receipt
	Payment string // key of the payment it gives back of
	Shopper string
	Who     string // ID of the person
	Name    string // of the person
	Reason  string
	Lines   []int // IDs of the receipt's lines
	Amount  money.Amount
	At      time.Time
	State   RefundState
	Ref     string // the provider's
	Why     string // of a refusal
}

// Counts reports whether the refund's money is given back, or may be.
func (r Refund) Counts() bool { return r.State != RefundRefused }
