package recording

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/camera"
	"github.com/dashcart/dashcart/sensors/driver"
	"github.com/dashcart/dashcart/sensors/position"
	"github.com/dashcart/dashcart/sensors/power"
	"github.com/dashcart/dashcart/sensors/scale"
	"github.com/dashcart/dashcart/sensors/scanner"
)

// Options are those of a driver of type recording, for every kind of sensor.
type Options struct {
	Dir   string  `yaml:"dir"`             // the folder of the recording
	Name  string  `yaml:"name,omitempty"`  // only the readings of this scale or camera
	Speed float64 `yaml:"speed,omitempty"` // multiple of real time, default 1
	Loop  bool    `yaml:"loop,omitempty"`  // begin again at the end
}

func decode(raw []byte) (Options, error) {
	o := Options{Speed: 1}
	if err := driver.Options(raw, &o); err != nil {
		return o, err
	}
	if o.Dir == "" {
		return o, errors.New("dir: names no recording")
	}
	if !(o.Speed > 0 && o.Speed <= 1000) {
		return o, fmt.Errorf("speed: %v is not between 0 and 1000", o.Speed)
	}
	return o, nil
}

// source plays one stream of a recording. Instants are the recording's own.
type source[T any] struct {
	o      Options
	pick   func(*Recording, Options) []Item
	decode func(Item) (T, error)
}

// Run emits the readings at their pace.
func (s source[T]) Run(ctx context.Context, emit func(T)) error {
	rec, err := Open(s.o.Dir)
	if err != nil {
		return err
	}
	items := s.pick(rec, s.o)
	if len(items) == 0 {
		return driver.ErrEnded
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	start, first := time.Now(), items[0].At
	var shift evidence.Millis
	for {
		for _, it := range items {
			due := start.Add(time.Duration(float64(it.At+shift-first)/s.o.Speed*1000) * time.Microsecond)
			timer.Reset(time.Until(due))
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-timer.C:
			}
			it.At += shift
			v, err := s.decode(it)
			if err != nil {
				return err
			}
			emit(v)
		}
		if !s.o.Loop {
			return driver.ErrEnded
		}
		shift += items[len(items)-1].At - first + 1000
	}
}

func build[T any](raw []byte, pick func(*Recording, Options) []Item, decodeItem func(Item) (T, error)) (source[T], error) {
	o, err := decode(raw)
	return source[T]{o, pick, decodeItem}, err
}

// named keeps the readings of one sensor, or all where no name is asked for.
func named(want, have string) bool { return want == "" || want == have }

// Scale makes the scale driver of a recording.
func Scale(_ string, raw []byte) (scale.Source, error) {
	return build(raw, func(r *Recording, o Options) (out []Item) {
		for _, x := range r.Scale {
			if named(o.Name, x.Scale) {
				out = append(out, Item{x.At, x})
			}
		}
		return out
	}, func(it Item) (evidence.ScaleReading, error) {
		x := it.Reading.(evidence.ScaleReading)
		x.At = it.At
		return x, nil
	})
}

// Camera makes the camera driver of a recording.
func Camera(_ string, raw []byte) (camera.Source, error) {
	return build(raw, func(r *Recording, o Options) (out []Item) {
		for _, x := range r.Frames {
			if named(o.Name, x.Camera) {
				out = append(out, Item{x.At, x})
			}
		}
		return out
	}, func(it Item) (evidence.Frame, error) {
		x := it.Reading.(FrameFile)
		x.At = it.At
		return x.Load()
	})
}

// Scanner makes the scanner driver of a recording.
func Scanner(_ string, raw []byte) (scanner.Source, error) {
	return build(raw, func(r *Recording, _ Options) (out []Item) {
		for _, x := range r.Scanner {
			out = append(out, Item{x.At, x})
		}
		return out
	}, func(it Item) (evidence.ScanReading, error) {
		x := it.Reading.(evidence.ScanReading)
		x.At = it.At
		return x, nil
	})
}

// Position makes the position driver of a recording.
func Position(_ string, raw []byte) (position.Source, error) {
	return build(raw, func(r *Recording, _ Options) (out []Item) {
		for _, x := range r.Position {
			out = append(out, Item{x.At, x})
		}
		return out
	}, func(it Item) (evidence.PositionReading, error) {
		x := it.Reading.(evidence.PositionReading)
		x.At = it.At
		return x, nil
	})
}

// Power makes the battery driver of a recording.
func Power(_ string, raw []byte) (power.Source, error) {
	return build(raw, func(r *Recording, _ Options) (out []Item) {
		for _, x := range r.Power {
			out = append(out, Item{x.At, x})
		}
		return out
	}, func(it Item) (evidence.PowerReading, error) {
		x := it.Reading.(evidence.PowerReading)
		x.At = it.At
		return x, nil
	})
}
