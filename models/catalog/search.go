package catalog

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Hit is one result of a search: exactly one of the two is set.
type Hit struct {
	Product *Product
	Produce *Produce
}

type entry struct {
	words []string
	hit   Hit
	boost int // produce that is sold comes before the rest of the table
}

type index []entry

func newIndex(c *Catalogue) index {
	out := make(index, 0, len(c.Products)+len(c.Produce))
	for i := range c.Products {
		p := &c.Products[i]
		words := Fold(strings.Join(append([]string{p.Name, p.NameES, p.Brand, p.Size, p.GTIN.String()}, p.Aliases...), " "))
		out = append(out, entry{words: words, hit: Hit{Product: p}, boost: 1})
	}
	for i := range c.Produce {
		p := &c.Produce[i]
		e := entry{words: Fold(strings.Join(append([]string{p.Name, p.NameES, p.Commodity, p.Variety, p.PLU.String()}, p.Aliases...), " ")), hit: Hit{Produce: p}}
		if p.Priced() {
			e.boost = 1
		}
		out = append(out, e)
	}
	return out
}

// Fold splits text into lower-case words without accents.
func Fold(s string) []string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'':
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(s))
	return strings.Fields(s)
}

// Search returns up to limit entries that hold every word of the query, as a
// whole word before as a beginning; what is sold comes first.
func (c *Catalogue) Search(query string, limit int) []Hit {
	want := Fold(query)
	if len(want) == 0 || limit <= 0 {
		return nil
	}
	type scored struct {
		score int
		hit   Hit
	}
	var found []scored
	for _, e := range c.search {
		if s := e.score(want); s > 0 {
			found = append(found, scored{s, e.hit})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	out := make([]Hit, 0, min(limit, len(found)))
	for _, f := range found[:min(limit, len(found))] {
		out = append(out, f.hit)
	}
	return out
}

// score is 0 unless every wanted word is found.
func (e entry) score(want []string) int {
	sum := 0
	for _, w := range want {
		best := 0
		for i, have := range e.words {
			s := 0
			switch {
			case have == w:
				s = 30
			case strings.HasPrefix(have, w):
				s = 20
			}
			if s > 0 && i == 0 {
				s += 5
			}
			best = max(best, s)
		}
		if best == 0 {
			return 0
		}
		sum += best
	}
	return sum + 100*e.boost
}
