package traces

import (
	"context"
	"reflect"
	"slices"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Side is which side of a request between a cart and its store a process is.
type Side = trace.SpanKind

// The sides.
const (
	Asks    = trace.SpanKindClient   // a cart on a machine of its own
	Answers = trace.SpanKindServer   // the hub of such carts
	Inside  = trace.SpanKindInternal // both in one process
)

// Hub follows every request about a trip to h.
func (t *Tracer) Hub(h shopping.Hub, side Side) shopping.Hub {
	if t == nil {
		return h
	}
	return &hub{h, t, side}
}

type hub struct {
	shopping.Hub
	t    *Tracer
	side Side
}

func followed[R any](h *hub, name, trip string, ctx context.Context, r R, f func(context.Context, R) (shopping.Outcome, error)) (shopping.Outcome, error) {
	ctx, span := h.t.begin(ctx, trip, "hub "+name, trace.WithSpanKind(h.side))
	out, err := f(ctx, r)
	if err == nil {
		span.SetAttributes(attribute.Bool("dashcart.ok", out.OK), attribute.String("dashcart.reason", out.Reason))
	}
	end(span, err)
	return out, err
}

// Each method below follows the request of its name.

func (h *hub) ReserveCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return followed(h, "reserve coupon", r.Trip, ctx, r, h.Hub.ReserveCoupon)
}

func (h *hub) RedeemCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return followed(h, "redeem coupon", r.Trip, ctx, r, h.Hub.RedeemCoupon)
}

func (h *hub) ReturnCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return followed(h, "return coupon", r.Trip, ctx, r, h.Hub.ReturnCoupon)
}

func (h *hub) EnterLane(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return followed(h, "enter lane", r.Trip, ctx, r, h.Hub.EnterLane)
}

func (h *hub) LeaveLane(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return followed(h, "leave lane", r.Trip, ctx, r, h.Hub.LeaveLane)
}

func (h *hub) OpenGate(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return followed(h, "open gate", r.Trip, ctx, r, h.Hub.OpenGate)
}

func (h *hub) Authorise(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return followed(h, "authorise", r.Trip, ctx, r, h.Hub.Authorise)
}

func (h *hub) Capture(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return followed(h, "capture", r.Trip, ctx, r, h.Hub.Capture)
}

func (h *hub) Void(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return followed(h, "void", r.Trip, ctx, r, h.Hub.Void)
}

func (h *hub) Receipt(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return followed(h, "receipt", r.Receipt.Trip, ctx, r, h.Hub.Receipt)
}

func (h *hub) HandOver(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return followed(h, "hand over", r.Receipt.Trip, ctx, r, h.Hub.HandOver)
}

// Report implements shopping.Hub.
func (h *hub) Report(ctx context.Context, cart string, records []trip.Record) (int64, error) {
	spans := h.t.each(ctx, "hub report", h.side, records)
	n, err := h.Hub.Report(ctx, cart, records)
	for _, s := range spans {
		end(s, err)
	}
	return n, err
}

// each begins a span for each trip that records are of.
func (t *Tracer) each(ctx context.Context, name string, side Side, records []trip.Record) (spans []trace.Span) {
	var seen []string
	for i, r := range records {
		if r.Trip == "" || slices.Contains(seen, r.Trip) {
			continue
		}
		seen = append(seen, r.Trip)
		own := slices.DeleteFunc(slices.Clone(records[i:]), func(x trip.Record) bool { return x.Trip != r.Trip })
		_, span := t.begin(ctx, r.Trip, name, trace.WithSpanKind(side), trace.WithAttributes(attribute.StringSlice("dashcart.events", kinds(own))))
		spans = append(spans, span)
	}
	return spans
}

// Records follows what the hub keeps of carts on other machines.
func (t *Tracer) Records(r ops.Records) ops.Records {
	if t == nil {
		return r
	}
	return records{r, t}
}

type records struct {
	ops.Records
	t *Tracer
}

// KeepBatches implements ops.Records.
func (r records) KeepBatches(ctx context.Context, batches []shopping.Batch) (map[string]int64, error) {
	var spans []trace.Span
	for _, b := range batches {
		spans = append(spans, r.t.each(ctx, "keep events", trace.SpanKindConsumer, b.Records)...)
	}
	kept, err := r.Records.KeepBatches(ctx, batches)
	for _, s := range spans {
		end(s, err)
	}
	return kept, err
}

// kinds names the events of records, in order.
func kinds(records []trip.Record) []string {
	out := make([]string, 0, len(records))
	for _, r := range records {
		out = append(out, kind(r.Event))
	}
	return out
}

func kind(e trip.Event) string { return reflect.TypeOf(e).Name() }
