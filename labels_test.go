package main

import (
	"io"
	"log/slog"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/rig"
)

var (
	beef   = evidence.Item{GTIN: gs1.MustGTIN("0201101000009")} // a price on its label
	salmon = evidence.Item{GTIN: gs1.MustGTIN("2801401000006")} // a weight on its label
	turkey = evidence.Item{GTIN: gs1.MustGTIN("0400000100371")} // the store's own brand
)

// shopping begins a trip of the sample store with a simulated cart whose whole
// pipeline is the real one.
func shoppingTrip(t *testing.T) *walk {
	t.Helper()
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := newApp(t.Context(), st, cat, appConfig{Data: t.TempDir(), Seed: 1, Blind: true, PublicURL: "http://localhost", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.close() })
	w, err := newWalk(t.Context(), a, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	w.must(t, w.pass(2000))
	w.must(t, w.link())
	return w
}

func (w *walk) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// scan holds a code before the scanner.
func (w *walk) scan(t *testing.T, text string) {
	t.Helper()
	w.world.Scan("ean13", text)
	w.must(t, w.pass(400))
}

func checked(body string) string { return body + string(gs1.CheckDigit(body)) }

// TestLabelsThroughTheCart: what the store's own scale printed is charged, by
// camera and by scanner; a markdown counts once; what is taken out again leaves.
func TestLabelsThroughTheCart(t *testing.T) {
	w := shoppingTrip(t)
	w.must(t, w.put(beef, rig.Hand{Show: true}, 0))
	w.must(t, w.put(salmon, rig.Hand{Show: true}, 0))
	lines := w.trip().Lines
	if len(lines) != 2 {
		t.Fatalf("%+v", lines)
	}
	// 326 g at $12.99 a pound, and 1.116 lb (506 g) at $13.99.
	if l := lines[0]; l.Item != beef || l.UnitPrice.Minor() != 934 || l.Sold != pricing.SoldEach || !slices.Contains(l.Flags, pricing.FlagPrinted) {
		t.Errorf("the label's price is %+v", l)
	}
	if l := lines[1]; l.Item != salmon || l.Weight.String() != "1.116 lb" || l.UnitPrice.Minor() != 1399 {
		t.Errorf("the label's weight is %+v", l)
	}
	if total := w.cart.Live().Receipt.Total.Minor(); total != 934+1561 {
		t.Errorf("the total is %d cents", total)
	}

	w.scan(t, turkey.GTIN.String())
	w.scan(t, checked("271003700299")) // lowered to $2.99
	w.must(t, w.put(turkey, rig.Hand{Hide: true}, 0))
	lines = w.trip().Lines
	if len(lines) != 3 || lines[2].Item != turkey || lines[2].UnitPrice.Minor() != 299 || !slices.Contains(lines[2].Flags, pricing.FlagMarkdown) {
		t.Fatalf("%+v", lines)
	}
	w.must(t, w.put(turkey, rig.Hand{Show: true}, 0))
	if lines = w.trip().Lines; len(lines) != 4 || lines[3].UnitPrice.Minor() != 549 {
		t.Fatalf("the next one of its kind: %+v", lines)
	}

	w.scan(t, checked("271003700199")) // found on it afterwards: $1.99
	w.must(t, w.pass(9000))
	if lines = w.trip().Lines; len(lines) != 4 || lines[3].UnitPrice.Minor() != 199 || lines[2].UnitPrice.Minor() != 299 {
		t.Fatalf("lowered after it was put in: %+v", lines)
	}
	if n := w.cart.Live().Notice; n.Kind == evidence.NoticeNoWeight {
		t.Errorf("the label still waits for a thing: %+v", n)
	}

	w.must(t, w.takeOut(beef))
	if lines = w.trip().Lines; len(lines) != 3 || lines[0].Item != salmon {
		t.Errorf("taken out: %+v", lines)
	}
}

// TestNoBadLabelChangesTheBasket: garbled labels, whatever is wrong with them,
// are refused in words, and the basket stays.
func TestNoBadLabelChangesTheBasket(t *testing.T) {
	w := shoppingTrip(t)
	w.must(t, w.put(turkey, rig.Hand{Show: true}, 0))
	before := w.trip()
	for text, code := range map[string]string{
		checked("20110130874"):             "label-verifier",
		"201101208741":                     "label-unreadable",
		checked("20777720874"):             "label-unknown",
		"(01)0" + turkey.GTIN.String():     "", // whole and right: it waits for its weight
		"(01)04000001003719":               "label-unreadable",
		"(01)00400000100371(17)200131":     "", // dates pass only by the clock
		"(01)00400000100371(3922)000199":   "label-unreadable",
		"https://id.example.com/01/040000": "label-unreadable",
	} {
		w.world.Scan("", text)
		w.must(t, w.pass(400))
		no := w.cart.Live().Refusal
		if code != "" && (no == nil || no.Code != code) {
			t.Errorf("%s: refused with %+v, want %s", text, no, code)
		}
		if after := w.trip(); !slices.EqualFunc(after.Lines, before.Lines, func(a, b pricing.Line) bool {
			return a.ID == b.ID && a.Quantity == b.Quantity && a.UnitPrice == b.UnitPrice
		}) {
			t.Fatalf("%s changed the basket to %+v", text, after.Lines)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`(2|02|28|29|27|\(01\)|\]C101)[0-9]{4,14}[A-Z]?`).Draw(r, "text")
		w.world.Scan("", text)
		if err := w.pass(50); err != nil {
			r.Fatal(err)
		}
		if n := len(w.trip().Lines); n != 1 {
			r.Fatalf("%s: %d lines", text, n)
		}
	})
}
