package scale

import (
	"errors"
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
)

// massUnits are the grams of the units that scales print. The pound is that of
// NIST SP 811.
var massUnits = map[string]float64{"kg": 1000, "g": 1, "lb": 453.59237, "oz": 28.349523125}

// heaviest is beyond any platform that fits a cart, in grams: a number above it is garbage.
const heaviest = 2_000_000

// errNoMass says that a text is no mass.
var errNoMass = errors.New("no mass")

// parseMass reads a number with its unit as scales print it: a sign that may
// stand apart, leading zeros or blanks, one point, a unit near or apart. Grams
// are returned. Without a unit it is in the one given.
func parseMass(s, unit string) (float64, error) {
	s = strings.TrimSpace(s)
	sign := 1.0
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = -1
		}
		s = strings.TrimLeft(s[1:], " ")
	}
	digits := 0
	for digits < len(s) && (s[digits] >= '0' && s[digits] <= '9' || s[digits] == '.') {
		digits++
	}
	if u := strings.ToLower(strings.TrimSpace(s[digits:])); u != "" {
		unit = u
	}
	perUnit, ok := massUnits[unit]
	if digits == 0 || digits > 12 || !ok {
		return 0, errNoMass
	}
	v, err := strconv.ParseFloat(s[:digits], 64)
	if g := sign * v * perUnit; err == nil && g <= heaviest && g >= -heaviest {
		return g, nil
	}
	return 0, errNoMass
}

// unread is what is emitted when the scale says that it has no number to
// show. A platform beyond its range carries a great deal; one below zero was
// lifted off, and what it would weigh nobody knows.
func unread(over bool) evidence.ScaleReading {
	if over {
		return evidence.ScaleReading{Status: evidence.ScaleOver}
	}
	return evidence.ScaleReading{Status: evidence.ScaleFault}
}
