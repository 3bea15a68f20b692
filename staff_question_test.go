package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/trip"
)

// TestStaffAnswerWhatACartAsks from the cart's page and from the list of
// calls: a choice, a typed code, or that it is the shopper's own, each in its
// person's name, and never without the right.
func TestStaffAnswerWhatACartAsks(t *testing.T) {
	s := newSite(t)
	c := basketOf(t, s.app, "cart-1")
	first := c.Live().State.Trip.Lines[0]
	ctx := t.Context()
	asked := 0
	ask := func() trip.Question {
		t.Helper()
		asked++
		d := evidence.Decision{ID: asked, Action: evidence.Ask, Direction: evidence.Put, Quantity: 1, Grams: 300 + float64(asked), SD: 2,
			Candidates: []evidence.Candidate{{Item: first.Item, P: 0.5}}}
		if err := c.Sense(ctx, evidence.Output{Decision: &d}); err != nil {
			t.Fatal(err)
		}
		q := c.Live().State.Trip.Questions
		if len(q) != 1 {
			t.Fatalf("%d questions are open", len(q))
		}
		return q[0]
	}
	const at = "/admin/carts/cart-1"
	answer := func(r account.Role, form url.Values) (code int, to string) {
		w := s.ask(r, "POST", at+"/answer", form)
		return w.Code, w.Header().Get("Location")
	}
	form := func(q trip.Question, how string, more ...string) url.Values {
		v := url.Values{"question": {fmt.Sprint(q.ID)}, "how": {how}}
		for i := 0; i+1 < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return v
	}
	open := func() int { return len(c.Live().State.Trip.Questions) }

	q := ask()
	s.reads(account.Attendant, at, "what came in? 301 g", first.Name+" ", at+"/answer")
	if page := s.reads(account.Auditor, at); strings.Contains(page, at+"/answer") {
		t.Error("an auditor is offered to answer")
	}
	for name, x := range map[string]struct {
		role account.Role
		form url.Values
		want int
	}{
		"no right":      {account.Auditor, form(q, "own"), 403},
		"no such way":   {account.Attendant, form(q, "perhaps"), 409},
		"no code":       {account.Attendant, form(q, "item", "code", "milk"), 409},
		"nothing sold":  {account.Attendant, form(q, "item", "code", "4006381333931"), 409},
		"none of these": {account.Attendant, form(trip.Question{ID: 99}, "own"), 409},
	} {
		if got, _ := answer(x.role, x.form); got != x.want || open() != 1 {
			t.Errorf("%s: %d, want %d; %d questions are open", name, got, x.want, open())
		}
	}
	gtin := first.Item.GTIN.String()
	if code, to := answer(account.Attendant, form(q, "item", "gtin", gtin)); code != 303 || to != at+"#basket" || open() != 0 {
		t.Fatalf("%d, to %s, %d questions are open", code, to, open())
	}
	quantity := func() (n int) {
		for _, l := range c.Live().State.Trip.Lines {
			n += l.Quantity
		}
		return n
	}
	if n := quantity(); n != 2 {
		t.Errorf("%d things are in the basket", n)
	}

	if code, _ := answer(account.Attendant, form(ask(), "item", "code", " "+gtin+" ")); code != 303 || open() != 0 || quantity() != 3 {
		t.Errorf("a typed code: %d, %d things", code, quantity())
	}

	// A shopper who called is answered from the list of calls.
	q = ask()
	if err := c.Do(ctx, "", trip.Actor{Kind: trip.ByShopper}, trip.AskHelp{Reason: "which?"}); err != nil {
		t.Fatal(err)
	}
	s.reads(account.Attendant, "/admin/help", "what came in?", at+"/answer")
	if code, to := answer(account.Attendant, form(q, "own", "back", "help")); code != 303 || to != "/admin/help" || open() != 0 || quantity() != 3 {
		t.Errorf("the shopper's own: %d, to %s, %d things", code, to, quantity())
	}
	if got := c.Live().State.Trip.Own; got != q.Grams {
		t.Errorf("%.0f g are the shopper's own", got)
	}

	log, _, err := s.app.side.db.AuditPage(ctx, "", 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, e := range log {
		if e.Name == "attendant" && strings.HasSuffix(e.Object, "/answer") && strings.Contains(e.Detail, "question=") {
			named++
		}
	}
	if named < 3 {
		t.Errorf("the log holds %d answers in the attendant's name", named)
	}
}
