package recording

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
)

// Evidence keeps each decision of a trip with what it was made from, and the
// pictures it rests on, in a folder for each day, which is removed when it is
// older than Keep. A day's folder holds TRIP.jsonl, a Kept a line, and the pictures.
type Evidence struct {
	Dir  string
	Keep time.Duration

	pruned string // the day on which old ones were last removed
}

// Kept is a line of a day's file. Pictures are paths relative to it.
type Kept struct {
	At       time.Time         `json:"at"`
	Trip     string            `json:"trip"`
	Decision evidence.Decision `json:"decision"`
	Pictures []string          `json:"pictures,omitempty"`
}

const dayFormat = "2006-01-02"

// keep writes a decision down. Without a trip there is nothing to keep.
func (e *Evidence) keep(d evidence.Decision, trip string, pictures []picture, now time.Time) error {
	if trip == "" {
		return nil
	}
	day := now.Format(dayFormat)
	if day != e.pruned {
		if err := e.prune(now); err != nil {
			return err
		}
		e.pruned = day
	}
	dir := filepath.Join(e.Dir, day)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("evidence of decisions: %w", err)
	}
	line := Kept{At: now, Trip: trip, Decision: d}
	for _, p := range pictures {
		name := fmt.Sprintf("%s-%d-%s-%d.jpg", safe(trip), d.ID, safe(p.camera), p.at)
		if err := copyFile(p.path, filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("evidence of decisions: %w", err)
		} else if err == nil {
			line.Pictures = append(line.Pictures, name)
		}
	}
	text, err := json.Marshal(line)
	if err != nil {
		return fmt.Errorf("evidence of decisions: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, safe(trip)+".jsonl"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o640)
	if err != nil {
		return fmt.Errorf("evidence of decisions: %w", err)
	}
	_, err = f.Write(append(text, '\n'))
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("evidence of decisions: %w", err)
	}
	return nil
}

// prune removes the days that are over Keep old.
func (e *Evidence) prune(now time.Time) error {
	entries, err := os.ReadDir(e.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("evidence of decisions: %w", err)
	}
	for _, x := range entries {
		day, err := time.ParseInLocation(dayFormat, x.Name(), now.Location())
		if err != nil || now.Sub(day) < e.Keep+24*time.Hour {
			continue // not ours, or fresh
		}
		if err := os.RemoveAll(filepath.Join(e.Dir, x.Name())); err != nil {
			return fmt.Errorf("evidence of decisions: %w", err)
		}
	}
	return nil
}

// copyFile makes a second name of a file, or a copy where the disk cannot.
// A copy that is there already stays.
func copyFile(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// picture is one that a segment holds.
type picture struct {
	camera string
	at     evidence.Millis
	path   string
}

// recent are the pictures written last.
type recent struct{ all []picture }

const recentPictures = 400

func (r *recent) add(camera string, at evidence.Millis, path string) {
	if path == "" {
		return
	}
	if len(r.all) >= recentPictures {
		r.all = slices.Delete(r.all, 0, recentPictures/4)
	}
	r.all = append(r.all, picture{camera, at, path})
}

const picturesKept = 6

// of chooses the pictures that a decision rests on: those in which a code was
// read or that were looked at, and of each camera the one nearest to first
// contact.
func (r *recent) of(d evidence.Decision) (out []picture) {
	used := map[picture]bool{}
	take := func(p picture) {
		if !used[p] && len(out) < picturesKept {
			used[p] = true
			out = append(out, p)
		}
	}
	nearest := map[string]picture{}
	far := func(p picture) evidence.Millis { return max(p.at-d.At, d.At-p.at) }
	rests := map[picture]bool{} // camera and instant
	for _, c := range d.Because.Codes {
		rests[picture{camera: c.Source, at: c.At}] = true
	}
	for _, l := range d.Because.Looks {
		rests[picture{camera: l.Source, at: l.At}] = true
	}
	for _, p := range r.all {
		if n, ok := nearest[p.camera]; !ok || far(p) < far(n) {
			nearest[p.camera] = p
		}
	}
	for _, p := range slices.SortedFunc(maps.Values(nearest), func(a, b picture) int { return cmp.Compare(a.camera, b.camera) }) {
		take(p)
	}
	for _, p := range r.all {
		if rests[picture{camera: p.camera, at: p.at}] {
			take(p)
		}
	}
	return out
}
