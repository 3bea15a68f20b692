package evidence

// Input is what flows back to the loop, the only way anything on the right
// reaches the senses. Exactly one field is set; all are recorded
// (touches.csv).
type Input struct {
	At         Millis      `json:"t_ms"`
	Answer     *Answer     `json:"answer,omitempty"`
	Produce    *Announced  `json:"produce,omitempty"`
	Correction *Correction `json:"correction,omitempty"`
	Bag        *Bag        `json:"bag,omitempty"`
	Contents   *Contents   `json:"contents,omitempty"`
	Zero       *Zero       `json:"zero,omitempty"`
	Renew      *Renew      `json:"renew,omitempty"`
}

// Answer is what the shopper said to the question that decision Question
// asked. None means none of the candidates; Later leaves it open.
type Answer struct {
	Question int  `json:"question"`
	Item     Item `json:"item,omitzero"`
	Quantity int  `json:"quantity,omitempty"`
	None     bool `json:"none,omitempty"`
	Later    bool `json:"later,omitempty"`
}

// Announced is produce whose code was entered before it was put in; Cancel
// takes the announcement back. TareG is the container's mass in grams. With
// Container the next thing that is put in is the empty container itself: what
// it weighs is the tare of what follows.
type Announced struct {
	PLU      Item    `json:"plu"`
	Quantity int     `json:"quantity,omitempty"` // by each; zero by weight
	TareG    float64 `json:"tare_g,omitempty"`
	Cancel   bool    `json:"cancel,omitempty"`

	Container bool `json:"container,omitempty"`
}

// Correction changes what a thing is, never how much weight is explained.
// Decision is the one being corrected; NotInCart says that it is not there.
type Correction struct {
	Decision  int  `json:"decision"`
	Item      Item `json:"item,omitzero"`
	NotInCart bool `json:"not_in_cart,omitempty"`
}

// Bag says that what lies on the platform now (or was put in as decision
// Decision) is the shopper's own: bags at the start, a coat later.
type Bag struct {
	Decision int     `json:"decision,omitempty"`
	Grams    float64 `json:"grams,omitempty"`
}

// Held is one line as the trip folded it, as far as the senses need it.
// Grams is the mass it explains, all of it together.
type Held struct {
	Item     Item    `json:"item"`
	Quantity int     `json:"quantity"`
	Grams    float64 `json:"grams"`
	SD       float64 `json:"sd"`
	ByWeight bool    `json:"by_weight,omitempty"`
}

// Learned is what carts measured of a product.
type Learned struct {
	Item  Item    `json:"item"`
	Grams float64 `json:"grams"`
	SD    float64 `json:"sd"`
	N     int     `json:"n"`
}

// Contents tells fusion what the trip holds after each fold, what the
// shopper's list still wants, and which catalogue is in force. Trip is empty
// when the cart has none: nothing is then decided.
type Contents struct {
	Trip      string    `json:"trip,omitempty"`
	Lines     []Held    `json:"lines,omitempty"`
	Own       float64   `json:"own_g,omitempty"` // the shopper's bags and coats
	List      []Item    `json:"list,omitempty"`
	Revision  string    `json:"revision,omitempty"`
	Learned   []Learned `json:"learned,omitempty"`
	AtLane    bool      `json:"at_lane,omitempty"`
	Unloading bool      `json:"unloading,omitempty"`
}

// Renew makes the senses begin anew, as they do with each trip: what they then
// conclude follows from what comes after alone, so that a recording from here
// on tells all. Zeros are the grams that each scale, by its name, takes as nothing.
type Renew struct {
	Trip  string             `json:"trip,omitempty"`
	Zeros map[string]float64 `json:"zeros,omitempty"`
}

// Zero asks the scale to take its present load as nothing.
type Zero struct {
	Scale string `json:"scale,omitempty"`
}
