package traces

import (
	"context"
	"crypto/sha256"
	"math/rand/v2"

	"go.opentelemetry.io/otel/trace"
)

// identity is the trace of a trip and the span that stands for the whole of it.
// Both are made of the trip's ID alone, so that a cart and its hub, which share
// nothing but that, write into one trace.
func identity(trip string) (trace.TraceID, trace.SpanID) {
	sum := sha256.Sum256([]byte("dashcart trip " + trip))
	return trace.TraceID(sum[:16]), trace.SpanID(sum[16:24])
}

// within returns a context whose next span belongs to a trip: below the span
// that ctx is in where that is of the same trip, else below the whole trip.
func within(ctx context.Context, trip string) context.Context {
	id, whole := identity(trip)
	if trace.SpanContextFromContext(ctx).TraceID() == id {
		return ctx
	}
	return trace.ContextWithRemoteSpanContext(ctx, trace.NewSpanContext(trace.SpanContextConfig{TraceID: id, SpanID: whole, TraceFlags: trace.FlagsSampled, Remote: true}))
}

// wholeTrip is the key under which a context holds the ID of the trip that its
// next span is the whole of.
type wholeTrip struct{}

// ids numbers spans: the whole of a trip by its ID, others by chance. They are
// names and keep nothing secret.
type ids struct{}

// NewIDs implements the SDK's IDGenerator for a span without one above it.
func (g ids) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	if trip, ok := ctx.Value(wholeTrip{}).(string); ok {
		return identity(trip)
	}
	var id trace.TraceID
	for !id.IsValid() {
		fill(id[:8])
		fill(id[8:])
	}
	return id, g.NewSpanID(ctx, id)
}

// NewSpanID implements the SDK's IDGenerator.
func (ids) NewSpanID(context.Context, trace.TraceID) (id trace.SpanID) {
	for !id.IsValid() {
		fill(id[:])
	}
	return id
}

// fill writes eight bytes of chance.
func fill(to []byte) {
	n := rand.Uint64()
	for i := range to {
		to[i] = byte(n >> (8 * i))
	}
}
