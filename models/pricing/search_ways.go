package pricing

import (
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
)

// maxWays is how many ways of one use of an offer are told apart in a state.
const maxWays = 2000

// slot is classes of which units are taken in this order, for one part of a
// group: which is plain without looking at each of them.
type slot struct {
	part    int
	classes []int
}

// ways lists how the k-th group can be used once on what is left so that it
// gains something. The dearest units come first, so that the first way is the
// one that a cashier would take.
func (c *component) ways(k int, left []int) (out []use) {
	g := c.groups[k]
	slots := c.slots(k, left)
	units := [2][]int{make([]int, len(left)), make([]int, len(left))}
	need := g.need
	var pick func(i int)
	pick = func(i int) {
		if c.work++; len(out) >= maxWays {
			c.cut = true
			return
		}
		if need == [2]int{} {
			u := use{of: c, group: g, at: k, units: units}
			if u.saves = u.saving(); u.saves <= 0 {
				return
			}
			u.gain = u.saves
			for j := range c.classes {
				u.gain -= int64(units[0][j]+units[1][j]) * c.classes[j].single
			}
			if u.gain > 0 {
				u.units = [2][]int{slices.Clone(units[0]), slices.Clone(units[1])}
				out = append(out, u)
			}
			return
		}
		if i == len(slots) {
			return
		}
		s := slots[i]
		taken := c.fill(s, left, units, need[s.part])
		for n := taken; ; n-- {
			need[s.part] -= n
			pick(i + 1)
			need[s.part] += n
			if n == 0 {
				return
			}
			c.drop(s, units)
		}
	}
	pick(0)
	return out
}

// fill takes up to need units of a slot, in its order, and says how many.
func (c *component) fill(s slot, left []int, units [2][]int, need int) (taken int) {
	for _, i := range s.classes {
		n := min(need-taken, left[i]-units[0][i]-units[1][i])
		units[s.part][i] += n
		taken += n
	}
	return taken
}

// drop puts the last unit that fill took back.
func (c *component) drop(s slot, units [2][]int) {
	for j := len(s.classes) - 1; j >= 0; j-- {
		if i := s.classes[j]; units[s.part][i] > 0 {
			units[s.part][i]--
			return
		}
	}
}

// slots gathers the classes that a use of the k-th group may take from. Two
// classes are one slot where taking the dearer is never worse:
//
// Where the saving is the sum of prices less a price, exchanging a dear unit
// here for a cheap one elsewhere gains here what it can lose there at most,
// for no offer takes more than all of a unit's price off. It holds between
// units that the same later offers may take.
//
// Where a share of the cheapest is taken off, it holds between units that
// nothing else wants.
func (c *component) slots(k int, left []int) []slot {
	g := c.groups[k]
	var out []slot
	at := map[[2]int]int{}
	for part, need := range g.need {
		if need == 0 {
			continue
		}
		for i := range c.classes {
			cl := &c.classes[i]
			if left[i] == 0 || cl.fits[k]&(1<<part) == 0 {
				continue
			}
			id := [2]int{-1 - i, part}
			switch {
			case g.Kind == catalog.OfferNFor:
				id[0] = c.later[k+1][i]*8 + int(cl.fits[k])
			case g.Kind != catalog.OfferThreshold && g.need[1] == 0 && c.later[k+1][i] == 0:
				id[0] = 0
			}
			j, ok := at[id]
			if !ok {
				j = len(out)
				at[id] = j
				out = append(out, slot{part: part})
			}
			out[j].classes = append(out[j].classes, i)
		}
	}
	return out
}

// discounted is how many units of each class the use takes money off.
func (u *use) discounted() []int {
	off := make([]int, len(u.units[0]))
	g := u.group
	switch {
	case g.Kind == catalog.OfferBuyGet && g.need[1] == 0:
		get := g.Get
		for i := len(off) - 1; i >= 0; i-- { // the cheapest
			off[i] = min(get, u.units[0][i])
			get -= off[i]
		}
		return off
	case g.Kind == catalog.OfferBuyGet:
		copy(off, u.units[1])
		return off
	}
	for i := range off {
		off[i] = u.units[0][i] + u.units[1][i]
	}
	return off
}

// saving is what the use takes off.
func (u *use) saving() (sum int64) {
	var minimum int64
	for i, n := range u.discounted() {
		cl := &u.of.classes[i]
		sum += int64(n) * cl.off[u.at]
		if cl.fits[u.at]&4 != 0 {
			minimum += int64(n) * cl.price
		}
	}
	switch u.group.Kind {
	case catalog.OfferNFor:
		return sum - u.group.Price.Minor()
	case catalog.OfferThreshold:
		if u.group.spent-minimum < u.group.Minimum.Minor() {
			return 0
		}
	}
	return sum
}
