package loop

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
)

// supervised runs a driver under supervision for a while of a bubble's time
// and returns what was told of its health.
func supervised(t *testing.T, d time.Duration, run func(ctx context.Context, felt func(error)) error) (told []evidence.Health) {
	t.Helper()
	start := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	Supervise(ctx, Supervised{
		Name: "platform", Kind: "scale", Run: run,
		Now:    func() evidence.Millis { return evidence.Millis(time.Since(start).Milliseconds()) },
		Health: func(h evidence.Health) { told = append(told, h) },
	})
	return told
}

func TestADriverThatFailsIsStartedAgainLaterAndLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var starts []time.Duration
		told := supervised(t, 60*time.Second, func(context.Context, func(error)) error {
			starts = append(starts, time.Since(start))
			return errors.New("no answer")
		})
		want := []time.Duration{0, 250, 750, 1750, 3750, 7750, 15750, 30750, 45750}
		for i := range want {
			want[i] *= time.Millisecond
		}
		if !slices.Equal(starts, want) {
			t.Errorf("started at %v", starts)
		}
		for i, h := range told {
			if h.State != evidence.HealthDown || h.Err != "no answer" || h.Restarts != i || h.Sensor != "platform" || h.Kind != "scale" {
				t.Errorf("%d: %+v", i, h)
			}
		}
	})
}

func TestADriverThatRanWellIsStartedAgainSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var starts []time.Duration
		supervised(t, 50*time.Second, func(ctx context.Context, felt func(error)) error {
			starts = append(starts, time.Since(start))
			if len(starts) == 4 {
				felt(nil)
				<-time.After(20 * time.Second)
			}
			return errors.New("unplugged")
		})
		if len(starts) < 5 || starts[4]-starts[3] != 20*time.Second+250*time.Millisecond && starts[4]-starts[3] != 20*time.Second+firstWait {
			t.Errorf("started at %v", starts)
		}
	})
}

func TestHealthIsToldWhenItChangesAndOnlyThen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		covered := errors.New("the lens is covered")
		runs := 0
		told := supervised(t, 10*time.Second, func(ctx context.Context, felt func(error)) error {
			if runs++; runs > 1 {
				felt(nil)
				<-ctx.Done()
				return ctx.Err()
			}
			for _, poor := range []error{nil, nil, covered, covered, nil} {
				felt(poor)
				<-time.After(time.Second)
			}
			return errors.New("unplugged")
		})
		type change struct {
			state evidence.HealthState
			err   string
			at    evidence.Millis
			good  evidence.Millis
		}
		var got []change
		for _, h := range told {
			got = append(got, change{h.State, h.Err, h.At, h.LastGood})
		}
		want := []change{
			{evidence.HealthOK, "", 0, 0},
			{evidence.HealthDegraded, "the lens is covered", 2000, 2000},
			{evidence.HealthOK, "", 4000, 4000},
			{evidence.HealthDown, "unplugged", 5000, 4000},
			{evidence.HealthOK, "", 5250, 5250},
		}
		if !slices.Equal(got, want) {
			t.Errorf("%+v", got)
		}
	})
}

func TestAPanicOfADriverIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := supervised(t, time.Second, func(context.Context, func(error)) error {
			var frames []int
			_ = frames[len(frames)]
			return nil
		})
		if len(told) < 2 || !strings.Contains(told[0].Err, "panicked") || !strings.Contains(told[0].Err, "TestAPanicOfADriver") {
			t.Errorf("%+v", told)
		}
	})
}

func TestASourceThatEndedIsNotStartedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		runs := 0
		told := supervised(t, time.Hour, func(context.Context, func(error)) error { runs++; return driver.ErrEnded })
		if runs != 1 || len(told) != 1 || told[0].State != evidence.HealthDown {
			t.Errorf("%d runs, %+v", runs, told)
		}
	})
}

func TestSuperviseWaitsForItsDriver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		supervised(t, time.Second, func(ctx context.Context, _ func(error)) error {
			<-ctx.Done()
			<-time.After(300 * time.Millisecond) // closing a device takes its time
			ended = true
			return ctx.Err()
		})
		if !ended {
			t.Error("it returned before its driver did")
		}
	})
}
