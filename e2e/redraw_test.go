package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// A finger that is down while a page is drawn again comes up on the same
// button: what stays on the page stays the same element.
func TestATouchOutlivesTheNextDrawing(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	kiosk := open(t, browser(t), "redraw", d.Carts["cart-1"], 1280, 800)
	marks := func(sel string) {
		t.Helper()
		kiosk.sees(sel)
		kiosk.run("mark "+sel, chromedp.Evaluate(`document.querySelectorAll('`+sel+`').forEach(e => { e.touched = true })`, nil))
	}
	stays := func(sel string) {
		t.Helper()
		var lost int
		kiosk.run("look at "+sel, chromedp.Evaluate(`[...document.querySelectorAll('`+sel+`')].filter(e => !e.touched).length`, &lost))
		if lost > 0 {
			t.Errorf("%d of %s are other elements than before the drawing", lost, sel)
		}
	}
	kiosk.clicks(`form[action$="/do/guest"] button`)
	marks(`form[action$="/do/bags"] button`)
	redrawn := func() {
		t.Helper()
		var version string
		kiosk.run("read the version", chromedp.AttributeValue(`[data-version]`, "data-version", &version, nil, chromedp.ByQuery))
		d.hand(t, "cart-1", "bump")
		kiosk.sees(`[data-version]:not([data-version="` + version + `"])`)
	}
	redrawn()
	stays(`form[action$="/do/bags"] button`)
	kiosk.clicks(`form[action$="/do/bags"]:last-of-type button`)
	kiosk.clicks(`[data-test="tab-produce"]`)
	marks(`[data-test="tiles"] form button`)
	marks(`nav a`)
	redrawn()
	stays(`[data-test="tiles"] form button`)
	stays(`nav a`)
}
