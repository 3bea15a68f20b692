package loop

import (
	"context"
	"slices"
	"sync"

	"github.com/dashcart/dashcart/models/evidence"
)

// queueSize is how many readings may wait: three seconds of the fastest scale.
// framesWaiting is how many pictures of each camera among them may; the
// camera's oldest is dropped for one more, since a picture of the past helps nobody.
const (
	queueSize     = 1024
	framesWaiting = 4
)

// queue is where readings of all drivers meet: they leave in the order in which
// they came, and carry the loop's time of their coming, however far behind the
// pipeline is. Devices have clocks of their own, or none.
type queue struct {
	now   func() evidence.Millis
	ready chan struct{} // something waits
	room  chan struct{} // something left

	mu      sync.Mutex
	waiting []any
	frames  map[string]int // by camera
	dropped int
}

func newQueue(now func() evidence.Millis) *queue {
	return &queue{now: now, ready: make(chan struct{}, 1), room: make(chan struct{}, 1), frames: map[string]int{}}
}

// put appends a reading. While the queue is full it holds the driver up, until
// ctx ends.
func (q *queue) put(ctx context.Context, r any) {
	for {
		q.mu.Lock()
		full := len(q.waiting) >= queueSize
		if !full {
			q.push(r)
		}
		q.mu.Unlock()
		if !full {
			return
		}
		select {
		case <-q.room:
		case <-ctx.Done():
			return
		}
	}
}

// add appends what must neither wait nor be lost: touches and health, of which
// there are few.
func (q *queue) add(r any) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.push(r)
}

// frame appends a picture, in place of its camera's oldest that waits if there are many.
func (q *queue) frame(f evidence.Frame) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.frames[f.Camera] >= framesWaiting {
		i := slices.IndexFunc(q.waiting, func(r any) bool { x, is := r.(evidence.Frame); return is && x.Camera == f.Camera })
		q.waiting = slices.Delete(q.waiting, i, i+1)
		q.frames[f.Camera]--
		q.dropped++
	}
	q.frames[f.Camera]++
	q.push(f)
}

// push stamps and appends; the lock is held, so that times never go back.
func (q *queue) push(r any) {
	q.waiting = append(q.waiting, stamped(r, q.now()))
	signal(q.ready)
}

// take returns the first that waits; nothing waiting, a tick.
func (q *queue) take() any {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		return Tick{At: q.now()}
	}
	r := q.waiting[0]
	q.waiting = slices.Delete(q.waiting, 0, 1)
	if f, is := r.(evidence.Frame); is {
		q.frames[f.Camera]--
	}
	if len(q.waiting) > 0 {
		signal(q.ready)
	}
	signal(q.room)
	return r
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // it is known already
	}
}

// stamped puts a reading on the loop's clock.
func stamped(r any, at evidence.Millis) any {
	switch x := r.(type) {
	case evidence.ScaleReading:
		x.At = at
		return x
	case evidence.Frame:
		x.At = at
		return x
	case ScanFrom:
		x.At = at
		return x
	case evidence.PositionReading:
		x.At = at
		return x
	case evidence.PowerReading:
		x.At = at
		return x
	case evidence.Input:
		x.At = at
		return x
	case evidence.Health:
		x.At = at
		return x
	}
	return r
}
