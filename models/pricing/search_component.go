package pricing

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// component is offers that share goods, and the units of those goods.
type component struct {
	*search
	groups  []*group
	classes []class // the dearest first
	later   [][]int // from group, class: alike where only later groups may tell them apart
	bound   [][]int64
	memo    map[string]step
}

// class is units that no offer of the component tells apart.
type class struct {
	price  int64
	single int64 // what an offer on single units would take off one
	by     int
	lines  []int
	have   int
	fits   []uint8 // by group: 1 its goods, 2 the other group, 3 both
	off    []int64 // by group: what it takes off one unit that it reduces
}

// use is one use of an offer: how many units of each class, for its goods and
// for the other group.
type use struct {
	of    *component
	group *group
	at    int // the group's place in the component
	units [2][]int
	saves int64
	gain  int64 // beyond what offers on single units would save on the same
}

// step is the best from a state on: a use, or on to the next group.
type step struct {
	gain int64
	use  *use
}

func (c *component) best() (uses []use) {
	// Where an offer's saving depends on nothing but the sum of prices, which
	// unit of several alike it takes is plain: the dearest. So those come first.
	slices.SortStableFunc(c.groups, func(a, b *group) int { return cmp.Compare(rank(a), rank(b)) })
	c.classify()
	c.prepare()
	left := make([]int, len(c.classes))
	for i := range c.classes {
		left[i] = c.classes[i].have
	}
	c.from(0, 0, left)
	for k, used := 0, 0; k < len(c.groups); {
		step, ok := c.memo[c.key(k, used, left)]
		if !ok || step.use == nil {
			k, used = k+1, 0
			continue
		}
		uses = append(uses, *step.use)
		left = step.use.rest(left)
		c.groups[k].used++
		used++
	}
	return uses
}

func rank(g *group) int {
	if g.Kind == catalog.OfferNFor {
		return 0
	}
	return 1
}

// classify gathers the lines into classes.
func (c *component) classify() {
	at := map[string]int{}
	for l, have := range c.left {
		fits := make([]uint8, len(c.groups))
		any := uint8(0)
		for k, g := range c.groups {
			for p := range g.fits {
				if g.fits[p][l] && g.need[p] > 0 {
					fits[k] |= 1 << p
				}
			}
			if g.counts[l] {
				fits[k] |= 4 // towards a minimum
			}
			any |= fits[k] & 3
		}
		if any == 0 || have == 0 {
			continue
		}
		price := c.lines[l].UnitPrice.Minor()
		key := binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(nil, price), c.single[l]), int64(c.by[l]))
		key = append(key, fits...)
		i, ok := at[string(key)]
		if !ok {
			i = len(c.classes)
			at[string(key)] = i
			k := class{price: price, single: c.single[l], by: c.by[l], fits: fits}
			for _, g := range c.groups {
				k.off = append(k.off, g.offUnit(c.lines[l]))
			}
			c.classes = append(c.classes, k)
		}
		c.classes[i].lines = append(c.classes[i].lines, l)
		c.classes[i].have += have
	}
	slices.SortStableFunc(c.classes, func(a, b class) int { return cmp.Compare(b.price, a.price) })
}

// offUnit is what the group takes off one unit that it reduces.
func (g *group) offUnit(l ReceiptLine) int64 {
	switch g.Kind {
	case catalog.OfferNFor:
		return l.UnitPrice.Minor()
	case catalog.OfferBuyGet, catalog.OfferThreshold:
		a, err := l.UnitPrice.MulRate(g.Percent, money.HalfUp)
		if err != nil {
			return 0
		}
		return min(a.Minor(), l.UnitPrice.Minor())
	}
	return single(g.Offer, l)
}

