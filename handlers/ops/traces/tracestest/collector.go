// Package tracestest is an OpenTelemetry collector for tests: it takes spans as
// OTLP over HTTP and keeps them.
package tracestest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	collected "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	"google.golang.org/protobuf/proto"
)

// Span is one that arrived.
type Span struct {
	Name              string
	Trace, ID, Parent string // as hexadecimal digits; Parent is empty for a whole
	Kind              string // client, server, internal, …
	Began, Ended      time.Time
	Failed            string // why, empty where it did not fail
	Attributes        map[string]string
	Events            []string
	Process           map[string]string // attributes of who sent it
}

// Collector is a running one.
type Collector struct {
	URL string

	mu    sync.Mutex
	spans []Span
	asked []string // paths
	down  bool
}

// Start starts a collector that ends with the test.
func Start(t testing.TB) *Collector {
	t.Helper()
	c := &Collector{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := c.take(r); err != nil {
			t.Errorf("what was sent to the collector: %v", err)
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if c.isDown() {
			w.WriteHeader(http.StatusForbidden) // which is not tried again
		}
	}))
	t.Cleanup(srv.Close)
	c.URL = srv.URL
	return c
}

// Refuse makes the collector take nothing from here on.
func (c *Collector) Refuse() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down = true
}

func (c *Collector) isDown() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.down
}

// Spans are those that arrived, the earliest first, the outer before the inner.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := slices.Clone(c.spans)
	slices.SortStableFunc(out, func(a, b Span) int {
		if n := a.Began.Compare(b.Began); n != 0 {
			return n
		}
		return b.Ended.Compare(a.Ended)
	})
	return out
}

// Asked are the paths that were asked for.
func (c *Collector) Asked() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.asked)
}

func (c *Collector) take(r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	var request collected.ExportTraceServiceRequest
	if err := proto.Unmarshal(b, &request); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, r.URL.Path)
	if c.down {
		return nil
	}
	for _, from := range request.ResourceSpans {
		process := words(from.GetResource().GetAttributes())
		for _, scope := range from.ScopeSpans {
			for _, s := range scope.Spans {
				span := Span{Name: s.Name, Trace: fmt.Sprintf("%x", s.TraceId), ID: fmt.Sprintf("%x", s.SpanId), Parent: fmt.Sprintf("%x", s.ParentSpanId),
					Kind:  strings.ToLower(strings.TrimPrefix(s.Kind.String(), "SPAN_KIND_")),
					Began: time.Unix(0, int64(s.StartTimeUnixNano)), Ended: time.Unix(0, int64(s.EndTimeUnixNano)),
					Failed: s.GetStatus().GetMessage(), Attributes: words(s.Attributes), Process: process}
				for _, e := range s.Events {
					span.Events = append(span.Events, e.Name)
				}
				c.spans = append(c.spans, span)
			}
		}
	}
	return nil
}

// words are attributes as texts.
func words(list []*common.KeyValue) map[string]string {
	out := map[string]string{}
	for _, a := range list {
		out[a.Key] = text(a.Value)
	}
	return out
}

func text(v *common.AnyValue) string {
	switch v := v.GetValue().(type) {
	case *common.AnyValue_StringValue:
		return v.StringValue
	case *common.AnyValue_IntValue:
		return fmt.Sprint(v.IntValue)
	case *common.AnyValue_DoubleValue:
		return fmt.Sprint(v.DoubleValue)
	case *common.AnyValue_BoolValue:
		return fmt.Sprint(v.BoolValue)
	case *common.AnyValue_ArrayValue:
		var all []string
		for _, one := range v.ArrayValue.GetValues() {
			all = append(all, text(one))
		}
		return strings.Join(all, " ")
	}
	return ""
}
