package account

import (
	"hash/maphash"
	"sync"
	"time"
)

// Limiter counts tries of a name within a sliding window. Names share a fixed
// number of slots by a keyed hash: whoever makes up names can neither fill the
// memory nor push out what was counted, at worst two names are counted
// together.
type Limiter struct {
	most   int
	window time.Duration
	now    func() time.Time
	seed   maphash.Seed

	mu    sync.Mutex
	slots map[uint16][]time.Time
}

// NewLimiter lets a name try as often as most within a window.
func NewLimiter(most int, window time.Duration, now func() time.Time) *Limiter {
	return &Limiter{most: most, window: window, now: now, seed: maphash.MakeSeed(), slots: map[uint16][]time.Time{}}
}

func (l *Limiter) slot(name string) uint16 { return uint16(maphash.String(l.seed, name)) }

// recent drops what left the window; the caller holds mu.
func (l *Limiter) recent(k uint16) []time.Time {
	list, from := l.slots[k], l.now().Add(-l.window)
	for len(list) > 0 && !list[0].After(from) {
		list = list[1:]
	}
	if len(list) == 0 {
		delete(l.slots, k)
	} else {
		l.slots[k] = list
	}
	return list
}

// Full reports whether a name has tried too often.
func (l *Limiter) Full(name string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.recent(l.slot(name))) >= l.most
}

// Note counts a try.
func (l *Limiter) Note(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := l.slot(name)
	if list := l.recent(k); len(list) < l.most {
		l.slots[k] = append(list[:len(list):len(list)], l.now())
	}
}

// Take counts a try and reports whether it was still allowed.
func (l *Limiter) Take(name string) bool {
	if l.Full(name) {
		return false
	}
	l.Note(name)
	return true
}
