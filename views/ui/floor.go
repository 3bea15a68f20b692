package ui

import (
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/floor"
)

// Metres writes a length for SVG.
func Metres(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// ZoneName is a zone's name in English, and of an aisle, which is narrow, its
// number.
func ZoneName(z floor.Zone) string {
	if z.Kind == floor.ZoneAisle {
		short, _, _ := strings.Cut(z.Name, ":")
		return strings.TrimPrefix(short, "Aisle ")
	}
	return z.Name
}

// An aisle bears its number at its head, any other zone its name in the middle.
func labelY(z floor.Zone) float64 {
	if z.Kind == floor.ZoneAisle {
		return z.Rect.Y + 1
	}
	return z.Rect.Centre().Y
}

func labelSize(z floor.Zone) string {
	if z.Kind == floor.ZoneAisle {
		return "1.1"
	}
	return "0.9"
}

func labelWeight(z floor.Zone) string {
	if z.Kind == floor.ZoneAisle {
		return "700"
	}
	return "400"
}
