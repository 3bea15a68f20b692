package shopping

import "time"

// TripRow is a trip as the store's records list it. Refunded is in minor
// units.
type TripRow struct {
	ID, Cart, Shopper, Status, Total, Number string
	Started                                  time.Time
	Questions, Corrections, Helps            int
	Refunded                                 int64
	Training                                 bool
}

// TripSearch asks for a page of trips: Text holds words of the shopper's name,
// the cart, the receipt's number or codes of what was bought; Filter is one of
// asked, corrected, helped, refunded, training, open, paid, handed, abandoned,
// or empty. From and Until bound the start where they are not zero.
type TripSearch struct {
	Text, Filter  string
	From, Until   time.Time
	Offset, Limit int
}

// Figure is one sum of a report: over the quarter of an hour that begins at
// At, of what Key names; N counts, Minor is an amount in minor units or, for
// waiting, milliseconds.
type Figure struct {
	At       time.Time
	Key      string
	N, Minor int64
}

// Amendment is an entry of the catalogue as staff made it: Kind is produce or
// coupon, Key its code, Data its JSON.
type Amendment struct {
	Key, Kind, Data, Who string
	At                   time.Time
}
