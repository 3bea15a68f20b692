package trip

import (
	"errors"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
)

func code(err error) string {
	var r *Refused
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

func TestTwoOfOneAreOneLineAndATakeLeavesOne(t *testing.T) {
	w := linked(t).do(put(1, milk(t), 1030), put(2, milk(t), 1028))
	if l := w.s.Trip.Lines; len(l) != 1 || l[0].Quantity != 2 || l[0].Grams != 2058 {
		t.Fatalf("lines %+v", l)
	}
	w.do(take(3, milk(t), 1029))
	if l := w.s.Trip.Lines; len(l) != 1 || l[0].Quantity != 1 {
		t.Fatalf("lines %+v", l)
	}
	w.do(take(4, milk(t), 1029))
	if len(w.s.Trip.Lines) != 0 {
		t.Fatalf("lines %+v", w.s.Trip.Lines)
	}
}

func TestAPriceRiseNeverTouchesALineThatIsIn(t *testing.T) {
	dear := milk(t)
	dear.UnitPrice = usd(499)
	w := linked(t).do(put(1, milk(t), 1030), put(2, dear, 1030))
	if l := w.s.Trip.Lines; len(l) != 2 || l[0].UnitPrice != usd(399) || l[1].UnitPrice != usd(499) {
		t.Fatalf("lines %+v", l)
	}
}

func TestARevisionReplacesWhatTheDecisionDid(t *testing.T) {
	r := put(2, rice(t), 1030)
	r.Decision.Revises = 1
	w := linked(t).do(put(1, milk(t), 1030), r)
	if l := w.s.Trip.Lines; len(l) != 1 || l[0].Name != "Rice" {
		t.Fatalf("lines %+v", l)
	}
	again := ask(3, 1030, milk(t))
	again.Decision.Revises = 2
	w.do(again)
	if len(w.s.Trip.Lines) != 0 || len(w.s.Trip.Questions) != 1 {
		t.Fatalf("lines %+v questions %+v", w.s.Trip.Lines, w.s.Trip.Questions)
	}
}

func TestTheDecisionThatFollowsAnAnswerIsNotCountedTwice(t *testing.T) {
	w := linked(t).do(ask(1, 500, rice(t), milk(t)), Answer{Question: 1, Line: rice(t), Quantity: 1})
	follow := put(2, rice(t), 500)
	follow.Decision.Revises, follow.Decision.Answers = 1, 1
	w.do(follow)
	if l := w.s.Trip.Lines; len(l) != 1 || l[0].Quantity != 1 || len(w.s.Trip.Questions) != 0 {
		t.Fatalf("lines %+v", l)
	}
}

func TestAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		a         Answer
		lines     int
		questions int
		own       float64
	}{
		"one of them": {Answer{Question: 1, Line: rice(t)}, 1, 0, 0},
		"none":        {Answer{Question: 1, None: true}, 0, 1, 0},
		"later":       {Answer{Question: 1, Later: true}, 0, 1, 0},
		"my coat":     {Answer{Question: 1, Own: true}, 0, 0, 500},
		"unknown":     {Answer{Question: 1, Unknown: true}, 1, 0, 0},
	} {
		w := linked(t).do(ask(1, 500, rice(t)), c.a)
		if tr := w.s.Trip; len(tr.Lines) != c.lines || len(tr.Questions) != c.questions || tr.Own != c.own {
			t.Errorf("%s: %+v", name, tr)
		}
	}
	if err := linked(t).try(Answer{Question: 7}); code(err) != CodeUnknown {
		t.Error(err)
	}
}

func TestCorrectingKeepsTheWeight(t *testing.T) {
	w := linked(t).do(put(1, milk(t), 1030), put(2, milk(t), 990), Correct{Line: 1, To: rice(t)})
	l := w.s.Trip.Lines
	if len(l) != 2 || l[0].Quantity != 1 || l[0].Grams != 1010 || l[1].Name != "Rice" || l[1].Grams != 990 {
		t.Fatalf("lines %+v", l)
	}
}

func TestNotInCartStaysOpenUntilTheLane(t *testing.T) {
	w := linked(t).do(put(1, milk(t), 1030), NotInCart{1})
	if len(w.s.Trip.Lines) != 0 || w.s.Trip.Disputed != 1030 {
		t.Fatalf("%+v", w.s.Trip)
	}
}

