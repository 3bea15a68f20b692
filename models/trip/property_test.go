package trip

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/pricing"
)

// TestRandomCommandsKeepTheInvariants draws any commands in any order.
func TestRandomCommandsKeepTheInvariants(t *testing.T) {
	goods := []pricing.Line{milk(t), rice(t), loose()}
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{TB: t, s: New()}
		next := 0
		for range rapid.IntRange(1, 60).Draw(rt, "n") {
			next++
			c := drawCommand(rt, goods, next)
			before, _ := json.Marshal(w.s)
			kept := w.s
			err := w.try(c)
			if after, _ := json.Marshal(kept); string(after) != string(before) {
				rt.Fatalf("%T changed a state that a reader holds", c)
			}
			if err != nil && !reflect.DeepEqual(kept, w.s) {
				rt.Fatalf("%T was refused (%v) and yet changed the state", c, err)
			}
			check(rt, w.s)
			if r, ok := c.(Recognise); ok && err == nil {
				seq := w.s.Seq
				if w.do(r); w.s.Seq != seq {
					rt.Fatalf("decision %d counted twice", r.Decision.ID)
				}
			}
		}
		replayed := New()
		for _, r := range w.records {
			kind, data, err := Encode(r.Event)
			if err != nil {
				rt.Fatal(err)
			}
			if r.Event, err = Decode(kind, data); err != nil {
				rt.Fatal(err)
			}
			replayed = Apply(replayed, r)
		}
		a, _ := json.Marshal(w.s)
		b, _ := json.Marshal(replayed)
		if string(a) != string(b) {
			rt.Fatalf("replayed differently:\n%s\n%s", a, b)
		}
	})
}

func check(t *rapid.T, s State) {
	if s.Trip == nil {
		return
	}
	ids := map[int]bool{}
	for _, l := range s.Trip.Lines {
		if l.Quantity < 1 || l.Grams < -1e-6 || ids[l.ID] {
			t.Fatalf("line %+v", l)
		}
		if l.Sold == pricing.SoldByWeight && l.Weight.Count <= 0 {
			t.Fatalf("weightless line by weight %+v", l)
		}
		ids[l.ID] = true
	}
	seen := map[int]bool{}
	for _, e := range s.Trip.Effects {
		if seen[e.Decision] {
			t.Fatalf("two effects of decision %d", e.Decision)
		}
		seen[e.Decision] = true
	}
	for _, q := range s.Trip.Questions {
		if seen[q.ID] {
			t.Fatalf("decision %d is both asked and applied", q.ID)
		}
	}
	if (s.Trip.Status == Paid || s.Trip.Status == Released) && (s.Trip.Payment == nil || s.Trip.Payment.Status != PaymentCaptured) {
		t.Fatalf("%s without a captured payment", s.Trip.Status)
	}
}

func drawCommand(t *rapid.T, goods []pricing.Line, next int) Command {
	l := rapid.SampledFrom(goods).Draw(t, "goods")
	old := rapid.IntRange(0, next).Draw(t, "old")
	grams := float64(rapid.IntRange(20, 2000).Draw(t, "grams"))
	fusion := func(c Recognise) Command {
		if rapid.Bool().Draw(t, "revises") {
			c.Decision.Revises = old
			if rapid.Bool().Draw(t, "answers") {
				c.Decision.Answers = old
			}
		}
		return c
	}
	small := rapid.IntRange(0, 4).Draw(t, "line")
	pick := rapid.IntRange(0, 39).Draw(t, "command")
	switch pick {
	case 0, 1, 2, 3:
		return fusion(put(next, l, grams))
	case 4, 5, 6:
		return fusion(take(next, l, grams))
	case 7, 8:
		return fusion(ask(next, grams, l))
	case 9, 10:
		return Answer{Question: old, Line: l, Quantity: rapid.IntRange(0, 3).Draw(t, "q")}
	case 11:
		return Answer{Question: old, None: rapid.Bool().Draw(t, "none"), Own: rapid.Bool().Draw(t, "own"), Unknown: true}
	case 12:
		return Correct{Line: small, To: l}
	case 13:
		return NotInCart{small}
	case 14:
		return Undo{old}
	case 15:
		return Confirm{Line: l}
	case 16:
		return SetQuantity{small, rapid.IntRange(-1, 5).Draw(t, "q")}
	case 17:
		return Adjust{Line: small, Quantity: rapid.IntRange(-1, 5).Draw(t, "q"), Reason: rapid.SampledFrom([]string{"", "not there"}).Draw(t, "why")}
	case 18:
		return PriceLine{Line: small, To: l}
	case 19, 20:
		return EnterLane{"1"}
	case 21:
		return LeaveLane{}
	case 22, 23:
		return RecordAudit{Receipt: receipt(399)}
	case 24, 25:
		return BeginPayment{Key: "k", Amount: usd(399)}
	case 26:
		return SettleAuthorisation{Key: "k", OK: rapid.Bool().Draw(t, "ok")}
	case 27:
		return BeginCapture{"k"}
	case 28:
		return SettleCapture{Key: "k", OK: rapid.Bool().Draw(t, "ok")}
	case 29:
		return Release{}
	case 30:
		return HandOver{Code: "H1"}
	case 31:
		return Abandon{}
	case 32:
		return Emptied{}
	case 33:
		return Disturb{grams}
	case 34:
		return rapid.SampledFrom([]Command{TakeOut{"x"}, BringBack{}, Lock{}, Unlock{}, AskHelp{}, TakeHelp{"Bo"}, EndHelp{}}).Draw(t, "cart")
	case 35:
		return AddCoupon{Coupon: pricing.Coupon{Code: "C"}, Pending: rapid.Bool().Draw(t, "pending")}
	case 36:
		return SettleCoupon{Code: "C", OK: rapid.Bool().Draw(t, "ok")}
	case 37:
		return Announce{Line: &l}
	default:
		return Link{Trip: "t", Shopper: Shopper{ID: "s", Name: "Ana"}, Currency: "USD"}
	}
}
