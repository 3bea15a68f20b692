package rig

import (
	"errors"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/dashcart/dashcart/models/evidence"
)

// Thing is something a hand can put into the cart. Code is what is printed on
// it, as digits of an EAN-13 or UPC-A, empty for loose goods and coats. Picture
// may be nil: then the camera sees a grey lump.
type Thing struct {
	Name    string
	Item    evidence.Item
	Code    string
	Grams   float64
	Picture image.Image
	Person  bool // a child: it moves by itself
}

// Settings of a world. The zero value is a cart that stands still in a quiet
// store.
type Settings struct {
	Seed      uint64
	ScaleHz   int // 80 unless said otherwise
	FrameHz   int // 10 unless said otherwise
	HideCode  float64
	FourCells bool // the scale tells its load cells apart
}

// World is everything physical about one cart.
type World struct {
	mu  sync.Mutex
	rng *rand.Rand
	set Settings

	now     float64 // ms
	inside  []held
	moves   []*move
	plate   plate
	extra   map[string]bool // lean, push, bag
	unplug  map[string]bool
	covered map[string]bool
	shown   string // a code held before the camera
	shownTo float64
	view    *view

	nextID  int
	x, y    float64
	percent float64
	charge  bool

	nextScale, nextFrame, nextPower float64
	out                             outputs
	frame                           image.Image
	trace                           []Sample
}

// Sample is one raw reading of the scale, kept for the bench's plot.
type Sample struct {
	At    evidence.Millis `json:"t"`
	Grams float64         `json:"g"`
}

type held struct {
	Thing
	id   int
	x, y float64 // in the basket, 0 to 1
	turn float64
}

// outputs are the readings that drivers have not fetched yet.
type outputs struct {
	scale    []evidence.ScaleReading
	frames   []evidence.Frame
	scans    []evidence.ScanReading
	position []evidence.PositionReading
	power    []evidence.PowerReading
}

// New returns an empty cart at the entrance with a full battery.
func New(s Settings) *World {
	if s.ScaleHz <= 0 {
		s.ScaleHz = 80
	}
	if s.FrameHz <= 0 {
		s.FrameHz = 10
	}
	if s.HideCode == 0 {
		s.HideCode = 0.5
	}
	w := &World{rng: rand.New(rand.NewPCG(s.Seed, s.Seed^0x9e3779b97f4a7c15)), set: s, percent: 92,
		extra: map[string]bool{}, unplug: map[string]bool{}, covered: map[string]bool{}}
	w.view = newView(w.rng)
	return w
}

// Errors of the actions.
var (
	ErrBusy   = errors.New("the hand is busy; wait until it is done")
	ErrNoSuch = errors.New("that is not in the cart")
)

// Hand says how a hand moves a thing.
type Hand struct {
	Show  bool    // the code faces the camera
	Hide  bool    // it surely does not
	Delay float64 // ms before it begins, for two things at once
}

// Put begins to put a thing in.
func (w *World) Put(t Thing, h Hand) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.begin(t, h, true, -1)
}

// Take begins to take out the thing at index of Inside.
func (w *World) Take(id int, h Hand) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.IndexFunc(w.inside, func(x held) bool { return x.id == id })
	if i < 0 {
		return ErrNoSuch
	}
	return w.begin(w.inside[i].Thing, h, false, id)
}

func (w *World) begin(t Thing, h Hand, in bool, id int) error {
	if len(w.moves) >= 2 {
		return ErrBusy
	}
	hidden := h.Hide || !h.Show && w.rng.Float64() < w.set.HideCode
	w.nextFrame = w.now
	w.moves = append(w.moves, &move{thing: t, in: in, id: id, start: w.now + h.Delay, length: 700 + 500*w.rng.Float64(),
		hidden: hidden || t.Code == "", from: w.rng.Float64(), x: 0.2 + 0.6*w.rng.Float64(), y: 0.25 + 0.5*w.rng.Float64(), turn: (w.rng.Float64() - 0.5) * 1.2})
	return nil
}

// Inside lists what is in the cart, in the order it was put in.
func (w *World) Inside() []Held {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make([]Held, 0, len(w.inside))
	for _, h := range w.inside {
		out = append(out, Held{ID: h.id, Thing: h.Thing, X: h.x, Y: h.y})
	}
	return out
}

// Held is a thing in the cart; X and Y are its place in the basket, 0 to 1.
type Held struct {
	ID int
	Thing
	X, Y float64
}

// Bump is a knock against the cart.
func (w *World) Bump() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.plate.kick(40 + 60*w.rng.Float64())
}

