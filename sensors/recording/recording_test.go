package recording

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/driver"
	"pgregory.net/rapid"
)

// folderWith writes files into a new folder.
func folderWith(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOpenToleratesAndRefuses(t *testing.T) {
	const manifest = "version: 1\nstreams:\n  scale: {file: scale.csv}\n"
	for _, c := range []struct {
		name, manifest, scale string
		readings, warnings    int
		err                   string
	}{
		{"plain", manifest, "t_ms,grams\n0,1.5\n12,2\n", 2, 0, ""},
		{"unknown columns", manifest, "note,t_ms,grams,more\nx,0,1.5,y\n", 1, 0, ""},
		{"unknown keys", manifest + "colour: green\n", "t_ms,grams\n0,1\n", 1, 0, ""},
		{"byte order mark and CRLF", manifest, "\ufefft_ms,grams\r\n0,1\r\n", 1, 0, ""},
		{"cut tail", manifest, "t_ms,grams\n0,1\n12", 1, 1, ""},
		{"torn in the middle", manifest, "t_ms,grams\n0,1\n12\n24,3\n", 0, 0, "scale.csv:3"},
		{"words for numbers", manifest, "t_ms,grams\n0,heavy\n", 0, 0, "scale.csv:2: grams"},
		{"not a number", manifest, "t_ms,grams\n0,NaN\n", 0, 0, "scale.csv:2: grams"},
		{"status of another world", manifest, "t_ms,grams,status\n0,1,happy\n", 0, 0, "status"},
		{"missing column", manifest, "t_ms,weight\n0,1\n", 0, 0, "column grams is missing"},
		{"empty table", manifest, "", 0, 0, "scale.csv:1"},
		{"another version", "version: 2\nstreams: {}\n", "t_ms,grams\n", 0, 0, "version is 2"},
		{"no streams", "version: 1\n", "t_ms,grams\n", 0, 0, "streams is missing"},
		{"a file outside", "version: 1\nstreams:\n  scale: {file: ../../etc/passwd}\n", "", 0, 0, "inside the recording"},
		{"start", "version: 1\nstreams:\n  scale: {file: scale.csv, start_ms: 1000}\n", "t_ms,grams\n0,1\n", 1, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Open(folderWith(t, map[string]string{ManifestName: c.manifest, "scale.csv": c.scale}))
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("error is %v, want one with %q", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Scale) != c.readings || len(r.Warnings) != c.warnings {
				t.Errorf("%d readings and %v, want %d and %d warnings", len(r.Scale), r.Warnings, c.readings, c.warnings)
			}
			if c.name == "start" && r.Scale[0].At != 1000 {
				t.Errorf("the reading is at %d, want 1000", r.Scale[0].At)
			}
		})
	}
}

func TestLabelsAreChecked(t *testing.T) {
	m := "version: 1\nlabels: labels.csv\nstreams: {}\n"
	head := "t_ms,action,gtin,quantity,grams\n"
	for text, want := range map[string]string{
		"10,put,4006381333931,1,20\n": "",
		"10,none,,0,0\n":              "",
		"10,push,4006381333931,1,2\n": "want put, take or none",
		"10,put,4006381333932,1,2\n":  "gtin",
		"10,put,4006381333931,x,2\n":  "quantity",
	} {
		_, err := Open(folderWith(t, map[string]string{ManifestName: m, "labels.csv": head + text}))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want %q", text, err, want)
		}
	}
}

// TestWhatIsWrittenIsReadBack is the inverse of record and read, for any readings.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir := filepath.Join(t.TempDir(), "rec")
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		w, err := NewRecorder(dir, Manifest{Cart: "c1", Hard: rapid.Bool().Draw(rt, "hard"), Labels: "labels.csv"})
		if err != nil {
			rt.Fatal(err)
		}
		var want []any
		word := rapid.StringMatching(`[A-Za-z0-9",;(){}-]{1,12}`)
		at := evidence.Millis(0)
		for range rapid.IntRange(0, 20).Draw(rt, "n") {
			at += evidence.Millis(rapid.IntRange(1, 500).Draw(rt, "gap"))
			var x any
			switch rapid.IntRange(0, 4).Draw(rt, "kind") {
			case 0:
				x = evidence.ScaleReading{At: at, Grams: rapid.Float64Range(-5e4, 5e4).Draw(rt, "g"), Status: evidence.ScaleStable, Scale: word.Draw(rt, "scale"), Cells: []float64{1.25, -3}}
			case 1:
				x = evidence.ScanReading{At: at, Symbology: "ean13", Text: word.Draw(rt, "text")}
			case 2:
				x = evidence.PositionReading{At: at, Kind: evidence.PositionMarker, Value: word.Draw(rt, "marker")}
			case 3:
				x = evidence.PowerReading{At: at, Percent: rapid.Float64Range(0, 100).Draw(rt, "p"), Charging: rapid.Bool().Draw(rt, "ac")}
				if rapid.Bool().Draw(rt, "thermal") {
					x = evidence.PowerReading{At: at, Percent: 50, Thermal: true, Celsius: rapid.Float64Range(-20, 90).Draw(rt, "celsius")}
				}
			case 4:
				x = evidence.Input{At: at, Answer: &evidence.Answer{Question: rapid.IntRange(1, 9).Draw(rt, "q"), Item: evidence.Item{GTIN: gs1.MustGTIN("4006381333931")}}}
			}
			if err := w.Write(x); err != nil {
				rt.Fatal(err)
			}
			want = append(want, x)
		}
		labels := []Label{{At: 5, Action: "put", GTIN: gs1.MustGTIN("4006381333931"), Quantity: 2, Grams: 12.5}, {At: 9, Action: "none"}}
		if err := errors.Join(w.WriteLabels(labels), w.Close(), w.Close()); err != nil {
			rt.Fatal(err)
		}
		r, err := Open(dir)
		if err != nil {
			rt.Fatal(err)
		}
		var got []any
		for _, it := range r.All() {
			got = append(got, it.Reading)
		}
		if !reflect.DeepEqual(got, want) {
			rt.Fatalf("got %+v\nwant %+v", got, want)
		}
		if !reflect.DeepEqual(r.Labels, labels) {
			rt.Fatalf("labels are %+v", r.Labels)
		}
	})
}

