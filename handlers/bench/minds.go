package bench

import (
	"slices"
	"sync"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	view "github.com/dashcart/dashcart/views/bench"
)

// remembered is how many conclusions of a cart the page shows.
const remembered = 12

// Minds keeps what simulated carts concluded lately.
type Minds struct {
	mu   sync.Mutex
	kept map[string][]thought
}

// thought is a decision with the moment of the simulated world, in
// milliseconds, at which its step began.
type thought struct {
	at evidence.Millis
	evidence.Decision
}

// Note keeps one decision of a cart; now is the simulated world's time.
func (m *Minds) Note(cart string, now evidence.Millis, d evidence.Decision) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept = map[string][]thought{}
	}
	all := append(m.kept[cart], thought{now - (d.Decided - d.At), d})
	m.kept[cart] = all[max(0, len(all)-remembered):]
}

// of returns a cart's thoughts, the latest first.
func (m *Minds) of(cart string) []thought {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := slices.Clone(m.kept[cart])
	slices.Reverse(out)
	return out
}

// say makes a thought readable.
func (t thought) say(cat *catalog.Catalogue) view.Thought {
	v := view.Thought{ID: t.ID, Revises: t.Revises, Action: string(t.Action), Direction: string(t.Direction), Grams: t.Grams, SD: t.SD,
		Gate: t.Gate, Percent: 100 * t.Confidence, Quantity: t.Quantity, Note: t.Because.Note, Flags: t.Because.Flags}
	if t.Item != (evidence.Item{}) {
		v.Name = nameOf(cat, t.Item)
	}
	for _, c := range t.Candidates {
		v.Choices = append(v.Choices, view.Choice{Name: nameOf(cat, c.Item), Percent: 100 * c.P})
	}
	for _, c := range t.Because.Codes {
		if text := c.Symbology + " " + c.Text; !slices.Contains(v.Codes, text) {
			v.Codes = append(v.Codes, text)
		}
	}
	return v
}

func nameOf(cat *catalog.Catalogue, i evidence.Item) string {
	if x, ok := cat.ByGTIN(i.GTIN); ok && !i.GTIN.IsZero() {
		return x.Name
	}
	if x, ok := cat.ByPLU(i.PLU); ok && !i.PLU.IsZero() {
		return x.Name
	}
	return "something that is not in the catalogue"
}
