package e2e

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

func navigate(url string) chromedp.Action { return chromedp.Navigate(url) }

func clear(sel string) chromedp.Action { return chromedp.Clear(sel, chromedp.ByQuery) }

// checkAxe fails on anything that axe-core calls serious or critical.
func (p *tab) checkAxe(state string) {
	p.Helper()
	src, err := os.ReadFile(filepath.Join(root(p), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		p.Fatalf("axe-core is not installed; make setup installs it: %v", err)
	}
	var found []string
	p.run("axe in "+state, chromedp.Evaluate(string(src)+`;
		axe.run(document, {resultTypes: ['violations']}).then(r => r.violations
			.filter(v => v.impact === 'serious' || v.impact === 'critical')
			.map(v => v.id + ': ' + v.help + ' — ' + v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | ')))`,
		&found, func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	if len(found) > 0 {
		p.Errorf("%s, %s: axe finds\n%s", p.name, state, strings.Join(found, "\n"))
	}
}
