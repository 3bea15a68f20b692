// Package trip is the pure heart of a cart: the states of cart and trip, the
// commands that may change them, the events that result, and the fold of events
// into state. A basket is the fold of its events; nothing else changes it.
package trip

import (
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

// CartStatus is what a cart is doing.
type CartStatus string

// States of a cart.
const (
	CartIdle         CartStatus = "idle"
	CartReserved     CartStatus = "reserved"
	CartInUse        CartStatus = "in_use"
	CartUnloading    CartStatus = "unloading"
	CartLocked       CartStatus = "locked"
	CartOutOfService CartStatus = "out_of_service"
)

// Status is where a trip stands.
type Status string

// States of a trip. The last four end it.
const (
	Linked     Status = "linked"
	Shopping   Status = "shopping"
	AtLane     Status = "at_lane"
	Paying     Status = "paying"
	Paid       Status = "paid"
	Released   Status = "released"
	HandedOver Status = "handed_over"
	Abandoned  Status = "abandoned"
)

// Over reports whether the trip has ended.
func (s Status) Over() bool { return s == Released || s == HandedOver || s == Abandoned }

// State is everything one cart remembers: the fold of its events.
type State struct {
	Seq         int64        `json:"seq"` // of the last event folded
	Cart        CartStatus   `json:"cart"`
	Why         string       `json:"why,omitempty"` // for locked and out of service
	Reservation *Reservation `json:"reservation,omitempty"`
	Trip        *Trip        `json:"trip,omitempty"` // the current trip, or the last until the cart is idle again
	LeftG       float64      `json:"left_g,omitempty"`
}

// Reservation holds a cart for a phone until Until. Phone is the phone's
// session, never shown.
type Reservation struct {
	Phone string    `json:"phone"`
	Until time.Time `json:"until"`
}

// Shopper is who shops. ID is empty for a guest.
type Shopper struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name"`
	Email    string `json:"email,omitempty"`
	Language string `json:"language,omitempty"`
	Loyalty  string `json:"loyalty,omitempty"` // number of their loyalty card, also a guest's
}

// Guest reports whether the shopper has no account and ends at a cashier.
func (s Shopper) Guest() bool { return s.ID == "" }

// Member reports whether offers for members are for this shopper: one with an
// account or with a loyalty card.
func (s Shopper) Member() bool { return !s.Guest() || s.Loyalty != "" }

// Trip is one shopper's way through the store with one cart.
type Trip struct {
	ID        string           `json:"id"`
	Status    Status           `json:"status"`
	Shopper   Shopper          `json:"shopper"`
	Phone     string           `json:"phone,omitempty"`
	Currency  string           `json:"currency"`
	Started   time.Time        `json:"started"`
	Touched   time.Time        `json:"touched"` // last sign of life, for time-outs
	Lines     []pricing.Line   `json:"lines,omitempty"`
	NextLine  int              `json:"next_line"`
	Coupons   []Coupon         `json:"coupons,omitempty"`
	Removed   []Coupon         `json:"removed_coupons,omitempty"` // taken out again, but kept for this trip by the store until it ends
	List      []ListItem       `json:"list,omitempty"`
	Questions []Question       `json:"questions,omitempty"` // open ones only
	Effects   []Effect         `json:"effects,omitempty"`
	Just      Just             `json:"just,omitzero"`
	Announced *pricing.Line    `json:"announced,omitempty"`   // produce whose code came first
	Own       float64          `json:"own_g,omitempty"`       // grams of bags and coats
	OwnLater  float64          `json:"own_later_g,omitempty"` // of these, what was said to be the shopper's own once shopping had begun
	Bags      int              `json:"bags,omitempty"`        // of their own
	StoreBags int              `json:"store_bags,omitempty"`  // that they buy
	Disputed  float64          `json:"disputed_g,omitempty"`  // grams the shopper says are not there: open until the lane
	Help      *Help            `json:"help,omitempty"`
	Hold      *Hold            `json:"hold,omitempty"`
	Prefs     Preferences      `json:"prefs,omitzero"`
	Lane      string           `json:"lane,omitempty"`
	Audit     *Audit           `json:"audit,omitempty"`
	Reviewed  *Audit           `json:"reviewed,omitempty"` // the audit that a change made stale: what it drew and what staff decided stands
	Payment   *Payment         `json:"payment,omitempty"`
	Receipt   *pricing.Receipt `json:"receipt,omitempty"` // once frozen or paid
	Shelve    []pricing.Line   `json:"shelve,omitempty"`  // of an abandoned trip, cold first
	Place     string           `json:"place,omitempty"`   // where it was abandoned
	MovedTo   string           `json:"moved_to,omitempty"`
	Moving    bool             `json:"moving,omitempty"` // the goods are being carried over: what the scale says is none of the shopper's doing
	Age       *AgeCheck        `json:"age,omitempty"`
	Ended     time.Time        `json:"ended,omitzero"`
}

