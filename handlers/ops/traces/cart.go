package traces

import (
	"context"
	"reflect"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Cart is the Tracer as a cart takes it, nil where traces are off.
func (t *Tracer) Cart() shopping.Tracer {
	if t == nil {
		return nil
	}
	return cart{t}
}

type cart struct{ *Tracer }

// Decision implements shopping.Tracer. The span begins with the first contact,
// which lies before the decision by as much as the senses' clock says.
func (c cart) Decision(ctx context.Context, id string, d evidence.Decision) (context.Context, func(error)) {
	decided := c.now()
	contact := decided.Add(-time.Duration(max(d.Decided-d.At, 0)) * time.Millisecond)
	ctx, span := c.begin(ctx, id, "decision", trace.WithTimestamp(contact), trace.WithAttributes(
		attribute.Int("dashcart.decision", d.ID), attribute.String("dashcart.action", string(d.Action)), attribute.String("dashcart.gate", d.Gate),
		attribute.String("dashcart.item", item(d.Item)), attribute.Int("dashcart.quantity", d.Quantity),
		attribute.Float64("dashcart.grams", d.Grams), attribute.Float64("dashcart.confidence", d.Confidence)))
	span.AddEvent("decided", trace.WithTimestamp(decided))
	return ctx, func(err error) { end(span, err) }
}

// item names goods by the code that they have.
func item(i evidence.Item) string {
	switch {
	case !i.GTIN.IsZero():
		return i.GTIN.String()
	case !i.PLU.IsZero():
		return i.PLU.String()
	}
	return ""
}

// Command implements shopping.Tracer.
func (c cart) Command(ctx context.Context, id string, cmd trip.Command) (context.Context, func(error)) {
	ctx, span := c.begin(ctx, id, "command "+reflect.TypeOf(cmd).Name())
	return ctx, func(err error) { end(span, err) }
}
