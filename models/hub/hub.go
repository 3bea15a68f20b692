// Package hub is the store behind its carts: lanes, coupons that are good once,
// payments, receipts, what staff amended. Hub implements shopping.Hub in one
// process.
package hub

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/lane"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// Records is what the hub keeps. Every request with a key is carried out once;
// the same key gives the first outcome again.
type Records interface {
	Lanes(ctx context.Context) (map[string]lane.State, error)
	SaveLane(ctx context.Context, id string, l lane.State) error
	ReserveCoupon(ctx context.Context, key, code, trip string) (shopping.Outcome, error)
	RedeemCoupon(ctx context.Context, key, code, trip string) (shopping.Outcome, error)
	ReturnCoupon(ctx context.Context, key, code, trip string) (shopping.Outcome, error)
	// Receipt numbers a receipt and has it signed, unless sign is nil, before it
	// is kept; an error of sign leaves no gap.
	Receipt(ctx context.Context, key, shopper string, r pricing.Receipt, sign func(pricing.Receipt) (*pricing.Signature, error)) (shopping.Outcome, error)
	HandOver(ctx context.Context, key, code string, r pricing.Receipt) (shopping.Outcome, error)
	OffersGiven(ctx context.Context, shopper string) (map[string]pricing.Given, error)
	KeepEvents(ctx context.Context, cart string, recs []trip.Record) (int64, error)
	// InLane returns the lane that a cart's events left it in, or none.
	InLane(ctx context.Context, cart string) (string, error)
}

// gateOpen is how long a lane's gate stays open for a cart.
const gateOpen = 10 * time.Second

// Config is what a Hub is made of.
type Config struct {
	Store    *store.Store
	Records  Records
	Provider payment.Provider
	Mail     func(ctx context.Context, m account.Mail) error
	Clock    func() time.Time
	Signer   Signer // nil: no fiscal device is there
}

// Hub is the store in one process.
type Hub struct {
	cfg Config

	told   []func()   // called after staff changed a lane
	desk   sync.Mutex // held while staff change a lane: each change is made to the last
	mu     sync.Mutex
	inside map[string][]string  // carts in a lane, in the order they came
	gates  map[string]time.Time // until when a lane's gate is open
	asked  *answers
}

// New returns the store's hub.
func New(cfg Config) *Hub {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	return &Hub{cfg: cfg, inside: map[string][]string{}, gates: map[string]time.Time{}, asked: newAnswers()}
}

// Resume finds the carts that stood in a lane when the hub stopped.
func (h *Hub) Resume(ctx context.Context) error {
	for _, c := range h.cfg.Store.Carts {
		in, err := h.cfg.Records.InLane(ctx, c.ID)
		if err != nil {
			return err
		}
		if in != "" {
			h.mu.Lock()
			h.leave(c.ID)
			h.inside[in] = append(h.inside[in], c.ID)
			h.mu.Unlock()
		}
	}
	return nil
}

// Lanes returns the lanes as declared and as staff changed them.
func (h *Hub) Lanes(ctx context.Context) ([]shopping.LaneInfo, error) {
	states, err := h.cfg.Records.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.cfg.Clock()
	out := make([]shopping.LaneInfo, 0, len(h.cfg.Store.Lanes))
	for _, l := range h.cfg.Store.Lanes {
		s, ok := states[l.ID]
		if !ok {
			s = lane.State{Open: l.Open, Paired: l.Paired}
		}
		attended, rate := l.Attended, l.AuditRate
		if s.Attended != nil {
			attended = *s.Attended
		}
		if s.AuditRate != nil {
			rate = *s.AuditRate
		}
		out = append(out, shopping.LaneInfo{ID: l.ID, Name: l.Name, Dash: l.Dash, Open: s.Open, Attended: attended, Gate: now.Before(h.gates[l.ID]),
			Carts: slices.Clone(h.inside[l.ID]), Paired: s.Paired, X: l.At.X, Y: l.At.Y, Code: l.Code, AuditRate: &rate})
	}
	return out, nil
}

func (h *Hub) lane(ctx context.Context, id string) (shopping.LaneInfo, error) {
	all, err := h.Lanes(ctx)
	if err != nil {
		return shopping.LaneInfo{}, err
	}
	for _, l := range all {
		if l.ID == id {
			return l, nil
		}
	}
	return shopping.LaneInfo{}, noLane(id)
}

// EnterLane lets a cart into an open Dash lane that takes it.
func (h *Hub) EnterLane(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	if out, ok := h.asked.find("enter-" + r.Key); ok {
		return out, nil
	}
	out, err := h.enter(ctx, r)
	if err == nil {
		h.asked.keep("enter-"+r.Key, out)
	}
	return out, err
}

