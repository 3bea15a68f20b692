package words

import (
	"testing"
	"time"
)

func TestDatesAsPeopleWriteThem(t *testing.T) {
	at := time.Date(2026, 8, 3, 16, 5, 0, 0, time.UTC)
	for _, c := range []struct{ lang, day, moment string }{
		{"en", "Aug 3, 2026", "Aug 3, 2026, 4:05 PM"},
		{"es", "3 ago 2026", "3 ago 2026, 16:05"},
		{"nonsense", "Aug 3, 2026", "Aug 3, 2026, 4:05 PM"},
	} {
		if got := Day(c.lang, at); got != c.day {
			t.Errorf("%s: %q, want %q", c.lang, got, c.day)
		}
		if got := Moment(c.lang, at); got != c.moment {
			t.Errorf("%s: %q, want %q", c.lang, got, c.moment)
		}
	}
	for m := time.January; m <= time.December; m++ {
		at := time.Date(2026, m, 1, 0, 0, 0, 0, time.UTC)
		if got, want := Day("en", at), at.Format("Jan 2, 2006"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
