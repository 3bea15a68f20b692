package cli

import (
	"context"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
)

// TestASheetOfMistakes shops with a cart that knows no goods: all it says is a mistake.
func TestASheetOfMistakes(t *testing.T) {
	t.Parallel()
	o := EvalSheetOptions{Out: filepath.Join(t.TempDir(), "sheet.png"), Most: 2, Errors: io.Discard, Rig: rigShop(1, 2)}
	o.Rig.Pipeline = func() (*loop.Pipeline, error) { return loop.NewPipeline(loop.Config{}), nil }
	if err := EvalSheet(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	im, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if im.Bounds().Dy() < 200 {
		t.Errorf("a sheet of two mistakes is %v", im.Bounds())
	}
}

func TestASheetOfNothing(t *testing.T) {
	if err := EvalSheet(context.Background(), EvalSheetOptions{Out: filepath.Join(t.TempDir(), "no.png")}); err == nil {
		t.Error("neither photos nor trips, and no word of it")
	}
}

// TestWhatIsAMistake: what was right, or among three, is none; nor what is not what it seems.
func TestWhatIsAMistake(t *testing.T) {
	goods := rigShop(1, 1).Goods
	names := map[gs1.GTIN]string{}
	for _, g := range goods {
		names[g.Item.GTIN] = g.Name
	}
	ask := func(i int) *evidence.Decision {
		return &evidence.Decision{ID: 1, At: 1000, Decided: 2000, Action: evidence.Ask, Direction: evidence.Put, Quantity: 1, Grams: 120, Candidates: []evidence.Candidate{{Item: goods[i].Item, P: .5}}}
	}
	put := func(i int) *evidence.Decision {
		return &evidence.Decision{ID: 1, At: 1000, Decided: 2000, Action: evidence.Put, Direction: evidence.Put, Item: goods[i].Item, Quantity: 1, Grams: 120, Confidence: .98}
	}
	for _, c := range []struct {
		name string
		kind kind
		said *evidence.Decision
		want string // among the lines; empty: no mistake
	}{
		{"right", honest, put(0), ""},
		{"among three", honest, ask(0), ""},
		{"wrong", honest, put(3), "said: put 1 × good 3, 120 g, 0.98"},
		{"asked about others", honest, ask(3), "good 3, 0.50"},
		{"missed", honest, nil, "missed"},
		{"a false code", tampered, put(3), ""},
	} {
		w := rig.New(rig.Settings{})
		w.Advance(1000)
		s := &shopper{world: w, loads: map[string]load{"it": {Thing: goods[0].Thing, kind: c.kind, quantity: 1}}, odd: map[int]kind{}, pictures: true}
		s.note("put", "it")
		tr := &rigTrip{shopper: s}
		if c.said != nil {
			tr.decisions = append(tr.decisions, *c.said)
		}
		m, ok := tr.mistake(tr.events()[0], 1, names)
		if all := strings.Join(m.Lines, "\n"); ok != (c.want != "") || !strings.Contains(all, c.want) {
			t.Errorf("%s: a mistake is %v:\n%s", c.name, ok, all)
		}
	}
}
