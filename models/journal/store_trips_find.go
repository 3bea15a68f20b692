package journal

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/shopping"
)

// tripFilters are the lists that a trip may be in, each with an index of its
// own or a status.
var tripFilters = map[string]string{
	"":          `1 = 1`,
	"asked":     `questions > 0`,
	"corrected": `corrections > 0`,
	"helped":    `helps > 0`,
	"refunded":  `refunded > 0`,
	"training":  `training > 0`,
	"open":      `status IN ('linked', 'shopping', 'at_lane', 'paying')`,
	"paid":      `status IN ('paid', 'released')`,
	"handed":    `status = 'handed_over'`,
	"abandoned": `status = 'abandoned'`,
}

const tripColumns = `id, cart, shopper, status, total, number, started, questions, corrections, helps, refunded, training`

// where is the condition of a search, by indexes only: words are found as
// whole words or by how they begin.
func where(q shopping.TripSearch) (string, []any) {
	filter, ok := tripFilters[q.Filter]
	if !ok {
		filter = tripFilters[""]
	}
	conds, args := []string{filter}, []any{}
	if !q.From.IsZero() {
		conds, args = append(conds, `started >= ?`), append(args, nanos(q.From))
	}
	if !q.Until.IsZero() {
		conds, args = append(conds, `started < ?`), append(args, nanos(q.Until))
	}
	for _, w := range strings.Fields(strings.ToLower(q.Text)) {
		conds, args = append(conds, `id IN (SELECT trip FROM trip_words WHERE word >= ? AND word < ?)`), append(args, w, w+"\U0010FFFF")
	}
	return strings.Join(conds, " AND "), args
}

// FindTrips returns a page of the trips that fit a search, the latest first,
// and how many fit.
func (s *Store) FindTrips(ctx context.Context, q shopping.TripSearch) ([]shopping.TripRow, int, error) {
	cond, args := where(q)
	var n int
	if err := s.read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM trips WHERE `+cond, args...).Scan(&n).Error; err != nil {
		return nil, 0, fmt.Errorf("trips: %w", err)
	}
	rows, err := s.tripRows(ctx, cond+` ORDER BY started DESC LIMIT ? OFFSET ?`, append(args, q.Limit, q.Offset)...)
	return rows, n, err
}

// TripByID finds one.
func (s *Store) TripByID(ctx context.Context, id string) (shopping.TripRow, bool, error) {
	rows, err := s.tripRows(ctx, `id = ?`, id)
	if err != nil || len(rows) == 0 {
		return shopping.TripRow{}, false, err
	}
	return rows[0], true, nil
}

func (s *Store) tripRows(ctx context.Context, cond string, args ...any) ([]shopping.TripRow, error) {
	var rows []struct {
		ID, Cart, Shopper, Status, Total, Number string
		Started, Refunded                        int64
		Questions, Corrections, Helps            int
		Training                                 bool
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT `+tripColumns+` FROM trips WHERE `+cond, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("trips: %w", err)
	}
	out := make([]shopping.TripRow, 0, len(rows))
	for _, r := range rows {
		out = append(out, shopping.TripRow{ID: r.ID, Cart: r.Cart, Shopper: r.Shopper, Status: r.Status, Total: r.Total, Number: r.Number, Started: instant(r.Started),
			Questions: r.Questions, Corrections: r.Corrections, Helps: r.Helps, Refunded: r.Refunded, Training: r.Training})
	}
	return out, nil
}

type figureRow struct {
	Quarter  int64
	Key      string
	N, Minor int64
}

const figuresSQL = `SELECT quarter, key, n, minor FROM figures WHERE metric = ? AND quarter >= ? AND quarter < ? ORDER BY quarter, key`

// Figures returns the sums of a metric from an instant until another.
func (s *Store) Figures(ctx context.Context, metric string, from, until time.Time) ([]shopping.Figure, error) {
	var rows []figureRow
	err := s.read.WithContext(ctx).Raw(figuresSQL, metric, Quarter(from), Quarter(until)).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("figures of %s: %w", metric, err)
	}
	return figures(rows), nil
}

const figuresOfSQL = `SELECT quarter, key, n, minor FROM figures WHERE metric = ? AND key = ? AND quarter >= ? AND quarter < ?`

// FiguresOf returns the sums of a metric for one key alone, in no order.
func (s *Store) FiguresOf(ctx context.Context, metric, key string, from, until time.Time) ([]shopping.Figure, error) {
	var rows []figureRow
	err := s.read.WithContext(ctx).Raw(figuresOfSQL, metric, key, Quarter(from), Quarter(until)).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("figures of %s, %s: %w", metric, key, err)
	}
	return figures(rows), nil
}

func figures(rows []figureRow) []shopping.Figure {
	out := make([]shopping.Figure, 0, len(rows))
	for _, r := range rows {
		out = append(out, shopping.Figure{At: time.Unix(r.Quarter*900, 0).UTC(), Key: r.Key, N: r.N, Minor: r.Minor})
	}
	return out
}
