package soft

// Track adds up what several frames show of one passing code. It is for one
// code and not for several goroutines.
type Track struct {
	// Catalogue is what the lines are compared with; nil is none.
	Catalogue *Catalogue
	// Most is how many lines are kept; the worst go first. 0 is 24.
	Most int

	lines []*Strip
}

const mostLines = 24

// Add takes the lines of a place in one more frame and judges all so far. Lines
// that no symbol explains are left out: they would only add noise.
func (t *Track) Add(s Symbol) Verdict {
	for _, l := range s.Strips {
		if l.promises() {
			t.lines = append(t.lines, l)
		}
	}
	most := t.Most
	if most <= 0 {
		most = mostLines
	}
	for len(t.lines) > most {
		worst := 0
		for i, l := range t.lines {
			if l.ways[0].merit() < t.lines[worst].ways[0].merit() {
				worst = i
			}
		}
		t.lines = append(t.lines[:worst], t.lines[worst+1:]...)
	}
	return t.Catalogue.Judge(t.lines)
}

// Lines is how many lines are kept.
func (t *Track) Lines() int { return len(t.lines) }
