package recording

import (
	"context"
	"encoding/json"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
)

// flight runs a ring in a bubble of time while script feeds it.
func flight(t *testing.T, o RingOptions, script func(r *Ring)) {
	t.Helper()
	r := NewRing(o)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { r.Run(ctx); close(done) }()
	script(r)
	synctest.Wait()
	cancel()
	<-done
}

// ride feeds a scale ten times a second and a camera once, for a while.
func ride(r *Ring, from evidence.Millis, d time.Duration) evidence.Millis {
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for at := from; at < from+evidence.Millis(d.Milliseconds()); at += 100 {
		r.Tap(evidence.ScaleReading{At: at, Scale: "platform", Grams: 12.5})
		if at%1000 == 0 {
			r.Tap(evidence.Frame{At: at, Camera: "rim", Image: img})
		}
		time.Sleep(100 * time.Millisecond)
	}
	return from + evidence.Millis(d.Milliseconds())
}

func begin(r *Ring, at evidence.Millis, trip string) {
	r.Tap(evidence.Input{At: at, Renew: &evidence.Renew{Trip: trip}})
	r.Tap(evidence.Input{At: at, Contents: &evidence.Contents{Trip: trip}})
}

func export(t *testing.T, ring, trip string) (Exported, *Recording) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	e, err := Export(ring, trip, out)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	return e, rec
}

func TestPicturesAreKeptOnlyWhileATripIsOpen(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		flight(t, RingOptions{Dir: dir}, func(r *Ring) {
			at := ride(r, 0, 5*time.Second)
			begin(r, at, "one")
			at = ride(r, at, 5*time.Second)
			r.Tap(evidence.Input{At: at, Contents: &evidence.Contents{}})
			ride(r, at, 5*time.Second)
		})
	})
	pictures, _ := filepath.Glob(filepath.Join(dir, "*", "*", "*.jpg"))
	if e, rec := export(t, dir, "one"); len(pictures) != 5 || len(rec.Frames) != 5 || len(rec.Scale) != 100 || e.Partial != "" {
		t.Fatalf("%d pictures, %d of them in the trip; %+v", len(pictures), len(rec.Frames), e)
	}
}

func TestARingIsBoundedInTimeAndBytes(t *testing.T) {
	for name, o := range map[string]RingOptions{"time": {Span: time.Minute, Segment: 5 * time.Second}, "bytes": {Bytes: 20_000, Segment: 5 * time.Second}} {
		dir := t.TempDir()
		o.Dir = dir
		synctest.Test(t, func(t *testing.T) {
			flight(t, o, func(r *Ring) {
				begin(r, 0, "long")
				ride(r, 0, 3*time.Minute)
			})
		})
		e, rec := export(t, dir, "")
		if !strings.Contains(e.Partial, "beginning") || rec.Manifest.Partial != e.Partial {
			t.Errorf("%s: %+v", name, e)
		}
		var bytes int64
		_ = filepath.Walk(dir, func(_ string, i os.FileInfo, _ error) error {
			if !i.IsDir() {
				bytes += i.Size()
			}
			return nil
		})
		if kept := e.To - e.From; name == "time" && (kept < 55_000 || kept > 71_000) || name == "bytes" && (bytes > 30_000 || kept < 5_000) {
			t.Errorf("%s: %d ms and %d bytes were kept", name, kept, bytes)
		}
	}
}

func TestADiskThatFailsMakesAGapAndHoldsNobodyUp(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "blocked", "ring")
	if err := os.WriteFile(filepath.Join(base, "blocked"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var told []error
	synctest.Test(t, func(t *testing.T) {
		flight(t, RingOptions{Dir: dir, Tell: func(err error) { told = append(told, err) }}, func(r *Ring) {
			begin(r, 0, "one")
			at := ride(r, 0, 12*time.Second)
			synctest.Wait()
			if err := os.Remove(filepath.Join(base, "blocked")); err != nil {
				t.Error(err)
			}
			ride(r, at, 12*time.Second)
		})
	})
	if len(told) != 2 || told[0] == nil || told[1] != nil {
		t.Fatalf("told %v; want one error, then that all is well", told)
	}
	if e, rec := export(t, dir, "one"); !strings.Contains(e.Partial, "disk") || len(rec.Scale) < 50 || len(rec.Scale) > 140 {
		t.Errorf("%+v with %d readings", e, len(rec.Scale))
	}
}

func TestASlowDiskMakesAGap(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		r := NewRing(RingOptions{Dir: dir})
		begin(r, 0, "one")
		for i := range 3 * ringWaiting { // nobody writes
			r.Tap(evidence.Tick{At: evidence.Millis(i)})
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { r.Run(ctx); close(done) }()
		synctest.Wait()
		ride(r, 5000, time.Second)
		cancel()
		<-done
	})
	if e, _ := export(t, dir, ""); !strings.Contains(e.Partial, "slow") {
		t.Errorf("%+v", e)
	}
}

