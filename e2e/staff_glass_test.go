package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestTheGlassSeesWhatStaffChange: a lane that closes leaves the touchscreen,
// one that opens is on it; a coupon made now is good now; and a thing put in
// shows its new picture. None of the shopper's pages is loaded again.
func TestTheGlassSeesWhatStaffChange(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	kiosk := open(t, b, "glass-kiosk", d.Carts["cart-1"], 1280, 800)
	phone := open(t, b, "glass-phone", "about:blank", 390, 844)
	d.linkPhone(t, kiosk, phone, "cart-1", "eva@example.com", "Eva", "")
	staff := d.staff(t, b, "glass")

	staff.run("a new coupon", navigate(d.Admin+"/coupons/new"))
	staff.sees(`input[name="code"]`)
	staff.types(`input[name="code"]`, "GLASS5")
	staff.types(`input[name="name"]`, "Fifty cents off")
	staff.types(`input[name="amount_cents"]`, "0.50")
	staff.clicks(`button[name="save"]`)
	staff.sees(`[role="status"]`)
	d.hand(t, "cart-1", "put", "code", milk, "hand", "show")
	kiosk.says(`[data-test="total"]`, "$3.99")
	staff.run("the product", navigate(d.Admin+"/products/"+milk))
	staff.chooses(`input[name="picture"]`, redDot(t))
	staff.clicks(`form[action$="/picture"] button`)
	staff.sees(`img[src^="/pictures/staff-"]`)

	staff.soon("a new picture", func() { kiosk.sees(`img[src^="/pictures/staff-"]`) })
	kiosk.clicks(`[data-test="tab-coupons"]`)
	kiosk.sees(`#tab-coupons`)
	kiosk.types(`input[name="code"]`, "GLASS5")
	kiosk.clicks(`form[action$="/coupon"] button`)
	staff.soon("a new coupon", func() { kiosk.says(`[data-test="total"]`, "$3.49") })

	kiosk.clicks(`[data-test="basket"]`)
	kiosk.clicks(`[data-test="check-out"]`)
	kiosk.sees(`#tab-pay`)
	kiosk.says(`#tab-pay`, "Dash lane 2")
	staff.run("lanes", navigate(d.Admin+"/lanes"))
	staff.clicks(`#lane-dash-2 form[action$="/open"] button`)
	staff.soon("a closed lane", func() {
		kiosk.run("gone", chromedp.Poll(`!document.querySelector('#tab-pay').innerText.includes('Dash lane 2')`, nil, chromedp.WithPollingInterval(50*time.Millisecond)))
	})
	staff.clicks(`#lane-dash-3 form[action$="/open"] button`)
	staff.soon("an opened lane", func() { kiosk.says(`#tab-pay`, "Dash lane 3") })
}
