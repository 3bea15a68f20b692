package shopping_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// doorman knows one badge; down makes it not answer.
type doorman struct {
	role account.Role
	down bool
}

const boBadge = "DASHCART-STAFF-BO"

func (d *doorman) ByBadge(_ context.Context, badge, pin, _ string) (account.Employee, error) {
	switch {
	case d.down:
		return account.Employee{}, errors.New("no line")
	case badge != boBadge || pin != "2468":
		return account.Employee{}, &account.Refused{Code: account.CodeBadCode, Text: "no"}
	}
	return account.Employee{ID: "e1", Name: "Bo", Role: d.role}, nil
}

func (b *bench) showBadge() {
	b.Helper()
	b.ok(b.cart.Sense(ctx, evidence.Output{Code: &evidence.CodeSeen{Text: boBadge, At: 1}}))
}

func (b *bench) act(what account.Action) trip.Actor {
	b.Helper()
	by, err := b.cart.Acting(what)
	b.ok(err)
	return by
}

func TestStaffSignOnAtTheCart(t *testing.T) {
	b := newBench(t)
	door := &doorman{role: account.Attendant}
	b.badges = door
	b.start()
	b.link()
	b.put(1, milk, 1030, 0)
	_, err := b.cart.Acting(account.Decide)
	b.refused(err, shopping.CodeNoBadge)
	b.refused(b.cart.SignOn(ctx, "2468"), shopping.CodeNoBadge)

	b.showBadge()
	if a := b.cart.Live().Attendant; a == nil || a.ID != "" || a.May(account.Decide) {
		t.Fatalf("before the PIN: %+v", a)
	}
	b.refused(b.cart.SignOn(ctx, "1111"), account.CodeBadCode)
	door.down = true
	b.refused(b.cart.SignOn(ctx, "2468"), shopping.CodeOffline)
	door.down = false
	b.ok(b.cart.SignOn(ctx, "2468"))

	by := b.act(account.Decide)
	b.ok(b.cart.Do(ctx, "a1", by, trip.Adjust{Line: 1, Quantity: 2, Reason: "two of them"}))
	records, err := b.db.Load(ctx)
	b.ok(err)
	if last := records[len(records)-1]; last.Actor != (trip.Actor{Kind: trip.ByStaff, ID: "e1", Name: "Bo"}) {
		t.Errorf("the correction was written as by %+v", last.Actor)
	}
	_, err = b.cart.Acting(account.People)
	b.refused(err, account.CodeNotAllowed)

	b.now = b.now.Add(59 * time.Second)
	b.act(account.Decide) // each deed gives another minute
	b.now = b.now.Add(59 * time.Second)
	b.act(account.Decide)
	b.now = b.now.Add(61 * time.Second)
	_, err = b.cart.Acting(account.Decide)
	b.refused(err, shopping.CodeNoBadge)
	b.ok(b.cart.Tick(ctx))
	if a := b.cart.Live().Attendant; a != nil {
		t.Errorf("still there after a minute without a touch: %+v", a)
	}
	b.showBadge()
	b.ok(b.cart.SignOn(ctx, "2468"))
	b.cart.SignOff()
	_, err = b.cart.Acting(account.Decide)
	b.refused(err, shopping.CodeNoBadge)
	if b.state().Trip.Status != trip.Shopping {
		t.Error("the shopper's trip did not go on")
	}
}

func TestABadgeUnlocksALockedCart(t *testing.T) {
	b := newBench(t)
	b.badges = &doorman{role: account.Attendant}
	b.start()
	b.ok(b.cart.Do(ctx, "k1", trip.Actor{Kind: trip.ByStaff}, trip.Lock{Reason: "cleaning"}))
	b.showBadge()
	b.ok(b.cart.SignOn(ctx, "2468"))
	b.ok(b.cart.Do(ctx, "k2", b.act(account.WorkCarts), trip.Unlock{}))
	if b.state().Cart != trip.CartIdle {
		t.Error(b.state().Cart)
	}
}
