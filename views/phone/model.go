// Package phone draws the shopper's pages on the phone.
package phone

import (
	"time"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/views/words"
)

// Page is what every page shows.
type Page struct {
	Store, Lang string
	Unit        string // of the store's scales, for unit prices
	Tab         string // basket, list, receipts
	Name        string // of the signed-in shopper, empty for none
	Problem     string // a sentence's key
	Key         string
	OnAccount   bool // the store keeps accounts of its own
}

// T is a sentence in the page's language.
func (p Page) T(key string, args ...any) string { return words.T(p.Lang, key, args...) }

// Moment writes when something was.
func (p Page) Moment(t time.Time) string { return words.Moment(p.Lang, t) }

// Money writes an amount.
func (p Page) Money(a money.Amount) string { return a.Format(words.Locale(p.Lang)) }

// SignIn is the two steps of signing in.
type SignIn struct {
	Page
	Next  string // where it goes on
	Email string
	Sent  bool
	New   bool // the store does not know the address yet: ask for a name

	Waiting bool // a cart waits for this phone

	Passkeys bool   // may be signed in with
	Issuer   string // of the retailer's own accounts; empty where there are none
}

// Confirm shows the number of the cart to link.
type Confirm struct {
	Page
	Cart, Number string
}

// Home is the live basket, or the way to one.
type Home struct {
	Page
	Cart, Number string
	Trip         *trip.Trip
	Receipt      pricing.Receipt
	QR           string
	QRSize       int
	List         []trip.ListItem
	Passkeys     bool // may be kept on this phone
	Card         Card
}

// Card is the store's loyalty card: its name, empty where the store has none,
// and the shopper's number of it.
type Card struct{ Name, Number string }

// Loyalty is the page on which a shopper gives the number of their card.
type Loyalty struct {
	Page
	Card
	Typed string // a number that was refused, to be looked at again
}

// Status is where the trip stands, as a sentence's key; empty while shopping.
func (h Home) Status() string {
	if h.Trip == nil {
		return ""
	}
	switch h.Trip.Status {
	case trip.AtLane, trip.Paying:
		return "p-at-lane"
	case trip.Paid, trip.Released:
		return "p-paid"
	case trip.HandedOver, trip.Abandoned:
		return "p-ended"
	}
	return ""
}

// TaxName is what a receipt calls a tax: of one that the prices hold, with
// what they are without it.
func (h Page) TaxName(t pricing.TaxLine) string {
	name := t.Name + " " + t.Rate
	if before, err := t.Before(); err == nil && t.Inclusive {
		return h.T("tax-included", name, h.Money(before))
	}
	return name
}

// LineName is a line's name in the page's language.
func (h Page) LineName(l pricing.Line) string {
	if h.Lang == "es" && l.NameES != "" {
		return l.NameES
	}
	return l.Name
}

// ReceiptRow is one receipt of the list.
type ReceiptRow struct {
	Number, Total string
	At            time.Time
}

// LabelNote is what the label on a thing said of it, empty for most lines.
func (p Page) LabelNote(l pricing.ReceiptLine) string { return words.LabelNote(p.Lang, l.Line) }
