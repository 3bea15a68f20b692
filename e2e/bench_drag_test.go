package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// drags carries one thing of the bench over to another place of it.
func (p *tab) drags(from, to string) {
	p.Helper()
	p.sees(from)
	p.run("drag "+from+" to "+to, chromedp.Evaluate(`(() => {
		const from = document.querySelector('`+from+`'), to = document.querySelector('`+to+`'), dataTransfer = new DataTransfer()
		from.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }))
		to.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
	})()`, nil))
}

// TestThingsAreDraggedInAndOut puts goods and a coat into the cart by hand and
// takes both out again: the touchscreen follows the goods, the bench shows what
// lies inside.
func TestThingsAreDraggedInAndOut(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	kiosk := open(t, b, "drag-kiosk", d.Carts["cart-1"], 1280, 800)
	kiosk.clicks(`form[action$="/do/guest"] button`)
	kiosk.clicks(`form[action$="/do/bags"]:last-of-type button`)
	kiosk.sees(`[data-phase="shopping"]`)
	bench := open(t, b, "drag", d.Base+"/bench/cart-1", 1440, 1000)
	bench.clicks(`input[name="hand"][value="show"]`)
	bench.drags(`[data-code="`+milk+`"]`, `[data-drop="put"]`)
	kiosk.reads(`[data-test="just"]`, "Whole milk")
	bench.reads(`#inside`, "Whole milk")
	bench.drags(`#inside [data-inside]`, `[data-drop="take"]`)
	kiosk.takesOut("Whole milk", "$0.00")
	bench.reads(`#inside`, "Empty")
	bench.drags(`[data-own="a coat"]`, `[data-drop="put"]`)
	bench.reads(`#inside`, "a coat")
	bench.shot("coat")
	bench.drags(`#inside [data-inside]`, `[data-drop="take"]`)
	bench.reads(`#inside`, "Empty")
}

// takesOut waits for the total, and says what was taken where the cart asks: on
// a machine with much else to do it may have seen too little to know by itself.
func (p *tab) takesOut(name, total string) {
	p.Helper()
	var ok bool
	p.run("take out "+name, chromedp.PollFunction(`(name, total) => {
		[...document.querySelectorAll('form[action$="/do/answer"] button')].find(b => b.innerText.includes(name))?.click()
		return !!document.querySelector('[data-test="total"]')?.innerText.includes(total)
	}`, &ok, chromedp.WithPollingArgs(name, total), chromedp.WithPollingInterval(200*time.Millisecond), chromedp.WithPollingTimeout(step)))
}
