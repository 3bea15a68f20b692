package ops

import (
	"context"
	"time"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Hub measures every request to h.
func (m *Metrics) Hub(h shopping.Hub) shopping.Hub { return &meteredHub{h, m} }

type meteredHub struct {
	shopping.Hub
	m *Metrics
}

// reasons are the outcomes that have a series of their own: a provider's
// reasons are its own words, and without end.
var reasons = map[string]bool{"declined": true, "limit": true, "closed": true, "used": true, "expired": true, "no hold": true, "no card": true, "not reserved": true, "fiscal": true}

func outcome(o shopping.Outcome, err error) string {
	switch {
	case err != nil:
		return "error"
	case o.OK:
		return "ok"
	case reasons[o.Reason]:
		return o.Reason
	}
	return "refused"
}

func metered[R any](m *Metrics, name string, ctx context.Context, r R, f func(context.Context, R) (shopping.Outcome, error)) (shopping.Outcome, error) {
	began := time.Now()
	out, err := f(ctx, r)
	m.asked.WithLabelValues(name, outcome(out, err)).Observe(time.Since(began).Seconds())
	return out, err
}

// Each method below measures the request of its name.

func (h *meteredHub) ReserveCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return metered(h.m, "reserve_coupon", ctx, r, h.Hub.ReserveCoupon)
}

func (h *meteredHub) RedeemCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return metered(h.m, "redeem_coupon", ctx, r, h.Hub.RedeemCoupon)
}

func (h *meteredHub) ReturnCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return metered(h.m, "return_coupon", ctx, r, h.Hub.ReturnCoupon)
}

func (h *meteredHub) EnterLane(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return metered(h.m, "enter_lane", ctx, r, h.Hub.EnterLane)
}

func (h *meteredHub) LeaveLane(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return metered(h.m, "leave_lane", ctx, r, h.Hub.LeaveLane)
}

func (h *meteredHub) OpenGate(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return metered(h.m, "open_gate", ctx, r, h.Hub.OpenGate)
}

func (h *meteredHub) Authorise(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return metered(h.m, "authorise", ctx, r, h.Hub.Authorise)
}

func (h *meteredHub) Capture(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return metered(h.m, "capture", ctx, r, h.Hub.Capture)
}

func (h *meteredHub) Void(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return metered(h.m, "void", ctx, r, h.Hub.Void)
}

func (h *meteredHub) Receipt(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return metered(h.m, "receipt", ctx, r, h.Hub.Receipt)
}

func (h *meteredHub) HandOver(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return metered(h.m, "hand_over", ctx, r, h.Hub.HandOver)
}

// Report counts the events that carts of the same process hand over.
func (h *meteredHub) Report(ctx context.Context, cart string, records []trip.Record) (int64, error) {
	n, err := h.Hub.Report(ctx, cart, records)
	if err == nil {
		h.m.keptUpTo(records, n)
	}
	return n, err
}