func TestRecorderKeepsFramesAndRefusesASecondTime(t *testing.T) {
	dir := t.TempDir()
	w, err := NewRecorder(dir, Manifest{})
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewRGBA(image.Rect(0, 0, 32, 24))
	for _, f := range []evidence.Frame{{At: 1, Camera: "rim/../x", Image: img}, {At: 2, Camera: "rim", Image: image.NewGray(image.Rectangle{})}} {
		if err := w.Write(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Write("no reading"); err == nil {
		t.Error("a string was recorded")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(evidence.ScanReading{}); err == nil {
		t.Error("a closed recorder records")
	}
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Frames) != 2 {
		t.Fatalf("%d frames, want the one with pixels and that without", len(r.Frames))
	}
	if f, err := r.Frames[1].Load(); err != nil || !f.Image.Bounds().Empty() {
		t.Errorf("a frame without pixels is %v, %v", f.Image.Bounds(), err)
	}
	f, err := r.Frames[0].Load()
	if err != nil || f.Image.Bounds().Dx() != 32 {
		t.Errorf("frame is %v, %v", f.Image.Bounds(), err)
	}
	if _, err := NewRecorder(dir, Manifest{}); err == nil {
		t.Error("a recording was written over")
	}
	if f, err := (FrameFile{Path: filepath.Join(dir, ManifestName)}).Load(); err == nil || !f.Image.Bounds().Empty() {
		t.Error("a text was read as a picture")
	}
}

func TestDriversPlayAtTheirPaceAndEnd(t *testing.T) {
	dir := folderWith(t, map[string]string{
		ManifestName: "version: 1\nstreams:\n  scale: {file: scale.csv}\n  power: {file: power.csv}\n",
		"scale.csv":  "t_ms,grams,scale\n5000,1,pan\n5100,2,cart\n5300,3,cart\n",
		"power.csv":  "t_ms,percent,charging\n0,50,true\n",
	})
	synctest.Test(t, func(t *testing.T) {
		s, err := Scale("s", []byte("dir: "+dir+"\nname: cart\nspeed: 2"))
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // Run may be called again
			var got []evidence.Millis
			start := time.Now()
			err = s.Run(t.Context(), func(r evidence.ScaleReading) { got = append(got, r.At) })
			if !errors.Is(err, driver.ErrEnded) || !reflect.DeepEqual(got, []evidence.Millis{5100, 5300}) {
				t.Errorf("got %v, %v", got, err)
			}
			if d := time.Since(start); d != 100*time.Millisecond {
				t.Errorf("it took %v, want 200 ms at twice the pace", d)
			}
		}
		p, err := Power("p", []byte("dir: "+dir+"\nloop: true"))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		err = p.Run(ctx, func(evidence.PowerReading) {
			if n++; n == 3 {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || n != 3 {
			t.Errorf("the loop ended after %d with %v", n, err)
		}
	})
	for _, bad := range []string{"", "dir: x\nspeed: 0", "dir: x\ncolour: 1"} {
		if _, err := Camera("c", []byte(bad)); err == nil {
			t.Errorf("options %q were taken", bad)
		}
	}
	missing, err := Scanner("s", []byte("dir: "+filepath.Join(dir, "none")))
	if err != nil {
		t.Fatal(err)
	}
	if err := missing.Run(t.Context(), nil); err == nil || errors.Is(err, driver.ErrEnded) {
		t.Errorf("a missing recording gives %v", err)
	}
}

func FuzzTable(f *testing.F) {
	f.Add("t_ms,grams,status,cells\n0,1,stable,1 2\n12,2,,\n")
	f.Add("t_ms,grams\n0,1\n12")
	f.Add("\"t_ms\",grams\n\"0\",\"1\n")
	f.Add(",\n,,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		r := &Recording{}
		rows := 0
		warning, err := readTable("f.csv", strings.NewReader(text), []string{"t_ms", "grams"}, func(x row) error {
			rows++
			return r.scale(x, Stream{})
		})
		if err == nil && warning == nil && len(r.Scale) != rows {
			t.Errorf("%d rows gave %d readings and no error", rows, len(r.Scale))
		}
		for _, s := range r.Scale {
			if s.Grams != s.Grams {
				t.Error("a reading is not a number")
			}
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add("version: 1\nstreams:\n  scale: {file: scale.csv, rate_hz: 80}\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := parseManifest(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, s := range m.Streams {
			if !filepath.IsLocal(s.File) {
				t.Errorf("%q leaves the recording", s.File)
			}
		}
	})
}
