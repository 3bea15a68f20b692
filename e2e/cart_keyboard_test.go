package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// touchKeys writes on the touchscreen's own keyboard, as a finger does.
func (p *tab) touchKeys(field, text string) {
	p.Helper()
	p.clicks(field)
	for _, k := range text {
		p.clicks(`#keyboard [data-types="` + string(k) + `"]`)
	}
}

// A cart has no keys: whatever takes words is written by touch alone.
func TestWordsAreWrittenOnTheGlass(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	p := open(t, browser(t), "keyboard", d.Carts["cart-1"], 1280, 800)
	p.clicks(`form[action$="/do/guest"] button`)
	p.clicks(`form[action$="/do/bags"]:last-of-type button`)

	p.clicks(`[data-test="tab-coupons"]`)
	p.touchKeys(`#tab-coupons input[name="code"]`, "milx")
	p.shot("coupon")
	p.checkAxe("coupon")
	p.clicks(`#keyboard [data-types="back"]`)
	p.touchKeys(`#tab-coupons input[name="code"]`, "k1")
	p.clicks(`#keyboard [data-types="enter"]`)
	p.reads(`[data-test="coupon"]`, "milk")
	p.run("the keyboard goes", chromedp.WaitNotVisible(`#keyboard`, chromedp.ByQuery))

	p.clicks(`[data-test="tab-list"]`)
	p.touchKeys(`#tab-list input[name="text"]`, "jalapeño")
	p.clicks(`#tab-list form button`) // beside the keyboard, without closing it first
	p.reads(`#tab-list ul`, "jalapeño")

	p.clicks(`[data-test="tab-produce"]`)
	p.touchKeys(`#code`, "fuji")
	p.shot("produce")
	p.clicks(`#keyboard [data-types="enter"]`)
	p.sees(`[data-test="tiles"][data-query="fuji"]`)
	p.reads(`[data-test="tiles"]`, "Fuji apple")
}
