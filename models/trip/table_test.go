package trip

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// phases in the letters that the table uses.
var letters = map[byte]func(testing.TB) *world{
	'I': func(tb testing.TB) *world { return &world{TB: tb, s: New()} },
	'R': func(tb testing.TB) *world { return (&world{TB: tb, s: New()}).do(Reserve{Phone: "p1"}) },
	'L': func(tb testing.TB) *world { return (&world{TB: tb, s: New()}).do(Lock{"cleaning"}) },
	'O': func(tb testing.TB) *world { return (&world{TB: tb, s: New()}).do(TakeOut{"scale torn off"}) },
	'U': func(tb testing.TB) *world { return shopping(tb).do(Abandon{"gone", "aisle 3"}) },
	'K': linked,
	'S': shopping,
	'A': atLaneWorld,
	'P': payingWorld,
	'D': paidWorld,
}

// TestEveryPairOfPhaseAndCommand holds what may be asked for when. A letter in
// a row means that the phase knows the command (it may still refuse this very
// one, by another code); any other pair is refused as wrong-state or frozen.
func TestEveryPairOfPhaseAndCommand(t *testing.T) {
	rows := []struct {
		c  Command
		in string
	}{
		{Lock{}, "I"}, {Unlock{}, "L"}, {TakeOut{}, "IRLOUKSAPD"}, {BringBack{}, "IRLOUKSAPD"},
		{Emptied{}, "U"}, {LeftBehind{}, "U"},
		{Reserve{}, "I"}, {EndReservation{}, "R"}, {Link{Trip: "t", Phone: "p1"}, "IR"}, {Start{}, "K"},
		{put(9, milk(t), 1000), "KS"}, {Answer{Question: 2, Line: rice(t)}, "KS"}, {Correct{Line: 1, To: rice(t)}, "KS"},
		{NotInCart{1}, "KS"}, {Undo{1}, "KS"}, {Confirm{Line: rice(t)}, "KS"}, {Announce{}, "KS"}, {SetQuantity{1, 2}, "KS"}, {BuyBags{2}, "KS"},
		{AddCoupon{}, "KS"}, {SettleCoupon{}, "KSAPD"}, {RemoveCoupon{"SAVE1"}, "KS"}, {ShowLoyalty{"2600123456784"}, "KS"}, {SetList{}, "KSAPD"},
		{SetPreferences{}, "KSAPD"}, {StayActive{}, "KSAPD"},
		{AskHelp{}, "KSAPD"}, {TakeHelp{}, "KSAPD"}, {EndHelp{}, "KSAPD"}, {PlaceHold{}, "KSAPD"}, {LiftHold{}, "KSAPD"},
		{PriceLine{Line: 1}, "KSA"}, {Adjust{Line: 1, Quantity: 2, Reason: "two of them"}, "KSA"},
		{EnterLane{"1"}, "KS"}, {LeaveLane{}, "A"}, {RecordAudit{}, "AP"}, {ResolveFinding{Finding: 1}, "AP"}, {Disturb{5}, "APD"},
		{BeginPayment{Key: "k", Amount: usd(399)}, "A"}, {SettleAuthorisation{Key: "k1"}, "P"}, {BeginCapture{"k1"}, "P"}, {SettleCapture{Key: "k1"}, "P"},
		{IssueReceipt{}, "D"}, {Release{}, "D"}, {HandOver{}, "KSA"}, {Abandon{}, "KSA"}, {MoveOut{}, "KS"}, {MoveIn{}, "IKSAPD"},
		{ApproveAge{Age: 21, Staff: "Bo"}, "KS"}, {Carried{}, "KS"}, {ClaimOwn{300}, "KS"},
	}
	if len(rows) != len(allowed) {
		t.Fatalf("the table has %d commands, there are %d", len(rows), len(allowed))
	}
	pairs := 0
	for _, row := range rows {
		for letter, build := range letters {
			w := build(t)
			before := w.s
			err := w.try(row.c)
			var r *Refused
			refusedByPhase := errors.As(err, &r) && (r.Code == CodeWrongState || r.Code == CodeFrozen)
			if known := strings.IndexByte(row.in, letter) >= 0; known == refusedByPhase {
				t.Errorf("%c %T: known %v, answered %v", letter, row.c, known, err)
			}
			if err != nil && !reflect.DeepEqual(before, w.s) {
				t.Errorf("%c %T: refused and yet changed the state", letter, row.c)
			}
			pairs++
		}
	}
	t.Logf("%d pairs", pairs)
}
