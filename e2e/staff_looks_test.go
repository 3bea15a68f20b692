package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// fits fails where a page is wider than the glass it is shown on: people would
// have to push it sideways to read it. Tables may scroll inside their own box.
func (p *tab) fits(what string) {
	p.Helper()
	var wide string
	p.run("how wide "+what, chromedp.Evaluate(`(() => {
		const w = document.documentElement.clientWidth
		if (document.documentElement.scrollWidth <= w) return ''
		const boxed = e => { for (; e; e = e.parentElement) if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX)) return true; return false }
		const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1 && !boxed(e)).slice(0, 3)
		return document.documentElement.scrollWidth + ' of ' + w + ': ' + out.map(e => e.outerHTML.slice(0, 120)).join(' | ')
	})()`, &wide))
	if wide != "" {
		p.Errorf("%s: %s is wider than the screen: %s", p.name, what, wide)
	}
}

// drawn waits for the glass to show what was changed: colours move to their new
// values, and a look at them on their way sees neither. A tab behind another
// may stand still; it is not waited for.
func drawn() chromedp.Action {
	return chromedp.Evaluate(`Promise.race([Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0))).then(() => true), new Promise(r => setTimeout(() => r(true), 300))])`, nil,
		func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) })
}

// TestStaffPagesFitEveryScreen opens every page of the menu, and one of each
// kind behind it, at three widths, in English in the dark and in Spanish in the light.
func TestStaffPagesFitEveryScreen(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	kiosk := open(t, b, "looks-kiosk", d.Carts["cart-1"], 1280, 800)
	phone := open(t, b, "looks-phone", "about:blank", 390, 844)
	d.linkPhone(t, kiosk, phone, "cart-1", "eva@example.com", "Eva", "")
	d.hand(t, "cart-1", "put", "code", milk, "hand", "show")
	kiosk.says(`[data-test="total"]`, "$3.99")

	staff := d.staff(t, b, "looks")
	var menu []string
	staff.run("menu", chromedp.Evaluate(`[...document.querySelectorAll('nav a')].map(a => a.getAttribute('href').slice('/admin'.length))`, &menu))
	if len(menu) < 10 {
		t.Fatalf("the menu holds %q", menu)
	}
	menu = append(menu, "/me", "/carts/cart-1", "/products/"+milk, "/products/new", "/produce/"+bananas, "/coupons/new", "/offers/new", "/revisions/1", "/recognised")
	for _, as := range [][2]string{{"en", "dark"}, {"es", "light"}} {
		lang, scheme := as[0], as[1]
		staff.run("my account", navigate(d.Admin+"/me"))
		if lang == "es" {
			staff.clicks(`form[action="/admin/me/language"] button[value="es"]`)
			staff.sees(`html[lang="es"] main`)
		}
		for _, path := range menu {
			name := lang + strings.ReplaceAll(path, "/", "-")
			staff.run(name, navigate(d.Admin+path))
			staff.sees("main h1")
			for _, w := range []int64{390, 820, 1280} {
				staff.run("width", chromedp.EmulateViewport(w, 900))
				staff.fits(fmt.Sprintf("%s at %d", path, w))
			}
			// Contrast does not hang on the language, nor a label on the light: each
			// language is looked at in one of them.
			staff.run("as "+scheme, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}), drawn())
			staff.checkAxe(path + " in " + scheme)
			if lang == "en" {
				staff.shots(name)
			} else {
				staff.shot(name)
			}
		}
	}
}

// TestTheStaffMenuOpensByKeyboard: groups open one at a time, close on Escape
// and give the keyboard back.
func TestTheStaffMenuOpensByKeyboard(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	staff := d.staff(t, browser(t), "menu")
	open := func() (n int) {
		staff.run("open groups", chromedp.Evaluate(`document.querySelectorAll('.menu-group[open]').length`, &n))
		return n
	}
	const second = `.menu-group:nth-of-type(2) summary`
	staff.clicks(`.menu-group:nth-of-type(1) summary`)
	staff.clicks(second)
	staff.sees(`.menu-group:nth-of-type(2) a`)
	staff.shot("open")
	if n := open(); n != 1 {
		t.Errorf("%d groups are open", n)
	}
	staff.run("escape", chromedp.KeyEvent("\x1b"))
	var back bool
	staff.run("where the keyboard is", chromedp.Evaluate(`document.activeElement === document.querySelector(`+"`"+second+"`"+`)`, &back))
	if n := open(); n != 0 || !back {
		t.Errorf("after Escape %d groups are open, keyboard back: %v", n, back)
	}
}
