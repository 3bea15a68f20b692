// Package traces follows each trip through the program for those who run it:
// from the first contact of a thing with the platform over the decision, the
// command and the journal to the hub and the receipt, as OpenTelemetry spans
// that are sent to a collector over HTTP (OTLP).
//
// A nil *Tracer is traces switched off: its methods return what they were given.
// Spans name trips, carts, goods and outcomes, and no person.
package traces

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"github.com/dashcart/dashcart/models/trip"
)

// Config says where spans go and what this process is.
type Config struct {
	URL     string // of the collector, http://127.0.0.1:4318; without a path, /v1/traces
	Role    string // all, cart, hub, …
	Machine string // that tells carts of a store apart; may be empty
	Version string
	Log     *slog.Logger
	Clock   func() time.Time // nil is time.Now
}

// Tracer makes spans and sends them by and by. What cannot be sent is dropped:
// no trip waits for a collector.
type Tracer struct {
	provider *sdk.TracerProvider
	spans    trace.Tracer
	now      func() time.Time
}

// Start returns a Tracer. It fails only where the address can be none; a
// collector that is away is logged and tried again. Headers, such as a key, and
// certificates come from OpenTelemetry's own environment variables,
// OTEL_EXPORTER_OTLP_HEADERS and OTEL_EXPORTER_OTLP_CERTIFICATE.
func Start(ctx context.Context, cfg Config) (*Tracer, error) {
	options, err := endpoint(cfg.URL)
	if err != nil {
		return nil, err
	}
	out, err := otlptracehttp.New(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("traces to %s: %w", cfg.URL, err)
	}
	// The SDK tells of failures in the background through this alone.
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { cfg.Log.Warn("traces were not sent", "why", err) }))
	about := resource.NewSchemaless(attribute.String("service.name", "dashcart"), attribute.String("service.version", cfg.Version),
		attribute.String("service.instance.id", cmp.Or(cfg.Machine, cfg.Role)), attribute.String("dashcart.role", cfg.Role))
	t := &Tracer{now: cfg.Clock, provider: sdk.NewTracerProvider(sdk.WithBatcher(out), sdk.WithIDGenerator(ids{}), sdk.WithSampler(sdk.AlwaysSample()), sdk.WithResource(about))}
	if t.now == nil {
		t.now = time.Now
	}
	t.spans = t.provider.Tracer("github.com/dashcart/dashcart")
	return t, nil
}

// endpoint is a collector's address as the exporter wants it.
func endpoint(address string) ([]otlptracehttp.Option, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil: // its text may hold a password
		return nil, errors.New("the collector's address cannot be read; it is like http://127.0.0.1:4318")
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, fmt.Errorf("%s is no collector's address; it is like http://127.0.0.1:4318", u.Redacted())
	case u.User != nil:
		return nil, fmt.Errorf("%s: a name or password does not belong into the address; set OTEL_EXPORTER_OTLP_HEADERS", u.Redacted())
	}
	path := u.Path
	if path == "" || path == "/" {
		path = "/v1/traces"
	}
	out := []otlptracehttp.Option{otlptracehttp.WithEndpoint(u.Host), otlptracehttp.WithURLPath(path)}
	if u.Scheme == "http" {
		out = append(out, otlptracehttp.WithInsecure())
	}
	return out, nil
}

// Close sends what waits, for as long as ctx lasts.
func (t *Tracer) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	if err := t.provider.Shutdown(ctx); err != nil {
		return fmt.Errorf("traces that were not sent any more: %w", err)
	}
	return nil
}

// begin starts a span of a trip. What belongs to no trip is not followed.
func (t *Tracer) begin(ctx context.Context, trip, name string, options ...trace.SpanStartOption) (context.Context, trace.Span) {
	if trip == "" {
		return ctx, trace.SpanFromContext(context.Background()) // which does nothing
	}
	ctx, span := t.spans.Start(within(ctx, trip), name, options...)
	span.SetAttributes(attribute.String("dashcart.trip", trip))
	return ctx, span
}

// end ends a span; a refusal is an outcome, any other error a failure.
func end(span trace.Span, err error) {
	var no *trip.Refused
	switch {
	case errors.As(err, &no):
		span.SetAttributes(attribute.String("dashcart.refused", no.Code))
	case err != nil:
		span.SetStatus(codes.Error, err.Error())
	}
	span.End()
}
