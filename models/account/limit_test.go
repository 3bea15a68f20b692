package account

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestALimitHolds checks against a list of all tries that no window ever holds
// more than allowed.
func TestALimitHolds(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		now := time.Unix(1_700_000_000, 0)
		most := rapid.IntRange(1, 5).Draw(r, "most")
		l := NewLimiter(most, time.Minute, func() time.Time { return now })
		var taken []time.Time
		for range 60 {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(r, "s")) * time.Second)
			recent := 0
			for _, at := range taken {
				if now.Sub(at) < time.Minute {
					recent++
				}
			}
			if got, want := l.Take("ana"), recent < most; got != want {
				r.Fatalf("%d tries in the window of %d: %v", recent, most, got)
			}
			if recent < most {
				taken = append(taken, now)
			}
		}
	})
}

func TestMadeUpNamesNeitherFillTheMemoryNorFreeAName(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	l := NewLimiter(3, time.Minute, func() time.Time { return now })
	for range 3 {
		l.Note("ana")
	}
	for i := range 200_000 {
		l.Note(fmt.Sprint("x", i))
	}
	if !l.Full("ana") {
		t.Error("other names' tries freed one")
	}
	if n := len(l.slots); n > 1<<16 {
		t.Errorf("%d slots", n)
	}
}
