package evidence

// Bulk is the room that a line's goods take and their load on the scale, as
// they were measured and with the doubt of it. It decides whether a basket is
// full and what a step of load was; no price is ever made of it, for that is
// what an indicated Weight is for.
type Bulk struct {
	Litres float64 `json:"litres,omitempty"` // of one
	Grams  float64 `json:"grams"`            // explained on the scale, the whole line
	SD     float64 `json:"sd"`               // of Grams
}
