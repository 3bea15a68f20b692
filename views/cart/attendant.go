package cart

import (
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// Attendant is the person who showed a badge; without a Name the PIN is still
// to come.
type Attendant struct {
	Name string
	Role account.Role
}

// Spare is a cart that a trip can move to.
type Spare struct{ ID, Number string }

func (s Screen) may(a account.Action) bool { return s.Attendant.Role.May(a) }

// unpriced are the lines that wait for a price.
func (s Screen) unpriced() (out []pricing.Line) {
	for _, l := range s.Trip().Lines {
		if l.Sold == pricing.SoldUnpriced {
			out = append(out, l)
		}
	}
	return out
}

// findings are what the check at the lane found and nobody has decided.
func (s Screen) findings() (out []trip.Finding) {
	if a := s.Trip().Audit; a != nil {
		for _, f := range a.Findings {
			if !f.Resolved {
				out = append(out, f)
			}
		}
	}
	return out
}

// movable reports whether the trip may go on with another cart.
func (s Screen) movable() bool {
	st := s.Trip().Status
	return s.Now.Active() && (st == trip.Linked || st == trip.Shopping)
}

// amendable reports whether staff may change the basket.
func (s Screen) amendable() bool {
	return s.movable() || s.Now.Active() && s.Trip().Status == trip.AtLane
}

// reasons are why staff change a line, as it is written down, with their keys.
var reasons = [][2]string{{"miscounted", "s-miscounted"}, {"not in the cart", "s-not-there"}, {"damaged", "s-damaged"}}

// counts are the quantities a line may be corrected to.
func counts(l pricing.Line) []int {
	if l.Sold == pricing.SoldByWeight {
		return []int{0}
	}
	out := make([]int, 0, 13)
	for n := range max(13, l.Quantity+2) {
		out = append(out, n)
	}
	return out
}
