package ui

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dashcart/dashcart/models/floor"
)

// Metres writes a length for SVG.
func Metres(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// ZoneName is a zone's name in English, and of an aisle, which is narrow, its
// number.
func ZoneName(z floor.Zone) string { return zoneName(z, z.Name) }

// ZoneNameES is the same in Spanish, where the plan has it.
func ZoneNameES(z floor.Zone) string { return zoneName(z, cmp.Or(z.NameES, z.Name)) }

func zoneName(z floor.Zone, name string) string {
	if z.Kind == floor.ZoneAisle {
		short, _, _ := strings.Cut(name, ":")
		return short[strings.LastIndex(short, " ")+1:]
	}
	return name
}

// An aisle bears its number at its head, any other zone its name in the middle.
func labelY(z floor.Zone) float64 {
	if z.Kind == floor.ZoneAisle {
		return z.Rect.Y + 1
	}
	return z.Rect.Centre().Y
}

// labelSize makes a name as large as its zone can hold: letters are about half
// as wide as they are high.
func labelSize(z floor.Zone, text string) string {
	if z.Kind == floor.ZoneAisle {
		return "1.1"
	}
	n := max(1, utf8.RuneCountInString(text))
	return fmt.Sprintf("%.2g", min(0.9, z.Rect.W/(0.52*float64(n))))
}

func labelWeight(z floor.Zone) string {
	if z.Kind == floor.ZoneAisle {
		return "700"
	}
	return "400"
}