// Coupon is a scanned coupon; Pending until the store confirmed one that is
// good only once.
type Coupon struct {
	pricing.Coupon
	Pending bool `json:"pending,omitempty"`
}

// ListItem is one thing on the shopping list.
type ListItem struct {
	ID   string        `json:"id"`
	Text string        `json:"text"`
	Item evidence.Item `json:"item,omitzero"`
	Done bool          `json:"done,omitempty"`
}

// Question is an open question: which of these, or show me again. ID is the
// deciding Decision's. Choices carry name, picture and today's price.
type Question struct {
	ID        int             `json:"id"`
	Direction evidence.Action `json:"direction"` // Put or Take
	Grams     float64         `json:"grams"`
	SD        float64         `json:"sd"`
	Weight    evidence.Weight `json:"weight,omitzero"`
	Choices   []Choice        `json:"choices,omitempty"`
	Later     bool            `json:"later,omitempty"`
	At        time.Time       `json:"at"`
}

// Choice is one answer to a question: a line as it would be.
type Choice struct {
	Line pricing.Line `json:"line"`
	P    float64      `json:"p"`
}

// Effect is what one decision did to the basket, so that a later one can
// replace it. Line is zero when it changed none.
type Effect struct {
	Decision int             `json:"decision"`
	Action   evidence.Action `json:"action"`
	Line     int             `json:"line,omitempty"`
	Item     evidence.Item   `json:"item,omitzero"`
	Quantity int             `json:"quantity"`
	Grams    float64         `json:"grams"`
	SD       float64         `json:"sd"`
	Weight   evidence.Weight `json:"weight,omitzero"`
	Label    string          `json:"label,omitempty"` // that the decision rests on
	Gate     string          `json:"gate,omitempty"`  // of the decision
	Taken    *pricing.Line   `json:"taken,omitempty"` // the line as it was before a take
}

// Just is what happened last, for the conversation panel.
type Just struct {
	Kind     string       `json:"kind,omitempty"` // put, take, undone, corrected, coupon, answered, …
	Decision int          `json:"decision,omitempty"`
	Line     pricing.Line `json:"line,omitzero"`
	Text     string       `json:"text,omitempty"`
	At       time.Time    `json:"at,omitzero"`
}

// Help is a request for a person.
type Help struct {
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	Taken  string    `json:"taken,omitempty"` // the staff member on the way
}

// Hold is staff stopping a trip until they have looked.
type Hold struct {
	Reason string `json:"reason"`
	Staff  string `json:"staff"`
}

// AgeCheck is a member of staff having seen that the shopper is at least Age.
type AgeCheck struct {
	Age   int    `json:"age"`
	Staff string `json:"staff"`
}

// Preferences are how the shopper wants the touchscreen.
type Preferences struct {
	Language   string `json:"language,omitempty"` // "en", "es"
	Quiet      bool   `json:"quiet,omitempty"`
	LargeText  bool   `json:"large_text,omitempty"`
	LeftHanded bool   `json:"left_handed,omitempty"`
}

// Audit is what the lane found. It passes when every finding is resolved.
type Audit struct {
	Findings []Finding `json:"findings,omitempty"`
	Measured float64   `json:"measured_g"`
	Expected float64   `json:"expected_g"`
	SD       float64   `json:"sd_g"`
	Random   bool      `json:"random,omitempty"`
	At       time.Time `json:"at"`
}

// Open counts the findings nobody has resolved.
func (a *Audit) Open() int {
	n := 0
	for _, f := range a.Findings {
		if !f.Resolved {
			n++
		}
	}
	return n
}

// Finding is one thing an attendant must decide.
type Finding struct {
	ID       int     `json:"id"`
	Kind     string  `json:"kind"` // weight, question, age, unpriced, capacity, flagged, random, disputed
	Text     string  `json:"text"`
	Line     int     `json:"line,omitempty"`
	Grams    float64 `json:"grams,omitempty"`
	Resolved bool    `json:"resolved,omitempty"`
	Staff    string  `json:"staff,omitempty"`
	Reason   string  `json:"reason,omitempty"`
}

// PaymentStatus is how far money has moved. Unknown is resolved by asking.
type PaymentStatus string

// States of a payment.
const (
	PaymentBegun      PaymentStatus = "begun"
	PaymentAuthorised PaymentStatus = "authorised"
	PaymentDeclined   PaymentStatus = "declined"
	PaymentCapturing  PaymentStatus = "capturing"
	PaymentCaptured   PaymentStatus = "captured"
	PaymentVoided     PaymentStatus = "voided"
)

// Payment is one attempt to pay. Key is its idempotency key at the hub.
type Payment struct {
	Key      string        `json:"key"`
	Amount   money.Amount  `json:"amount"`
	Provider string        `json:"provider"`
	Status   PaymentStatus `json:"status"`
	Ref      string        `json:"ref,omitempty"`
	Reason   string        `json:"reason,omitempty"`
}
