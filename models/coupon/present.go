package coupon

import (
	"fmt"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
)

// Reasons of manufacturers' coupons, besides those of the store's.
const (
	OtherRetailer  Reason = "other_retailer"  // it names another shop
	NeedsAttendant Reason = "needs_attendant" // it wants to be read by a person
)

// CheckData refuses a coupon of AI (8110) that is not good here and now,
// whatever is in the basket. Retailers lists the store's company prefixes and
// GLNs. A day lasts until its midnight where now is.
func CheckData(k gs1.Coupon, now time.Time, retailers []string) error {
	if first, ok := k.Starts.Day(now); ok && now.Before(local(first, now)) {
		return &Refused{NotYetValid, fmt.Sprintf("This coupon is good from %s.", first.Format("January 2"))}
	}
	if last, ok := k.Expires.Day(now); ok && !now.Before(local(last, now).AddDate(0, 0, 1)) {
		return &Refused{Expired, fmt.Sprintf("This coupon was good until %s.", last.Format("January 2, 2006"))}
	}
	if k.Retailer != "" && !slices.Contains(retailers, k.Retailer) {
		return &Refused{OtherRetailer, "This coupon is for another store."}
	}
	for _, p := range []*gs1.Purchase{&k.First, k.Second, k.Third} {
		if p != nil && p.Code == gs1.RequireAskAtTill {
			return &Refused{NeedsAttendant, "An attendant has to look at this coupon."}
		}
	}
	return nil
}

// local is the same day's midnight where now is.
func local(day, now time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, now.Location())
}
