package shopping

import (
	"context"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// Live is one cart as pages show it: the folded state, the basket priced with
// today's offers, and what the senses last said. It is a value: readers may
// keep it, nobody changes it.
type Live struct {
	ID      string                     `json:"id"`
	Number  string                     `json:"number"` // painted on the cart
	State   trip.State                 `json:"state"`
	Receipt pricing.Receipt            `json:"receipt"` // the basket as it would be paid now
	Weight  evidence.Indication        `json:"weight"`
	Power   evidence.PowerReading      `json:"power"`
	Health  map[string]evidence.Health `json:"health,omitempty"`
	Notice  evidence.Notice            `json:"notice,omitzero"` // the last, until it is answered or a change follows
	Place   evidence.PositionReading   `json:"place"`
	X       float64                    `json:"x"` // metres on the floor plan
	Y       float64                    `json:"y"`
	Online  bool                       `json:"online"`            // the hub answers
	Fill    []float64                  `json:"fill"`              // of each bag gauge, the left one first, 0 to 1 and over
	Refusal *Refusal                   `json:"refusal,omitempty"` // why the last touch or scan did nothing
	Version uint64                     `json:"version"`           // grows with every change of any field
	Release string                     `json:"release,omitempty"` // the version of the program that runs the cart
	Busy    bool                       `json:"busy,omitempty"`
	QR      string                     `json:"qr,omitempty"`      // the link to show when idle
	Closed  bool                       `json:"closed,omitempty"`  // outside opening hours
	Stopped []catalog.Stopped          `json:"stopped,omitempty"` // in the cart and not to be sold
	Warn    string                     `json:"warn,omitempty"`    // time-out near: "idle"; battery: "battery"

	// Unexplained is what the scale shows at rest beyond the basket, in grams,
	// once it has lasted; see resting.
	Unexplained float64 `json:"unexplained_g,omitempty"`

	Container bool `json:"container,omitempty"` // the empty one of the announced produce is to be put in next

	Attendant *Attendant `json:"attendant,omitempty"` // staff at the cart
}

// Refusal says why something was not done. Code is a name that a page
// translates and a log keeps; Text is English for logs.
type Refusal struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Shopping is what the touchscreen, the phone and staff may do with one cart.
// Each call is one command (key makes it safe to repeat); a refusal is a *Refused
// error and changes nothing.
type Shopping interface {
	ID() string
	Live() Live
	// Watch returns a channel that holds at most one pending signal and a
	// function that ends the watch.
	Watch() (<-chan struct{}, func())

	// Do carries out any plain command.
	Do(ctx context.Context, key string, by trip.Actor, c trip.Command) error

	// What needs the catalogue, the hub or the scale beside the state:
	Guest(ctx context.Context, key, language string) error
	Reserve(ctx context.Context, key, token, phone string) error // redeems the QR code's token
	LinkPhone(ctx context.Context, key, phone string, who trip.Shopper) error
	StartBags(ctx context.Context, key string, bags int) error                                                               // weighs them
	Answer(ctx context.Context, key string, by trip.Actor, question int, item evidence.Item, quantity int, how string) error // how: item, none, later, own, unknown
	Correct(ctx context.Context, key string, by trip.Actor, line int, to evidence.Item) error
	Confirm(ctx context.Context, key string, item evidence.Item) error // scanned, weight cannot speak
	Announce(ctx context.Context, key string, plu evidence.Item, quantity int, tareG float64) error
	CancelAnnounce(ctx context.Context, key string) error
	Scan(ctx context.Context, key, text string) error // a code that is no goods: coupon, lane, phone
	PriceLine(ctx context.Context, key string, by trip.Actor, line int, to pricing.Line, reason string) error

	// Pay enters a lane, audits, authorises, captures, numbers the receipt and
	// opens the gate, as far as it gets; calling it again goes on from there.
	Pay(ctx context.Context, key, laneCode string) error
	Continue(ctx context.Context) error // goes on after a finding was resolved
	HandOver(ctx context.Context, key string) error
	Leave(ctx context.Context, key, reason string) error // back from the lane to shopping
	Abandon(ctx context.Context, key string, by trip.Actor, reason string) error
	MoveTo(ctx context.Context, key string, by trip.Actor, cart string) error

	// Sense takes in what the loop emits.
	Sense(ctx context.Context, o evidence.Output) error
}
