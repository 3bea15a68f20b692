package cart_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/static"
	"github.com/dashcart/dashcart/views/cart"
	"github.com/dashcart/dashcart/views/gallery"
)

// check draws the next screen in place and finds what is wrong with the drawing in the browser: what axe-core
// calls serious or critical, what does not fit the glass or its button, words
// below 20 px, targets too small to touch, and buttons that hide below the edge of the panel.
const check = `(async () => {
	const next = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html')
	document.documentElement.lang = next.documentElement.lang
	document.body.className = next.body.className
	document.querySelector('#screen').innerHTML = next.querySelector('#screen').innerHTML
	for (const i of document.images) i.loading = 'eager'
	await Promise.allSettled([...document.images].map(i => i.decode()))
	const bad = []
	const box = document.querySelector('#screen').firstElementChild
	if (document.documentElement.scrollWidth > innerWidth) bad.push('wider than the glass')
	if (box.scrollHeight > innerHeight) bad.push('taller than the glass: ' + box.scrollHeight)
	for (const e of document.querySelectorAll('button, a, summary')) {
		const r = e.getBoundingClientRect()
		if (r.height && (r.height < 63.5 || r.width < 63.5) && !e.closest('header')) bad.push('small target: ' + e.innerText + ' ' + r.width + 'x' + r.height)
	}
	for (const e of document.querySelectorAll('.tile, .cta')) if (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) bad.push('its words do not fit: ' + e.innerText)
	const words = document.createTreeWalker(document.querySelector('#screen'), NodeFilter.SHOW_TEXT)
	while (words.nextNode()) {
		const e = words.currentNode.parentElement
		if (words.currentNode.data.trim() && !e.closest('svg, .sr-only, option') && parseFloat(getComputedStyle(e).fontSize) < 20) bad.push('small words: ' + words.currentNode.data)
	}
	const panel = document.querySelector('#panel')
	if (panel && panel.scrollHeight > panel.clientHeight + 1) bad.push('the panel hides ' + (panel.scrollHeight - panel.clientHeight) + ' px')
	const found = await axe.run(document, {resultTypes: ['violations']})
	for (const v of found.violations) if (v.impact === 'serious' || v.impact === 'critical') bad.push(v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).slice(0, 2).join(' | '))
	return bad
})()`

// TestEveryScreenInTheBrowser draws every screen in both languages. Where
// DASHCART_SHOTS names a folder, it keeps a picture of each.
func TestEveryScreenInTheBrowser(t *testing.T) {
	ctx := gallery.Browser(t, 1280, 800)
	axe, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skipf("axe-core is not installed; make setup installs it: %v", err)
	}
	if _, err := os.Stat("../../static/dist/app.css"); err != nil {
		t.Skip("the styles are not built; make assets builds them")
	}
	st, cat, err := store.Load("../../store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var shown cart.Screen
	mux := http.NewServeMux()
	mux.Handle("/static/", static.Handler("/static/"))
	mux.Handle("/pictures/", http.StripPrefix("/pictures/", http.FileServer(http.Dir("../../catalog/pictures"))))
	mux.HandleFunc("/cart/cart-1/live", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := cart.Page(shown).Render(r.Context(), w); err != nil {
			t.Error(err)
		}
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	if err := chromedp.Run(ctx, chromedp.Navigate(srv.URL), chromedp.Evaluate(string(axe)+";0", nil)); err != nil {
		t.Fatal(err)
	}
	for _, v := range variants {
		if err := chromedp.Run(ctx, gallery.Colours(v.colours)); err != nil {
			t.Fatal(err)
		}
		for _, s := range (shop{st, cat, v.lang}).states() {
			name := s.name + "-" + v.lang
			shown = v.of(s.screen)
			var bad []string
			step, cancel := context.WithTimeout(ctx, 15*time.Second)
			err := chromedp.Run(step, chromedp.Evaluate(check, &bad, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
			if err == nil {
				err = gallery.Keep(step, "cart-"+name)
			}
			cancel()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(bad) > 0 {
				t.Errorf("%s:\n\t%s", name, strings.Join(bad, "\n\t"))
			}
		}
	}
}

// variant is a way to see every screen: the plainest, and the one that is
// hardest to fit, in the longer language with large text, the other way round
// and in dark colours.
type variant struct {
	lang, colours string
	large, left   bool
}

var variants = []variant{{lang: "en", colours: "light"}, {lang: "es", colours: "dark", large: true, left: true}}

// of is a screen as the variant has it; s itself stays as it is.
func (v variant) of(s cart.Screen) cart.Screen {
	if s.Now.Trip == nil {
		return s
	}
	t := *s.Now.Trip
	t.Prefs.LargeText = t.Prefs.LargeText || v.large
	t.Prefs.LeftHanded = t.Prefs.LeftHanded || v.left
	s.Now.Trip = &t
	return s
}
