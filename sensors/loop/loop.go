package loop

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/camera"
	"github.com/dashcart/dashcart/sensors/driver"
	"github.com/dashcart/dashcart/sensors/position"
	"github.com/dashcart/dashcart/sensors/power"
	"github.com/dashcart/dashcart/sensors/scale"
	"github.com/dashcart/dashcart/sensors/scanner"
)

// Sensor is one device as the store file lists it.
type Sensor struct {
	Kind, Name, Type string
	Options          []byte
}

// Drivers are the registries of each kind.
type Drivers struct {
	Scales    *driver.Registry[scale.Source]
	Cameras   *driver.Registry[camera.Source]
	Scanners  *driver.Registry[scanner.Source]
	Positions *driver.Registry[position.Source]
	Powers    *driver.Registry[power.Source]
}

// NewDrivers returns empty registries.
func NewDrivers() Drivers {
	return Drivers{driver.NewRegistry[scale.Source]("scale"), driver.NewRegistry[camera.Source]("camera"), driver.NewRegistry[scanner.Source]("scanner"),
		driver.NewRegistry[position.Source]("position"), driver.NewRegistry[power.Source]("power")}
}

// Feeder is the pipeline as the loop sees it.
type Feeder interface {
	Feed(reading any) []evidence.Output
}

// tickEvery is how often the pipeline hears of the time when nothing else comes.
const tickEvery = 100 * time.Millisecond

// Tap sees what the pipeline consumes, in order, and returns what the pipeline
// is to have in its place: a recorder hands on the picture that it kept, so that
// playing it back shows the pipeline the very same pixels.
type Tap func(reading any) any

// Loop runs a cart's drivers, feeds the pipeline with what they read, in one
// order and on one clock, and hands on what the pipeline says. Frames may be
// dropped when the pipeline is behind; other readings wait.
type Loop struct {
	runs     []Supervised
	pipeline Feeder
	start    time.Time
	queue    *queue
	out      chan evidence.Output
	tap      Tap
	trip     string // that the senses know to be under way

	mu   sync.Mutex
	last map[string]any // a sensor's last reading, by its name
}

// New builds the drivers of the sensors. Tap may be nil.
func New(sensors []Sensor, d Drivers, p Feeder, tap Tap) (*Loop, error) {
	l := &Loop{pipeline: p, start: time.Now(), out: make(chan evidence.Output, 256), tap: tap, last: map[string]any{}}
	l.queue = newQueue(l.Now)
	for _, s := range sensors {
		run, err := l.driver(s, d)
		if err != nil {
			return nil, err
		}
		l.runs = append(l.runs, Supervised{Name: s.Name, Kind: s.Kind, Run: run, Now: l.Now, Health: func(h evidence.Health) { l.queue.add(h) }})
	}
	return l, nil
}

// driver builds one source and returns its run. Scanners and position readers
// are well as long as their device is open: nobody may be using them.
func (l *Loop) driver(s Sensor, d Drivers) (func(context.Context, func(error)) error, error) {
	switch s.Kind {
	case "scale":
		src, err := d.Scales.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, felt func(error)) error {
			return src.Run(ctx, func(r evidence.ScaleReading) {
				felt(statusError(r.Status))
				r.Scale = s.Name
				l.keep(s.Name, r)
				l.queue.put(ctx, r)
			})
		}, err
	case "camera":
		src, err := d.Cameras.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, felt func(error)) error {
			var lens camera.Lens
			return src.Run(ctx, func(f evidence.Frame) {
				felt(lens.Judge(f.Image, l.Now()))
				f.Camera = s.Name
				l.keep(s.Name, f)
				l.queue.frame(f)
			})
		}, err
	case "scanner":
		src, err := d.Scanners.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, felt func(error)) error {
			felt(nil)
			return src.Run(ctx, func(r evidence.ScanReading) {
				felt(nil)
				r.Scanner = s.Name
				l.keep(s.Name, r)
				l.queue.put(ctx, ScanFrom{r, s.Name})
			})
		}, err
	case "position":
		src, err := d.Positions.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, felt func(error)) error {
			felt(nil)
			return src.Run(ctx, func(r evidence.PositionReading) {
				felt(nil)
				l.keep(s.Name, r)
				l.queue.put(ctx, r)
			})
		}, err
	case "power":
		src, err := d.Powers.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, felt func(error)) error {
			return src.Run(ctx, func(r evidence.PowerReading) {
				felt(nil)
				l.keep(s.Name, r)
				l.queue.put(ctx, r)
			})
		}, err
	}
	return nil, fmt.Errorf("sensor %q: kind %q is none of scale, camera, scanner, position, power", s.Name, s.Kind)
}

// statusError is what is poor about a scale that answers.
func statusError(s evidence.ScaleStatus) error {
	if s == evidence.ScaleFault {
		return errScaleFault
	}
	return nil
}

var errScaleFault = errors.New("the scale answers that it cannot weigh")

func (l *Loop) keep(sensor string, reading any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last[sensor] = reading
}

// Last is a sensor's last reading, of the type of its kind in package evidence; nil before the first.
func (l *Loop) Last(sensor string) any {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last[sensor]
}

// Now is the loop's clock: milliseconds since it was made.
func (l *Loop) Now() evidence.Millis { return evidence.Millis(time.Since(l.start).Milliseconds()) }

// Dropped counts the frames that came while the pipeline was behind.
func (l *Loop) Dropped() int {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	return l.queue.dropped
}

// Tell gives the pipeline what the shopper and the trip say. It does not
// block, and loses nothing.
func (l *Loop) Tell(in evidence.Input) { l.queue.add(in) }

// Outputs is where the pipeline's conclusions come out. It is closed when Run
// returns.
func (l *Loop) Outputs() <-chan evidence.Output { return l.out }

// Run runs the drivers and the pipeline until ctx ends, and waits for all of
// them.
func (l *Loop) Run(ctx context.Context) {
	defer close(l.out)
	var all sync.WaitGroup
	defer all.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for _, s := range l.runs {
		all.Go(func() { Supervise(ctx, s) })
	}
	tick := time.NewTicker(tickEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.queue.ready:
		case <-tick.C:
		}
		for _, o := range l.consume(l.queue.take()) {
			select {
			case l.out <- o:
			case <-ctx.Done():
				return
			}
		}
	}
}

// consume feeds one reading to the pipeline; health passes it by.
func (l *Loop) consume(r any) []evidence.Output {
	if h, ok := r.(evidence.Health); ok {
		return []evidence.Output{{Health: &h}}
	}
	var out []evidence.Output
	if in, ok := r.(evidence.Input); ok && in.Contents != nil {
		if now := in.Contents.Trip; now != "" && now != l.trip {
			out = l.feed(l.renewal(in))
		}
		l.trip = in.Contents.Trip
	}
	return append(out, l.feed(r)...)
}

func (l *Loop) feed(r any) []evidence.Output {
	if l.tap != nil {
		r = l.tap(r)
	}
	return l.pipeline.Feed(r)
}

// renewal is what makes the pipeline begin anew with a trip.
func (l *Loop) renewal(first evidence.Input) evidence.Input {
	r := &evidence.Renew{Trip: first.Contents.Trip}
	if p, ok := l.pipeline.(interface{ Zeros() map[string]float64 }); ok {
		r.Zeros = p.Zeros()
	}
	return evidence.Input{At: first.At, Renew: r}
}
