package catalog

import (
	"slices"
	"strings"
)

// places is where the rows and cells of a table stand in its file: a line and
// a column each, both from 1. Fifty thousand rows of ten cells are no more than
// their numbers.
type places struct {
	columns []string
	at      [][2]int32 // of each row, then of each of its cells
}

// row notes where a row begins; its cells follow.
func (p *places) row(line int) int {
	first := len(p.at)
	p.at = append(p.at, make([][2]int32, 1+len(p.columns))...)
	p.at[first] = [2]int32{int32(line), 1}
	return first
}

func (p *places) cell(first, j, line, column int) {
	p.at[first+1+j] = [2]int32{int32(line), int32(column)}
}

// of finds a path like products[7].name, or what stands around it.
func (p *places) of(path string) (line, column int) {
	_, i, ok := entryAt(path)
	first := i * (1 + len(p.columns))
	if !ok || i < 0 || first >= len(p.at) {
		return 0, 0
	}
	at := p.at[first]
	if _, field, found := strings.Cut(path, "]."); found {
		if end := strings.IndexAny(field, ".["); end >= 0 {
			field = field[:end]
		}
		if j := slices.Index(p.columns, field); j >= 0 && p.at[first+1+j] != [2]int32{} {
			at = p.at[first+1+j]
		}
	}
	return int(at[0]), int(at[1])
}
