package journal

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// TestTrainingIsInNoFigure: the same trip of a shopper and of a trainee, and
// only the first is counted or weighed.
func TestTrainingIsInNoFigure(t *testing.T) {
	s := openTestStore(t)
	milk, err := gs1.ParseGTIN("4006381333931")
	if err != nil {
		t.Fatal(err)
	}
	usd := money.New(250, "USD")
	line := pricing.Line{ID: 1, Item: evidence.Item{GTIN: milk}, Quantity: 1, Sold: pricing.SoldEach, Department: "Dairy"}
	began := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	events := func(who string) []trip.Event {
		return []trip.Event{linked("Ana", who), trip.LinePut{Line: line, Evidence: &evidence.Decision{Quantity: 1, Grams: 500}}, trip.QuestionAsked{}, trip.HelpAsked{}, trip.HelpTaken{},
			trip.LaneEntered{Lane: "d1"}, trip.ReceiptIssued{Receipt: pricing.Receipt{Number: "1", Lines: []pricing.ReceiptLine{{Line: line, Net: usd}}, Total: usd}}, trip.TripReleased{}}
	}
	counts := func() (figures, weighed int64) {
		if err := s.read.Raw(`SELECT COALESCE(SUM(n), 0) FROM figures`).Scan(&figures).Error; err != nil {
			t.Fatal(err)
		}
		if err := s.read.Raw(`SELECT COUNT(*) FROM weighings`).Scan(&weighed).Error; err != nil {
			t.Fatal(err)
		}
		return figures, weighed
	}
	next := keepTrip(t, s, "c", "training", 1, began, events(trip.Trainee("m", "Bo", "en").ID)...)
	if f, w := counts(); f != 0 || w != 0 {
		t.Errorf("training is counted: %d figures, %d weighings", f, w)
	}
	keepTrip(t, s, "c", "real", next, began, events("ana")...)
	if f, w := counts(); f == 0 || w != 1 {
		t.Errorf("a real trip is not: %d figures, %d weighings", f, w)
	}
}
