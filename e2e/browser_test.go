package e2e

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// step is how long one thing in a browser may take before the test fails.
const step = 30 * time.Second

// chrome finds the browser or skips the test.
func chrome(t testing.TB) string {
	t.Helper()
	if p := os.Getenv("CHROME_BIN"); p != "" {
		return p
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	t.Skip("no Chromium: name one in CHROME_BIN")
	return ""
}

// browser starts one headless Chromium; tab opens its tabs.
func browser(t testing.TB) context.Context {
	t.Helper()
	opts := append([]chromedp.ExecAllocatorOption{},
		chromedp.ExecPath(chrome(t)), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless,
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancelCtx := chromedp.NewContext(alloc)
	t.Cleanup(cancelCtx)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("Chromium did not start: %v", err)
	}
	return ctx
}

// tab is one page of the browser.
type tab struct {
	testing.TB
	ctx  context.Context
	name string
}

// open opens a tab of a given size at an address.
func open(t testing.TB, b context.Context, name, url string, width, height int64) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b)
	t.Cleanup(cancel)
	p := &tab{TB: t, ctx: ctx, name: name}
	// The first Run of a context opens its tab; its context must outlive the step.
	// Each tab stands for a device of its own: all are in view at once.
	if err := chromedp.Run(ctx, chromedp.EmulateViewport(width, height), emulation.SetFocusEmulationEnabled(true)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	p.run("open "+url, chromedp.Navigate(url))
	return p
}

// run does the actions of one step, named in the failure.
func (p *tab) run(what string, actions ...chromedp.Action) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, step)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		p.shot("failed")
		var text string
		ctx, cancel := context.WithTimeout(p.ctx, step)
		defer cancel()
		_ = chromedp.Run(ctx, chromedp.Evaluate(`document.body.innerText.slice(0, 2000)`, &text))
		p.Fatalf("%s: %s: %v\nthe page says:\n%s", p.name, what, err, text)
	}
}

// sees waits for an element to be visible.
func (p *tab) sees(sel string) {
	p.Helper()
	p.run("see "+sel, chromedp.WaitVisible(sel, chromedp.ByQuery))
}

// clicks waits for an element and clicks it.
func (p *tab) clicks(sel string) {
	p.Helper()
	p.run("click "+sel, chromedp.WaitVisible(sel, chromedp.ByQuery), chromedp.Click(sel, chromedp.ByQuery))
}

// types writes into a field.
func (p *tab) types(sel, text string) {
	p.Helper()
	p.run("type into "+sel, chromedp.WaitVisible(sel, chromedp.ByQuery), chromedp.SendKeys(sel, text, chromedp.ByQuery))
}

// reads waits until the element's text holds want.
func (p *tab) reads(sel, want string) {
	p.Helper()
	var ok bool
	p.run("read "+want+" in "+sel, chromedp.PollFunction(`(sel, want) => { const e = document.querySelector(sel); return !!e && e.innerText.includes(want) }`, &ok, chromedp.WithPollingArgs(sel, want), chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(step)))
}

// text returns what an element says now.
func (p *tab) text(sel string) string {
	p.Helper()
	var s string
	p.run("text of "+sel, chromedp.Text(sel, &s, chromedp.ByQuery))
	return s
}

// shot keeps a screenshot where DASHCART_SHOTS names a folder.
func (p *tab) shot(name string) {
	p.Helper()
	if os.Getenv("DASHCART_SHOTS") != "" {
		p.screenshot(name)
	}
}

// screenshot is what a camera before the screen would see.
func (p *tab) screenshot(name string) []byte {
	p.Helper()
	var png []byte
	ctx, cancel := context.WithTimeout(p.ctx, step)
	defer cancel()
	// A tab behind another paints nothing, and its picture would never come.
	if err := chromedp.Run(ctx, page.BringToFront(), chromedp.CaptureScreenshot(&png)); err != nil {
		p.Logf("%s: no screenshot: %v", p.name, err)
		return nil
	}
	if dir := os.Getenv("DASHCART_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, p.name+"-"+name+".png"), png, 0o644); err != nil {
			p.Error(err)
		}
	}
	return png
}
