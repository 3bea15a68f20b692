package pricing

import (
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// maxNodes bounds the search for the best combination of offers. Beyond it the
// best found so far counts, which is never worse than the greedy choice that
// the search begins with, and the receipt says so.
const maxNodes = 1500

// search looks for the uses of grouped offers that save most, when every unit
// left over takes the best offer of one unit.
type search struct {
	zero        money.Amount
	offers      []catalog.Offer
	fits        [][]bool // offer, line
	price       []int64  // of one unit of a line, minor units
	have        []int    // units of a line
	id          []int
	singleOffer []int // the best offer of one unit for a line, -1 for none
	singleSaves []int64
	nodes       int
	cut         bool
	memo        map[string]plan
}

// use is one use of a grouped offer: how many units of each line it takes.
type use struct {
	offer int
	units []int
	saves int64
}

type plan struct {
	saves int64
	uses  []use
	left  []int
}

func newSearch(lines []ReceiptLine, offers []catalog.Offer) *search {
	s := &search{memo: map[string]plan{}}
	for _, o := range offers {
		fit := make([]bool, len(lines))
		for i, l := range lines {
			fit[i] = fits(o, l)
		}
		if slices.Contains(fit, true) {
			s.offers = append(s.offers, o)
			s.fits = append(s.fits, fit)
		}
	}
	for i, l := range lines {
		s.price = append(s.price, l.UnitPrice.Minor())
		s.id = append(s.id, l.ID)
		n := l.Quantity
		if l.Sold == SoldByWeight {
			n = 1
		}
		s.have = append(s.have, n)
		best, saves := -1, int64(0)
		for o := range s.offers {
			if s.fits[o][i] && !grouped(s.offers[o]) {
				if v := single(s.offers[o], l); v > saves {
					best, saves = o, v
				}
			}
		}
		s.singleOffer = append(s.singleOffer, best)
		s.singleSaves = append(s.singleSaves, saves)
	}
	return s
}

// best runs the search over the grouped offers in order.
func (s *search) best() plan {
	var groups []int
	for i, o := range s.offers {
		if grouped(o) {
			groups = append(groups, i)
		}
	}
	return s.from(groups, slices.Clone(s.have), 0)
}

// from returns the best plan with the groups that remain for the units left;
// used counts the uses of groups[0] so far.
func (s *search) from(groups []int, left []int, used int) plan {
	if len(groups) == 0 {
		return plan{saves: s.singles(left), left: left}
	}
	key := s.key(groups, left, used)
	if p, ok := s.memo[key]; ok {
		return p
	}
	s.nodes++
	o := groups[0]
	best := plan{saves: -1}
	limit := s.offers[o].Limit
	if limit == 0 || used < limit {
		ways := s.ways(o, left)
		if s.nodes > maxNodes && len(ways) > 1 {
			s.cut = true
			ways = ways[:1] // the greedy way: the dearest units
		}
		for _, u := range ways {
			rest := slices.Clone(left)
			for i, n := range u.units {
				rest[i] -= n
			}
			p := s.from(groups, rest, used+1)
			if p.saves+u.saves > best.saves {
				best = plan{saves: p.saves + u.saves, uses: append([]use{u}, p.uses...), left: p.left}
			}
		}
	}
	if p := s.from(groups[1:], left, 0); p.saves > best.saves {
		best = p
	}
	s.memo[key] = best
	return best
}

// key leaves out the lines that no remaining group can touch: they decide
// nothing any more, but they count in the plan, so they must be equal. They
// are, within one path of the search, where only the touched ones change.
func (s *search) key(groups []int, left []int, used int) string {
	b := make([]byte, 0, len(left)+2)
	b = append(b, byte(len(groups)), byte(min(used, 255)))
	for _, n := range left {
		b = append(b, byte(min(n, 255)))
	}
	return string(b)
}

func (s *search) singles(left []int) (sum int64) {
	for i, n := range left {
		sum += int64(n) * s.singleSaves[i]
	}
	return sum
}

// ways lists how one use of a grouped offer can take its units, the dearest
// first, only those that save.
func (s *search) ways(o int, left []int) []use {
	need := s.offers[o].Quantity
	if s.offers[o].Kind == catalog.OfferBuyGet {
		need += s.offers[o].Get
	}
	var lines []int
	for i, n := range left {
		if n > 0 && s.fits[o][i] {
			lines = append(lines, i)
		}
	}
	slices.SortStableFunc(lines, func(a, b int) int { return int(s.price[b] - s.price[a]) })
	var out []use
	units := make([]int, len(left))
	var pick func(k, need int)
	pick = func(k, need int) {
		if len(out) >= 60 {
			s.cut = true
			return
		}
		if need == 0 {
			if saves := s.saving(o, units); saves > 0 {
				out = append(out, use{offer: o, units: slices.Clone(units), saves: saves})
			}
			return
		}
		if k == len(lines) {
			return
		}
		for n := min(need, left[lines[k]]); n >= 0; n-- {
			units[lines[k]] = n
			pick(k+1, need-n)
		}
		units[lines[k]] = 0
	}
	pick(0, need)
	return out
}

// saving is what one use of an offer on these units saves.
func (s *search) saving(o int, units []int) (sum int64) {
	of := s.offers[o]
	if of.Kind == catalog.OfferNFor {
		for i, n := range units {
			sum += int64(n) * s.price[i]
		}
		return sum - of.Price.Minor()
	}
	u := use{units: units}
	for line, n := range u.discounted(of, s.price) {
		sum += int64(n) * s.percentOf(of, s.price[line])
	}
	return sum
}

// discounted says which of the used units get cheaper: all of n-for, the
// cheapest of buy-get.
func (u use) discounted(o catalog.Offer, price []int64) map[int]int {
	out := map[int]int{}
	if o.Kind == catalog.OfferNFor {
		for i, n := range u.units {
			if n > 0 {
				out[i] = n
			}
		}
		return out
	}
	var lines []int
	for i, n := range u.units {
		if n > 0 {
			lines = append(lines, i)
		}
	}
	slices.SortStableFunc(lines, func(a, b int) int { return int(price[a] - price[b]) })
	get := o.Get
	for _, i := range lines {
		n := min(get, u.units[i])
		if n > 0 {
			out[i] = n
		}
		get -= n
	}
	return out
}
