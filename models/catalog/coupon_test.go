package catalog

import (
	"testing"

	"github.com/dashcart/dashcart/models/money"
)

// TestHowOftenACouponIsGood: what names one trip of anybody names no shoppers.
func TestHowOftenACouponIsGood(t *testing.T) {
	for _, c := range []struct {
		once, each bool
		limited    bool
		faults     int
	}{{false, false, false, 0}, {true, false, true, 0}, {false, true, true, 0}, {true, true, true, 1}} {
		k := StoreCoupon{Code: "A", Name: "a", Kind: AmountOff, Target: OnBasket, Amount: money.New(100, "USD"), Once: c.once, OncePerShopper: c.each}
		if f := k.Check(); len(f) != c.faults || k.Limited() != c.limited {
			t.Errorf("once %v, each shopper once %v: %v, limited %v", c.once, c.each, f, k.Limited())
		}
		var format Format
		format.Currency = "USD"
		if back := format.coupon(format.couponRow(k)); back.Once != k.Once || back.OncePerShopper != k.OncePerShopper {
			t.Errorf("written and read back: %+v", back)
		}
	}
}
