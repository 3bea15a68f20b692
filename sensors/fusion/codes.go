package fusion

import (
	"math"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
)

const (
	codeAgain evidence.Millis = 3000 // the same code within it is the same passing
	codeNear  evidence.Millis = 2500 // before the contact
)

// ItemOf names the goods that a code's text stands for: a plain GTIN, or the GTIN of an element
// string. It says nothing of whether the catalogue knows them.
func ItemOf(symbology, text string) (evidence.Item, bool) {
	if symbology == "upce" {
		if g, err := gs1.ExpandUPCE(text); err == nil {
			return evidence.Item{GTIN: g}, true
		}
	}
	if i := strings.Index(text, "(01)"); i == 0 && len(text) >= 18 {
		text = text[4:18]
	}
	g, err := gs1.ParseGTIN(text)
	return evidence.Item{GTIN: g}, err == nil
}

// Read tells what a code stands for.
func (e *Engine) Read(symbology, text string) (Stands, bool) {
	if e.set.Read != nil {
		return e.set.Read(symbology, text)
	}
	item, ok := ItemOf(symbology, text)
	return Stands{Item: item}, ok
}

// code takes a reading. One of goods waits for its weight; of a scanner, it says so.
func (e *Engine) code(c evidence.CodeSeen, scanned bool) []evidence.Output {
	st, ok := e.Read(c.Symbology, c.Text)
	if !ok || st.Item == (evidence.Item{}) && !st.Barred {
		return nil
	}
	item := st.Item
	_, known := e.good(item)
	for i := range e.codes {
		k := &e.codes[i]
		if k.item == item && k.barred == st.Barred && sameLabel(k.label, st.Label) && e.now-k.last <= codeAgain && k.scanned == scanned && !(k.used && scanned) {
			k.last = e.now
			k.P = math.Max(k.P, c.P)
			return nil
		}
	}
	e.codes = append(e.codes, code{CodeSeen: c, item: item, label: st.Label, known: known, barred: st.Barred, scanned: scanned, last: e.now})
	k := &e.codes[len(e.codes)-1]
	if out := e.lower(k); out != nil {
		return out
	}
	var out []evidence.Output
	if scanned && known && e.active() {
		out = notice(evidence.Notice{At: e.now, Kind: evidence.NoticeWaiting, Item: item, Label: st.Label})
	}
	return out
}

func notice(n evidence.Notice) []evidence.Output { return []evidence.Output{{Notice: &n}} }

// codeFor finds the unused reading that speaks for an item in the window of
// a change, and by how much (in logs): of several, the one that counts before
// the others, and else the last.
func (e *Engine) codeFor(c *change, it evidence.Item) (*code, float64) {
	var best *code
	var boost float64
	from, to := window(c.step)
	for i := len(e.codes) - 1; i >= 0; i-- {
		k := &e.codes[i]
		if k.item != it || k.used || k.expired {
			continue
		}
		p := k.P
		if p <= 0 {
			p = 1
		}
		by := 0.0
		switch {
		case k.last >= from-codeNear && k.At <= to:
			by = codeBoost
		case k.scanned && k.last >= c.step.At-e.set.ScanWait && k.At <= to:
			by = farCodeBoost
		default:
			continue
		}
		if best == nil || k.before(best, math.Abs(c.step.Grams)) {
			best, boost = k, math.Log(1+by*p)
		}
	}
	return best, boost
}

// expireCodes deals with codes whose weight never came: they may be what the
// cart asked to be shown again; of a scanned one it is said that no weight came.
func (e *Engine) expireCodes() []evidence.Output {
	var out []evidence.Output
	for i := range e.codes {
		k := &e.codes[i]
		if !k.known || k.used || k.expired || e.now-k.last < e.patience(k) || e.pending(k.last) {
			continue
		}
		k.expired = true
		switch shown := e.reshown(k); {
		case shown != nil:
			out = append(out, shown...)
		case k.scanned && e.active():
			out = append(out, notice(evidence.Notice{At: e.now, Kind: evidence.NoticeNoWeight, Item: k.item, Label: k.label})...)
		}
	}
	return out
}

// patience is how long a code waits for a step that fits it.
func (e *Engine) patience(k *code) evidence.Millis {
	if k.scanned {
		return e.set.ScanWait
	}
	return min(e.set.ScanWait, seenBefore+codeNear)
}

// pending reports whether a step that began after t is not decided yet.
func (e *Engine) pending(t evidence.Millis) bool {
	for _, c := range e.changes {
		if !c.final && len(c.decided) == 0 && !c.step.Withdrawn && c.step.Until >= t {
			return true
		}
	}
	return false
}
