package journal

import (
	"fmt"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// TestOnlyPaidAndUndoubtedWeighingsTeach: a code was read, nothing contradicted
// it, nobody corrected it, and the trip was paid.
func TestOnlyPaidAndUndoubtedWeighingsTeach(t *testing.T) {
	milk, err := gs1.ParseGTIN("4006381333931")
	if err != nil {
		t.Fatal(err)
	}
	began := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	usd := money.New(250, "USD")
	s, next, n := openTestStore(t), int64(1), 0
	// shop keeps a trip of a shopper in which a thing of so many grams was put in.
	shop := func(who, gate string, grams float64, paid bool, flags ...string) {
		t.Helper()
		n++
		line := pricing.Line{ID: 1, Item: evidence.Item{GTIN: milk}, Quantity: 1, Sold: pricing.SoldEach, Department: "dairy", Flags: flags}
		d := &evidence.Decision{Quantity: 1, Grams: grams, Gate: gate}
		if len(flags) > 0 && flags[0] == pricing.FlagMismatch {
			d.Because.Flags = flags
		}
		events := []trip.Event{linked(who, who), trip.LinePut{Line: line, Evidence: d}}
		if paid {
			events = append(events, trip.ReceiptIssued{Receipt: pricing.Receipt{Number: fmt.Sprint(n), Lines: []pricing.ReceiptLine{{Line: line, Net: usd}}, Total: usd}})
		}
		next = keepTrip(t, s, "c", fmt.Sprint("t", n), next, began.Add(time.Duration(n)*time.Minute), events...)
	}
	learned := func(what string, voters int, grams float64) {
		t.Helper()
		all, err := s.LearnedWeights(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if w, ok := all[milk.String()]; ok != (voters > 0) || w.Voters != voters || w.Grams != grams {
			t.Errorf("%s: learned %+v", what, w)
		}
	}
	for i := range 5 {
		shop(fmt.Sprint("liar", i), "code", 900, false)
		shop(fmt.Sprint("liar", i), "looks", 900, true)
		shop(fmt.Sprint("liar", i), "code", 900, true, pricing.FlagMismatch)
		shop(fmt.Sprint("liar", i), "code", 900, true, pricing.FlagCorrected)
		shop(trip.Trainee("m", "Bo", "en").ID, "code", 900, true)
	}
	learned("nothing counts", 0, 0)
	for range 9 {
		shop("", "code", 700, true) // guests are one voter
	}
	shop("ana", "code", 500, true)
	learned("two have voted", 0, 0)
	shop("bo", "code", 502, true)
	learned("three have voted", 3, 502)
	shop("cleo", "code", 501, true)
	shop("dan", "code", 503, true)
	learned("five have voted", 5, 502)
}
