package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/rig"
)

const (
	goldenDir       = "testdata/golden"
	goldenDecisions = "testdata/golden-decisions.jsonl"
	goldenProducts  = "../../catalog/products.csv"
	goldenPictures  = "../../catalog/pictures"
)

// TestGoldenRecording replays a trip that the simulated cart recorded, and wants exactly the decisions
// and the score that it is known to have. DASHCART_GOLDEN=1 records it anew and keeps what comes of it.
func TestGoldenRecording(t *testing.T) {
	if os.Getenv("DASHCART_GOLDEN") != "" {
		recordGolden(t)
	}
	text := replayText(t)
	if os.Getenv("DASHCART_GOLDEN") != "" {
		if err := os.WriteFile(goldenDecisions, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if known, err := os.ReadFile(goldenDecisions); err != nil || text != string(known) {
		t.Errorf("got\n%s\nknown (%v)\n%s", text, err, known)
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var last struct {
		Summary ReplaySummary `json:"summary"`
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatal(err)
	}
	if s := last.Summary; s.Labels != 9 || s.Correct != 8 || s.AskedTop3 != 1 || s.False != 0 || !s.BasketExact {
		t.Errorf("not what the trip is known for: %+v", s)
	}
	for _, l := range lines[:len(lines)-1] {
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil {
			t.Fatal(err)
		}
		for _, k := range []string{"id", "t_ms", "decided_ms", "action", "direction", "gtin", "quantity", "grams", "confidence", "gate", "candidates"} {
			if _, ok := m[k]; !ok {
				t.Errorf("%s is missing from %s", k, l)
			}
		}
	}
}

// atOnce is the clock of a machine that computes in no time, so that a score
// does not depend on what else this one does.
func atOnce() time.Time { return time.Time{} }

// replayText is all that a replay prints.
func replayText(t *testing.T) string {
	t.Helper()
	var out, errs bytes.Buffer
	if err := Replay(context.Background(), ReplayOptions{Dir: goldenDir, Products: goldenProducts, JSON: true, Clock: atOnce, Out: &out, Errors: &errs}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// goldenThing draws a product of the sample store for the rig.
func goldenThing(t *testing.T, p ReplayProduct, rng *rand.Rand) rig.Thing {
	t.Helper()
	files, err := filepath.Glob(goldenPictures + "/" + strings.ReplaceAll(strings.ToLower(p.Name), " ", "-") + "*.svg")
	if err != nil || len(files) == 0 {
		files, _ = filepath.Glob(goldenPictures + "/*.svg")
	}
	f, err := os.Open(files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := rig.Rasterize(f, 300)
	if err != nil {
		t.Fatal(err)
	}
	code := p.GTIN.String()
	return rig.Thing{Name: p.Name, Item: evidence.Item{GTIN: p.GTIN}, Code: code, Grams: p.WeightG + p.WeightSDG*rng.NormFloat64(), Picture: rig.OnWhite(img)}
}

// recordGolden shops a short trip on the rig and records what the pipeline would consume.
func recordGolden(t *testing.T) {
	t.Helper()
	products, err := ReadReplayProducts(goldenProducts)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(goldenDir); err != nil {
		t.Fatal(err)
	}
	rec, err := recording.NewRecorder(goldenDir, recording.Manifest{Cart: "cart-01", Labels: "labels.csv"})
	if err != nil {
		t.Fatal(err)
	}
	rec.SetQuality(45)
	w := rig.New(rig.Settings{Seed: 21, FrameHz: 6})
	var labels []recording.Label
	lastFrame := evidence.Millis(-10000)
	busyUntil := evidence.Millis(0)
	run := func(ms int) {
		for range ms / 10 {
			w.Advance(10)
			if w.Busy() {
				busyUntil = w.Now() + 100
			}
			for _, r := range w.Drain() {
				if f, ok := r.(evidence.Frame); ok {
					if f.At > busyUntil && f.At-lastFrame < 2000 {
						continue // an idle camera is recorded now and then
					}
					lastFrame = f.At
				}
				if err := rec.Write(r); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	rng := rand.New(rand.NewPCG(4, 2))
	before := func() float64 { return w.Snapshot().Grams }
	label := func(action string, th rig.Thing) { // first contact is when the load changes
		old, start := before(), w.Now()
		for before() == old && w.Now() < start+4000 {
			run(10)
		}
		labels = append(labels, recording.Label{At: w.Now(), Action: action, GTIN: th.Item.GTIN, Quantity: 1, Grams: th.Grams})
		run(3500)
	}
	put := func(i int, h rig.Hand) {
		th := goldenThing(t, products[i], rng)
		if err := w.Put(th, h); err != nil {
			t.Fatal(err)
		}
		label("put", th)
	}
	take := func(i int) {
		in := w.Inside()[i]
		if err := w.Take(in.ID, rig.Hand{}); err != nil {
			t.Fatal(err)
		}
		label("take", in.Thing)
	}
	none := func(do func()) {
		labels = append(labels, recording.Label{At: w.Now(), Action: "none"})
		do()
		run(3000)
	}
	run(2000)
	put(3, rig.Hand{Show: true})
	put(40, rig.Hand{Show: true})
	none(w.Bump)
	put(80, rig.Hand{Hide: true})
	take(1)
	w.Scan("ean13", products[11].GTIN.String())
	run(1200)
	put(11, rig.Hand{Hide: true})
	none(func() { _ = w.Disturb(rig.Lean, true); run(3000); _ = w.Disturb(rig.Lean, false) })
	put(120, rig.Hand{Show: true})
	put(60, rig.Hand{Show: true})
	take(0)
	put(100, rig.Hand{Show: true})
	run(2000)
	if err := rec.WriteLabels(labels); err != nil {
		t.Fatal(err)
	}
	if err := rec.Close(); err != nil {
		t.Fatal(err)
	}
}

// blind reads no code.
type blind struct{}

func (blind) ReadCodes(image.Image) []loop.Code { return nil }

// TestReplayForPeople prints what a person would read.
func TestReplayForPeople(t *testing.T) {
	var out, errs bytes.Buffer
	if err := Replay(context.Background(), ReplayOptions{Dir: goldenDir, Products: goldenProducts, Codes: blind{}, Out: &out, Errors: &errs}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"total", "right at once", " put "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing from\n%s", want, out.String())
		}
	}
}

func TestReplayRefuses(t *testing.T) {
	var out, errs bytes.Buffer
	for name, o := range map[string]ReplayOptions{
		"no recording":     {Dir: t.TempDir()},
		"no products file": {Dir: goldenDir, Products: "none.csv"},
		"odd speed":        {Dir: goldenDir, Products: goldenProducts, Speed: "fast"},
		"no photos":        {Dir: goldenDir, Products: goldenProducts, Photos: "none"},
	} {
		o.Out, o.Errors = &out, &errs
		err := Replay(context.Background(), o)
		if exit, ok := err.(*Exit); !ok || exit.Code != 2 || exit.Err == nil {
			t.Errorf("%s: %v, want exit status 2 and a sentence", name, err)
		}
	}
	if out.Len() > 0 {
		t.Errorf("it printed %s", out.String())
	}
}
