package gs1

var (
	yymmdd   = check{"yymmdd", func(s string) Code { return lintDate(s, false) }}
	yymmd0   = check{"yymmd0", func(s string) Code { return lintDate(s, true) }}
	yyyymmdd = check{"yyyymmdd", lintLongDate}
	hh       = check{"hh", func(s string) Code { return lintClock(s, 23, "hour", "illegal_hour") }}
	mi       = check{"mi", func(s string) Code { return lintClock(s, 59, "minute", "illegal_minute") }}
	ss       = check{"ss", func(s string) Code { return lintClock(s, 59, "second", "illegal_second") }}
	hhmi     = check{"hhmi", lintHourMinute}
)

// lintDate reads YYMMDD; zero allows day 00.
func lintDate(s string, zero bool) Code {
	switch {
	case len(s) < 6:
		return "date_too_short"
	case len(s) > 6:
		return "date_too_long"
	}
	return checkDate(s, zero)
}

// lintLongDate reads YYYYMMDD of the Gregorian calendar.
func lintLongDate(s string) Code {
	switch {
	case len(s) < 8:
		return "date_too_short"
	case len(s) > 8:
		return "date_too_long"
	case firstNonDigit(s) >= 0:
		return CodeNonDigit
	}
	short := s[2:]
	if year := atoi(s[:4]); s[2:4] == "00" && year%400 != 0 {
		short = "01" + s[4:] // the last year of most centuries is no leap year
	}
	return checkDate(short, false)
}

func lintHourMinute(s string) Code {
	switch {
	case len(s) < 4:
		return "hour_with_minute_too_short"
	case len(s) > 4:
		return "hour_with_minute_too_long"
	}
	if code := hh.run(s[:2]); code != "" {
		return code
	}
	return mi.run(s[2:])
}

// lintClock reads two digits from 0 to last.
func lintClock(s string, last int, name string, illegal Code) Code {
	switch {
	case len(s) < 2:
		return Code(name + "_too_short")
	case len(s) > 2:
		return Code(name + "_too_long")
	case firstNonDigit(s) >= 0:
		return CodeNonDigit
	case atoi(s) > last:
		return illegal
	}
	return ""
}
