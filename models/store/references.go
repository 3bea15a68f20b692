package store

import "github.com/dashcart/dashcart/models/catalog"

// References are the names of the store that the catalogue's entries may use.
// Pictures says which pictures there are.
func (s *Store) References(pictures func(file string) bool) catalog.References {
	return catalog.References{
		TaxClass: func(class string) bool { _, ok := s.Prices.Taxes[class]; return ok },
		Deposit:  func(name string) bool { _, ok := s.Prices.Deposits[name]; return ok },
		Place: func(zone, shelf string) (bool, bool) {
			_, zoneKnown := s.Floor.Zone(zone)
			at, ok := s.Floor.Shelf(shelf)
			return zoneKnown, ok && at.Zone == zone
		},
		Picture: pictures,
	}
}
