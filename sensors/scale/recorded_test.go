package scale_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/eval"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/scale"
)

// tally is how a detector did against labels.
type tally struct {
	labels, found, disturbances, false, withdrawn int
	delay, massStanding, massMoving               []float64
}

// grade feeds readings to a fresh detector and compares its steps with what
// truly happened. A step is found by its first report that has a plateau.
func grade(t *testing.T, readings []evidence.ScaleReading, labels []recording.Label, into *tally) {
	t.Helper()
	type seen struct {
		first, last evidence.Step
	}
	steps := map[int]*seen{}
	var order []int
	d := scale.NewDetector(scale.Settings{})
	for _, r := range readings {
		for _, rep := range d.Feed(r) {
			if testing.Verbose() && os.Getenv("STEPS") != "" && rep.Step != nil {
				t.Logf("%d %+v", r.At, *rep.Step)
			}
			if rep.Step == nil || !rep.Step.Plateau {
				continue
			}
			if rep.Step.Withdrawn {
				delete(steps, rep.Step.ID)
				into.withdrawn++
				continue
			}
			s := steps[rep.Step.ID]
			if s == nil {
				s = &seen{first: *rep.Step}
				steps[rep.Step.ID] = s
				order = append(order, rep.Step.ID)
			}
			s.last = *rep.Step
		}
	}
	used := map[int]bool{}
	for _, l := range labels {
		if l.Action == "none" {
			into.disturbances++
			continue
		}
		want := l.Grams
		if l.Action == "take" {
			want = -want
		}
		into.labels++
		ok := false
		for _, id := range order {
			s := steps[id]
			if s == nil || used[id] || s.last.At < l.At-500 || s.last.At > l.At+3000 || s.last.Grams*want < 0 {
				continue
			}
			if math.Abs(s.last.Grams-want) > 0.5*math.Abs(want)+20 {
				continue
			}
			used[id], ok = true, true
			into.found++
			into.delay = append(into.delay, float64(s.first.Until-l.At))
			e := math.Abs(s.last.Grams - want)
			if s.last.Moving {
				into.massMoving = append(into.massMoving, e)
			} else {
				into.massStanding = append(into.massStanding, e)
			}
			if testing.Verbose() {
				t.Logf("%6d %4s %7.1f got %7.1f ± %.1f at %+d after %d err %.1f moving %v", l.At, l.Action, want, s.last.Grams, s.last.SD, s.last.At-l.At, s.first.Until-l.At, e, s.last.Moving)
			}
			break
		}
		if !ok {
			t.Logf("missed: %6d %s %.1f", l.At, l.Action, want)
		}
	}
	for _, id := range order {
		if s := steps[id]; s != nil && !used[id] {
			into.false++
			t.Logf("false: %+v", s.last)
		}
	}
}

func p95(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[min(len(v)-1, len(v)*95/100)]
}

// TestDetectorOnRecordedTrips reports how the detector does on recordings that
// no constant was chosen on, and holds it to wide bounds.
func TestDetectorOnRecordedTrips(t *testing.T) {
	root := os.Getenv("DASHCART_DATA")
	if root == "" {
		t.Skip("DASHCART_DATA is unset: the recorded trips are not here")
	}
	dirs, err := filepath.Glob(filepath.Join(root, "trips", "*", recording.ManifestName))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no recorded trips under %s: %v", root, err)
	}
	var plain, hard tally
	for _, m := range dirs {
		r, err := recording.Open(filepath.Dir(m))
		if err != nil {
			t.Fatal(err)
		}
		t.Log(r.Dir)
		into := &plain
		if strings.Contains(filepath.Base(r.Dir), "hard") {
			into = &hard
		}
		grade(t, r.Scale, r.Labels, into)
	}
	for _, c := range []struct {
		name  string
		t     tally
		found float64
	}{{"plain", plain, 0.95}, {"hard", hard, 0.9}} {
		t.Logf("%s: found %d of %d, false %d of %d disturbances (%d withdrawn), delay p95 %.0f ms, mass error p95 standing %.1f g (n=%d), moving %.1f g (n=%d)", c.name, c.t.found, c.t.labels,
			c.t.false, c.t.disturbances, c.t.withdrawn, p95(c.t.delay), p95(c.t.massStanding), len(c.t.massStanding), p95(c.t.massMoving), len(c.t.massMoving))
		eval.Report(t, eval.Row{Name: "steps: " + c.name + " trips, found", Target: 100 * c.found, Hits: c.t.found, N: c.t.labels},
			eval.Row{Name: "steps: " + c.name + " trips, disturbances taken for goods", Hits: c.t.false, N: c.t.disturbances})
		if float64(c.t.found) < c.found*float64(c.t.labels) {
			t.Errorf("%s: found %d of %d steps, want %.0f%%", c.name, c.t.found, c.t.labels, 100*c.found)
		}
	}
}
