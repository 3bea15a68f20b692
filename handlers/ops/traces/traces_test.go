package traces_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/handlers/ops/traces"
	"github.com/dashcart/dashcart/handlers/ops/traces/tracestest"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// start follows trips to a collector.
func start(t *testing.T, c *tracestest.Collector, role string) *traces.Tracer {
	t.Helper()
	tracer, err := traces.Start(t.Context(), traces.Config{URL: c.URL, Role: role, Machine: role + "-1", Version: "test", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return tracer
}

// page is a journal that keeps nothing but what it has to answer.
type page struct {
	shopping.Outbox
	had  []trip.Record
	fail error
}

func (p *page) Load(context.Context) ([]trip.Record, error) { return p.had, nil }
func (p *page) Append(_ context.Context, _ int64, r []trip.Record) ([]trip.Record, error) {
	return r, p.fail
}

// store is a hub that says yes.
type store struct{ shopping.Hub }

func (store) Authorise(context.Context, shopping.PaymentRequest) (shopping.Outcome, error) {
	return shopping.Outcome{Reason: "declined"}, nil
}
func (store) Receipt(context.Context, shopping.ReceiptRequest) (shopping.Outcome, error) {
	return shopping.Outcome{OK: true, Ref: "000001"}, nil
}
func (store) Report(_ context.Context, _ string, r []trip.Record) (int64, error) {
	return int64(len(r)), errors.New("away")
}
func (store) KeepBatches(context.Context, []shopping.Batch) (map[string]int64, error) {
	return nil, nil
}

func at(second int) time.Time { return time.Date(2026, 3, 2, 10, 0, second, 0, time.UTC) }

func record(id string, second int, e trip.Event) trip.Record {
	return trip.Record{Trip: id, At: at(second), Event: e}
}

// by finds the one span of a name.
func by(t *testing.T, spans []tracestest.Span, name string) tracestest.Span {
	t.Helper()
	var found []tracestest.Span
	for _, s := range spans {
		if s.Name == name {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d spans %q of %+v", len(found), name, spans)
	}
	return found[0]
}

func TestATripIsOneTraceOfTwoMachines(t *testing.T) {
	t.Parallel()
	c, ctx := tracestest.Start(t), t.Context()
	cart, hub := start(t, c, "cart"), start(t, c, "hub")
	j := cart.Journal("cart-1", &page{})
	write := func(ctx context.Context, r ...trip.Record) {
		t.Helper()
		if _, err := j.Append(ctx, 0, r); err != nil {
			t.Fatal(err)
		}
	}
	write(ctx, record("t1", 1, trip.TripLinked{Shopper: trip.Shopper{ID: "s1", Name: "Zebedee", Email: "zeb@example.org", Loyalty: "2600123456784"}}))
	decided, end := cart.Cart().Decision(ctx, "t1", evidence.Decision{ID: 7, At: 1000, Decided: 1850, Action: evidence.Put, Gate: "code", Quantity: 1, Grams: 1030, Item: evidence.Item{GTIN: gs1.MustGTIN("4006381333931")}})
	commanded, endCommand := cart.Cart().Command(decided, "t1", trip.Recognise{})
	write(commanded, record("t1", 2, trip.LinePut{}))
	endCommand(nil)
	end(nil)
	_, endRefused := cart.Cart().Command(ctx, "t1", trip.BuyBags{})
	endRefused(&trip.Refused{Code: trip.CodeFrozen, Text: "no"})
	if _, err := cart.Hub(store{}, traces.Asks).Authorise(ctx, shopping.PaymentRequest{Trip: "t1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := hub.Hub(store{}, traces.Answers).Receipt(ctx, shopping.ReceiptRequest{Receipt: pricing.Receipt{Trip: "t1"}}); err != nil {
		t.Fatal(err)
	}
	both := []trip.Record{record("t1", 2, trip.LinePut{}), record("", 2, trip.LockLifted{}), record("t2", 3, trip.TripLinked{}), record("t1", 4, trip.TripReleased{})}
	if _, err := hub.Records(store{}).KeepBatches(ctx, []shopping.Batch{{Cart: "cart-1", Records: both}}); err != nil {
		t.Fatal(err)
	}
	if _, err := cart.Hub(store{}, traces.Asks).Report(ctx, "cart-1", both[:1]); err == nil {
		t.Fatal("the hub answered")
	}
	write(ctx, record("t1", 9, trip.TripReleased{}))
	for _, x := range []*traces.Tracer{cart, hub} {
		if err := x.Close(ctx); err != nil {
			t.Fatal(err)
		}
	}

	var mine []tracestest.Span
	for _, s := range c.Spans() {
		if s.Attributes["dashcart.trip"] == "t1" {
			mine = append(mine, s)
		}
		if s.Process["service.name"] != "dashcart" || s.Process["service.instance.id"] != s.Process["dashcart.role"]+"-1" {
			t.Errorf("%s is of %v", s.Name, s.Process)
		}
	}
	whole := by(t, mine, "trip")
	if whole.Parent != "" || !whole.Began.Equal(at(1)) || !whole.Ended.Equal(at(9)) || whole.Attributes["dashcart.outcome"] != "TripReleased" {
		t.Errorf("the whole trip is %+v", whole)
	}
	below := map[string]string{"decision": whole.ID, "command Recognise": by(t, mine, "decision").ID, "command BuyBags": whole.ID, "hub authorise": whole.ID, "hub receipt": whole.ID, "hub report": whole.ID, "keep events": whole.ID}
	for name, parent := range below {
		if s := by(t, mine, name); s.Trace != whole.Trace || s.Parent != parent {
			t.Errorf("%s is of trace %s below %s; want %s below %s", name, s.Trace, s.Parent, whole.Trace, parent)
		}
	}
	for _, s := range mine {
		if s.Trace != whole.Trace {
			t.Errorf("%s is of another trace", s.Name)
		}
		if s.Name == "journal append" && s.Attributes["dashcart.events"] == "LinePut" && s.Parent != by(t, mine, "command Recognise").ID {
			t.Errorf("what a command wrote lies below %s", s.Parent)
		}
		for k, v := range s.Attributes {
			if strings.Contains(strings.ToLower(v), "zeb") || strings.Contains(v, "s1") || strings.Contains(v, "2600") {
				t.Errorf("%s names the shopper: %s=%s", s.Name, k, v)
			}
		}
	}
	d := by(t, mine, "decision")
	if d.Attributes["dashcart.gate"] != "code" || d.Attributes["dashcart.item"] != "4006381333931" || len(d.Events) != 1 {
		t.Errorf("the decision is %+v", d)
	}
	if took := d.Ended.Sub(d.Began); took < 850*time.Millisecond || took > 10*time.Second {
		t.Errorf("from first contact the decision took %v", took)
	}
	if s := by(t, mine, "command BuyBags"); s.Failed != "" || s.Attributes["dashcart.refused"] != trip.CodeFrozen {
		t.Errorf("the refusal is %+v", s)
	}
	if s := by(t, mine, "hub authorise"); s.Kind != "client" || s.Attributes["dashcart.ok"] != "false" || s.Attributes["dashcart.reason"] != "declined" || s.Process["dashcart.role"] != "cart" {
		t.Errorf("the declined payment is %+v", s)
	}
	if s := by(t, mine, "hub receipt"); s.Kind != "server" || s.Process["dashcart.role"] != "hub" {
		t.Errorf("the receipt is %+v", s)
	}
	if s := by(t, mine, "hub report"); s.Failed != "away" {
		t.Errorf("the report without an answer is %+v", s)
	}
	if s := by(t, mine, "keep events"); s.Attributes["dashcart.events"] != "LinePut TripReleased" {
		t.Errorf("kept are %q", s.Attributes["dashcart.events"])
	}
	if got := c.Asked(); len(got) == 0 || got[0] != "/v1/traces" {
		t.Errorf("asked for %v", got)
	}
}

// A trip that was under way when the program began has its whole, too; one that
// went over to another cart is that cart's.
func TestWholeTripsAcrossStartsAndCarts(t *testing.T) {
	t.Parallel()
	c, ctx := tracestest.Start(t), t.Context()
	tracer := start(t, c, "cart")
	j := tracer.Journal("cart-1", &page{had: []trip.Record{record("old", 1, trip.TripLinked{}), record("old", 2, trip.TripReleased{}), record("t1", 3, trip.TripLinked{})}})
	if _, err := j.Load(ctx); err != nil {
		t.Fatal(err)
	}
	for _, r := range []trip.Record{record("t1", 4, trip.TripAbandoned{}), record("t2", 5, trip.TripLinked{}), record("t2", 6, trip.TripMovedOut{To: "cart-2"}),
		record("t3", 7, trip.TripMovedIn{Trip: trip.Trip{ID: "t3", Started: at(2)}}), record("t3", 8, trip.TripHandedOver{})} {
		if _, err := j.Append(ctx, 0, []trip.Record{r}); err != nil {
			t.Fatal(err)
		}
	}
	if err := tracer.Close(ctx); err != nil {
		t.Fatal(err)
	}
	got := map[string]time.Duration{}
	for _, s := range c.Spans() {
		if s.Name == "trip" {
			got[s.Attributes["dashcart.trip"]] = s.Ended.Sub(s.Began)
		}
	}
	if len(got) != 2 || got["t1"] != time.Second || got["t3"] != 6*time.Second {
		t.Errorf("whole trips: %v", got)
	}
}

func TestAJournalThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	c, ctx := tracestest.Start(t), t.Context()
	tracer := start(t, c, "cart")
	full := errors.New("no space left")
	for _, err := range []error{full, shopping.ErrRepeated} {
		j := tracer.Journal("cart-1", &page{fail: err})
		if _, got := j.Append(ctx, 0, []trip.Record{record("t-"+err.Error(), 1, trip.LinePut{})}); !errors.Is(got, err) {
			t.Errorf("the journal's answer %v came as %v", err, got)
		}
	}
	if err := tracer.Close(ctx); err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Spans() {
		if want := map[string]string{"t-" + full.Error(): full.Error()}[s.Attributes["dashcart.trip"]]; s.Failed != want {
			t.Errorf("%s failed with %q, want %q", s.Attributes["dashcart.trip"], s.Failed, want)
		}
	}
}

// Off is a nil Tracer: it hands back what it was given.
func TestOff(t *testing.T) {
	t.Parallel()
	var off *traces.Tracer
	j, h := &page{}, store{}
	if off.Journal("c", j) != traces.Journal(j) || off.Hub(h, traces.Inside) != shopping.Hub(h) || off.Records(h) == nil || off.Cart() != nil || off.Close(t.Context()) != nil {
		t.Error("traces that are off do something")
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "127.0.0.1:4318", "ftp://host", "http://", "http://me:hunter2@host", "http://me:hunter2@host:port", "/v1/traces"} {
		_, err := traces.Start(t.Context(), traces.Config{URL: address, Log: slog.New(slog.DiscardHandler)})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// What a collector does not take is dropped, and holds nothing up.
func TestACollectorThatRefuses(t *testing.T) {
	t.Parallel()
	c, ctx := tracestest.Start(t), t.Context()
	c.Refuse()
	tracer := start(t, c, "cart")
	_, end := tracer.Cart().Command(ctx, "t1", trip.BuyBags{})
	end(nil)
	_ = tracer.Close(ctx) // says that it was refused, or nothing
	if len(c.Spans()) != 0 || len(c.Asked()) != 1 {
		t.Errorf("%d spans, asked %v", len(c.Spans()), c.Asked())
	}
}
