package barcode

import (
	"slices"
	"time"
)

// Agreement decides which codes of a camera's frames count: those that two
// frames read alike within a window, and at once those that the store sells.
// It is for one camera and not for several goroutines.
type Agreement struct {
	// Known says whether a code names something in the catalogue; nil knows
	// none.
	Known func(Code) bool
	// Window is how far apart two frames may lie and still agree.
	Window time.Duration

	seen []sighting
}

// sighting is when a code was last read.
type sighting struct {
	code Code
	at   time.Duration
}

// Add takes what one frame shows, at its time on the recording's clock, and
// returns the codes that count. Frames must come in time order; one that lies
// before the last makes all sightings forgotten.
func (a *Agreement) Add(at time.Duration, codes []Code) []Code {
	a.seen = slices.DeleteFunc(a.seen, func(s sighting) bool { return s.at > at || at-s.at > a.Window })
	var counted []Code
	for i, c := range codes {
		if slices.ContainsFunc(codes[:i], func(k Code) bool { return Same(c, k) }) {
			continue // twice in one frame is one sighting
		}
		n := slices.IndexFunc(a.seen, func(s sighting) bool { return Same(s.code, c) })
		if n >= 0 || a.Known != nil && a.Known(c) {
			counted = append(counted, c)
		}
		if n >= 0 {
			a.seen[n].at = at
		} else {
			a.seen = append(a.seen, sighting{c, at})
		}
	}
	return counted
}
