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

// TestDatesOfElements: each AI that holds a day says it in one form.
func TestDatesOfElements(t *testing.T) {
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ ai, value, want string }{
		{"15", "260200", "2026-02-28"}, {"12", "261123", "2026-11-23"}, {"7006", "261123", "2026-11-23"}, {"4326", "261123", "2026-11-23"},
		{"7003", "2612312359", "2026-12-31T23:59"}, {"4324", "2602000830", "2026-02-28T08:30"}, {"7011", "261231", "2026-12-31"},
		{"7011", "2612310900", "2026-12-31T09:00"}, {"7007", "260701", "2026-07-01"}, {"7007", "260701260703", "2026-07-01/2026-07-03"},
		{"8008", "26070114", "2026-07-01T14"}, {"8008", "2607011430", "2026-07-01T14:30"}, {"8008", "260701143005", "2026-07-01T14:30:05"},
		{"7250", "19610230", ""}, {"7250", "19610228", "1961-02-28"}, {"7251", "196102280710", "1961-02-28T07:10"},
		{"15", "261300", ""}, {"10", "260101", ""}, {"3103", "260101", ""}, {"8110", "106141416543213150110000310123196000", ""}, {"9x", "1", ""},
	} {
		if got := (gs1.Element{AI: c.ai, Value: c.value}).Date(now); got != c.want {
			t.Errorf("(%s)%s is %q, want %q", c.ai, c.value, got, c.want)
		}
	}
}
