package ops_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

func get(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	b, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(b)
}

// holds checks that the metrics have each line.
func holds(t *testing.T, m *ops.Metrics, lines ...string) {
	t.Helper()
	_, all := get(t, m.Handler(), "/metrics")
	for _, l := range lines {
		if !strings.Contains("\n"+all, "\n"+l+"\n") {
			t.Errorf("the metrics lack %q", l)
		}
	}
}

// slowHub answers after a while, as it is told.
type slowHub struct {
	shopping.Hub
	out shopping.Outcome
	err error
}

func (h slowHub) Authorise(context.Context, shopping.PaymentRequest) (shopping.Outcome, error) {
	time.Sleep(100 * time.Millisecond)
	return h.out, h.err
}

func (h slowHub) Report(_ context.Context, _ string, records []trip.Record) (int64, error) {
	return records[0].Seq, nil
}

func (h slowHub) KeepBatches(_ context.Context, b []shopping.Batch) (map[string]int64, error) {
	return map[string]int64{b[0].Cart: 2}, h.err
}

func TestRequestsToTheHubByOutcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := ops.New("hub")
		for _, c := range []struct {
			hub  slowHub
			word string
		}{
			{slowHub{out: shopping.Outcome{OK: true}}, "ok"},
			{slowHub{out: shopping.Outcome{Reason: "declined"}}, "declined"},
			{slowHub{out: shopping.Outcome{Reason: "any words of a bank"}}, "refused"},
			{slowHub{err: errors.New("lost")}, "error"},
		} {
			out, err := m.Hub(c.hub).Authorise(t.Context(), shopping.PaymentRequest{})
			if out != c.hub.out || err != c.hub.err {
				t.Errorf("measured, the hub said %+v, %v", out, err)
			}
			holds(t, m, `dashcart_hub_request_seconds_bucket{outcome="`+c.word+`",request="authorise",le="0.05"} 0`,
				`dashcart_hub_request_seconds_bucket{outcome="`+c.word+`",request="authorise",le="0.1"} 1`)
		}
	})
}

func TestEventsCountOnceTheRecordsHoldThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := ops.New("hub")
		recs := []trip.Record{{Seq: 1, At: time.Now().Add(-time.Second)}, {Seq: 2, At: time.Now()}, {Seq: 3, At: time.Now().Add(time.Hour)}}
		if _, err := m.Records(slowHub{}).KeepBatches(t.Context(), []shopping.Batch{{Cart: "c", Records: recs}}); err != nil {
			t.Fatal(err)
		}
		holds(t, m, `dashcart_events_kept_total 2`, `dashcart_event_lag_seconds_bucket{le="0.005"} 1`, `dashcart_event_lag_seconds_bucket{le="1"} 2`,
			`dashcart_records_batch_seconds_count{outcome="ok"} 1`)
		if _, err := m.Records(slowHub{err: errors.New("full")}).KeepBatches(t.Context(), []shopping.Batch{{Cart: "c", Records: recs}}); err == nil {
			t.Error("a failure was swallowed")
		}
		holds(t, m, `dashcart_events_kept_total 2`, `dashcart_records_batch_seconds_count{outcome="error"} 1`)
		if n, err := m.Hub(slowHub{}).Report(t.Context(), "c", recs); n != 1 || err != nil {
			t.Error(n, err)
		}
		holds(t, m, `dashcart_events_kept_total 3`)
	})
}

func TestPagesByRoute(t *testing.T) {
	gin.SetMode(gin.TestMode)
	m := ops.New("all")
	r := gin.New()
	r.Use(m.Pages())
	r.GET("/cart/:id", func(c *gin.Context) { c.Status(http.StatusOK) })
	r.GET("/live", func(c *gin.Context) { c.Header("Content-Type", "text/event-stream"); c.Status(http.StatusOK) })
	for _, path := range []string{"/cart/1", "/cart/2", "/live", "/guess1", "/guess2"} {
		get(t, r, path)
	}
	w := httptest.NewRecorder()
	r.ServeHTTP(w, httptest.NewRequest("BREW", "/cart/1", nil))
	holds(t, m, `dashcart_page_seconds_count{method="GET",route="/cart/:id",status="200"} 2`,
		`dashcart_page_seconds_count{method="GET",route="none",status="404"} 2`, `dashcart_page_seconds_count{method="other",route="none",status="404"} 1`)
	if _, all := get(t, m.Handler(), "/metrics"); strings.Contains(all, `route="/live"`) {
		t.Error("a stream was timed")
	}
}

