// Package drivertest holds what every driver's test needs: the rules that all
// drivers of all kinds keep, as one suite, and a stand-in for a serial device.
package drivertest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
)

// Run is the one method of every Source.
type Run[R any] func(ctx context.Context, emit func(R)) error

// Driver is a driver under test.
type Driver[R any] struct {
	// New makes a driver whose device is there and speaks; it may use t.Cleanup
	// to end the device.
	New func(t *testing.T) Run[R]
	// Missing makes a driver whose device is not there; nil where there can be
	// no such thing.
	Missing func(t *testing.T) Run[R]
	// At is a reading's time.
	At func(R) evidence.Millis
	// Readings is how many readings the device gives at least, 3 if zero.
	Readings int
}

// patience ends a test that hangs. No driver needs any of it.
const patience = 30 * time.Second

// Conform checks the rules that sensors/*/source.go state.
func Conform[R any](t *testing.T, d Driver[R]) {
	t.Helper()
	if d.Readings == 0 {
		d.Readings = 3
	}
	t.Run("readings come in order, one at a time, until cancelled, twice", func(t *testing.T) {
		run := d.New(t)
		for range 2 {
			once(t, d, run)
		}
	})
	t.Run("a context that is done is obeyed", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		run := d.New(t)
		wait(t, func() error { return run(ctx, func(R) {}) })
	})
	if d.Missing == nil {
		return
	}
	t.Run("a missing device is an error in words", func(t *testing.T) {
		run := d.Missing(t)
		for range 2 {
			err := wait(t, func() error {
				return run(t.Context(), func(R) { t.Error("a reading without a device") })
			})
			if err == nil || errors.Is(err, driver.ErrEnded) || len(err.Error()) < 15 {
				t.Fatalf("want an error that says what is missing, got %v", err)
			}
		}
	})
}

// once runs a driver until it gave enough, and cancels it.
func once[R any](t *testing.T, d Driver[R], run Run[R]) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var busy, over atomic.Bool
	n, last := 0, evidence.Millis(0)
	err := wait(t, func() error {
		return run(ctx, func(r R) {
			if !busy.CompareAndSwap(false, true) || over.Load() {
				t.Error("emit was called twice at once, or after Run returned")
			}
			defer busy.Store(false)
			if at := d.At(r); at < last {
				t.Errorf("a reading of %d ms after one of %d ms", at, last)
			} else {
				last = at
			}
			if n++; n == d.Readings {
				cancel()
			}
		})
	})
	over.Store(true)
	if n < d.Readings {
		t.Fatalf("%d readings, then %v", n, err)
	}
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, driver.ErrEnded) {
		t.Fatalf("after it was cancelled it returned %v", err)
	}
}

// wait runs f and fails the test if it hangs.
func wait(t *testing.T, f func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(patience):
		t.Fatalf("Run did not return in %v", patience)
		return nil
	}
}
