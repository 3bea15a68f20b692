package trip

import (
	"errors"
	"testing"
)

func TestAMovedTripIsCarriedOver(t *testing.T) {
	from := shopping(t)
	from.do(put(5, milk(t), 1000)).do(ask(6, 300, rice(t)))
	to := &world{TB: t, s: New()}
	to.do(MoveIn{Trip: *from.s.Trip, From: "1"})
	got := to.s.Trip
	if !got.Moving || got.Status != Shopping || len(got.Lines) != len(from.s.Trip.Lines) || len(got.Effects) != 0 {
		t.Fatalf("after the move: %+v", got)
	}
	if len(got.Questions) != len(from.s.Trip.Questions) || got.Questions[0].ID >= 0 {
		t.Fatalf("questions %+v: one of them can meet a decision of the other cart", got.Questions)
	}
	to.do(put(1, milk(t), 1000)) // the goods themselves, put into the other cart
	if n := len(to.s.Trip.Lines); n != len(from.s.Trip.Lines) {
		t.Fatalf("carrying over made %d lines of %d", n, len(from.s.Trip.Lines))
	}
	to.do(Answer{Question: got.Questions[0].ID, Line: rice(t)})
	lines := len(to.s.Trip.Lines)
	to.do(Carried{}).do(Carried{}).do(put(2, rice(t), 500))
	if to.s.Trip.Moving || len(to.s.Trip.Lines) < lines {
		t.Fatalf("after carrying: %+v", to.s.Trip)
	}
	if to.s.Trip.Just.Decision != 2 {
		t.Fatal("what is put in after carrying is not recognised")
	}
}

func TestAgeIsApprovedByName(t *testing.T) {
	w := shopping(t)
	var no *Refused
	if err := w.try(ApproveAge{Age: 21}); !errors.As(err, &no) || no.Code != CodeNoReason {
		t.Errorf("approved by nobody: %v", err)
	}
	w.do(ApproveAge{Age: 21, Staff: "Bo"}).do(ApproveAge{Age: 18, Staff: "Al"})
	if a := w.s.Trip.Age; a == nil || a.Age != 21 || a.Staff != "Bo" {
		t.Errorf("%+v", a)
	}
}
