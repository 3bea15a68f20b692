package loop

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
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
// the source has ended. good is called by the driver for each reading.
type Supervised struct {
	Name, Kind string
	Run        func(ctx context.Context, good func()) error
	Health     func(evidence.Health)
	Now        func() evidence.Millis
}

// Supervise runs a driver until ctx ends, starting it again whenever it
// fails, and tells of every change of its health. What a driver panics with is
// an error like any other.
func Supervise(ctx context.Context, s Supervised) {
	h := evidence.Health{Sensor: s.Name, Kind: s.Kind}
	tell := func(state evidence.HealthState, err error) {
		h.At, h.State = s.Now(), state
		if err != nil {
			h.Err = err.Error()
		}
		s.Health(h)
	}
	wait := firstWait
	for ctx.Err() == nil {
		began := time.Now()
		err := guarded(ctx, s.Run, func() {
			h.LastGood = s.Now()
			if h.State != evidence.HealthOK {
				h.Err = ""
				tell(evidence.HealthOK, nil)
			}
		})
		if ctx.Err() != nil {
			return
		}
		if errors.Is(err, driver.ErrEnded) {
			tell(evidence.HealthDown, err)
			return
		}
		if err == nil {
			err = errors.New("the driver stopped without saying why")
		}
		tell(evidence.HealthDown, err)
		if time.Since(began) > mostWait {
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

func guarded(ctx context.Context, run func(context.Context, func()) error, good func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the driver panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return run(ctx, good)
}
