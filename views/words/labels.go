package words

import (
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/pricing"
)

// LabelNote says what the label on a thing said of it: a price of its own or a
// lowered one, a best-before day that has passed. It is empty for other lines.
func LabelNote(lang string, l pricing.Line) string {
	var out []string
	switch {
	case slices.Contains(l.Flags, pricing.FlagMarkdown):
		out = append(out, T(lang, "marked-down"))
	case slices.Contains(l.Flags, pricing.FlagPrinted):
		out = append(out, T(lang, "as-labelled"))
	}
	if slices.Contains(l.Flags, pricing.FlagPastBest) {
		out = append(out, T(lang, "past-best-line"))
	}
	return strings.Join(out, ", ")
}
