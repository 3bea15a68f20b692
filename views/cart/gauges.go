package cart

import (
	"fmt"
	"math"
)

// fills are the gauges in whole percent, the left bag's first; one is of both
// bags together.
func (s Screen) fills() []int {
	out := make([]int, 0, 2)
	for _, f := range s.Now.Fill {
		out = append(out, int(math.Round(100*f)))
	}
	if len(out) == 0 {
		out = append(out, 0)
	}
	return out
}

// Full is how full the fullest bag is, in whole percent.
func (s Screen) Full() int {
	full := 0
	for _, f := range s.fills() {
		full = max(full, f)
	}
	return full
}

// fullWords says the gauges to who cannot see them.
func (s Screen) fullWords() string {
	f := s.fills()
	if len(f) == 2 {
		return s.T("bags-two", f[0], f[1])
	}
	return fmt.Sprintf("%s %d%%", s.T("bags"), f[0])
}

// bagWords warns from 80 % on and is firm from 100 %, of the one bag that it is
// about where the cart tells them apart.
func (s Screen) bagWords() string {
	f := s.fills()
	of := ""
	if len(f) == 2 && min(f[0], f[1]) < 80 {
		of = "-left"
		if f[1] > f[0] {
			of = "-right"
		}
	}
	switch {
	case s.Full() >= 100:
		return s.T("bag-100" + of)
	case s.Full() >= 80:
		return s.T("bag-80" + of)
	}
	return ""
}

// Differs reports that the scale shows something that the basket does not
// explain, and nothing more pressing is to be said.
func (s Screen) Differs() bool {
	return s.Now.Unexplained != 0 && s.Now.Notice.Kind != "no-weight" && s.Now.Notice.Kind != "person" && s.Now.Notice.Kind != "hand"
}