// Disturbances that last until they are switched off.
const (
	Lean = "lean" // somebody rests on the handle
	Push = "push" // the cart rolls
	Bag  = "bag"  // a bag of the shopper's own hangs on the handle and swings
)

// Disturb switches a lasting disturbance on or off.
func (w *World) Disturb(kind string, on bool) error {
	if kind != Lean && kind != Push && kind != Bag {
		return fmt.Errorf("the rig knows no disturbance %q; it knows lean, push and bag", kind)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.extra[kind] = on
	return nil
}

// Unplug pulls a sensor's plug, or puts it back.
func (w *World) Unplug(kind string, on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.unplug[kind] = on
}

// Unplugged reports whether a sensor's plug is out.
func (w *World) Unplugged(kind string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.unplug[kind]
}

// Cover puts a hand over the camera's lens, or takes it off.
func (w *World) Cover(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.covered["rim"] = on
}

// Scan holds a code to the scanner.
func (w *World) Scan(symbology, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out.scans = append(w.out.scans, evidence.ScanReading{At: evidence.Millis(w.now), Symbology: symbology, Text: text})
}

// Show holds a text's QR code before the camera for a second and a half.
func (w *World) Show(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.shown, w.shownTo, w.nextFrame = text, w.now+1500, w.now
}

// MoveTo puts the cart at a place of the floor plan; marker is the code that
// it passes there, empty for none.
func (w *World) MoveTo(x, y float64, marker string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.x, w.y = x, y
	if marker != "" {
		w.out.position = append(w.out.position, evidence.PositionReading{At: evidence.Millis(w.now), Kind: evidence.PositionMarker, Value: marker})
	}
}

// warmth is that of the cart's computer, in degrees Celsius: a charger adds to
// it.
func (w *World) warmth() float64 {
	if w.charge {
		return 47
	}
	return 41
}

// SetBattery sets the charge in percent.
func (w *World) SetBattery(percent float64, charging bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.percent, w.charge, w.nextPower = percent, charging, w.now
}

// Snapshot is the world as the bench page draws it.
type Snapshot struct {
	Now     evidence.Millis
	Inside  []Held
	Grams   float64 // what truly lies on the platform
	Trace   []Sample
	Frame   image.Image
	Busy    bool
	X, Y    float64
	Percent float64
	Extra   map[string]bool
	Unplug  map[string]bool
	Covered bool
}

// Snapshot returns the world as it stands.
func (w *World) Snapshot() Snapshot {
	in := w.Inside()
	w.mu.Lock()
	defer w.mu.Unlock()
	s := Snapshot{Now: evidence.Millis(w.now), Inside: in, Grams: w.mass(), Trace: slices.Clone(w.trace), Frame: w.frame, Busy: len(w.moves) > 0,
		X: w.x, Y: w.y, Percent: w.percent, Extra: map[string]bool{}, Unplug: map[string]bool{}, Covered: w.covered["rim"]}
	for k, v := range w.extra {
		s.Extra[k] = v
	}
	for k, v := range w.unplug {
		s.Unplug[k] = v
	}
	return s
}

func (w *World) mass() (g float64) {
	for _, h := range w.inside {
		g += h.Grams
	}
	return g
}

// Busy reports whether a hand is still moving.
func (w *World) Busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.moves) > 0
}

// Now is the world's clock in milliseconds.
func (w *World) Now() evidence.Millis {
	w.mu.Lock()
	defer w.mu.Unlock()
	return evidence.Millis(w.now)
}

// framePeriod is slower while nothing moves, as cameras that save power are.
func (w *World) framePeriod() float64 {
	if len(w.moves) > 0 || w.now < w.shownTo {
		return 1000 / float64(w.set.FrameHz)
	}
	return 400
}

// Advance lets dt milliseconds pass.
func (w *World) Advance(dt float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	end := w.now + dt
	for w.now < end {
		step := math.Min(2, end-w.now)
		w.now += step
		w.hands()
		w.plate.step(step/1000, w.load(), w.rng)
		if w.now >= w.nextScale {
			w.nextScale += 1000 / float64(w.set.ScaleHz)
			w.sampleScale()
		}
		if w.now >= w.nextFrame {
			w.nextFrame = w.now + w.framePeriod()
			w.sampleFrame()
		}
		if w.now >= w.nextPower {
			w.nextPower = w.now + 5000
			w.out.power = append(w.out.power, evidence.PowerReading{At: evidence.Millis(w.now), Percent: math.Round(10*w.percent) / 10, Charging: w.charge, Thermal: true, Celsius: w.warmth()})
		}
	}
}
