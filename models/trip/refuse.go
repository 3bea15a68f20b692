package trip

import "fmt"

// Refused says why a command changes nothing. Code is a name that pages
// translate and logs keep; Text is English, for logs.
type Refused struct {
	Code string
	Text string
}

func (r *Refused) Error() string { return r.Text }

func refuse(code, format string, args ...any) error {
	return &Refused{Code: code, Text: fmt.Sprintf(format, args...)}
}

// Codes of a Refused.
const (
	CodeWrongState  = "wrong-state"  // not now
	CodeBusyCart    = "busy-cart"    // the cart that a trip should move to is not free
	CodeNotYours    = "not-yours"    // another phone's reservation
	CodeUnknown     = "unknown"      // no such line, question, coupon or finding
	CodeFrozen      = "frozen"       // the basket is at a lane
	CodeNoWeight    = "no-weight"    // sold by weight, and nothing was weighed
	CodeTooLight    = "too-light"    // sold by weight, and below the least that the scale may sell by
	CodeRepeated    = "repeated"     // that coupon is in already
	CodeEmpty       = "empty"        // nothing to pay for
	CodeHeld        = "held"         // staff look first
	CodeAudit       = "audit"        // findings are open
	CodeUnpriced    = "unpriced"     // staff price a line first
	CodeGuest       = "guest"        // guests end at a cashier
	CodeAmount      = "amount"       // not what the receipt says
	CodePayment     = "payment"      // the payment stands elsewhere
	CodeBadQuantity = "bad-quantity" // not a whole number from one
	CodeNoReason    = "no-reason"    // staff say why they change a basket
)
