package bench

import (
	"fmt"
	"strings"
)

// Thought is one conclusion of fusion, to be read by a person. Grams and SD
// are of the step; Percent is how sure it was of what it did.
type Thought struct {
	ID, Revises, Quantity         int
	Action, Direction, Name, Gate string
	Grams, SD, Percent            float64
	Choices                       []Choice
	Codes, Flags                  []string
	Note                          string
}

// Choice is one thing that it could have been.
type Choice struct {
	Name    string
	Percent float64
}

// gates say in words why a decision was let pass.
var gates = map[string]string{
	"code": "its code was seen and the weight fits", "inside": "only one thing inside weighs that", "geometry": "its picture was found on it, and the weight fits",
	"posterior": "it looks and weighs like nothing else", "pair": "two things, put in at once", "produce": "its code was entered on the screen",
	"answer": "the shopper said so", "unknown": "the shopper said that nobody knows it", "scan": "it was scanned, and the weight fits",
	"ask": "more than one thing is likely", "show": "nothing is likely enough", "mismatch": "its code and its weight disagree",
	"withdrawn": "the load went back to what it was",
}

// Title says what was done.
func (t Thought) Title() string {
	n := ""
	if t.Quantity > 1 {
		n = fmt.Sprintf(" ×%d", t.Quantity)
	}
	switch {
	case t.Action == "put":
		return "In: " + t.Name + n
	case t.Action == "take":
		return "Out: " + t.Name + n
	case t.Action == "ignore":
		return "Not goods"
	case len(t.Choices) == 0:
		return "Asks to be shown it again"
	case t.Direction == "take":
		return "Asks which of these went out"
	}
	return "Asks which of these it is"
}

func (t Thought) weight() string {
	if t.Grams == 0 {
		return ""
	}
	sign := "+"
	if t.Direction == "take" {
		sign = "−"
	}
	return fmt.Sprintf("%s%.0f ± %.0f g", sign, t.Grams, t.SD)
}

func (t Thought) why() string {
	say := gates[t.Gate]
	if say == "" {
		say = t.Gate
	}
	parts := []string{say}
	if t.Action != "ask" && t.Percent > 0 {
		parts = append(parts, fmt.Sprintf("%.0f%% sure", t.Percent))
	}
	if t.Revises != 0 {
		parts = append(parts, "after a second thought")
	}
	if len(t.Codes) > 0 {
		parts = append(parts, "seen: "+strings.Join(t.Codes, ", "))
	}
	if len(t.Flags) > 0 {
		parts = append(parts, "for the audit: "+strings.Join(t.Flags, ", "))
	}
	if t.Note != "" {
		parts = append(parts, t.Note)
	}
	return strings.Join(parts, " · ")
}

// place puts a thing where it lies; what lies on another is shifted a little.
func place(t Thing, i int) string {
	return fmt.Sprintf("left:%.0f%%;top:%.0f%%;z-index:%d", 4+70*t.X, 6+60*t.Y, i+1)
}
