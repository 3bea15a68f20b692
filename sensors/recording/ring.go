package recording

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"sync/atomic"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
)

// RingOptions bound a flight recorder. Zero fields take the defaults.
type RingOptions struct {
	Dir      string        // its folder, its own alone
	Cart     string        // whose it is
	Span     time.Duration // what it keeps at most; 10 minutes
	Bytes    int64         // on disk at most; 512 MiB
	Segment  time.Duration // kept or dropped as a whole; 20 seconds
	Evidence *Evidence     // of decisions, kept for longer; may be nil
	Now      func() time.Time
	Tell     func(error) // of a change of what it fares like; nil for well
}

// Ring is a flight recorder: it keeps on disk what the pipeline consumed in the
// last minutes, as segments that are recordings themselves. Pictures are kept
// only while a trip is open. Writing happens beside the pipeline: a disk that is
// slow or full makes a gap in the recording and holds nobody up.
type Ring struct {
	o       RingOptions
	jobs    chan any
	missed  atomic.Bool // something was not written since the last segment began
	trip    string      // open, as the pipeline knows
	encoder bytes.Buffer

	s        *segments
	failing  string
	flushed  evidence.Millis
	recorded recent
}

const (
	ringSpan    = 10 * time.Minute
	ringBytes   = 512 << 20
	ringSegment = 20 * time.Second
	ringWaiting = 1024 // readings that may wait for the disk
	ringQuality = 90   // of pictures
	flushEvery  = evidence.Millis(1000)
)

// NewRing makes a flight recorder; what its folder holds from before is kept
// as long as its bounds say. Run writes.
func NewRing(o RingOptions) *Ring {
	if o.Span <= 0 {
		o.Span = ringSpan
	}
	if o.Bytes <= 0 {
		o.Bytes = ringBytes
	}
	if o.Segment <= 0 {
		o.Segment = ringSegment
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tell == nil {
		o.Tell = func(error) {}
	}
	return &Ring{o: o, jobs: make(chan any, ringWaiting), s: openSegments(o)}
}

// Tap takes what the pipeline is about to consume and returns what it is to
// consume: a picture as it was kept. It is called by one goroutine.
func (r *Ring) Tap(reading any) any {
	switch x := reading.(type) {
	case evidence.Input:
		switch {
		case x.Renew != nil:
			r.trip = x.Renew.Trip
		case x.Contents != nil:
			r.trip = x.Contents.Trip
		}
	case evidence.Frame:
		if r.trip == "" {
			return x
		}
		kept, err := r.encode(x)
		if err != nil { // a picture that cannot be encoded is one that nobody can use
			r.missed.Store(true)
			return x
		}
		r.send(kept)
		return kept
	}
	r.send(reading)
	return reading
}

// Decided keeps a decision with its evidence.
func (r *Ring) Decided(d evidence.Decision) {
	if r.o.Evidence != nil {
		r.send(d)
	}
}

// send hands a job to the writer; one that finds no room is a gap.
func (r *Ring) send(job any) {
	select {
	case r.jobs <- job:
	default:
		r.missed.Store(true)
	}
}

// encode makes a picture the one that its JPEG shows.
func (r *Ring) encode(f evidence.Frame) (evidence.Frame, error) {
	if f.Encoded != nil || f.Image == nil || f.Image.Bounds().Empty() {
		return f, nil
	}
	r.encoder.Reset()
	if err := jpeg.Encode(&r.encoder, plain(f.Image), &jpeg.Options{Quality: ringQuality}); err != nil {
		return f, fmt.Errorf("encoding a picture of %s: %w", f.Camera, err)
	}
	f.Encoded = bytes.Clone(r.encoder.Bytes())
	img, err := jpeg.Decode(bytes.NewReader(f.Encoded))
	if err != nil {
		return f, fmt.Errorf("decoding a picture of %s: %w", f.Camera, err)
	}
	f.Image = img
	return f, nil
}

// plain is an image of a kind that the encoder has a fast way for.
func plain(img image.Image) image.Image {
	switch img.(type) {
	case *image.RGBA, *image.YCbCr, *image.Gray:
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
	return out
}

// Run writes until ctx ends, then what waits, and closes the segment.
func (r *Ring) Run(ctx context.Context) {
	for {
		select {
		case job := <-r.jobs:
			r.write(job)
			continue
		case <-ctx.Done():
		}
		for len(r.jobs) > 0 {
			r.write(<-r.jobs)
		}
		r.fares(r.s.end())
		return
	}
}

// write does one job. After a failure nothing is written until the next
// segment is due, so that a full disk is not asked eighty times a second.
func (r *Ring) write(job any) {
	if d, ok := job.(evidence.Decision); ok {
		if err := r.o.Evidence.keep(d, r.s.trip, r.recorded.of(d), r.o.Now()); err != nil {
			r.fares(err)
		}
		return
	}
	at := instant(job)
	if err := r.s.ready(job, at, r.missed.Swap(false)); err != nil {
		r.fares(err)
		return
	}
	if r.s.open == nil {
		return
	}
	err := r.s.open.Write(job)
	if err == nil && at-r.flushed >= flushEvery || at < r.flushed {
		r.flushed = at
		err = r.s.open.Flush()
	}
	if err != nil {
		r.s.fail(at)
		r.fares(err)
		return
	}
	if f, ok := job.(evidence.Frame); ok {
		r.recorded.add(f.Camera, f.At, r.s.open.last)
	}
	r.fares(nil)
}

// fares tells of a change.
func (r *Ring) fares(err error) {
	now := ""
	if err != nil {
		now = err.Error()
	}
	if now != r.failing {
		r.failing = now
		r.o.Tell(err)
	}
}

// instant is when a reading was consumed.
func instant(reading any) evidence.Millis {
	switch x := reading.(type) {
	case evidence.ScaleReading:
		return x.At
	case evidence.Frame:
		return x.At
	case interface{ Reading() any }:
		return instant(x.Reading())
	case evidence.ScanReading:
		return x.At
	case evidence.PositionReading:
		return x.At
	case evidence.PowerReading:
		return x.At
	case evidence.Input:
		return x.At
	case evidence.Tick:
		return x.At
	}
	return 0
}
