package gs1

import "time"

// Refusals of dates and times.
const (
	CodeIllegalMonth Code = "illegal_month"
	CodeIllegalDay   Code = "illegal_day"
)

// CouponDate is a day as YYMMDD, checked; empty where none is coded. Days
// compare as text while they are of one century.
type CouponDate string

// Day returns the day, at midnight UTC, in the century that now puts it into.
func (d CouponDate) Day(now time.Time) (time.Time, bool) {
	if d == "" {
		return time.Time{}, false
	}
	t, err := ParseDate(string(d), now)
	return t, err == nil
}

// ParseDate reads YYMMDD as a day at midnight UTC. Day 00 means the last day
// of the month (General Specifications, best-before and the like). The century
// is the one that puts the year within 49 years before and 50 after now.
func ParseDate(s string, now time.Time) (time.Time, error) {
	if len(s) != 6 {
		return time.Time{}, refuse("date_too_short", "a date is YYMMDD")
	}
	if code := checkDate(s, true); code != "" {
		return time.Time{}, refuse(code, "%s is no day as YYMMDD", s)
	}
	month, day := time.Month(atoi(s[2:4])), atoi(s[4:])
	year := fullYear(atoi(s[:2]), now.Year())
	if day == 0 {
		month, day = month+1, 0 // day 0 of the next month is the last of this
	}
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC), nil
}

// fullYear is the sliding century of the General Specifications, 7.12.
func fullYear(yy, now int) int {
	century := now - now%100
	switch diff := yy - now%100; {
	case diff >= 51:
		century -= 100
	case diff <= -50:
		century += 100
	}
	return century + yy
}

// Date returns the day that an AI holds as ISO 8601 writes it, with the time
// where there is one ("2026-12-31T23:59") and with the last day of a range
// behind a slash. It is empty for AIs of no date, and for what is no day.
func (e Element) Date(now time.Time) string {
	s := specs()[e.AI]
	if s == nil || s.lint(e.AI, e.Value) != nil {
		return ""
	}
	text, rest := "", e.Value
	for _, f := range s.fields {
		part := rest[:min(len(rest), f.max)]
		rest = rest[len(part):]
		if part == "" || len(f.checks) == 0 {
			continue
		}
		text += isoPart(f.checks[0].name, part, text != "", now)
	}
	return text
}

// isoPart writes one field of a date or a time, after others or first.
func isoPart(check, part string, after bool, now time.Time) string {
	switch check {
	case yymmdd.name, yymmd0.name:
		day, err := ParseDate(part, now)
		if err != nil {
			return ""
		}
		if after {
			return "/" + day.Format(time.DateOnly)
		}
		return day.Format(time.DateOnly)
	case yyyymmdd.name:
		return part[:4] + "-" + part[4:6] + "-" + part[6:]
	case hh.name:
		return "T" + part
	case hhmi.name:
		return "T" + part[:2] + ":" + part[2:]
	case mi.name, ss.name:
		return ":" + part
	}
	return ""
}

// checkDate checks the six digits YYMMDD; zero allows day 00. It returns no
// code where all is well. Years divisible by four are leap years: 00 is 2000
// as long as any code now printed is read.
func checkDate(s string, zero bool) Code {
	if firstNonDigit(s) >= 0 {
		return CodeNonDigit
	}
	year, month, day := atoi(s[:2]), atoi(s[2:4]), atoi(s[4:])
	if month < 1 || month > 12 {
		return CodeIllegalMonth
	}
	last := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && year%4 == 0 {
		last++
	}
	if day > last || day == 0 && !zero {
		return CodeIllegalDay
	}
	return ""
}
