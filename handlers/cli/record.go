package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/recording"
)

// RecordFlight makes a recording of what a flight recorder keeps of a trip, the
// last one where none is named.
func RecordFlight(w io.Writer, ring, trip, out string, asJSON bool) error {
	e, err := recording.Export(ring, trip, out)
	if err != nil {
		return Status(2, fmt.Errorf("record: %w", err))
	}
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{"dir": out, "trip": e.Trip, "partial": e.Partial, "readings": e.Readings, "pictures": e.Pictures, "from_ms": e.From, "to_ms": e.To, "warnings": len(e.Warnings)})
	}
	for _, x := range e.Warnings {
		fmt.Fprintln(w, "warning:", x)
	}
	what := "no trip"
	if e.Trip != "" {
		what = "trip " + e.Trip
	}
	fmt.Fprintf(w, "%s: %s, %.1f s, %d readings, %d of them pictures\n", out, what, float64(e.To-e.From)/1000, e.Readings, e.Pictures)
	if e.Partial != "" {
		fmt.Fprintf(w, "It is not whole, %s: playing it back may lead to other decisions.\n", e.Partial)
	} else {
		fmt.Fprintf(w, "dashcart replay %s plays it back\n", out)
	}
	return nil
}

// idle is a pipeline that concludes nothing.
type idle struct{}

func (idle) Feed(any) []evidence.Output { return nil }

// RecordLive records sensors into a new recording until ctx ends or d is over
// (zero: without end), and tells how each sensor fares.
func RecordLive(ctx context.Context, w io.Writer, sensors []loop.Sensor, d loop.Drivers, m recording.Manifest, out string, span time.Duration) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if span > 0 {
		ctx, cancel = context.WithTimeout(ctx, span)
		defer cancel()
	}
	r, err := recording.NewRecorder(out, m)
	if err != nil {
		return Status(2, err)
	}
	var failed error
	count := map[string]int{}
	l, err := loop.New(sensors, d, idle{}, func(reading any) any {
		if failed == nil {
			if failed = r.Write(reading); failed != nil {
				cancel()
			}
			count[fmt.Sprintf("%T", reading)]++
		}
		return reading
	})
	if err != nil {
		return Status(2, errors.Join(err, r.Close()))
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for o := range l.Outputs() {
			if h := o.Health; h != nil {
				fmt.Fprintf(w, "%s %s: %s %s\n", h.Kind, h.Sensor, h.State, h.Err)
			}
		}
	}()
	l.Run(ctx)
	<-done
	if err := errors.Join(failed, r.Close()); err != nil {
		return Status(2, err)
	}
	fmt.Fprintf(w, "%s: %d readings of scales, %d pictures (%d came too fast and were left out)\n", out, count["evidence.ScaleReading"], count["evidence.Frame"], l.Dropped())
	return nil
}
