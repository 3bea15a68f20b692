package shopping

import "github.com/dashcart/dashcart/models/trip"

// Batch is what one cart reports, in order.
type Batch struct {
	Cart    string
	Records []trip.Record
}
