package gs1_test

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
)

func TestParseDate(t *testing.T) {
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ in, want, code string }{
		{"261123", "2026-11-23", ""}, {"260200", "2026-02-28", ""}, {"280200", "2028-02-29", ""}, {"261200", "2026-12-31", ""},
		{"760101", "2076-01-01", ""}, {"770101", "1977-01-01", ""}, {"000229", "2000-02-29", ""},
		{"261300", "", "illegal_month"}, {"260001", "", "illegal_month"}, {"260230", "", "illegal_day"}, {"270229", "", "illegal_day"},
		{"26113x", "", "non_digit_character"}, {"2611", "", "date_too_short"},
	} {
		got, err := gs1.ParseDate(c.in, now)
		if code(err) != c.code || err == nil && got.Format(time.DateOnly) != c.want {
			t.Errorf("ParseDate(%s) = %v, %v; want %s %s", c.in, got, err, c.want, c.code)
		}
	}
	late := time.Date(2080, 1, 1, 0, 0, 0, 0, time.UTC)
	if got, err := gs1.ParseDate("200101", late); err != nil || got.Year() != 2120 {
		t.Errorf("year 20 read in 2080 is %v, %v, want 2120", got, err)
	}
}