func (h *Hub) enter(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	l, err := h.lane(ctx, r.Lane)
	var no *shopping.Refused
	switch {
	case errors.As(err, &no):
		return shopping.Outcome{Reason: no.Text}, nil
	case err != nil:
		return shopping.Outcome{}, err
	case !l.Dash:
		return shopping.Outcome{Reason: "a cashier serves that lane"}, nil
	case !l.Open:
		return shopping.Outcome{Reason: "closed"}, nil
	case !lane.Takes(l.Paired, r.Cart):
		return shopping.Outcome{Reason: "not for this cart"}, nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.leave(r.Cart)
	h.inside[r.Lane] = append(h.inside[r.Lane], r.Cart)
	return shopping.Outcome{OK: true}, nil
}

func (h *Hub) leave(cart string) {
	for id, carts := range h.inside {
		h.inside[id] = slices.DeleteFunc(carts, func(c string) bool { return c == cart })
	}
}

// LeaveLane takes a cart out of its lane.
func (h *Hub) LeaveLane(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return h.asked.once("leave-"+r.Key, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.leave(r.Cart)
	}), nil
}

// OpenGate lets a paid cart out. The same request that comes again later does
// not open the gate for whoever stands there then.
func (h *Hub) OpenGate(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return h.asked.once("gate-"+r.Key, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.leave(r.Cart)
		h.gates[r.Lane] = h.cfg.Clock().Add(gateOpen)
	}), nil
}

// practised is what the store answers a training trip: the pages go on as they
// would, while no money moves, no coupon is used up, no receipt gets a number
// and no basket waits at a till.
var practised = shopping.Outcome{OK: true, Ref: "TRAINING"}

// ReserveCoupon implements shopping.Hub.
func (h *Hub) ReserveCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	if trip.IsTraining(r.Shopper) {
		return practised, nil
	}
	return h.cfg.Records.ReserveCoupon(ctx, "reserve-"+r.Key, r.Code, r.Trip)
}

// RedeemCoupon implements shopping.Hub.
func (h *Hub) RedeemCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	if trip.IsTraining(r.Shopper) {
		return practised, nil
	}
	return h.cfg.Records.RedeemCoupon(ctx, "redeem-"+r.Key, r.Code, r.Trip)
}

// ReturnCoupon implements shopping.Hub.
func (h *Hub) ReturnCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return h.cfg.Records.ReturnCoupon(ctx, "return-"+r.Key, r.Code, r.Trip)
}

func (h *Hub) request(r shopping.PaymentRequest) payment.Request {
	return payment.Request{Key: r.Key, Shopper: r.Shopper, Amount: r.Amount, Memo: h.cfg.Store.Name + ", cart " + r.Cart}
}

func outcome(r payment.Result, err error) (shopping.Outcome, error) {
	return shopping.Outcome{OK: r.OK, Ref: r.Ref, Reason: r.Reason}, err
}

// Authorise implements shopping.Hub.
func (h *Hub) Authorise(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	if trip.IsTraining(r.Shopper) {
		return practised, nil
	}
	if h.unsignable() {
		return shopping.Outcome{Reason: ReasonFiscal}, nil
	}
	return outcome(h.cfg.Provider.Authorise(ctx, h.request(r)))
}

// Capture implements shopping.Hub.
func (h *Hub) Capture(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	if trip.IsTraining(r.Shopper) {
		return practised, nil
	}
	return outcome(h.cfg.Provider.Capture(ctx, h.request(r)))
}

// Void implements shopping.Hub.
func (h *Hub) Void(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	if trip.IsTraining(r.Shopper) {
		return practised, nil
	}
	return outcome(h.cfg.Provider.Void(ctx, h.request(r)))
}

// Receipt numbers a receipt, keeps it and mails it.
func (h *Hub) Receipt(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	if trip.IsTraining(r.Shopper.ID) {
		return practised, nil
	}
	out, err := h.cfg.Records.Receipt(ctx, r.Key, r.Shopper.ID, r.Receipt, h.signing(ctx, r.Key))
	if err != nil || !out.OK || r.Shopper.Email == "" {
		return out, err
	}
	rc := r.Receipt
	rc.Number, rc.Signature = out.Ref, out.Signature
	m := account.Mail{Key: r.Key, At: h.cfg.Clock(), Recipient: r.Shopper.Email, Subject: h.cfg.Store.Name + ": receipt " + out.Ref, Body: ReceiptText(h.cfg.Store, rc, r.Shopper.Language)}
	return out, h.cfg.Mail(ctx, m)
}

// HandOver keeps a basket for a cashier under a short code.
func (h *Hub) HandOver(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	if trip.IsTraining(r.Shopper.ID) {
		return practised, nil
	}
	return h.cfg.Records.HandOver(ctx, r.Key, "H"+rand.Text()[:7], r.Receipt)
}

// Report keeps a cart's events.
func (h *Hub) Report(ctx context.Context, cart string, recs []trip.Record) (int64, error) {
	return h.cfg.Records.KeepEvents(ctx, cart, recs)
}
