package e2e

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheFloorIsLive watches the floor and a cart's page while a shopper and
// other staff change them, without ever loading either again.
func TestTheFloorIsLive(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	staff := d.staff(t, b, "floor")
	const one = `[data-cart="cart-1"]`
	staff.sees(one + `[aria-label$="free"]`)
	page := open(t, b, "floor-cart", d.Admin+"/carts/cart-1", 1280, 900)
	page.says(`[data-test="state"]`, "free")

	kiosk := open(t, b, "floor-kiosk", d.Carts["cart-1"], 1280, 800)
	phone := open(t, b, "floor-phone", "about:blank", 390, 844)
	d.linkPhone(t, kiosk, phone, "cart-1", "eva@example.com", "Eva", "")
	staff.soon("a cart in use on the floor", func() { staff.sees(one + `[aria-label$="shopping"]`) })
	d.hand(t, "cart-1", "put", "code", milk, "hand", "show")
	page.says(`[data-test="state"]`, "$3.99")
	page.says(`[data-sensor]`, "works")
	page.shots("cart")
	page.checkAxe("cart")

	// The touchscreen is there to be seen, not touched.
	var inert bool
	page.run("the mirror", chromedp.Evaluate(`document.querySelector('iframe').closest('[inert]') !== null`, &inert))
	if !inert {
		t.Error("the mirrored touchscreen takes touches")
	}

	// A call shows on the floor as what needs a person first.
	page.clicks(`form[data-test="call"] button`)
	staff.soon("a call", func() { staff.says(`[aria-label="Needs a person"]`, "calls for help") })
	staff.shots("called")
	staff.checkAxe("called")

	// A lane closes on another page.
	page.run("lanes", navigate(d.Admin+"/lanes"))
	page.clicks(`#lane-dash-1 form[action$="/open"] button`)
	staff.soon("a closed lane", func() { staff.sees(`[data-lane="dash-1"][aria-label$="closed"]`) })

	var cookie string
	page.run("session", chromedp.ActionFunc(cookieOf(&cookie)))
	data := fetch(t, d.Admin+"/carts/cart-1/recording", cookie)
	z, err := zip.NewReader(bytes.NewReader([]byte(data)), int64(len(data)))
	if err != nil {
		t.Fatalf("%v: %.200q, %d bytes", err, data, len(data))
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if all := strings.Join(names, " "); !strings.Contains(all, "recording/recording.yaml") || !strings.Contains(all, "scale") {
		t.Errorf("the recording holds %q", names)
	}
}
