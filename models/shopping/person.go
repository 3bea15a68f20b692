package shopping

import (
	"errors"
	"time"
)

// ErrUnderWay says that a shopper cannot be erased while they shop.
var ErrUnderWay = errors.New("a trip of this shopper is under way")

// Person is what the store's records hold of a shopper. Owes is in minor units.
type Person struct {
	ID, Email, Name, Language string
	Loyalty                   string // number of their card
	Trips, Receipts           int
	Owes                      int64
}

// Message is one that was mailed to a shopper.
type Message struct {
	At            time.Time
	Subject, Body string
}
