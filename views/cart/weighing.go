package cart

import "github.com/dashcart/dashcart/models/pricing"

// Cost is what lies in the cart of an announced thing costs by the weight that
// stands beside it; empty while none stands there.
func (s Screen) Cost(a pricing.Line) string {
	net := s.Now.Weight.Net
	if a.Sold != pricing.SoldByWeight || !shown(s) || net.Milli() <= 0 {
		return ""
	}
	cost, err := a.UnitPrice.ByWeight(net.Milli())
	if err != nil {
		return ""
	}
	return s.Money(cost)
}
