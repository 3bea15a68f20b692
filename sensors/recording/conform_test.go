package recording_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/camera"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
	"github.com/dashcart/dashcart/sensors/position"
	"github.com/dashcart/dashcart/sensors/power"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/rig"
	"github.com/dashcart/dashcart/sensors/scale"
	"github.com/dashcart/dashcart/sensors/scanner"
)

// busy is a world in which every sensor has something to say all the time.
func busy(t *testing.T) *rig.World {
	t.Helper()
	w := rig.New(rig.Settings{Seed: 1, FrameHz: 30})
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { _ = w.Live(ctx, 20) })
	all.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for i := 0; ctx.Err() == nil; i++ {
			w.Scan("ean13", "9520101111388")
			w.MoveTo(float64(i%20), 3, "lane-1")
			w.SetBattery(float64(i%100), false)
			w.Bump() // the camera runs while something moves
			<-tick.C
		}
	})
	t.Cleanup(func() { cancel(); all.Wait() })
	return w
}

// unplugged is a world none of whose sensors answers.
func unplugged() *rig.World {
	w := rig.New(rig.Settings{Seed: 1})
	for _, kind := range []string{"scale", "camera", "scanner", "position", "power"} {
		w.Unplug(kind, true)
	}
	return w
}

// conform checks the simulated driver of a kind and the recorded one.
func conform[R any](t *testing.T, kind string, sim func(*rig.World) drivertest.Run[R], play func(dir string) drivertest.Run[R], at func(R) evidence.Millis) {
	t.Run("sim "+kind, func(t *testing.T) {
		drivertest.Conform(t, drivertest.Driver[R]{
			New:     func(t *testing.T) drivertest.Run[R] { return sim(busy(t)) },
			Missing: func(t *testing.T) drivertest.Run[R] { return sim(unplugged()) },
			At:      at,
		})
	})
	t.Run("recorded "+kind, func(t *testing.T) {
		drivertest.Conform(t, drivertest.Driver[R]{
			New:     func(t *testing.T) drivertest.Run[R] { return play(recorded(t)) },
			Missing: func(t *testing.T) drivertest.Run[R] { return play(filepath.Join(t.TempDir(), "no such recording")) },
			At:      at,
		})
	})
}

// recorded is a recording of a busy second.
func recorded(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "recording")
	r, err := recording.NewRecorder(dir, recording.Manifest{Cart: "cart-1"})
	if err != nil {
		t.Fatal(err)
	}
	w := rig.New(rig.Settings{Seed: 1, FrameHz: 10})
	for i := range 10 {
		w.Scan("ean13", "9520101111388")
		w.MoveTo(float64(i), 3, "lane-1")
		w.SetBattery(float64(50+i), false)
		w.Advance(100)
		for _, reading := range w.Drain() {
			if err := r.Write(reading); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// played makes the driver of a recording.
func played[S any, R any](t *testing.T, make func(string, []byte) (S, error), run func(S) drivertest.Run[R]) func(dir string) drivertest.Run[R] {
	return func(dir string) drivertest.Run[R] {
		s, err := make("x", []byte("dir: "+dir+"\nspeed: 20\nloop: true\n"))
		if err != nil {
			t.Fatal(err)
		}
		return run(s)
	}
}

func TestEverySimulatedAndRecordedDriverKeepsTheRules(t *testing.T) {
	conform(t, "scale", func(w *rig.World) drivertest.Run[evidence.ScaleReading] { return rig.Scale{W: w}.Run }, played(t, recording.Scale, func(s scale.Source) drivertest.Run[evidence.ScaleReading] { return s.Run }), func(r evidence.ScaleReading) evidence.Millis { return r.At })
	conform(t, "camera", func(w *rig.World) drivertest.Run[evidence.Frame] { return rig.Camera{W: w}.Run }, played(t, recording.Camera, func(s camera.Source) drivertest.Run[evidence.Frame] { return s.Run }), func(r evidence.Frame) evidence.Millis { return r.At })
	conform(t, "scanner", func(w *rig.World) drivertest.Run[evidence.ScanReading] { return rig.Scanner{W: w}.Run }, played(t, recording.Scanner, func(s scanner.Source) drivertest.Run[evidence.ScanReading] { return s.Run }), func(r evidence.ScanReading) evidence.Millis { return r.At })
	conform(t, "position", func(w *rig.World) drivertest.Run[evidence.PositionReading] { return rig.Position{W: w}.Run }, played(t, recording.Position, func(s position.Source) drivertest.Run[evidence.PositionReading] { return s.Run }), func(r evidence.PositionReading) evidence.Millis { return r.At })
	conform(t, "power", func(w *rig.World) drivertest.Run[evidence.PowerReading] { return rig.Power{W: w}.Run }, played(t, recording.Power, func(s power.Source) drivertest.Run[evidence.PowerReading] { return s.Run }), func(r evidence.PowerReading) evidence.Millis { return r.At })
}