func TestTornSegmentsAreLeftOutAndSaid(t *testing.T) {
	for name, tear := range map[string]func(seg string) error{
		"an empty table":    func(s string) error { return os.Truncate(filepath.Join(s, "touches.csv"), 0) },
		"a line cut short":  func(s string) error { return os.Truncate(filepath.Join(s, "scale.csv"), 100) },
		"a picture missing": func(s string) error { return os.RemoveAll(filepath.Join(s, "camera-rim")) },
		"zeros":             func(s string) error { return os.WriteFile(filepath.Join(s, "frames.csv"), make([]byte, 4096), 0o600) },
	} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			flight(t, RingOptions{Dir: dir, Segment: 5 * time.Second}, func(r *Ring) {
				begin(r, 0, "one")
				ride(r, 0, 14*time.Second)
			})
		})
		if err := tear(filepath.Join(dir, "00000001")); err != nil {
			t.Fatal(err)
		}
		e, rec := export(t, dir, "one")
		if len(rec.Scale) < 89 || len(rec.Scale) >= 140 && name != "a picture missing" || e.Partial == "" && len(e.Warnings) == 0 {
			t.Errorf("%s: %d readings, %+v", name, len(rec.Scale), e)
		}
	}
}

func TestARingGoesOnAfterARestart(t *testing.T) {
	dir := t.TempDir()
	for _, trip := range []string{"one", "two"} {
		synctest.Test(t, func(t *testing.T) {
			flight(t, RingOptions{Dir: dir, Now: func() time.Time { return time.Now().AddDate(30, 0, 0) }, Span: 100 * 365 * 24 * time.Hour}, func(r *Ring) {
				begin(r, 0, trip)
				ride(r, 0, 2*time.Second)
			})
		})
	}
	for _, trip := range []string{"one", "two"} {
		if e, rec := export(t, dir, trip); e.Trip != trip || len(rec.Scale) != 20 || e.Partial != "" {
			t.Errorf("%s: %+v with %d readings", trip, e, len(rec.Scale))
		}
	}
	if _, err := Export(dir, "three", filepath.Join(dir, "out")); err == nil {
		t.Error("a trip that is not kept was exported")
	}
}

func TestEvidenceOfDecisionsIsKeptForDays(t *testing.T) {
	dir := t.TempDir()
	e := &Evidence{Dir: filepath.Join(dir, "evidence"), Keep: 3 * 24 * time.Hour}
	synctest.Test(t, func(t *testing.T) {
		flight(t, RingOptions{Dir: filepath.Join(dir, "ring"), Evidence: e}, func(r *Ring) {
			r.Decided(evidence.Decision{ID: 9}) // without a trip
			begin(r, 0, "one")
			at := ride(r, 0, 3*time.Second)
			r.Decided(evidence.Decision{ID: 1, At: 2100, Because: evidence.Because{Codes: []evidence.CodeSeen{{Source: "rim", At: 1000}}}})
			for range 5 {
				time.Sleep(24 * time.Hour)
				r.Decided(evidence.Decision{ID: 2, At: at})
			}
		})
	})
	days, _ := os.ReadDir(e.Dir)
	if len(days) != 4 {
		t.Errorf("%d days are kept", len(days))
	}
}

func TestADecisionIsKeptWithThePicturesItRestsOn(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		flight(t, RingOptions{Dir: filepath.Join(dir, "ring"), Evidence: &Evidence{Dir: dir, Keep: time.Hour}}, func(r *Ring) {
			begin(r, 0, "one/..")
			ride(r, 0, 5*time.Second)
			r.Decided(evidence.Decision{ID: 1, At: 2100, Because: evidence.Because{Codes: []evidence.CodeSeen{{Source: "rim", At: 4000}}}})
		})
	})
	files, _ := filepath.Glob(filepath.Join(dir, "2*", "*.jsonl"))
	if len(files) != 1 {
		t.Fatal(files)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var k Kept
	if err := json.Unmarshal(b, &k); err != nil || k.Trip != "one/.." || len(k.Pictures) != 2 {
		t.Fatalf("%s, %v", b, err)
	}
	for _, p := range k.Pictures {
		if _, err := LoadImage(filepath.Join(filepath.Dir(files[0]), p)); err != nil {
			t.Error(err)
		}
	}
}
