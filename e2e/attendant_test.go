package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// knowsNoPrice has staff price what the cart asks about: none of the goods
// that it may list first, by their mass, and no code either.
func (p *tab) knowsNoPrice() {
	p.Helper()
	var ok bool
	p.run("say that staff will price it", chromedp.PollFunction(`() => {
		const button = how => document.querySelector('form:has(input[value="' + how + '"]) button')
		const unknown = button('unknown'), none = button('none')
		;(unknown ?? none)?.click()
		return !!unknown
	}`, &ok, chromedp.WithPollingInterval(200*time.Millisecond), chromedp.WithPollingTimeout(step)))
}

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
	kiosk.knowsNoPrice()
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
