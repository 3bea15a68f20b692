package strict

import "strings"

// Positions remembers where each path of a file stands.
type Positions struct{ at map[string][2]int }

// Of returns the line and column of a path, or of the nearest path above it
// that is there.
func (p *Positions) Of(path string) (line, column int) {
	for {
		if at, ok := p.at[path]; ok {
			return at[0], at[1]
		}
		i := strings.LastIndexAny(path, ".[")
		if i < 0 {
			break
		}
		path = path[:i]
	}
	if at, ok := p.at[""]; ok {
		return at[0], at[1]
	}
	return 1, 1
}

// Problem makes a problem of something found later at a path.
func (p *Positions) Problem(path, reason string) Problem {
	line, column := p.Of(path)
	return Problem{line, column, path, reason}
}
