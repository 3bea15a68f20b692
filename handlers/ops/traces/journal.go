package traces

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Journal is a cart's, with what the hub holds of it.
type Journal interface {
	shopping.Journal
	shopping.Outbox
}

// Journal follows what a cart writes, and makes the span of each whole trip
// once it ends there.
func (t *Tracer) Journal(cart string, j Journal) Journal {
	if t == nil {
		return j
	}
	return &journal{Journal: j, t: t, cart: cart}
}

type journal struct {
	Journal
	t    *Tracer
	cart string

	mu    sync.Mutex
	trip  string // the one under way
	began time.Time
}

// Load implements shopping.Journal; a trip that is under way began in it.
func (j *journal) Load(ctx context.Context) ([]trip.Record, error) {
	all, err := j.Journal.Load(ctx)
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, r := range all {
		j.note(r)
	}
	return all, err
}

// Append implements shopping.Journal.
func (j *journal) Append(ctx context.Context, seq int64, records []trip.Record) ([]trip.Record, error) {
	id := ""
	if len(records) > 0 {
		id = records[0].Trip
	}
	ctx, span := j.t.begin(ctx, id, "journal append", trace.WithAttributes(
		attribute.String("dashcart.cart", j.cart), attribute.StringSlice("dashcart.events", kinds(records))))
	written, err := j.Journal.Append(ctx, seq, records)
	if errors.Is(err, shopping.ErrRepeated) {
		span.SetAttributes(attribute.Bool("dashcart.repeated", true))
		span.End()
		return written, err
	}
	end(span, err)
	if err == nil {
		j.mu.Lock()
		defer j.mu.Unlock()
		for _, r := range records {
			if how, over := j.note(r); over {
				j.whole(r.Trip, how, r.At)
			}
		}
	}
	return written, err
}

// note follows where trips begin and end, and says how one ended that began.
func (j *journal) note(r trip.Record) (how string, over bool) {
	switch e := r.Event.(type) {
	case trip.TripLinked:
		j.trip, j.began = r.Trip, r.At
	case trip.TripMovedIn: // it began on another cart, which leaves the whole to this one
		j.trip, j.began = r.Trip, e.Trip.Started
	case trip.TripReleased, trip.TripHandedOver, trip.TripAbandoned:
		over = r.Trip == j.trip
		j.trip = ""
		return kind(e), over
	case trip.TripMovedOut:
		j.trip = ""
	}
	return "", false
}

// whole makes the span that all others of a trip lie below.
func (j *journal) whole(id, how string, at time.Time) {
	began := j.began
	if began.IsZero() || began.After(at) {
		began = at
	}
	_, span := j.t.spans.Start(context.WithValue(context.Background(), wholeTrip{}, id), "trip", trace.WithTimestamp(began), trace.WithAttributes(
		attribute.String("dashcart.trip", id), attribute.String("dashcart.cart", j.cart), attribute.String("dashcart.outcome", how)))
	span.End(trace.WithTimestamp(at))
}
