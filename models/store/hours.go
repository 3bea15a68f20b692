package store

import (
	"slices"
	"time"
)

// OpenAt reports whether new trips may start at t. A store without hours is
// always open.
func (s *Store) OpenAt(t time.Time) bool {
	if len(s.Hours) == 0 {
		return true
	}
	local := t.In(s.Location)
	minute := local.Hour()*60 + local.Minute()
	for _, h := range s.Hours {
		if slices.Contains(h.Days, local.Weekday()) && minute >= h.Open && minute < h.Close {
			return true
		}
	}
	return false
}

// NextOpening returns the next instant after t at which the store opens; false
// where it never does or never closes.
func (s *Store) NextOpening(t time.Time) (time.Time, bool) {
	local := t.In(s.Location)
	var best time.Time
	for day := range 8 {
		date := time.Date(local.Year(), local.Month(), local.Day()+day, 0, 0, 0, 0, s.Location)
		for _, h := range s.Hours {
			at := time.Date(date.Year(), date.Month(), date.Day(), h.Open/60, h.Open%60, 0, 0, s.Location)
			if slices.Contains(h.Days, date.Weekday()) && at.After(t) && (best.IsZero() || at.Before(best)) {
				best = at
			}
		}
	}
	return best, !best.IsZero()
}
