package admin

import "sync"

// signal tells whoever watches that staff changed something no cart tells of.
type signal struct {
	mu       sync.Mutex
	watching map[chan struct{}]bool
}

// Tell wakes everybody who watches; who was not yet awake from the last time
// is told once.
func (s *signal) Tell() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ch := range s.watching {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// Watch implements live.Source.
func (s *signal) Watch() (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.watching == nil {
		s.watching = map[chan struct{}]bool{}
	}
	s.watching[ch] = true
	return ch, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watching, ch)
	}
}
