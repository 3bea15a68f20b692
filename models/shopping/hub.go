// Package shopping is the one path by which anything changes a trip: a command
// is checked against the folded state, written to the journal in one
// transaction, folded and published. It declares what it needs of the outside:
// Journal, Hub and Senses.
package shopping

import (
	"context"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// Journal keeps one cart's events. Append writes all records of one command in
// one transaction and gives them their numbers after seq; a Key it has seen
// returns the records written then and ErrRepeated. ErrBehind means that seq is
// not the last number written.
type Journal interface {
	Load(ctx context.Context) ([]trip.Record, error)
	Append(ctx context.Context, seq int64, records []trip.Record) ([]trip.Record, error)
}

// Outcome is what a hub request came to. Unknown outcomes are errors; asking
// again with the same Key gives the first outcome and does nothing twice.
type Outcome struct {
	OK     bool   `json:"ok"`
	Ref    string `json:"ref,omitempty"`
	Reason string `json:"reason,omitempty"` // a name: declined, limit, closed, used, expired, …
	// Signature is that of a receipt, nil where no fiscal device signs them.
	Signature *pricing.Signature `json:"signature,omitempty"`
}

// LinkRequest redeems the token of a cart's QR code for a phone.
type LinkRequest struct {
	Key   string `json:"key"`
	Token string `json:"token"`
	Phone string `json:"phone"`
}

// CouponRequest reserves, redeems or gives back a coupon that is good once.
type CouponRequest struct {
	Key     string `json:"key"`
	Code    string `json:"code"`
	Trip    string `json:"trip"`
	Shopper string `json:"shopper,omitempty"`
}

// PaymentRequest moves money. Key names the one payment through its life.
type PaymentRequest struct {
	Key     string       `json:"key"`
	Trip    string       `json:"trip"`
	Cart    string       `json:"cart"`
	Shopper string       `json:"shopper"`
	Amount  money.Amount `json:"amount"`
	Ref     string       `json:"ref,omitempty"`
}

// LaneRequest asks to enter or leave a lane.
type LaneRequest struct {
	Key  string `json:"key"`
	Lane string `json:"lane"`
	Cart string `json:"cart"`
	Trip string `json:"trip"`
}

// LaneInfo is a lane as it stands now.
type LaneInfo struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Dash     bool     `json:"dash"`
	Open     bool     `json:"open"`
	Attended bool     `json:"attended"`
	Gate     bool     `json:"gate"` // the exit is open
	Carts    []string `json:"carts,omitempty"`
	Paired   []string `json:"paired,omitempty"` // carts that may use it; none means all
	X        float64  `json:"x"`
	Y        float64  `json:"y"`
	Code     string   `json:"code"` // what its marker says
	// AuditRate is the share of carts checked at random, 0 to 1; nil from a hub
	// of an older version, where the cart's own store file counts.
	AuditRate *float64 `json:"audit_rate,omitempty"`
}

// ReceiptRequest asks for a number and sends the receipt to the shopper.
type ReceiptRequest struct {
	Key     string          `json:"key"`
	Shopper trip.Shopper    `json:"shopper"`
	Receipt pricing.Receipt `json:"receipt"`
}

// Hub is what a cart needs of its store. Everything crosses it as plain
// serialisable values with an idempotency key, so that it may be one process
// or two machines.
type Hub interface {
	ReserveCoupon(ctx context.Context, r CouponRequest) (Outcome, error)
	RedeemCoupon(ctx context.Context, r CouponRequest) (Outcome, error)
	ReturnCoupon(ctx context.Context, r CouponRequest) (Outcome, error)

	Lanes(ctx context.Context) ([]LaneInfo, error)
	EnterLane(ctx context.Context, r LaneRequest) (Outcome, error)
	LeaveLane(ctx context.Context, r LaneRequest) (Outcome, error)
	// OpenGate lets the cart out; a lane's gate closes again by itself.
	OpenGate(ctx context.Context, r LaneRequest) (Outcome, error)

	Authorise(ctx context.Context, r PaymentRequest) (Outcome, error)
	Capture(ctx context.Context, r PaymentRequest) (Outcome, error)
	Void(ctx context.Context, r PaymentRequest) (Outcome, error)

	// Receipt numbers a paid receipt, keeps it and sends it. Outcome.Ref is
	// the number.
	Receipt(ctx context.Context, r ReceiptRequest) (Outcome, error)
	// HandOver keeps a basket for a cashier; Outcome.Ref is its code.
	HandOver(ctx context.Context, r ReceiptRequest) (Outcome, error)

	// OffersGiven is what offers gave in all settled trips, by their IDs.
	OffersGiven(ctx context.Context, r GivenRequest) (map[string]pricing.Given, error)

	// Report hands over the events of a cart after what the hub already
	// holds, in order; it returns the number of the last event it keeps.
	Report(ctx context.Context, cart string, records []trip.Record) (int64, error)
}

// Senses is the way back to a cart's loop.
type Senses interface {
	Tell(evidence.Input)
}

// Clock tells wall-clock time; tests give their own.
type Clock func() time.Time
