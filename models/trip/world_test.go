package trip

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

var t0 = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// world drives one cart's state by commands, as the command path does.
type world struct {
	testing.TB
	s       State
	records []Record
}

func (w *world) try(c Command) error {
	w.Helper()
	events, err := Decide(w.s, c, t0.Add(time.Duration(w.s.Seq)*time.Second))
	for _, e := range events {
		r := Record{Seq: w.s.Seq + 1, At: t0.Add(time.Duration(w.s.Seq) * time.Second), Actor: Actor{Kind: ByShopper}, Event: e}
		w.s = Apply(w.s, r)
		w.records = append(w.records, r)
	}
	return err
}

func (w *world) do(cs ...Command) *world {
	w.Helper()
	for _, c := range cs {
		if err := w.try(c); err != nil {
			w.Fatalf("%T: %v", c, err)
		}
	}
	return w
}

func usd(cents int64) money.Amount { return money.New(cents, "USD") }

func gtin(tb testing.TB, s string) evidence.Item {
	g, err := gs1.ParseGTIN(s)
	if err != nil {
		tb.Fatal(err)
	}
	return evidence.Item{GTIN: g}
}

var bananas = evidence.Item{PLU: 4011}

func lb(count int64) evidence.Weight {
	return evidence.Weight{Count: count, DivisionMilli: 5, Unit: evidence.Pound}
}

func milk(tb testing.TB) pricing.Line {
	return pricing.Line{Item: gtin(tb, "4006381333931"), Name: "Milk", Sold: pricing.SoldEach, UnitPrice: usd(399), Cold: true}
}

func rice(tb testing.TB) pricing.Line {
	return pricing.Line{Item: gtin(tb, "5901234123457"), Name: "Rice", Sold: pricing.SoldEach, UnitPrice: usd(249)}
}

func loose() pricing.Line {
	return pricing.Line{Item: bananas, Name: "Bananas", Sold: pricing.SoldByWeight, UnitPrice: usd(59)}
}

func put(id int, l pricing.Line, grams float64) Recognise {
	return Recognise{Line: l, Decision: evidence.Decision{ID: id, Action: evidence.Put, Direction: evidence.Put, Item: l.Item, Quantity: 1, Grams: grams, SD: 2, Weight: lb(int64(grams / 2.268))}}
}

func take(id int, l pricing.Line, grams float64) Recognise {
	c := put(id, l, grams)
	c.Decision.Action, c.Decision.Direction = evidence.Take, evidence.Take
	return c
}

func ask(id int, grams float64, choices ...pricing.Line) Recognise {
	c := Recognise{Decision: evidence.Decision{ID: id, Action: evidence.Ask, Direction: evidence.Put, Quantity: 1, Grams: grams, Weight: lb(200)}}
	for _, l := range choices {
		c.Choices = append(c.Choices, Choice{Line: l})
	}
	return c
}

func linked(tb testing.TB) *world {
	w := &world{TB: tb, s: New()}
	return w.do(Reserve{Phone: "p1", Until: t0.Add(3 * time.Minute)},
		Link{Trip: "t1", Phone: "p1", Currency: "USD", Shopper: Shopper{ID: "s1", Name: "Ana"}})
}

// shopping holds a line, an open question, a coupon and a call for help.
func shopping(tb testing.TB) *world {
	return linked(tb).do(Start{Bags: 2, Grams: 140}, put(1, milk(tb), 1030), ask(2, 500, rice(tb)),
		AddCoupon{Coupon: pricing.Coupon{Code: "SAVE1"}}, AskHelp{Reason: "lost"})
}

func receipt(cents int64) pricing.Receipt { return pricing.Receipt{Total: usd(cents)} }

func atLaneWorld(tb testing.TB) *world {
	return shopping(tb).do(EnterLane{Lane: "1"}, RecordAudit{Audit: Audit{Findings: []Finding{{ID: 1, Kind: "age"}}}, Receipt: receipt(399)},
		ResolveFinding{Finding: 1, Staff: "Bo", Reason: "over 21"})
}

func payingWorld(tb testing.TB) *world {
	return atLaneWorld(tb).do(BeginPayment{Key: "k1", Amount: usd(399)})
}

func paidWorld(tb testing.TB) *world {
	return payingWorld(tb).do(SettleAuthorisation{Key: "k1", OK: true, Ref: "h1"}, BeginCapture{Key: "k1"}, SettleCapture{Key: "k1", OK: true, Ref: "c1"})
}
