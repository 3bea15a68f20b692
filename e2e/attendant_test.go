package e2e

import "testing"

// TestAnUnknownThingIsPricedByTheAttendant puts in what no catalogue knows: the
// cart asks, the shopper has staff price it, the lane waits, the attendant
// prices it, and the trip is paid.
func TestAnUnknownThingIsPricedByTheAttendant(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	kiosk := open(t, b, "unknown", d.Carts["cart-3"], 1280, 800)
	phone := open(t, b, "unknown-phone", "about:blank", 390, 844)
	d.linkPhone(t, kiosk, phone, "cart-3", "dora@example.com", "Dora", "")
	d.hand(t, "cart-3", "thing", "name", "a vase", "grams", "2718")
	kiosk.sees(`[data-test="question"]`)
	kiosk.shot("question")
	kiosk.checkAxe("question")
	kiosk.clicks(`form:has(input[value="unknown"]) button`)
	kiosk.sees(`[data-test="line"]`)
	d.hand(t, "cart-3", "move", "code", "DASH-LANE-DASH-1")
	kiosk.sees(`[data-test="staff"]`)
	kiosk.shot("staff")
	kiosk.checkAxe("staff")
	exit := open(t, b, "unknown-exit", d.Lanes["dash-1"], 1280, 800)
	exit.sees(`[data-word="l-staff"]`)
	exit.shot("staff")
	exit.checkAxe("staff")

	staff := d.staff(t, b, "attendant")
	staff.run("the lane", navigate(d.Lanes["dash-1"]+"/attendant"))
	staff.sees(`[data-kind="unpriced"]`)
	staff.shot("desk")
	staff.checkAxe("desk")
	staff.types(`[data-kind="unpriced"] input[name="name"]`, "Glass vase")
	staff.types(`[data-kind="unpriced"] input[name="price"]`, "12.00")
	staff.clicks(`[data-test="price"]`)
	kiosk.sees(`[data-test="thanks"]`)
	if paid := kiosk.text(`[data-test="paid"]`); paid != "$13.02" { // 12.00 and 8.5 % of general sales tax
		t.Errorf("paid %s", paid)
	}
	exit.sees(`[data-word="l-thanks"]`)
}