// prepare finds, from each group on, which classes are alike and what one unit
// of each can gain at most.
func (c *component) prepare() {
	n := len(c.groups)
	c.bound, c.later = make([][]int64, n+1), make([][]int, n+1)
	c.bound[n], c.later[n] = make([]int64, len(c.classes)), make([]int, len(c.classes))
	names := map[[2]int]int{}
	for i := range c.classes {
		c.later[n][i] = c.classes[i].by + 1 // small numbers: no later group
	}
	for k := n - 1; k >= 0; k-- {
		c.bound[k], c.later[k] = make([]int64, len(c.classes)), make([]int, len(c.classes))
		for i := range c.classes {
			cl := &c.classes[i]
			c.bound[k][i] = max(c.bound[k+1][i], c.groups[k].most(cl, k))
			c.later[k][i] = c.later[k+1][i]
			if f := int(cl.fits[k]); f != 0 {
				id := [2]int{c.later[k+1][i], k*8 + f}
				if names[id] == 0 {
					names[id] = len(names) + 1 + len(c.singles) + 1
				}
				c.later[k][i] = names[id]
			}
		}
	}
}

// most is the most that one unit of a class can gain in the group.
func (g *group) most(cl *class, k int) int64 {
	fits := cl.fits[k] & 3
	if fits == 0 {
		return 0
	}
	switch {
	case g.Kind == catalog.OfferNFor:
		return max(0, cl.price-cl.single-g.Price.Minor()/int64(g.need[0]+g.need[1]))
	case g.Kind == catalog.OfferBuyGet && g.need[1] == 0:
		all := int64(g.need[0])
		return max(0, (cl.off[k]*int64(g.Get)+all-1)/all-cl.single)
	case g.Kind == catalog.OfferBuyGet && fits&2 == 0:
		return 0
	}
	return max(0, cl.off[k]-cl.single)
}

// from returns the most that groups from k on gain on what is left, the k-th
// used so often already.
func (c *component) from(k, used int, left []int) int64 {
	if k == len(c.groups) {
		return 0
	}
	key := c.key(k, used, left)
	if s, ok := c.memo[key]; ok {
		return s.gain
	}
	c.work++
	best := step{gain: math.MinInt64}
	if g := c.groups[k]; g.limit == 0 || used < g.limit {
		ways := c.ways(k, left)
		slices.SortStableFunc(ways, func(a, b use) int { return cmp.Compare(b.gain, a.gain) })
		if c.work > maxWork && len(ways) > 0 {
			c.cut = true
			ways = ways[:1]
		}
		for i := range ways {
			rest := ways[i].rest(left)
			if best.use != nil && ways[i].gain+c.atMost(k, rest) <= best.gain {
				continue
			}
			if gain := ways[i].gain + c.from(k, used+1, rest); gain > best.gain {
				best = step{gain, &ways[i]}
			}
		}
	}
	if best.use == nil || c.work <= maxWork && c.atMost(k+1, left) > best.gain {
		if gain := c.from(k+1, 0, left); gain > best.gain {
			best = step{gain: gain}
		}
	}
	c.memo[key] = best
	return best.gain
}

// atMost is more than groups from k on can gain on what is left, or as much.
func (c *component) atMost(k int, left []int) (sum int64) {
	for i, n := range left {
		sum += int64(n) * c.bound[k][i]
	}
	return sum
}

// key names a state: of what is left, only what groups from k on may take.
func (c *component) key(k, used int, left []int) string {
	b := make([]byte, 0, len(left)+4)
	b = binary.AppendUvarint(b, uint64(k))
	if c.groups[k].limit > 0 {
		b = binary.AppendUvarint(b, uint64(used))
	}
	for i, n := range left {
		if c.later[k][i] > len(c.singles)+1 {
			b = binary.AppendUvarint(b, uint64(n))
		}
	}
	return string(b)
}

// rest is what is left after the use.
func (u *use) rest(left []int) []int {
	out := slices.Clone(left)
	for i := range out {
		out[i] -= u.units[0][i] + u.units[1][i]
	}
	return out
}
