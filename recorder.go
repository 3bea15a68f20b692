package main

import (
	"context"
	"path/filepath"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/sensors/recording"
)

// flightFolder is where a cart's flight recorder keeps its segments, and
// evidenceFolder where the evidence of its decisions is.
func flightFolder(data, cart string) string   { return filepath.Join(data, "flight", cart) }
func evidenceFolder(data, cart string) string { return filepath.Join(data, "evidence", cart) }

// flightRecorder makes a cart's. How it fares is told like a sensor's health: a
// cart whose recorder fails goes on, and staff see why.
func (a *app) flightRecorder(id string, cfg appConfig, cart *shopping.Cart) *recording.Ring {
	set := a.store.Recorder
	return recording.NewRing(recording.RingOptions{
		Dir: flightFolder(cfg.Data, id), Cart: id,
		Span: time.Duration(set.Minutes * float64(time.Minute)), Bytes: int64(set.Megabytes * 1e6),
		Evidence: &recording.Evidence{Dir: evidenceFolder(cfg.Data, id), Keep: time.Duration(set.EvidenceDays * 24 * float64(time.Hour))},
		Tell: func(failed error) {
			h := evidence.Health{Sensor: "recorder", Kind: "recorder", State: evidence.HealthOK}
			if failed != nil {
				h.State, h.Err = evidence.HealthDegraded, failed.Error()
				cfg.Log.Error("the flight recorder has a gap", "cart", id, "err", failed)
			}
			_ = cart.Sense(context.Background(), evidence.Output{Health: &h}) // health of this kind changes no trip
		},
	})
}
