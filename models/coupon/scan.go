package coupon

import (
	"fmt"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
)

// Book is what a store needs to take manufacturers' coupons.
type Book struct {
	Master Master // offers of coupons of AI (8112)
	// Retailer is the store's own GS1 company prefix or GLN, as coupons name
	// the only retailer that takes them; empty takes none of those.
	Retailer string
}

// Scanned is a manufacturer's coupon as a shopper presents it.
type Scanned struct {
	Code  string // AI and data, the same for the same piece of paper
	Offer string // what the manufacturer calls the offer
	// Once says that the code names one piece of paper, by a serial number,
	// which is good once.
	Once  bool
	Terms Terms
}

// Read reads what a scanner or a camera gave. It is false for what is no
// manufacturer's coupon; one that is no good at now, which is in the store's
// time zone, is a *Refused.
func (b Book) Read(text string, now time.Time) (Scanned, bool, error) {
	m, err := gs1.Parse(text)
	if err != nil {
		return Scanned{}, false, nil
	}
	if k, ok := m.OfferCoupon(); ok {
		data, _ := m.Value("8112")
		terms, err := b.Master.Offer(k, now)
		return Scanned{Code: "8112" + data, Offer: k.OfferCode, Once: true, Terms: terms}, true, err
	}
	if k, ok := m.Coupon(); ok {
		data, _ := m.Value("8110")
		s := Scanned{Code: "8110" + data, Offer: k.OfferCode, Once: k.Serial != "", Terms: FromData(k)}
		return s, true, b.check(k, now)
	}
	return Scanned{}, false, nil
}

// check refuses a coupon by its own data that is no good here and now.
func (b Book) check(k gs1.Coupon, now time.Time) error {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	if from, ok := k.Starts.Day(now); ok && today.Before(from) {
		return &Refused{NotYetValid, fmt.Sprintf("This coupon is good from %s.", from.Format("January 2"))}
	}
	if last, ok := k.Expires.Day(now); ok && today.After(last) {
		return &Refused{Expired, fmt.Sprintf("This coupon was good until %s.", last.Format("January 2, 2006"))}
	}
	if k.Retailer != "" && !sameRetailer(k.Retailer, b.Retailer) {
		return &Refused{OtherStore, "This coupon is for another store."}
	}
	for _, p := range []*gs1.Purchase{&k.First, k.Second, k.Third} {
		if p != nil && p.Code == gs1.RequireAskAtTill {
			return &Refused{AskAttendant, "This coupon has to be read by a person. Please ask us."}
		}
	}
	return nil
}

// gln is how many digits a Global Location Number has.
const gln = 13

// sameRetailer compares company prefixes and GLNs: a GLN begins with the
// prefix of the company whose location it is.
func sameRetailer(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || a != "" && len(b) == gln && strings.HasPrefix(b, a)
}
