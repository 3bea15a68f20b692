package main

import (
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/handlers/ops/traces"
	"github.com/dashcart/dashcart/handlers/ops/traces/tracestest"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/rig"
)

// TestATripIsFollowedFromTheFirstContactToTheReceipt shops through the real
// pipeline, command path and store, and looks at what a collector got.
func TestATripIsFollowedFromTheFirstContactToTheReceipt(t *testing.T) {
	t.Parallel()
	collector := tracestest.Start(t)
	tracer, err := traces.Start(t.Context(), traces.Config{URL: collector.URL, Role: "all", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := newApp(t.Context(), st, cat, appConfig{Data: t.TempDir(), Seed: 1, Blind: true, PublicURL: "http://localhost", Log: slog.New(slog.DiscardHandler), Traces: tracer})
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	w, err := newWalk(t.Context(), a, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() error{
		func() error { return w.pass(2000) }, w.link,
		func() error { return w.put(turkey, rig.Hand{Show: true}, 0) },
		w.lane,
		func() error { return w.cart.(*shopping.Cart).Tick(t.Context()) }, // reports
	} {
		w.must(t, step())
	}
	id, receipt := w.trip().ID, w.trip().Receipt
	if receipt == nil || receipt.Number == "" {
		t.Fatalf("the trip ended without a receipt: %+v", w.trip().Status)
	}
	w.must(t, tracer.Close(t.Context()))

	spans := map[string]tracestest.Span{} // by ID
	names := map[string]tracestest.Span{} // the last of its name
	trace := ""
	for _, s := range collector.Spans() {
		if s.Attributes["dashcart.trip"] != id {
			t.Errorf("%s is of no trip", s.Name)
		}
		if trace == "" {
			trace = s.Trace
		}
		if s.Trace != trace {
			t.Errorf("%s is of another trace", s.Name)
		}
		spans[s.ID], names[s.Name] = s, s
	}
	// What lies above each span, up to the whole trip.
	above := func(s tracestest.Span) string {
		var path []string
		for s.Parent != "" {
			up, ok := spans[s.Parent]
			if !ok {
				t.Fatalf("nothing is above %s", s.Name)
			}
			path, s = append(path, up.Name), up
		}
		return strings.Join(path, " < ")
	}
	for name, want := range map[string]string{
		"decision": "trip", "command Recognise": "decision < trip",
		"hub enter lane": "trip", "hub authorise": "trip", "hub capture": "trip", "hub receipt": "trip", "hub report": "trip", "command IssueReceipt": "trip", "trip": "",
	} {
		s, ok := names[name]
		if !ok {
			t.Errorf("there is no span %q", name)
		} else if got := above(s); got != want {
			t.Errorf("above %s lies %q, want %q", name, got, want)
		}
	}
	found := false
	for _, s := range spans {
		found = found || s.Name == "journal append" && above(s) == "command Recognise < decision < trip"
	}
	if !found {
		t.Error("what the senses decided is not followed into the journal")
	}
	if d := names["decision"]; d.Ended.Sub(d.Began) < 100*time.Millisecond {
		t.Errorf("from first contact the decision took %v only", d.Ended.Sub(d.Began))
	}
}
