package shopping

import (
	"errors"

	"github.com/dashcart/dashcart/models/trip"
)

// What a Journal answers beside plain failure.
var (
	// ErrRepeated comes with the records that the key wrote before.
	ErrRepeated = errors.New("that command was carried out before")
	// ErrBehind says that the journal holds more than the caller folded.
	ErrBehind = errors.New("the journal holds more than was folded")
)

// Refused is why a touch or a scan did nothing; see trip.Refused.
type Refused = trip.Refused

func refuse(code, text string) error { return &Refused{Code: code, Text: text} }

// CodeBusyCart is trip's: the cart that a trip should move to is not free.
const CodeBusyCart = trip.CodeBusyCart

// Codes of a Refused beside those of package trip.
const (
	CodeClosed      = "closed"      // outside opening hours
	CodeBattery     = "battery"     // too low to start a trip
	CodeToken       = "token"       // not a link of this store's carts
	CodeTokenOld    = "token-old"   // the QR code has changed since
	CodeTokenUsed   = "token-used"  // another phone used it
	CodeTokenOther  = "token-other" // for another cart
	CodeTaken       = "taken"       // the cart is not free
	CodeScale       = "scale"       // the scale cannot weigh now
	CodeNotSold     = "not-sold"    // a code without a price
	CodeNoProduct   = "no-product"  // not in the catalogue
	CodeNoCoupon    = "no-coupon"   // no code that this store knows
	CodeCoupon      = "coupon"      // refused; Text says why
	CodeLaneClosed  = "lane-closed" // or not for this cart
	CodeNoLane      = "no-lane"     // no lane has that code
	CodeOffline     = "offline"     // the store does not answer
	CodeDeclined    = "declined"    // the payment was
	CodePhoneCode   = "phone-code"  // unknown or old
	CodeLoyalty     = "loyalty"     // a loyalty card's number that was misread or mistyped
	CodeStopped     = "stopped"     // something in the cart may not be sold
	CodeHours       = "hours"       // something in the cart may not be sold at this hour
	CodeNoSuchPhone = "no-reservation"
	CodeTare        = "tare"     // of a container that the scale cannot take off
	CodeNotAll      = "not-all"  // of the goods are in the cart that a trip moved to
	CodeNoBadge     = "no-badge" // nobody has signed on at the cart, or they left
)
