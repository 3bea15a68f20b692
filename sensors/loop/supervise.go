package loop

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
)

// Backoff of a driver that fails: it doubles from the first to the most, and
// begins anew once the driver ran well for as long as the most.
const (
	firstWait = 250 * time.Millisecond
	mostWait  = 15 * time.Second
)

// Supervised is one driver under its supervisor. Run blocks until ctx ends or
// the source has ended; it calls felt for each reading, with nil or with what
// is poor about a device that works (a covered lens, say).
type Supervised struct {
	Name, Kind string
	Run        func(ctx context.Context, felt func(poor error)) error
	Health     func(evidence.Health)
	Now        func() evidence.Millis
}

// Supervise runs a driver until ctx ends, starting it again whenever it
// fails, and tells of every change of its health. What a driver panics with is
// an error like any other. Run has returned when Supervise returns.
func Supervise(ctx context.Context, s Supervised) {
	h := evidence.Health{Sensor: s.Name, Kind: s.Kind}
	tell := func(state evidence.HealthState, err error) {
		h.At, h.State, h.Err = s.Now(), state, ""
		if err != nil {
			h.Err = err.Error()
		}
		s.Health(h)
	}
	felt := func(poor error) {
		h.LastGood = s.Now()
		switch {
		case poor == nil && h.State != evidence.HealthOK:
			tell(evidence.HealthOK, nil)
		case poor != nil && (h.State != evidence.HealthDegraded || h.Err != poor.Error()):
			tell(evidence.HealthDegraded, poor)
		}
	}
	wait := firstWait
	for ctx.Err() == nil {
		began := time.Now()
		err := guarded(ctx, s.Run, felt)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			err = errors.New("the driver stopped without saying why")
		}
		tell(evidence.HealthDown, err)
		if errors.Is(err, driver.ErrEnded) {
			return
		}
		if time.Since(began) >= mostWait {
			wait = firstWait
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		wait = min(2*wait, mostWait)
		h.Restarts++
	}
}

func guarded(ctx context.Context, run func(context.Context, func(error)) error, felt func(error)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the driver panicked: %v (%s)", p, culprit())
		}
	}()
	return run(ctx, felt)
}

// culprit names where a panic began: the first frame outside the runtime below
// the one that recovers.
func culprit() string {
	pc := make([]uintptr, 32)
	frames := runtime.CallersFrames(pc[:runtime.Callers(3, pc)])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") {
			return fmt.Sprintf("%s, line %d", f.Function, f.Line)
		}
		if !more {
			return "place unknown"
		}
	}
}
