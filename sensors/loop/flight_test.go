package loop_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
	"github.com/dashcart/dashcart/sensors/camera"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/power"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/rig"
	"github.com/dashcart/dashcart/sensors/scale"
	"github.com/dashcart/dashcart/sensors/scanner"
)

// rigged is a live loop over a simulated cart, in a bubble of time.
type rigged struct {
	world     *rig.World
	loop      *loop.Loop
	decisions []evidence.Decision
}

var simulated = []loop.Sensor{
	{Kind: "scale", Name: "platform", Type: "sim"}, {Kind: "camera", Name: "rim", Type: "sim"},
	{Kind: "scanner", Name: "hand", Type: "sim"}, {Kind: "power", Name: "battery", Type: "sim"},
}

// live runs a loop and a flight recorder while script drives the world.
func live(t *testing.T, p loop.Feeder, ring *recording.Ring, script func(*rigged)) []evidence.Decision {
	t.Helper()
	r := &rigged{world: rig.New(rig.Settings{Seed: 5, FrameHz: 8})}
	d := loop.NewDrivers()
	d.Scales.Add("sim", func(string, []byte) (scale.Source, error) { return rig.Scale{W: r.world}, nil })
	d.Cameras.Add("sim", func(string, []byte) (camera.Source, error) { return rig.Camera{W: r.world}, nil })
	d.Scanners.Add("sim", func(string, []byte) (scanner.Source, error) { return rig.Scanner{W: r.world}, nil })
	d.Powers.Add("sim", func(string, []byte) (power.Source, error) { return rig.Power{W: r.world}, nil })
	var err error
	if r.loop, err = loop.New(simulated, d, p, ring.Tap); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { r.loop.Run(ctx) })
	all.Go(func() { ring.Run(ctx) })
	all.Go(func() { _ = r.world.Live(ctx, 1) })
	all.Go(func() {
		for o := range r.loop.Outputs() {
			if o.Decision != nil {
				r.decisions = append(r.decisions, *o.Decision)
				ring.Decided(*o.Decision)
			}
		}
	})
	script(r)
	synctest.Wait()
	cancel()
	all.Wait()
	return r.decisions
}

func (r *rigged) trip(id string) {
	r.loop.Tell(evidence.Input{Contents: &evidence.Contents{Trip: id}})
	r.pass(2 * time.Second)
}

// pass lets time go by, after which what was decided meanwhile may be read.
func (r *rigged) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (r *rigged) put(t *testing.T, x rig.Thing, h rig.Hand) {
	t.Helper()
	if err := r.world.Put(x, h); err != nil {
		t.Fatal(err)
	}
	r.pass(5 * time.Second)
}

// played plays a recording and returns its decisions.
func played(t *testing.T, dir string, p *loop.Pipeline) (out []evidence.Decision) {
	t.Helper()
	rec, err := recording.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range rec.All() {
		reading := it.Reading
		if f, ok := reading.(recording.FrameFile); ok {
			if reading, err = f.Load(); err != nil {
				t.Fatal(err)
			}
		}
		for _, o := range p.Feed(reading) {
			if o.Decision != nil {
				out = append(out, *o.Decision)
			}
		}
	}
	return out
}

func text(t *testing.T, d []evidence.Decision) string {
	t.Helper()
	b, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestWhatTheFlightRecorderKeptLeadsToTheSameDecisions is the inverse of
// recording and playing back, bit for bit: of the second of two trips, in
// which a code is read, a question answered and something scanned.
func TestWhatTheFlightRecorderKeptLeadsToTheSameDecisions(t *testing.T) {
	goods, things := shelf(30)
	fresh := func() *loop.Pipeline {
		return loop.NewPipeline(loop.Config{Goods: goods, Codes: loop.Codes(zbar.Reader{Density: 2}), Fusion: fusion.Settings{}})
	}
	dir := t.TempDir()
	var decided []evidence.Decision
	synctest.Test(t, func(t *testing.T) {
		ring := recording.NewRing(recording.RingOptions{Dir: filepath.Join(dir, "ring"), Cart: "cart-1", Segment: 4 * time.Second,
			Evidence: &recording.Evidence{Dir: filepath.Join(dir, "evidence"), Keep: time.Hour},
			Tell: func(err error) {
				if err != nil {
					t.Error(err)
				}
			}})
		first := 0
		all := live(t, fresh(), ring, func(r *rigged) {
			time.Sleep(time.Second)
			r.trip("one")
			r.put(t, things[3], rig.Hand{Show: true})
			r.trip("")
			first = len(r.decisions)
			r.trip("two")
			r.put(t, things[5], rig.Hand{Show: true})
			r.put(t, things[4], rig.Hand{Hide: true})
			if q := r.decisions[len(r.decisions)-1]; q.Action == evidence.Ask {
				r.loop.Tell(evidence.Input{Answer: &evidence.Answer{Question: q.ID, Item: things[4].Item}})
			} else {
				t.Errorf("a hidden thing led to %s", q.Action)
			}
			r.world.Scan("ean13", things[7].Code)
			r.put(t, things[7], rig.Hand{Hide: true})
		})
		decided = all[first:]
	})
	if len(decided) < 4 || first(decided).ID != 1 {
		t.Fatalf("the second trip led to %s", text(t, decided))
	}
	out := filepath.Join(dir, "out")
	e, err := recording.Export(filepath.Join(dir, "ring"), "", out)
	if err != nil || e.Trip != "two" || e.Partial != "" || len(e.Warnings) > 0 || e.Pictures == 0 {
		t.Fatalf("%+v, %v", e, err)
	}
	for range 2 {
		if got, want := text(t, played(t, out, fresh())), text(t, decided); got != want {
			t.Fatalf("played back:\n%s\nlive:\n%s", got, want)
		}
	}
}

func first(d []evidence.Decision) evidence.Decision { return d[0] }
