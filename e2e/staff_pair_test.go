package e2e

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// draws moves the mouse from the middle of one thing to that of another with
// its button held.
func (p *tab) draws(from, to string) {
	p.Helper()
	p.sees(from)
	middle := func(sel string) (at [2]float64) {
		p.run("where "+sel+" is", chromedp.Evaluate(fmt.Sprintf(`(() => { const r = document.querySelector(%q).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()`, sel), &at))
		return at
	}
	a, b := middle(from), middle(to)
	mouse := func(kind input.MouseType, x, y float64, held int64) chromedp.Action {
		return chromedp.ActionFunc(func(ctx context.Context) error {
			return input.DispatchMouseEvent(kind, x, y).WithButton(input.Left).WithButtons(held).WithClickCount(1).Do(ctx)
		})
	}
	p.run("draw "+from+" to "+to, mouse(input.MousePressed, a[0], a[1], 1), mouse(input.MouseMoved, (a[0]+b[0])/2, (a[1]+b[1])/2, 1),
		mouse(input.MouseMoved, b[0], b[1], 1), mouse(input.MouseReleased, b[0], b[1], 0))
}

// TestACartIsDrawnOntoALane pairs on the floor plan with the mouse, takes the
// pairing off the same way, and a click is a click all the same.
func TestACartIsDrawnOntoALane(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	staff := d.staff(t, b, "pair")
	const cart, lane = `svg [data-cart="cart-2"] circle`, `svg [data-lane="dash-1"] rect`
	staff.sees(cart)
	staff.draws(cart, lane)
	staff.soon("a paired lane", func() { staff.says(`[data-paired]`, "for 102") })
	staff.draws(`svg [data-cart="cart-3"] circle`, lane)
	staff.soon("two carts", func() { staff.says(`[data-paired]`, "for 102, 103") })
	staff.checkAxe("paired")

	form := open(t, b, "pair-form", d.Admin+"/lanes", 1280, 900)
	form.sees(`#lane-dash-1 input[value="cart-2"]:checked`)
	form.sees(`#lane-dash-1 input[value="cart-1"]:not(:checked)`)

	staff.draws(cart, lane)
	staff.soon("one cart less", func() { staff.sees(`svg [data-lane="dash-1"][data-pairs="cart-3"]`) })
	staff.draws(cart, `svg [data-cart="cart-3"] circle`) // no lane: nothing happens
	staff.clicks(cart)
	staff.says(`h1`, "102")
}
