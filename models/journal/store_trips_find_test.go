package journal

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/journal/postgrestest"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// keepTrip keeps the events of one trip, a second apart.
func keepTrip(t *testing.T, s *Store, cart, id string, first int64, began time.Time, events ...trip.Event) int64 {
	t.Helper()
	var recs []trip.Record
	for i, e := range events {
		recs = append(recs, trip.Record{Seq: first + int64(i), Key: fmt.Sprint(id, "-", i), Trip: id, At: began.Add(time.Duration(i) * time.Second), Event: e})
	}
	last, err := s.KeepEvents(t.Context(), cart, recs)
	if err != nil {
		t.Fatal(err)
	}
	if want := first + int64(len(events)) - 1; last != want {
		t.Fatalf("kept until %d, want %d", last, want)
	}
	return last + 1
}

func linked(name, id string) trip.Event {
	return trip.TripLinked{Shopper: trip.Shopper{ID: id, Name: name}, Currency: "USD"}
}

func found(t *testing.T, s *Store, q shopping.TripSearch) string {
	t.Helper()
	q.Limit = 10
	rows, n, err := s.FindTrips(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if n != len(rows) {
		t.Errorf("%+v: %d rows, and %d are counted", q, len(rows), n)
	}
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " ")
}

func TestTripsAreFoundByWordsSignsAndDays(t *testing.T) {
	s := openTestStore(t)
	day := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	next := keepTrip(t, s, "cart-1", "t1", 1, day, linked("Ana Ruiz", "a"), trip.QuestionAsked{}, trip.HelpAsked{}, trip.TripAbandoned{})
	next = keepTrip(t, s, "cart-1", "t2", next, day.Add(time.Hour), linked("Bo Lind", "b"), trip.LineReplaced{Kind: "corrected"}, trip.TripHandedOver{})
	keepTrip(t, s, "cart-1", "t3", next, day.AddDate(0, 0, 1), linked("Ana Berg", trip.Trainee("m", "Ana Berg", "").ID))
	for _, x := range []struct {
		q    shopping.TripSearch
		want string
	}{
		{shopping.TripSearch{}, "t3 t2 t1"},
		{shopping.TripSearch{Text: "ana"}, "t3 t1"},
		{shopping.TripSearch{Text: "AN rui"}, "t1"},
		{shopping.TripSearch{Text: "cart-1 bo"}, "t2"},
		{shopping.TripSearch{Text: "nobody"}, ""},
		{shopping.TripSearch{Text: "' OR 1=1 --"}, ""},
		{shopping.TripSearch{Filter: "asked"}, "t1"},
		{shopping.TripSearch{Filter: "helped"}, "t1"},
		{shopping.TripSearch{Filter: "corrected"}, "t2"},
		{shopping.TripSearch{Filter: "refunded"}, ""},
		{shopping.TripSearch{Filter: "training"}, "t3"},
		{shopping.TripSearch{Filter: "open"}, "t3"},
		{shopping.TripSearch{Filter: "paid"}, ""},
		{shopping.TripSearch{Filter: "handed"}, "t2"},
		{shopping.TripSearch{Filter: "abandoned", Text: "ana"}, "t1"},
		{shopping.TripSearch{From: day.Add(time.Minute), Until: day.AddDate(0, 0, 1)}, "t2"},
	} {
		if got := found(t, s, x.q); got != x.want {
			t.Errorf("%+v finds %q, want %q", x.q, got, x.want)
		}
	}
}

// TestEverySearchOfTripsUsesAnIndex asks SQLite how it would carry each out.
func TestEverySearchOfTripsUsesAnIndex(t *testing.T) {
	s := openTestStore(t)
	if s.pg {
		t.Skip("PostgreSQL plans by the rows it holds")
	}
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for filter := range tripFilters {
		for _, q := range []shopping.TripSearch{{}, {Text: "ana 000012"}, {From: day}, {From: day, Until: day.AddDate(0, 0, 7), Text: "ana"}} {
			q.Filter = filter
			cond, args := where(q)
			for _, query := range []string{
				`SELECT COUNT(*) FROM trips WHERE ` + cond,
				`SELECT ` + tripColumns + ` FROM trips WHERE ` + cond + ` ORDER BY started DESC LIMIT 50 OFFSET 100`,
			} {
				for _, step := range plan(t, s, query, args...) {
					if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX") {
						t.Errorf("%+v: %s\n%s", q, step, query)
					}
				}
			}
		}
	}
	for _, step := range plan(t, s, figuresSQL, "sales", 1, 2) {
		if !strings.Contains(step, "SEARCH figures USING PRIMARY KEY") {
			t.Errorf("figures: %s", step)
		}
	}
	for _, step := range plan(t, s, figuresOfSQL, "recognised", "4011", 1, 2) {
		if !strings.Contains(step, "SEARCH figures USING COVERING INDEX figures_key (metric=? AND key=? AND quarter>? AND quarter<?)") {
			t.Errorf("figures of one key: %s", step)
		}
	}
}

// plan is how the database would carry a query out, a step a line.
func plan(t *testing.T, s *Store, query string, args ...any) (out []string) {
	t.Helper()
	var rows []struct{ Detail string }
	if err := s.read.WithContext(context.Background()).Raw(`EXPLAIN QUERY PLAN `+query, args...).Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		out = append(out, r.Detail)
	}
	if len(out) == 0 {
		t.Fatalf("no plan of %s", query)
	}
	return out
}

func openTestStore(t *testing.T) *Store {
	t.Helper()
	s, err := OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
