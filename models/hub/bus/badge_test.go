package bus_test

import (
	"context"
	"errors"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/trip"
)

// ByBadge makes shop the one who knows a badge, shown to cart-01.
func (s *shop) ByBadge(_ context.Context, badge, pin, cart string) (account.Employee, error) {
	if badge != "DASHCART-STAFF-BO" || pin != "2468" || cart != "cart-01" {
		return account.Employee{}, &account.Refused{Code: account.CodeBadCode, Text: "no"}
	}
	return account.Employee{ID: "e1", Name: "Bo", Role: account.Attendant, Hash: "secret", PINHash: "secret"}, nil
}

func TestABadgeIsAskedAboutForTheCartItWasShownTo(t *testing.T) {
	s := newShop(t)
	c, _ := s.join(t, "cart-01")
	reached(t, c)
	e, err := c.ByBadge(t.Context(), "DASHCART-STAFF-BO", "2468", "cart-99")
	if err != nil || e != (account.Employee{ID: "e1", Name: "Bo", Role: account.Attendant}) {
		t.Errorf("%+v, %v", e, err)
	}
	_, err = c.ByBadge(t.Context(), "DASHCART-STAFF-BO", "1111", "cart-01")
	var no *trip.Refused
	if !errors.As(err, &no) || no.Code != account.CodeBadCode {
		t.Errorf("a wrong PIN: %v", err)
	}
}