// oneCart is a cart as it stands.
type oneCart struct {
	shopping.Shopping
	live shopping.Live
}

func (c oneCart) ID() string          { return c.live.ID }
func (c oneCart) Live() shopping.Live { return c.live }

func TestCartsAsTheyStand(t *testing.T) {
	m := ops.New("hub")
	carts := []shopping.Shopping{
		oneCart{live: shopping.Live{ID: "1", Online: true, State: trip.State{Cart: trip.CartInUse}, Power: evidence.PowerReading{Percent: 80, Thermal: true, Celsius: 48.5},
			Health: map[string]evidence.Health{"a": {Sensor: "front", Kind: "camera", State: evidence.HealthDegraded, Restarts: 3}}}},
		oneCart{live: shopping.Live{ID: "2"}},
	}
	m.Carts(func() []shopping.Shopping { return carts })
	holds(t, m, `dashcart_carts{status="in_use"} 1`, `dashcart_carts{status="unknown"} 1`, `dashcart_cart_online{cart="1"} 1`, `dashcart_cart_online{cart="2"} 0`,
		`dashcart_cart_battery_ratio{cart="1"} 0.8`, `dashcart_cart_temperature_celsius{cart="1"} 48.5`, `dashcart_cart_sensor_up{cart="1",kind="camera",sensor="front"} 0.5`, `dashcart_cart_sensor_restarts{cart="1",kind="camera",sensor="front"} 3`)
	if _, all := get(t, m.Handler(), "/metrics"); strings.Contains(all, `battery_ratio{cart="2"}`) {
		t.Error("a battery that nothing measures has a charge")
	}
}

func TestProbes(t *testing.T) {
	p := &ops.Probes{}
	h := p.Before(http.NotFoundHandler())
	said := func(path string, status int, want string) {
		t.Helper()
		if got, body := get(t, h, path); got != status || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s, want %d and %s", path, got, body, status, want)
		}
	}
	said("/healthz", 200, "true")
	said("/readyz", 503, "not open yet")
	said("/other", 404, "")
	var wrong error
	p.Set(ops.Check{Name: "records", Test: func(context.Context) error { return wrong }}, ops.Check{Name: "bus", Test: func(context.Context) error { return nil }})
	said("/readyz", 200, `"records":"ok"`)
	wrong = errors.New("the disk is gone")
	said("/readyz", 503, "the disk is gone")
	said("/readyz", 503, `"bus":"ok"`)
	said("/healthz", 200, "true")
}

func TestACheckThatHangsIsNotReady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &ops.Probes{}
		p.Set(ops.Check{Name: "records", Test: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }})
		began := time.Now()
		if ready, _ := p.Ready(t.Context()); ready || time.Since(began) > 5*time.Second {
			t.Errorf("ready %v after %v", ready, time.Since(began))
		}
	})
}

func TestTheLog(t *testing.T) {
	var b bytes.Buffer
	log, err := ops.NewLog(&b, "json", "warn")
	if err != nil {
		t.Fatal(err)
	}
	log.Info("not this")
	log.Error("a page failed", "path", "/x")
	var line map[string]string
	if err := json.Unmarshal(b.Bytes(), &line); err != nil || line["msg"] != "a page failed" || line["path"] != "/x" || line["level"] != "ERROR" {
		t.Errorf("%s: %v", b.String(), err)
	}
	for _, wrong := range [][2]string{{"xml", "info"}, {"text", "loud"}} {
		if _, err := ops.NewLog(&b, wrong[0], wrong[1]); err == nil {
			t.Errorf("%v is a log", wrong)
		}
	}
}
