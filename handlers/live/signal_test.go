package live

import "testing"

// TestASignalReachesWhoWatches: each watcher once for any number of changes
// that it slept through, and nobody after leaving.
func TestASignalReachesWhoWatches(t *testing.T) {
	var s Signal
	s.Tell() // nobody watches
	one, stop := s.Watch()
	two, _ := s.Watch()
	s.Tell()
	s.Tell()
	if len(one) != 1 || len(two) != 1 {
		t.Fatalf("%d and %d signals", len(one), len(two))
	}
	<-one
	stop()
	s.Tell()
	if len(one) != 0 || len(two) != 1 {
		t.Errorf("%d and %d signals after one left", len(one), len(two))
	}
}
