package look

import _ "embed"

//go:embed projections.bin
var learned []byte

// Default returns the projections that come with the program, learned from
// the photos that PROJECTIONS-NOTICE names.
func Default() *Projections {
	p, err := parseProjections(learned)
	if err != nil {
		panic("look: the projections built into the program: " + err.Error()) // a test reads them
	}
	return p
}
