package pricing

import (
	"cmp"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// maxWork bounds the search for the best offers of one basket: how many ways
// of using an offer may be looked at. A basket that needs more is finished
// greedily: each offer in turn, by what gains most at once.
const maxWork = 100_000

// search finds which groups of units to give to which offers, so that together
// with what offers on single units save on the rest nothing saves more.
//
// Offers that share no goods are searched apart (component). Lines that no
// offer tells apart are one class of units. What is left of each class, the
// offer at hand and how often it was used is a state; the best gain from a
// state on is kept, and ways that cannot beat the best found from there by the
// most that each remaining unit could gain are passed over.
type search struct {
	zero    money.Amount
	lines   []ReceiptLine
	singles []catalog.Offer
	single  []int64 // what the best offer on single units takes off one unit of a line
	by      []int   // which of singles that is, -1 for none
	left    []int   // units of a line that no group took yet
	groups  []*group
	parts   []*component
	work    int
	cut     bool
}

// group is an offer that takes units together: need[0] of its goods and
// need[1] of the other group.
type group struct {
	catalog.Offer
	need   [2]int
	limit  int // times, zero for any
	fits   [2][]bool
	counts []bool // line by line: costs towards the minimum of a threshold
	spent  int64  // on those together
	used   int
}

// newSearch sorts the offers on a basket into those on single units and those
// that take units together.
func newSearch(lines []ReceiptLine, offers []catalog.Offer, zero money.Amount) *search {
	s := &search{zero: zero, lines: lines}
	for _, o := range offers {
		if !grouped(o) {
			s.singles = append(s.singles, o)
		} else if g := newGroup(o, lines); slices.Contains(g.fits[0], true) || slices.Contains(g.fits[1], true) {
			s.groups = append(s.groups, g)
		}
	}
	for _, l := range lines {
		n := l.Quantity
		if l.Sold == SoldByWeight {
			n = 1
		}
		best, saves := -1, int64(0)
		for i, o := range s.singles {
			if fits(o, l) {
				if v := single(o, l); v > saves {
					best, saves = i, v
				}
			}
		}
		s.left, s.by, s.single = append(s.left, n), append(s.by, best), append(s.single, saves)
	}
	s.split()
	return s
}

func newGroup(o catalog.Offer, lines []ReceiptLine) *group {
	g := &group{Offer: o, limit: o.Limit, counts: make([]bool, len(lines))}
	own, other := make([]bool, len(lines)), make([]bool, len(lines))
	for i, l := range lines {
		own[i] = fits(o, l)
		other[i] = !o.Other.Empty() && l.Sold == SoldEach && belongs(o.Other, o, l)
	}
	g.fits = [2][]bool{own, other}
	switch o.Kind {
	case catalog.OfferNFor:
		g.need = [2]int{o.Quantity, o.OtherQuantity}
	case catalog.OfferBuyGet:
		g.need = [2]int{o.Quantity + o.Get, 0}
		if !o.Other.Empty() {
			g.need = [2]int{o.Quantity, o.Get}
		}
	case catalog.OfferThreshold:
		g.need, g.fits, g.counts, g.limit = [2]int{o.Get, 0}, [2][]bool{other, make([]bool, len(lines))}, own, 1
		for i, l := range lines {
			if own[i] {
				g.spent += l.Gross.Minor()
			}
		}
	default:
		g.need = [2]int{1, 0}
	}
	return g
}

// split puts groups that share lines, directly or by others, into components.
func (s *search) split() {
	root := make([]int, len(s.groups))
	var find func(int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	first := make([]int, len(s.lines)) // a group that the line fits, from 1
	for i, g := range s.groups {
		root[i] = i
		if !s.enough(g) {
			continue
		}
		for l := range s.lines {
			if !g.fits[0][l] && !g.fits[1][l] {
				continue
			}
			if first[l] > 0 {
				root[find(i)] = find(first[l] - 1)
			}
			first[l] = i + 1
		}
	}
	of := map[int]*component{}
	for i, g := range s.groups {
		if !s.enough(g) {
			continue
		}
		c := of[find(i)]
		if c == nil {
			c = &component{search: s, memo: map[string]step{}}
			of[find(i)] = c
			s.parts = append(s.parts, c)
		}
		c.groups = append(c.groups, g)
	}
}

// enough reports whether the basket holds what one use of the group takes.
func (s *search) enough(g *group) bool {
	var n [2]int
	for l, have := range s.left {
		for p := range g.fits {
			if g.fits[p][l] {
				n[p] += have
			}
		}
	}
	return n[0] >= g.need[0] && n[1] >= g.need[1] && g.spent >= g.Minimum.Minor()
}

// best returns the uses of offers that save most together.
func (s *search) best() (uses []use) {
	// Small ones first: they rarely need what they may.
	slices.SortStableFunc(s.parts, func(a, b *component) int { return cmp.Compare(len(a.groups), len(b.groups)) })
	for _, c := range s.parts {
		uses = append(uses, c.best()...)
	}
	return uses
}

// pull takes n units of a class off its lines, the first first, and tells of
// each line how many.
func (s *search) pull(c *class, n int, tell func(line, n int)) {
	for _, l := range c.lines {
		if n == 0 {
			return
		}
		if k := min(n, s.left[l]); k > 0 {
			s.left[l] -= k
			n -= k
			if tell != nil {
				tell(l, k)
			}
		}
	}
}
