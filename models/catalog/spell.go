package catalog

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

const (
	shortWord     = 4  // bytes: shorter words are near too many others
	mostSpellings = 20 // more, and what was meant is anybody's guess
)

// QueryWords are the words of a search, each with the spellings that the
// catalogue has of it: the word itself where something begins with it, else
// those one letter away. Numbers are taken as they stand: one digit away is
// another thing.
func (c *Catalogue) QueryWords(query string) [][]string {
	var out [][]string
	for _, w := range words(query) {
		out = append(out, c.spellings(w))
	}
	return out
}

func (c *Catalogue) spellings(w string) []string {
	if c == nil || len(w) < shortWord || isNumber(w) {
		return []string{w}
	}
	known := c.vocabulary()
	if i, _ := slices.BinarySearch(known, w); i < len(known) && strings.HasPrefix(known[i], w) {
		return []string{w}
	}
	var out []string
	for _, o := range known {
		if near(w, o) || near(w, o[:min(len(o), len(w))]) {
			out = append(out, o)
		}
	}
	if len(out) == 0 || len(out) > mostSpellings {
		return []string{w}
	}
	return out
}

// vocabulary is every word of an index that is no number, once, sorted.
func vocabulary(index []entry) []string {
	seen := map[string]bool{}
	for i := range index {
		e := &index[i]
		for _, of := range [][]string{e.name[english], e.name[spanish], e.other} {
			for _, w := range of {
				if !seen[w] && !isNumber(w) {
					seen[w] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func isNumber(w string) bool {
	return strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}