func TestUndoOfATakeBringsTheLineBack(t *testing.T) {
	w := linked(t).do(put(1, milk(t), 1030), take(2, milk(t), 1030), Undo{2})
	if l := w.s.Trip.Lines; len(l) != 1 || l[0].Quantity != 1 || l[0].Name != "Milk" {
		t.Fatalf("lines %+v", l)
	}
}

func TestTakingWhatIsNotInsideAsks(t *testing.T) {
	w := linked(t).do(put(1, milk(t), 1030), take(2, rice(t), 500))
	q := w.s.Trip.Questions
	if len(q) != 1 || q[0].Direction != evidence.Take || q[0].Choices[0].Line.Name != "Milk" {
		t.Fatalf("questions %+v", q)
	}
}

func TestProduceByWeight(t *testing.T) {
	l := loose()
	w := linked(t).do(Announce{Line: &l}, put(1, loose(), 453.6))
	got := w.s.Trip.Lines[0]
	if got.Weight != lb(200) || w.s.Trip.Announced != nil {
		t.Fatalf("%+v", got)
	}
	bare := put(2, loose(), 453)
	bare.Decision.Weight = evidence.Weight{}
	if err := w.try(bare); code(err) != CodeNoWeight {
		t.Error(err)
	}
	w.do(take(3, loose(), 226.8))
	if got := w.s.Trip.Lines[0]; got.Weight != lb(100) {
		t.Errorf("half back: %+v", got.Weight)
	}
	bagged := put(6, loose(), 463)
	bagged.Decision.Tare = lb(4)
	if got := w.do(bagged).s.Trip.Lines[1]; got.Tare != lb(4) || got.Weight.IsZero() {
		t.Errorf("%s net, tare %s", got.Weight, got.Tare)
	}
	light := put(4, loose(), 43)
	light.Decision.Weight = lb(19)
	if err := w.try(light); code(err) != CodeTooLight || !strings.Contains(err.Error(), lb(20).String()) {
		t.Errorf("19 divisions: %v, want a refusal that names 20", err)
	}
	light.Decision.Weight = lb(20)
	if err := w.try(light); err != nil {
		t.Errorf("20 divisions: %v", err)
	}
}

func TestMoneyWaitsForTheAttendant(t *testing.T) {
	w := shopping(t).do(EnterLane{"1"}, RecordAudit{Audit: Audit{Findings: []Finding{{ID: 1}}}, Receipt: receipt(399)})
	if err := w.try(BeginPayment{Key: "k", Amount: usd(399)}); code(err) != CodeAudit {
		t.Error(err)
	}
	w.do(ResolveFinding{Finding: 1})
	if err := w.try(BeginPayment{Key: "k", Amount: usd(1)}); code(err) != CodeAmount {
		t.Error(err)
	}
	w.do(PlaceHold{"look", "Bo"})
	if err := w.try(BeginPayment{Key: "k", Amount: usd(399)}); code(err) != CodeHeld {
		t.Error(err)
	}
	w.do(LiftHold{}, BeginPayment{Key: "k", Amount: usd(399)}, SettleAuthorisation{Key: "k", OK: true})
	w.do(Disturb{Grams: 300})
	if err := w.try(BeginCapture{"k"}); code(err) != CodeAudit {
		t.Error(err)
	}
}

func TestDeclinedGoesBackToTheLaneAndMayTryAgain(t *testing.T) {
	w := payingWorld(t).do(SettleAuthorisation{Key: "k1", Reason: "limit"})
	if w.s.Trip.Status != AtLane {
		t.Fatal(w.s.Trip.Status)
	}
	w.do(BeginPayment{Key: "k2", Amount: usd(399)})
}

func TestALoadThatChangesAfterPaymentCallsTheAttendant(t *testing.T) {
	w := shopping(t).do(EndHelp{}, EnterLane{"1"}, RecordAudit{Receipt: receipt(399)}, BeginPayment{Key: "k1", Amount: usd(399)},
		SettleAuthorisation{Key: "k1", OK: true}, BeginCapture{"k1"}, SettleCapture{Key: "k1", OK: true}, Disturb{900})
	if w.s.Trip.Help == nil {
		t.Fatal("nobody was called")
	}
}

