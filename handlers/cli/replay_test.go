package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/eval"
	"github.com/dashcart/dashcart/sensors/loop"
)

// dataDir is the folder of shared real data; tests that need it are skipped without.
func dataDir(t *testing.T) string {
	t.Helper()
	root := os.Getenv("DASHCART_DATA")
	if root == "" {
		t.Skip("DASHCART_DATA is unset: the shared recordings are not here")
	}
	return root
}

func replayed(t *testing.T, o ReplayOptions) ([]replayLine, ReplaySummary) {
	t.Helper()
	var out, errs bytes.Buffer
	o.JSON, o.Out, o.Errors = true, &out, &errs
	if err := Replay(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	if errs.Len() > 0 {
		t.Logf("warnings: %s", errs.String())
	}
	dec := json.NewDecoder(&out)
	var lines []replayLine
	for dec.More() {
		var both struct {
			replayLine
			Summary *ReplaySummary `json:"summary"`
		}
		if err := dec.Decode(&both); err != nil {
			t.Fatal(err)
		}
		if both.Summary != nil {
			return lines, *both.Summary
		}
		lines = append(lines, both.replayLine)
	}
	return lines, ReplaySummary{}
}

func TestReplayOfSharedTrips(t *testing.T) {
	if os.Getenv("DASHCART_EVAL") == "" {
		t.Skip("six whole trips take minutes under the race detector: make eval plays them")
	}
	root := filepath.Join(dataDir(t), "trips")
	dirs, err := filepath.Glob(filepath.Join(root, "*", "recording.yaml"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no trips under %s (%v)", root, err)
	}
	var looks loop.Looker
	if os.Getenv("DASHCART_EVAL") != "" { // describing the photos takes minutes the first time
		looks = sharedLooks(t)
	}
	if looks == nil {
		dirs = dirs[len(dirs)-1:] // one is enough to see that it works
	}
	sums := map[bool]*tripFigures{false: {}, true: {}}
	for _, m := range dirs {
		t.Run(filepath.Base(filepath.Dir(m)), func(t *testing.T) {
			began := time.Now()
			lines, s := replayed(t, ReplayOptions{Dir: filepath.Dir(m), Products: filepath.Join(root, "products.csv"), Looks: looks})
			for _, l := range lines {
				if testing.Verbose() {
					t.Logf("%+v", l)
				}
			}
			t.Logf("%+v", s)
			if s.Labels != s.Correct+s.WrongAccepted+s.Asked+s.Late+s.Missed {
				t.Errorf("labels do not add up: %+v", s)
			}
			sums[strings.HasPrefix(filepath.Base(filepath.Dir(m)), "hard")].add(s, time.Since(began))
		})
	}
	eval.Report(t, sums[false].rows("trip-*", 1, 42, 96, 10, 60)...)
	eval.Report(t, sums[true].rows("hard-*", 2, 32, 90, 100./3, 35)...)
}

// tripFigures sums up how recorded trips of a kind went.
type tripFigures struct {
	ReplaySummary
	trips, exact int
	took         time.Duration
}

func (f *tripFigures) add(s ReplaySummary, took time.Duration) {
	f.Labels += s.Labels
	f.Correct += s.Correct
	f.WrongAccepted += s.WrongAccepted
	f.AskedTop3 += s.AskedTop3
	f.False += s.False
	f.trips++
	f.took += took
	if s.BasketExact {
		f.exact++
	}
}

// rows are the figures against their targets, in percent; none where no trip was played.
func (f *tripFigures) rows(of string, wrong, right, asked, falsely, exact float64) []eval.Row {
	if f.trips == 0 {
		return nil
	}
	seconds := f.took.Seconds()
	return []eval.Row{
		{Name: of + ": wrong accepted", Target: wrong, AtMost: true, Hits: f.WrongAccepted, N: f.Labels, Seconds: seconds},
		{Name: of + ": right at once", Target: right, Hits: f.Correct, N: f.Labels, Seconds: seconds},
		{Name: of + ": right at once or among three", Target: asked, Hits: f.Correct + f.AskedTop3, N: f.Labels, Seconds: seconds},
		{Name: of + ": false events per trip", Target: falsely, AtMost: true, Hits: f.False, N: f.trips, Seconds: seconds},
		{Name: of + ": baskets exact, with answers", Target: exact, Hits: f.exact, N: f.trips, Seconds: seconds},
	}
}

// sharedLooks enrols the shared training photos, once for all trips.
func sharedLooks(t *testing.T) loop.Looker {
	t.Helper()
	root := dataDir(t)
	products, err := ReadReplayProducts(filepath.Join(root, "trips", "products.csv"))
	if err != nil {
		t.Fatal(err)
	}
	l, precise, err := enrolPhotos(context.Background(), ReplayOptions{Photos: filepath.Join(root, "photos", "train"), PhotosEach: photosEach(t), Errors: os.Stderr}, products)
	if err != nil {
		t.Fatal(err)
	}
	return sharedSense{l, precise}
}

// sharedSense is a looker that also knows for which goods it can be relied on.
type sharedSense struct {
	loop.Looker
	precise map[evidence.Item]bool
}

func (s sharedSense) Precise(it evidence.Item) bool { return s.precise[it] }

// photosEach reads how many photos of each product an evaluation enrols; all unless said.
func photosEach(t *testing.T) int {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("DASHCART_EVAL_PHOTOS"), "0"))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
