package loop

import (
	"context"
	"errors"
	"image"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/camera"
	"github.com/dashcart/dashcart/sensors/scale"
	"github.com/dashcart/dashcart/sensors/scanner"
)

// source is a driver made of a function.
type source[R any] func(ctx context.Context, emit func(R)) error

func (s source[R]) Run(ctx context.Context, emit func(R)) error { return s(ctx, emit) }

// feeder is a pipeline that keeps what it gets, and may be slow.
type feeder struct {
	mu   sync.Mutex
	got  []any
	slow time.Duration
}

func (f *feeder) Feed(r any) []evidence.Output {
	if _, tick := r.(Tick); tick {
		return nil
	}
	if f.slow > 0 {
		<-time.After(f.slow)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.got = append(f.got, r)
	return []evidence.Output{{Notice: &evidence.Notice{At: 1}}}
}

// devices are drivers of one type, test, made of functions.
func devices(s source[evidence.ScaleReading], c source[evidence.Frame], g source[evidence.ScanReading]) Drivers {
	d := NewDrivers()
	d.Scales.Add("test", func(string, []byte) (scale.Source, error) { return s, nil })
	d.Cameras.Add("test", func(string, []byte) (camera.Source, error) { return c, nil })
	d.Scanners.Add("test", func(string, []byte) (scanner.Source, error) { return g, nil })
	return d
}

func every[R any](d time.Duration, of func(i int) R) source[R] {
	return func(ctx context.Context, emit func(R)) error {
		tick := time.NewTicker(d)
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-tick.C:
				emit(of(i))
			}
		}
	}
}

func grams(i int) evidence.ScaleReading { return evidence.ScaleReading{Grams: float64(i)} }

func picture(int) evidence.Frame {
	return evidence.Frame{Image: image.NewGray(image.Rect(0, 0, 4, 3))}
}

func scanned(int) evidence.ScanReading { return evidence.ScanReading{Text: "036000291452"} }

var three = []Sensor{{"scale", "platform", "test", nil}, {"camera", "rim", "test", nil}, {"scanner", "gun", "test", nil}}

// runFor runs a loop for a while of a bubble's time, and returns what came out.
func runFor(t *testing.T, l *Loop, d time.Duration) (out []evidence.Output) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	go l.Run(ctx)
	for o := range l.Outputs() {
		out = append(out, o)
	}
	synctest.Wait() // Run returns just after it closed its outputs
	return out
}

func at(r any) evidence.Millis {
	switch x := r.(type) {
	case evidence.ScaleReading:
		return x.At
	case evidence.Frame:
		return x.At
	case ScanFrom:
		return x.At
	case evidence.Input:
		return x.At
	}
	return -1
}

func TestReadingsOfAllDriversLeaveInOneOrderOnOneClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &feeder{}
		taps := 0
		l, err := New(three, devices(every(12*time.Millisecond, grams), every(70*time.Millisecond, picture), every(300*time.Millisecond, scanned)), f, func(r any) any { taps++; return r })
		if err != nil {
			t.Fatal(err)
		}
		l.Tell(evidence.Input{Answer: &evidence.Answer{}})
		out := runFor(t, l, time.Second)
		kinds := map[string]int{}
		last := evidence.Millis(0)
		for _, r := range f.got {
			if at(r) < last {
				t.Fatalf("%d ms after %d ms", at(r), last)
			}
			last = at(r)
			switch x := r.(type) {
			case evidence.ScaleReading:
				kinds["scale"]++
				if want := evidence.Millis(12 * (int(x.Grams) + 1)); x.At != want || x.Scale != "platform" {
					t.Fatalf("reading %v of %q came at %d ms and was stamped %d", x.Grams, x.Scale, want, x.At)
				}
			case evidence.Frame:
				kinds["camera"]++
			case ScanFrom:
				kinds["scanner"]++
				if x.Source != "gun" {
					t.Fatalf("%+v", x)
				}
			case evidence.Input:
				kinds["input"]++
			}
		}
		if kinds["scale"] < 80 || kinds["camera"] < 13 || kinds["scanner"] < 3 || kinds["input"] != 1 || taps < len(f.got) || len(out) < len(f.got) {
			t.Errorf("%v, %d taps, %d outputs", kinds, taps, len(out))
		}
		if r, ok := l.Last("platform").(evidence.ScaleReading); !ok || r.Grams < 80 || l.Last("nothing") != nil {
			t.Errorf("%+v", l.Last("platform"))
		}
	})
}

func TestASlowPipelineLosesOldFramesAndNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &feeder{slow: 90 * time.Millisecond}
		readings := 0
		short := func(ctx context.Context, emit func(evidence.ScaleReading)) error { // a hundred readings, then quiet
			for i := range 100 {
				emit(grams(i))
				readings++
				<-time.After(10 * time.Millisecond)
			}
			<-ctx.Done()
			return ctx.Err()
		}
		frames := 0
		l, err := New(three[:2], devices(short, every(20*time.Millisecond, func(i int) evidence.Frame { frames++; return picture(i) }), nil), f, nil)
		if err != nil {
			t.Fatal(err)
		}
		runFor(t, l, 20*time.Second)
		next, pictures := 0.0, 0
		for _, r := range f.got {
			switch x := r.(type) {
			case evidence.ScaleReading:
				if x.Grams != next {
					t.Fatalf("reading %v follows %v", x.Grams, next-1)
				}
				if late := x.At - evidence.Millis(10*x.Grams); late != 0 {
					t.Fatalf("reading %v was stamped %d ms late", x.Grams, late)
				}
				next++
			case evidence.Frame:
				pictures++
			}
		}
		if next != 100 || l.Dropped() == 0 || frames-l.Dropped()-pictures > framesWaiting || frames-l.Dropped()-pictures < 0 {
			t.Errorf("%v readings; of %d frames %d were seen and %d dropped", next, frames, pictures, l.Dropped())
		}
	})
}

func TestAFullQueueHoldsADriverUpUntilTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		said := 0
		flood := func(ctx context.Context, emit func(evidence.ScaleReading)) error {
			for ctx.Err() == nil {
				emit(grams(said))
				said++
			}
			return ctx.Err()
		}
		f := &feeder{slow: time.Second}
		l, err := New(three[:1], devices(flood, nil, nil), f, nil)
		if err != nil {
			t.Fatal(err)
		}
		runFor(t, l, 10*time.Second)
		if said > queueSize+len(f.got)+2 || said < queueSize {
			t.Errorf("%d readings were taken in while %d were consumed", said, len(f.got))
		}
	})
}

func TestHealthComesOutBesideTheConclusions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gone := func(context.Context, func(evidence.Frame)) error { return errors.New("no such camera: /dev/video7") }
		broken := func(ctx context.Context, emit func(evidence.ScaleReading)) error {
			emit(evidence.ScaleReading{Status: evidence.ScaleFault})
			<-ctx.Done()
			return ctx.Err()
		}
		l, err := New(three, devices(broken, gone, every(time.Hour, scanned)), &feeder{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		states := map[string]evidence.HealthState{}
		for _, o := range runFor(t, l, 2*time.Second) {
			if o.Health != nil {
				states[o.Health.Sensor] = o.Health.State
			}
		}
		if states["platform"] != evidence.HealthDegraded || states["rim"] != evidence.HealthDown || states["gun"] != evidence.HealthOK {
			t.Errorf("%v", states)
		}
	})
}

func TestWhatCannotBeBuiltIsSaid(t *testing.T) {
	for want, s := range map[string]Sensor{"there are": {"scale", "platform", "wish", nil}, "none of": {"nose", "n", "test", nil}} {
		if _, err := New([]Sensor{s}, NewDrivers(), &feeder{}, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", s, err)
		}
	}
}
