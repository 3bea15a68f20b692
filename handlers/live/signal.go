package live

import "sync"

// Signal tells whoever watches that something changed which no cart tells of.
// The zero value is ready.
type Signal struct {
	mu       sync.Mutex
	watching map[chan struct{}]bool
}

// Tell wakes everybody who watches; who was not yet awake from the last time
// is told once.
func (s *Signal) Tell() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ch := range s.watching {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// Watch implements Source.
func (s *Signal) Watch() (<-chan struct{}, func()) {
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
