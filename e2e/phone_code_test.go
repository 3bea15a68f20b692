package e2e

import (
	"testing"

	"github.com/dashcart/dashcart/sensors/barcode"
)

// TestTheCartReadsThePhonesCode links the other way round: the cart's scanner
// reads the code off a phone, or its camera sees it, and the list that was
// written before comes along.
func TestTheCartReadsThePhonesCode(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"scan", "show"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t, "--no-looks", "--store", storeFile(t))
			b := browser(t)
			kiosk := open(t, b, how, d.Carts["cart-1"], 1280, 800)
			phone := open(t, b, how+"-phone", d.Base+"/phone", 390, 844)
			d.signUp(t, phone, "cart-1", "ida@example.com", "Ida")
			phone.run("the list", navigate(d.Base+"/phone/list"))
			phone.types(`input[name="add"]`, "Eggs\n")
			phone.sees(`main ul li`)
			phone.run("the code", navigate(d.Base+"/phone"))
			phone.sees(`svg[role="img"]`)
			d.hand(t, "cart-1", how, "text", readCode(t, phone.screenshot("code"), barcode.QR))
			kiosk.sees(`[data-phase="linked"]`)
			kiosk.reads(`h1`, "Ida")
			phone.sees(`[data-test="linked"]`)
			kiosk.clicks(`form[action$="/do/bags"]:last-of-type button`)
			kiosk.clicks(`[data-test="tab-list"]`)
			kiosk.sees(`#tab-list ul li`)
			kiosk.reads(`#tab-list`, "Eggs")
			phone.run("the list", navigate(d.Base+"/phone/list"))
			phone.sees(`#list li`)
			kiosk.clicks(`form[action$="/do/listtick"] button`)
			phone.sees(`#list .line-through`)
		})
	}
}

// signUp makes an account on a phone that shows the sign-in.
func (d *demo) signUp(t testing.TB, phone *tab, cart, email, name string) {
	t.Helper()
	phone.types(`input[name="email"]`, email)
	phone.clicks(`main form button`)
	phone.sees(`input[name="code"]`)
	phone.types(`input[name="code"]`, d.code(t, cart))
	phone.types(`input[name="name"]`, name)
	phone.clicks(`main form button`)
	phone.sees(`body > nav`)
}
