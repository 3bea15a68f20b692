package recording

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
)

// segments are the folders of a ring, one of them being written. A chapter is
// what begins with senses that know nothing, at the start of the program or
// of a trip: its segments, none missing, can be played back exactly.
type segments struct {
	o       RingOptions
	all     []segment // closed, the oldest first
	next    int
	open    *Recorder
	dir     string
	began   evidence.Millis // of the open one
	chapter string
	partial string
	trip    string
	failed  bool
	retry   evidence.Millis
}

// segment is one that is closed.
type segment struct {
	dir   string
	ended time.Time
	bytes int64
}

// openSegments finds what a ring's folder holds. One that cannot be read is
// empty; writing will tell why.
func openSegments(o RingOptions) *segments {
	s := &segments{o: o}
	for _, name := range segmentNames(o.Dir) {
		n, _ := strconv.Atoi(name)
		s.next = max(s.next, n+1)
		seg := segment{dir: filepath.Join(o.Dir, name)}
		_ = filepath.WalkDir(seg.dir, func(_ string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // it went away meanwhile
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				seg.bytes += info.Size()
				if info.ModTime().After(seg.ended) {
					seg.ended = info.ModTime()
				}
			}
			return nil
		})
		s.all = append(s.all, seg)
	}
	return s
}

// segmentNames lists a ring's segments in order.
func segmentNames(dir string) []string {
	entries, _ := os.ReadDir(dir)
	var out []string
	for _, e := range entries {
		if _, err := strconv.Atoi(e.Name()); err == nil && e.IsDir() && len(e.Name()) == 8 {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out
}

// ready sees to it that a segment is open for what comes at an instant; none is
// while the disk fails. missed says that something before was not written.
func (s *segments) ready(job any, at evidence.Millis, missed bool) error {
	in, _ := job.(evidence.Input)
	switch {
	case in.Renew != nil:
		s.trip = in.Renew.Trip
	case in.Contents != nil && in.Contents.Trip == "":
		s.trip = ""
	}
	fresh := in.Renew != nil || s.chapter == ""
	if s.failed && at < s.retry && at >= s.retry-retryAfter {
		return nil
	}
	full := s.open != nil && (time.Duration(at-s.began)*time.Millisecond >= s.o.Segment || at < s.began || s.open.Bytes() >= s.o.Bytes/8)
	if s.open != nil && !fresh && !full && !missed {
		return nil
	}
	if err := s.end(); err != nil {
		s.fail(at)
		return err
	}
	if fresh {
		s.chapter, s.partial = fmt.Sprintf("%08d", s.next), ""
	}
	if missed { // before this or after: it is not known
		s.partial = "the disk was too slow for some readings"
	}
	return s.begin(at)
}

// retryAfter is how long a disk that failed is left alone.
const retryAfter evidence.Millis = 5000

func (s *segments) begin(at evidence.Millis) error {
	s.prune()
	s.dir = filepath.Join(s.o.Dir, fmt.Sprintf("%08d", s.next))
	s.next++
	open, err := NewRecorder(s.dir, Manifest{Cart: s.o.Cart, Trip: s.trip, Chapter: s.chapter, Began: s.o.Now().Format(time.RFC3339), Partial: s.partial})
	if err != nil {
		s.fail(at)
		return err
	}
	s.open, s.began, s.failed = open, at, false
	return nil
}

// end closes the open segment.
func (s *segments) end() error {
	if s.open == nil {
		return nil
	}
	err := s.open.Close()
	s.all = append(s.all, segment{s.dir, s.o.Now(), s.open.Bytes()})
	s.open = nil
	return err
}

// fail gives up the open segment and makes room; what comes is tried again
// later.
func (s *segments) fail(at evidence.Millis) {
	s.failed, s.retry = true, at+retryAfter
	s.partial = "the disk failed or was full for a while"
	_ = s.end() // it failed already
	if len(s.all) > 1 {
		s.drop()
	}
}

// prune drops what is beyond the bounds.
func (s *segments) prune() {
	now := s.o.Now()
	for len(s.all) > 0 {
		var bytes int64
		for _, x := range s.all {
			bytes += x.bytes
		}
		if oldest := s.all[0]; now.Sub(oldest.ended) < s.o.Span && bytes <= s.o.Bytes {
			return
		}
		s.drop()
	}
}

// drop removes the oldest segment. One that cannot be removed is found again at
// the next start.
func (s *segments) drop() {
	_ = os.RemoveAll(s.all[0].dir)
	s.all = s.all[1:]
}
