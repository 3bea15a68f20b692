package shopping_test

import (
	"context"
	"testing"

	"github.com/dashcart/dashcart/models/trip"
)

// phones knows one code, once.
type phones map[string]trip.Shopper

func (p phones) RedeemPhoneCode(_ context.Context, code string) (trip.Shopper, bool) {
	who, ok := p[code]
	delete(p, code)
	return who, ok
}

// TestAPhonesCode: the camera sees it again and again. It links once; an old
// one and another phone's get a sentence, and nobody's trip is disturbed.
func TestAPhonesCode(t *testing.T) {
	const code, other = "DASHCART-PHONE-ANA", "DASHCART-PHONE-BOB"
	b := newBench(t)
	b.phones = phones{code: {ID: "s1", Name: "Ana"}, other: {ID: "s2", Name: "Bob"}}
	b.start()
	b.refused(b.cart.Scan(ctx, "c0", "DASHCART-PHONE-OLD"), "phone-code")
	b.ok(b.cart.Scan(ctx, "c1", code))
	b.ok(b.cart.Scan(ctx, "c2", code))
	if r := b.cart.Live().Refusal; r != nil {
		t.Errorf("the code that linked the phone, seen again: %+v", r)
	}
	b.refused(b.cart.Scan(ctx, "c3", other), "taken")
	if who := b.state().Trip.Shopper; who.ID != "s1" {
		t.Errorf("the trip is %+v's", who)
	}
	if _, ok := b.phones.RedeemPhoneCode(ctx, other); !ok {
		t.Error("a code was used up by a cart that is taken")
	}
}
