package ops

import (
	"context"
	"time"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Records is the part of the hub's records that takes events of many carts.
type Records interface {
	KeepBatches(ctx context.Context, batches []shopping.Batch) (map[string]int64, error)
}

// Records measures what r keeps.
func (m *Metrics) Records(r Records) Records { return meteredRecords{r, m} }

type meteredRecords struct {
	Records
	m *Metrics
}

// KeepBatches implements Records.
func (r meteredRecords) KeepBatches(ctx context.Context, batches []shopping.Batch) (map[string]int64, error) {
	began := time.Now()
	kept, err := r.Records.KeepBatches(ctx, batches)
	word := "ok"
	if err != nil {
		word = "error"
	}
	r.m.batches.WithLabelValues(word).Observe(time.Since(began).Seconds())
	if err == nil {
		for _, b := range batches {
			r.m.keptUpTo(b.Records, kept[b.Cart])
		}
	}
	return kept, err
}

// keptUpTo counts the records up to a number. One that came twice counts twice:
// what was sent again is load too.
func (m *Metrics) keptUpTo(records []trip.Record, last int64) {
	now := time.Now()
	for _, r := range records {
		if r.Seq <= last {
			m.kept.Inc()
			m.lag.Observe(max(now.Sub(r.At).Seconds(), 0))
		}
	}
}
