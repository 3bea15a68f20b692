package hub_test

import (
	"testing"

	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// TestATrainingTripTouchesNothing: every request is answered yes, and no
// account, coupon, receipt, till or mail knows of it.
func TestATrainingTripTouchesNothing(t *testing.T) {
	c := hubtest.NewCounter(t)
	who := trip.Trainee("m1", "Bo", "en")
	who.Email = "bo@example.org"
	pay := shopping.PaymentRequest{Key: "p", Trip: "t", Cart: "cart-01", Shopper: who.ID, Amount: hubtest.USD(999_999)} // far over the limit
	once := shopping.CouponRequest{Key: "k", Code: "ONE", Trip: "t", Shopper: who.ID}
	receipt := shopping.ReceiptRequest{Key: "r", Shopper: who, Receipt: pricing.Receipt{Trip: "t", Total: hubtest.USD(500), At: c.Now}}
	for name, ask := range map[string]func() (shopping.Outcome, error){
		"hold":      func() (shopping.Outcome, error) { return c.Authorise(ctx, pay) },
		"capture":   func() (shopping.Outcome, error) { return c.Capture(ctx, pay) },
		"void":      func() (shopping.Outcome, error) { return c.Void(ctx, pay) },
		"coupon":    func() (shopping.Outcome, error) { return c.ReserveCoupon(ctx, once) },
		"use up":    func() (shopping.Outcome, error) { return c.RedeemCoupon(ctx, once) },
		"receipt":   func() (shopping.Outcome, error) { return c.Receipt(ctx, receipt) },
		"hand over": func() (shopping.Outcome, error) { return c.HandOver(ctx, receipt) },
	} {
		if out, err := ask(); err != nil || !out.OK || out.Ref != "TRAINING" {
			t.Errorf("%s: %+v, %v", name, out, err)
		}
	}
	if owes, err := c.House.Owes(ctx, who.ID); err != nil || !owes.IsZero() {
		t.Errorf("owes %v, %v", owes, err)
	}
	if mail, err := c.DB.Outbox(ctx, false, 9); err != nil || len(mail) != 0 {
		t.Errorf("%v, %v", mail, err)
	}
	if used, err := c.DB.UsedCoupons(ctx); err != nil || len(used) != 0 {
		t.Errorf("%v, %v", used, err)
	}
	if _, kept, err := c.DB.HandedOver(ctx, "TRAINING"); kept || err != nil {
		t.Errorf("a till could charge it: %v", err)
	}
	// The next receipt has the first number: training left no gap.
	receipt.Key, receipt.Shopper = "r2", trip.Shopper{ID: "s1"}
	if out, err := c.Receipt(ctx, receipt); err != nil || out.Ref != "000001" {
		t.Errorf("%+v, %v", out, err)
	}
}
