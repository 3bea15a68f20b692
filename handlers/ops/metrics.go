// Package ops is what those who run the software look at: metrics for
// Prometheus, health and readiness, and the log.
package ops

import (
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// namespace begins every metric's name.
const namespace = "dashcart"

// waits are the buckets of a time until something is answered, in seconds:
// 250 ms is what a shopper is promised, so that it is a bound of a bucket.
var waits = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60}

// Metrics is what one process counts.
type Metrics struct {
	registry *prometheus.Registry
	pages    *prometheus.HistogramVec
	asked    *prometheus.HistogramVec
	kept     prometheus.Counter
	batches  *prometheus.HistogramVec
	lag      prometheus.Histogram
	refused  *prometheus.CounterVec
}

// New returns metrics of a process with a role: all, cart, hub, …
func New(role string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		pages: prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: "page_seconds",
			Help: "Time until a page was served, by route, method and status.", Buckets: waits}, []string{"route", "method", "status"}),
		asked: prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: "hub_request_seconds",
			Help: "Time until the hub answered a cart, by request and outcome: ok, a reason, or error where the outcome is not known.", Buckets: waits}, []string{"request", "outcome"}),
		kept: prometheus.NewCounter(prometheus.CounterOpts{Namespace: namespace, Name: "events_kept_total",
			Help: "Events of carts that came into the hub's records."}),
		batches: prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: "records_batch_seconds",
			Help: "Time that the records took for one transaction of events.", Buckets: waits}, []string{"outcome"}),
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: namespace, Name: "event_lag_seconds",
			Help: "Time from a cart's journal to the hub's records, by both machines' clocks.", Buckets: waits}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: "refused_total",
			Help: "What was turned away for want of a key or signature: a cart's connection, a webhook, a phone's link, a receipt of another's."}, []string{"what"}),
	}
	build := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: "build_info",
		Help: "1; the labels say what runs.", ConstLabels: prometheus.Labels{"role": role, "version": Version()}}, func() float64 { return 1 })
	m.registry.MustRegister(m.pages, m.asked, m.kept, m.batches, m.lag, m.refused, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Version is the one that the binary was built from.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}

// Handler writes the metrics as Prometheus reads them.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}

// Gauge adds a number that is asked for whenever the metrics are read.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, value))
}

// Refused counts what was turned away: a cart's connection, a webhook.
func (m *Metrics) Refused(what string) { m.refused.WithLabelValues(what).Inc() }

// Pages measures every page. What no route matches counts together: its paths
// are an outsider's words, and each would be a time series. Streams are left
// out: they last as long as somebody looks.
func (m *Metrics) Pages() gin.HandlerFunc {
	return func(c *gin.Context) {
		began := time.Now()
		c.Next()
		route := c.FullPath()
		if route == "" {
			route = "none"
		}
		if c.Writer.Header().Get("Content-Type") == "text/event-stream" {
			return
		}
		m.pages.WithLabelValues(route, method(c.Request.Method), strconv.Itoa(c.Writer.Status())).Observe(time.Since(began).Seconds())
	}
}

// method is one of HTTP's: the word is the caller's.
func method(s string) string {
	switch s {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return s
	}
	return "other"
}

// Names are those of all metrics of this software, so that a dashboard can be
// held against them.
func (m *Metrics) Names() []string {
	to := make(chan *prometheus.Desc)
	go func() {
		defer close(to)
		m.registry.Describe(to)
	}()
	var out []string
	for d := range to {
		if _, rest, ok := strings.Cut(d.String(), `fqName: "`+namespace+`_`); ok {
			name, _, _ := strings.Cut(rest, `"`)
			out = append(out, namespace+"_"+name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
