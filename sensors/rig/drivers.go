package rig

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
)

// Live lets the world's time pass by the clock on the wall, speed times as
// fast, until ctx ends.
func (w *World) Live(ctx context.Context, speed float64) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-tick.C:
			// A machine that slept does not make up for the time it lost.
			w.Advance(min(now.Sub(last), 250*time.Millisecond).Seconds() * 1000 * speed)
			last = now
		}
	}
}

// poll calls fetch every few milliseconds and emits what it gives, until ctx
// ends or the sensor's plug is pulled.
func poll[R any](ctx context.Context, w *World, kind string, fetch func() []R, emit func(R)) error {
	tick := time.NewTicker(8 * time.Millisecond)
	defer tick.Stop()
	for {
		if w.Unplugged(kind) {
			return errors.New("no answer from the device: its plug is out")
		}
		for _, r := range fetch() {
			emit(r)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

func take[R any](w *World, from *[]R) func() []R {
	return func() []R {
		w.mu.Lock()
		defer w.mu.Unlock()
		out := *from
		*from = nil
		return out
	}
}

// Scale is the world's scale as a driver.
type Scale struct{ W *World }

// Run emits its readings.
func (d Scale) Run(ctx context.Context, emit func(evidence.ScaleReading)) error {
	return poll(ctx, d.W, "scale", take(d.W, &d.W.out.scale), emit)
}

// Camera is the world's camera as a driver.
type Camera struct{ W *World }

// Run emits its frames.
func (d Camera) Run(ctx context.Context, emit func(evidence.Frame)) error {
	return poll(ctx, d.W, "camera", take(d.W, &d.W.out.frames), emit)
}

// Scanner is the world's scanner as a driver.
type Scanner struct{ W *World }

// Run emits its lines.
func (d Scanner) Run(ctx context.Context, emit func(evidence.ScanReading)) error {
	return poll(ctx, d.W, "scanner", take(d.W, &d.W.out.scans), emit)
}

// Position is the world's marker reader as a driver.
type Position struct{ W *World }

// Run emits the markers that the cart passes.
func (d Position) Run(ctx context.Context, emit func(evidence.PositionReading)) error {
	return poll(ctx, d.W, "position", take(d.W, &d.W.out.position), emit)
}

// Power is the world's battery as a driver.
type Power struct{ W *World }

// Run emits its charge.
func (d Power) Run(ctx context.Context, emit func(evidence.PowerReading)) error {
	return poll(ctx, d.W, "power", take(d.W, &d.W.out.power), emit)
}

// Drain returns every reading since the last call, in the order of their
// times: what a headless run feeds to a pipeline instead of running drivers.
func (w *World) Drain() []any {
	type stamped struct {
		at evidence.Millis
		r  any
	}
	var all []stamped
	for _, r := range take(w, &w.out.scale)() {
		all = append(all, stamped{r.At, r})
	}
	for _, r := range take(w, &w.out.frames)() {
		all = append(all, stamped{r.At, r})
	}
	for _, r := range take(w, &w.out.scans)() {
		all = append(all, stamped{r.At, r})
	}
	for _, r := range take(w, &w.out.position)() {
		all = append(all, stamped{r.At, r})
	}
	for _, r := range take(w, &w.out.power)() {
		all = append(all, stamped{r.At, r})
	}
	slices.SortStableFunc(all, func(a, b stamped) int { return cmp.Compare(a.at, b.at) })
	out := make([]any, len(all))
	for i, s := range all {
		out[i] = s.r
	}
	return out
}
