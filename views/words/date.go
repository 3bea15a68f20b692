package words

import (
	"fmt"
	"strings"
	"time"
)

// months are short names of the months, as people write dates in each language.
var months = map[string][]string{
	"en": strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
	"es": strings.Fields("ene feb mar abr may jun jul ago sep oct nov dic"),
}

// Day writes a date for a shopper, in t's own zone.
func Day(lang string, t time.Time) string {
	lang = Lang(lang)
	month := months[lang][t.Month()-1]
	if lang == "es" {
		return fmt.Sprintf("%d %s %d", t.Day(), month, t.Year())
	}
	return fmt.Sprintf("%s %d, %d", month, t.Day(), t.Year())
}

// Moment writes a date with its time of day.
func Moment(lang string, t time.Time) string {
	clock := "3:04 PM"
	if Lang(lang) == "es" {
		clock = "15:04"
	}
	return Day(lang, t) + ", " + t.Format(clock)
}
