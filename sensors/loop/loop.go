package loop

import (
	"context"
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

// queueSize is how many readings may wait: three seconds of the fastest scale.
// framesWaiting is how many pictures among them may; older ones are then
// dropped, since a picture of the past helps nobody.
const (
	queueSize     = 1024
	framesWaiting = 4
)

// Loop runs a cart's drivers, feeds the pipeline with what they read, in one
// order and on one clock, and hands on what the pipeline says. Frames may be
// dropped when the pipeline is behind; other readings wait.
type Loop struct {
	runs     []Supervised
	pipeline Feeder
	start    time.Time
	in       chan any
	inputs   chan evidence.Input
	out      chan evidence.Output
	tap      func(any)

	mu      sync.Mutex
	frames  int
	dropped int
}

// New builds the drivers of the sensors. Tap, where not nil, sees every
// reading and input that the pipeline consumes, in order: for the recorder.
func New(sensors []Sensor, d Drivers, p Feeder, tap func(any)) (*Loop, error) {
	l := &Loop{pipeline: p, start: time.Now(), in: make(chan any, queueSize), inputs: make(chan evidence.Input, 256), out: make(chan evidence.Output, 256), tap: tap}
	for _, s := range sensors {
		run, err := l.driver(s, d)
		if err != nil {
			return nil, err
		}
		l.runs = append(l.runs, Supervised{Name: s.Name, Kind: s.Kind, Run: run, Now: l.Now, Health: func(h evidence.Health) { l.in <- h }})
	}
	return l, nil
}

// driver builds one source and returns its run.
func (l *Loop) driver(s Sensor, d Drivers) (func(context.Context, func()) error, error) {
	switch s.Kind {
	case "camera":
		src, err := d.Cameras.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, good func()) error {
			return src.Run(ctx, func(f evidence.Frame) { good(); f.Camera = s.Name; l.frame(f) })
		}, err
	case "scanner":
		src, err := d.Scanners.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, good func()) error {
			good() // a scanner that nobody uses is well as long as its port is open
			return src.Run(ctx, func(r evidence.ScanReading) { l.put(ctx, ScanFrom{r, s.Name}) })
		}, err
	case "position":
		src, err := d.Positions.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, good func()) error {
			good()
			return src.Run(ctx, func(r evidence.PositionReading) { l.put(ctx, r) })
		}, err
	case "power":
		src, err := d.Powers.New(s.Type, s.Name, s.Options)
		return func(ctx context.Context, good func()) error {
			return src.Run(ctx, func(r evidence.PowerReading) { good(); l.put(ctx, r) })
		}, err
	}
	src, err := d.Scales.New(s.Type, s.Name, s.Options)
	return func(ctx context.Context, good func()) error {
		return src.Run(ctx, func(r evidence.ScaleReading) { good(); r.Scale = s.Name; l.put(ctx, r) })
	}, err
}

// Now is the loop's clock: milliseconds since it was made.
func (l *Loop) Now() evidence.Millis { return evidence.Millis(time.Since(l.start).Milliseconds()) }

func (l *Loop) put(ctx context.Context, r any) {
	select {
	case l.in <- r:
	case <-ctx.Done():
	}
}

func (l *Loop) frame(f evidence.Frame) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.frames >= framesWaiting {
		l.dropped++
		return
	}
	select {
	case l.in <- f:
		l.frames++
	default:
		l.dropped++
	}
}

// Dropped counts the frames that came while the pipeline was behind.
func (l *Loop) Dropped() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dropped
}

// Tell gives the pipeline what the shopper and the trip say. It never blocks
// long: a full queue means that the loop has stopped.
func (l *Loop) Tell(in evidence.Input) {
	select {
	case l.inputs <- in:
	case <-time.After(time.Second):
	}
}

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
	defer func() { // what a driver still has to say must not hold it up
		go func() {
			for range l.in {
			}
		}()
	}()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		var r any
		select {
		case <-ctx.Done():
			return
		case r = <-l.in:
		case in := <-l.inputs:
			r = in
		case <-tick.C:
			r = Tick{}
		}
		if _, ok := r.(evidence.Frame); ok {
			l.mu.Lock()
			l.frames--
			l.mu.Unlock()
		}
		if h, ok := r.(evidence.Health); ok {
			if !l.emit(ctx, evidence.Output{Health: &h}) {
				return
			}
			continue
		}
		r = stamped(r, l.Now())
		if l.tap != nil {
			l.tap(r)
		}
		for _, o := range l.pipeline.Feed(r) {
			if !l.emit(ctx, o) {
				return
			}
		}
	}
}

func (l *Loop) emit(ctx context.Context, o evidence.Output) bool {
	select {
	case l.out <- o:
		return true
	case <-ctx.Done():
		return false
	}
}

// stamped puts a reading on the loop's clock: devices have clocks of their
// own, or none.
func stamped(r any, at evidence.Millis) any {
	switch x := r.(type) {
	case evidence.ScaleReading:
		x.At = at
		return x
	case evidence.Frame:
		x.At = at
		return x
	case ScanFrom:
		x.At = at
		return x
	case evidence.PositionReading:
		x.At = at
		return x
	case evidence.PowerReading:
		x.At = at
		return x
	case evidence.Input:
		x.At = at
		return x
	case Tick:
		return Tick{At: at}
	}
	return r
}
