package e2e

import (
	"strings"
	"testing"
)

// badge makes a badge for whoever is signed in and returns what it says.
func badge(staff *tab, d *demo, pin string) string {
	staff.Helper()
	staff.run("open one's own page", navigate(strings.TrimSuffix(d.Admin, "/")+"/me"))
	form := `form[action="/admin/me/badge"] `
	staff.types(form+`input[name="old"]`, d.Owner.Password)
	staff.types(form+`input[name="pin"]`, pin)
	staff.clicks(form + `button`)
	staff.sees(`[data-test="badge"]`)
	return strings.TrimSpace(staff.text(`[data-test="badge"]`))
}

// TestStaffActAtTheCart: a badge is scanned and its PIN typed, an unknown thing
// is priced and the trip moves to another cart, where it is paid.
func TestStaffActAtTheCart(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	kiosk := open(t, b, "staff-cart", d.Carts["cart-1"], 1280, 800)
	other := open(t, b, "staff-cart-2", d.Carts["cart-2"], 1280, 800)
	phone := open(t, b, "staff-cart-phone", "about:blank", 390, 844)
	staff := d.staff(t, b, "staff-cart-admin")
	code := badge(staff, d, "246810")
	d.linkPhone(t, kiosk, phone, "cart-1", "eva@example.com", "Eva", "")
	d.hand(t, "cart-1", "thing", "name", "a vase", "grams", "2718")
	kiosk.sees(`[data-test="question"]`)
	kiosk.shot("question")
	kiosk.knowsNoPrice()
	kiosk.sees(`[data-test="line"]`)

	d.hand(t, "cart-1", "scan", "text", code)
	kiosk.sees(`#pin`)
	kiosk.checkAxe("pin")
	for _, k := range "246810" {
		kiosk.clicks(`[data-key="` + string(k) + `"]`)
	}
	kiosk.clicks(`[data-test="sign-on"]`)
	kiosk.sees(`[data-test="attendant"]`)
	kiosk.shot("attendant")
	kiosk.checkAxe("attendant")
	kiosk.types(`[data-test="price-it"] input[name="price"]`, "12.00")
	kiosk.clicks(`[data-test="price-it"] .cta`)
	kiosk.sees(`main:not(:has([data-test="price-it"])) [data-test="attendant"]`)
	kiosk.clicks(`form[action$="/do/staff-move"]:has(input[value="cart-2"]) button`)

	other.sees(`[data-test="moving"]`)
	other.shot("moving")
	other.checkAxe("moving")
	d.hand(t, "cart-2", "thing", "name", "a vase", "grams", "2718")
	other.reads(`[data-test="weight"]`, "5.99") // pounds: the vase lies there
	other.clicks(`form[action$="/do/carried"] button`)
	other.sees(`[data-test="line"]`)
	other.reads(`[data-test="total"]`, "$13.02")
	phone.reads(`[data-test="total"]`, "$13.02")
	d.hand(t, "cart-2", "move", "code", "DASH-LANE-DASH-1")
	other.sees(`[data-test="thanks"]`)
	if paid := other.text(`[data-test="paid"]`); paid != "$13.02" {
		t.Errorf("paid %s", paid)
	}
}
