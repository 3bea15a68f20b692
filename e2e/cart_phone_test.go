package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/network"
)

// signal is whether the phone has any.
func (p *tab) signal(on bool) {
	p.Helper()
	p.run("the signal", network.Enable(), network.OverrideNetworkState(!on, 0, -1, -1))
}

// TestThePhoneAlong: a coupon is clipped on the phone before it counts, the
// signal goes and comes back while the cart goes on, and what was clipped is on
// the bill.
func TestThePhoneAlong(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	kiosk := open(t, b, "along", d.Carts["cart-1"], 1280, 800)
	phone := open(t, b, "along-phone", "about:blank", 390, 844)
	d.linkPhone(t, kiosk, phone, "cart-1", "gil@example.com", "Gil", "")
	phone.run("coupons", navigate(d.Base+"/phone/coupons"))
	phone.clicks(`[data-code="MILK1"] button[value="on"]`)
	phone.sees(`[data-code="MILK1"][data-state="in"]`)
	phone.shot("coupons")
	phone.checkAxe("coupons")
	phone.run("the basket", navigate(d.Base+"/phone"))
	phone.sees(`[data-test="total"]`)

	phone.signal(false)
	phone.sees(`[data-test="reconnecting"]`)
	d.hand(t, "cart-1", "put", "code", milk, "hand", "show")
	kiosk.reads(`[data-test="just"]`, "Whole milk")
	kiosk.reads(`[data-test="total"]`, "$2.99")
	phone.signal(true)
	phone.reads(`[data-test="total"]`, "$2.99")
	phone.run("coupons", navigate(d.Base+"/phone/coupons"))
	phone.reads(`[data-code="MILK1"]`, "saves $1.00")
}