func TestUnknownGoodsBlockTheLaneUntilPriced(t *testing.T) {
	w := linked(t).do(ask(1, 700), Answer{Question: 1, Unknown: true}, EnterLane{"1"},
		RecordAudit{Audit: Audit{Findings: []Finding{{ID: 1, Kind: "unpriced"}}}})
	if err := w.try(ResolveFinding{Finding: 1}); code(err) != CodeUnpriced {
		t.Error(err)
	}
	w.do(PriceLine{Line: 1, To: pricing.Line{Name: "Vase", Sold: pricing.SoldEach, UnitPrice: usd(1200)}, Reason: "label"})
	if w.s.Trip.Audit != nil || w.s.Trip.Lines[0].Grams != 700 {
		t.Errorf("%+v", w.s.Trip)
	}
}

func TestAbandonedListsColdGoodsFirst(t *testing.T) {
	w := linked(t).do(put(1, rice(t), 500), put(2, milk(t), 1030), Abandon{"asleep", "aisle 4"})
	if s := w.s.Trip.Shelve; len(s) != 2 || s[0].Name != "Milk" || w.s.Trip.Place != "aisle 4" || w.s.Cart != CartUnloading {
		t.Fatalf("%+v", w.s.Trip)
	}
}

func TestATripMovesToAnotherCartWithEveryLine(t *testing.T) {
	a := shopping(t)
	b := &world{TB: t, s: New()}
	moved := *a.s.Trip
	a.do(MoveOut{"cart-02"})
	b.do(MoveIn{Trip: moved, From: "cart-01"})
	if len(b.s.Trip.Lines) != 1 || b.s.Trip.Status != Shopping || a.s.Trip.MovedTo != "cart-02" {
		t.Fatalf("%+v", b.s.Trip)
	}
}

func TestWhatWasDrawnAndDecidedAtALaneOutlivesAnAudit(t *testing.T) {
	random := Finding{ID: 1, Kind: "random"}
	age := Finding{ID: 2, Kind: "age"}
	audited := func() *world {
		return shopping(t).do(EnterLane{"1"}, RecordAudit{Audit: Audit{Random: true, Findings: []Finding{random, age}}, Receipt: receipt(399)})
	}
	w := audited().do(ResolveFinding{Finding: 2, Staff: "Ana"}, Disturb{Grams: 300}, Disturb{Grams: -300})
	if r := w.s.Trip.Reviewed; w.s.Trip.Audit != nil || r == nil || !r.Random || !r.Findings[1].Resolved {
		t.Fatalf("after two disturbances: %+v", r)
	}
	if w.do(LeaveLane{}); w.s.Trip.Reviewed == nil || !w.s.Trip.Reviewed.Random || len(w.s.Trip.Reviewed.Findings) != 0 {
		t.Fatalf("a check that nobody made is owed after leaving, and nothing else stands: %+v", w.s.Trip.Reviewed)
	}
	if w = audited().do(ResolveFinding{Finding: 1}, LeaveLane{}); w.s.Trip.Reviewed != nil {
		t.Fatalf("a check that was made is not owed: %+v", w.s.Trip.Reviewed)
	}
	if w = audited().do(Disturb{Grams: 300}, RecordAudit{Audit: Audit{}, Receipt: receipt(399)}); w.s.Trip.Reviewed != nil {
		t.Fatalf("the next audit has carried it over: %+v", w.s.Trip.Reviewed)
	}
}

func TestStaffSayWhyTheyChangeABasket(t *testing.T) {
	w := shopping(t)
	for _, why := range []string{"", "  "} {
		if err := w.try(Adjust{Line: 1, Quantity: 0, Reason: why}); code(err) != CodeNoReason {
			t.Errorf("reason %q: %v", why, err)
		}
	}
	if w.do(Adjust{Line: 1, Quantity: 0, Reason: "back on the shelf"}); len(w.s.Trip.Lines) != 0 {
		t.Errorf("lines %+v", w.s.Trip.Lines)
	}
}

func TestBagsOfTheStoreAreCountedUntilTheLane(t *testing.T) {
	w := linked(t).do(put(1, milk(t), 1030), BuyBags{3}, BuyBags{2})
	if w.s.Trip.StoreBags != 2 {
		t.Fatalf("%d bags", w.s.Trip.StoreBags)
	}
	for _, n := range []int{-1, 21} {
		if err := w.try(BuyBags{n}); code(err) != CodeBadQuantity {
			t.Errorf("%d bags: %v", n, err)
		}
	}
	if err := w.do(EnterLane{"1"}).try(BuyBags{1}); code(err) != CodeFrozen {
		t.Error(err)
	}
}
