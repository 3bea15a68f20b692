package cart

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// attendedFake is a cart at which somebody of a role may have signed on.
type attendedFake struct {
	*fake
	role      account.Role
	did       []trip.Command
	by        []trip.Actor
	pins      []string
	anyway    bool
	off       int
	dismissed int
	to        string
}

func (f *attendedFake) SignOn(_ context.Context, pin string) error {
	f.pins = append(f.pins, pin)
	return nil
}
func (f *attendedFake) SignOff()                { f.off++ }
func (f *attendedFake) Dismiss(context.Context) { f.dismissed++ }
func (f *attendedFake) WeighContainer(context.Context) error {
	return &shopping.Refused{Code: trip.CodeWrongState}
}
func (f *attendedFake) Carried(ctx context.Context, key string, anyway bool) error {
	f.anyway = anyway
	return f.Do(ctx, key, trip.Actor{Kind: trip.ByShopper}, trip.Carried{})
}
func (f *attendedFake) ClaimOwn(ctx context.Context, key string) error {
	return f.Do(ctx, key, trip.Actor{Kind: trip.ByShopper}, trip.ClaimOwn{Grams: 1})
}
func (f *attendedFake) Acting(a account.Action) (trip.Actor, error) {
	if !f.role.May(a) {
		return trip.Actor{}, &shopping.Refused{Code: account.CodeNotAllowed}
	}
	return trip.Actor{Kind: trip.ByStaff, ID: "e1", Name: "Bo"}, nil
}
func (f *attendedFake) Do(_ context.Context, _ string, by trip.Actor, c trip.Command) error {
	f.did, f.by = append(f.did, c), append(f.by, by)
	return nil
}
func (f *attendedFake) PriceLine(_ context.Context, _ string, by trip.Actor, line int, to pricing.Line, reason string) error {
	return f.Do(context.Background(), "", by, trip.PriceLine{Line: line, To: to, Reason: reason})
}
func (f *attendedFake) MoveTo(_ context.Context, _ string, by trip.Actor, to string) error {
	f.to = to
	return f.Do(context.Background(), "", by, trip.MoveOut{To: to})
}

func TestDeedsAtTheCart(t *testing.T) {
	f, h := attendedWorld(t)
	for _, c := range []struct {
		action string
		form   url.Values
		role   account.Role
		done   bool
	}{
		{"staff-price", url.Values{"line": {"1"}, "name": {"Vase"}, "price": {"12.00"}}, account.Attendant, true},
		{"staff-price", url.Values{"line": {"1"}, "name": {"Vase"}, "price": {"12.00"}}, account.Clerk, false},
		{"staff-adjust", url.Values{"line": {"1"}, "quantity": {"2"}, "reason": {"miscounted"}}, account.Attendant, true},
		{"staff-adjust", nil, "", false},
		{"staff-age", url.Values{"age": {"21"}}, account.Attendant, true},
		{"staff-age", url.Values{"age": {"21"}}, account.Clerk, false},
		{"staff-looked", url.Values{"finding": {"1"}}, account.Manager, true},
		{"staff-train", nil, account.Clerk, true},
		{"staff-train", nil, account.Auditor, false},
		{"staff-move", url.Values{"to": {"cart-2"}}, account.Attendant, true},
		{"staff-move", url.Values{"to": {"cart-2"}}, account.Auditor, false},
		{"staff-hold", nil, account.Attendant, true},
		{"staff-lift", nil, account.Attendant, true},
		{"staff-lock", nil, account.Attendant, true},
		{"staff-lock", nil, account.Clerk, false},
		{"staff-unlock", nil, account.Owner, true},
		{"staff-out", nil, account.Attendant, true},
		{"staff-back", nil, account.Attendant, true},
		{"staff-helped", nil, account.Clerk, true},
		{"staff-helped", nil, account.Auditor, false},
	} {
		f.role, f.did, f.by = c.role, nil, nil
		send(h, "POST", "/cart/c1/do/"+c.action, "secret", c.form)
		if (len(f.did) == 1) != c.done {
			t.Errorf("%s by a %q: did %+v", c.action, c.role, f.did)
		}
		if c.done && len(f.by) == 1 && f.by[0].Name != "Bo" {
			t.Errorf("%s was done in the name of %+v", c.action, f.by[0])
		}
	}
	for name := range deeds {
		f.role, f.did = account.Owner, nil
		if w := send(h, "POST", "/cart/c1/do/"+name, "", nil); w.Code != http.StatusForbidden || len(f.did) > 0 {
			t.Errorf("%s away from the cart's own screen: %d, did %v", name, w.Code, f.did)
		}
	}
}

func TestSigningOnAndOff(t *testing.T) {
	f, h := attendedWorld(t)
	f.live.Attendant = &shopping.Attendant{}
	if b := send(h, "GET", "/cart/c1", "secret", nil).Body.String(); !strings.Contains(b, `id="pin"`) || strings.Contains(b, "data-test=\"attendant\"") {
		t.Error("a badge without its PIN does not ask for it")
	}
	send(h, "POST", "/cart/c1/do/signon", "secret", url.Values{"pin": {"2468"}})
	send(h, "POST", "/cart/c1/do/signoff", "secret", nil)
	if len(f.pins) != 1 || f.pins[0] != "2468" || f.off != 1 {
		t.Errorf("PINs %v, off %d", f.pins, f.off)
	}
	f.live.Attendant = &shopping.Attendant{ID: "e1", Name: "Bo", Role: account.Attendant}
	if b := send(h, "GET", "/cart/c1", "secret", nil).Body.String(); !strings.Contains(b, "Staff: Bo") || !strings.Contains(b, "Cart 7") || strings.Contains(b, "Cart 8") {
		t.Error("the free cart, and only that, is not offered to the attendant")
	}
}

func TestWhatOnlyTheGlassAsks(t *testing.T) {
	f, h := attendedWorld(t)
	send(h, "POST", "/cart/c1/do/own", "secret", nil)
	send(h, "POST", "/cart/c1/do/dismiss", "secret", nil)
	send(h, "POST", "/cart/c1/do/carried", "secret", url.Values{"anyway": {"yes"}})
	if len(f.did) != 2 || f.dismissed != 1 || !f.anyway {
		t.Errorf("did %v, dismissed %d", f.did, f.dismissed)
	}
	_, elsewhere := world(t)
	if w := send(elsewhere, "POST", "/cart/c1/do/own", "secret", nil); w.Code != http.StatusSeeOther {
		t.Errorf("a cart elsewhere: %d", w.Code)
	}
}
