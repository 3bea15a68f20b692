package shopping

import "time"

// TripRow is a trip as the store's records list it.
type TripRow struct {
	ID, Cart, Shopper, Status, Total, Number string
	Started                                  time.Time
	Questions                                int
}

// Amendment is an entry of the catalogue as staff made it: Kind is produce or
// coupon, Key its code, Data its JSON.
type Amendment struct {
	Key, Kind, Data, Who string
	At                   time.Time
}
