package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Hit is one thing that a search found. Exactly one of the two is set.
type Hit struct {
	Product *Product
	Produce *Produce
	Score   float64 // higher is better
}

// entry is one thing with the words that find it.
type entry struct {
	product, produce int // -1 where it is the other
	name             [2][]string
	other            []string // brand, size, aliases, codes
}

// Languages of entry.name.
const (
	english = iota
	spanish
)

// buildIndex takes over from the catalogue before (nil for none) what it has
// of products whose words are the same.
func buildIndex(c, was *Catalogue) []entry {
	out := make([]entry, 0, len(c.contents.Products)+len(c.produce))
	for i, p := range c.contents.Products {
		if old, ok := was.ByGTIN(p.GTIN); ok && old.Name == p.Name && old.NameES == p.NameES && old.Brand == p.Brand && old.Size == p.Size {
			e := was.index[was.byGTIN[p.GTIN]]
			e.product = i
			out = append(out, e)
			continue
		}
		other := append(words(p.Brand), words(p.Size)...)
		g := p.GTIN.String()
		out = append(out, entry{product: i, produce: -1, name: [2][]string{words(p.Name), words(p.NameES)},
			other: append(other, g, strings.TrimLeft(g, "0"))})
	}
	for i, p := range c.produce {
		other := append(words(p.Commodity), words(p.Variety)...)
		for _, a := range p.Aliases {
			other = append(other, words(a)...)
		}
		out = append(out, entry{product: -1, produce: i, name: [2][]string{words(p.Name), words(p.NameES)}, other: append(other, p.PLU.String())})
	}
	return out
}

// Search finds up to limit things whose words begin with every word of the
// query, accents and case aside, the best first; one wrong, missing, extra or
// swapped letter in a word of four or more is forgiven, at a price. Names in
// lang count more than those of the other language. Produce without a price
// comes last. A limit of zero or less is no limit.
func (c *Catalogue) Search(query, lang string, limit int) []Hit {
	q := words(query)
	if c == nil || len(q) == 0 {
		return nil
	}
	first := english
	if strings.HasPrefix(strings.ToLower(lang), "es") {
		first = spanish
	}
	var hits []Hit
	for i := range c.index {
		e := &c.index[i]
		score := e.score(q, first)
		if score <= 0 {
			continue
		}
		h := Hit{Score: score}
		if e.product >= 0 {
			h.Product = &c.contents.Products[e.product]
		} else {
			h.Produce = &c.produce[e.produce]
			if !h.Produce.Priced() {
				h.Score /= 100
			}
		}
		hits = append(hits, h)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	return hits
}

// score is zero unless every word of the query is found.
func (e *entry) score(q []string, first int) float64 {
	sum := 0.0
	for _, w := range q {
		best := max(
			10*fit(w, e.name[first]),
			6*fit(w, e.name[1-first]),
			4*fit(w, e.other))
		if best == 0 {
			return 0
		}
		sum += best
	}
	sum /= float64(len(q))
	// Of names that hold all the words, the one with fewest others is meant.
	return sum / (1 + 0.05*float64(max(0, len(e.name[first])-len(q))))
}

// fit says how well w is one of the words: 1 the word itself, less for its
// beginning, a misspelling, or the beginning misspelt; the first word counts most.
func fit(w string, of []string) float64 {
	best := 0.0
	for i, o := range of {
		v := 0.0
		switch {
		case o == w:
			v = 1
		case strings.HasPrefix(o, w):
			v = 0.8
		case len(w) >= 4 && (near(w, o) || near(w, o[:min(len(o), len(w))])):
			v = 0.3
		}
		if i > 0 {
			v *= 0.9
		}
		best = max(best, v)
	}
	return best
}

// near reports whether one letter too many, too few, wrong, or two swapped
// neighbours make a into b.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
