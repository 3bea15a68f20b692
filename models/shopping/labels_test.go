package shopping_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

var ham = evidence.Item{GTIN: gs1.MustGTIN("0201101000009")}

// deli is the small catalogue with ham that the store labels itself.
func deli(b *bench) {
	b.Helper()
	printed, err := gs1.NewLayout("price", "2IIIIIVPPPPC", 2)
	b.ok(err)
	lowered, err := gs1.NewLayout("lowered", "29IIIIIPPPPPC", 2)
	b.ok(err)
	if lowered, err = lowered.Of("2IIIII00000C"); err != nil {
		b.Fatal(err)
	}
	lowered.Markdown = true
	c := b.goods.cat.Contents()
	c.Products = append(slices.Clone(c.Products), catalog.Product{GTIN: ham.GTIN, Name: "Ham", Price: money.New(999, "USD"), SoldBy: catalog.ByWeight})
	b.goods.cat = catalog.New(c)
	b.goods.labels = label.Rules{Layouts: []gs1.Layout{printed, lowered}, Currency: "USD", Unit: evidence.Pound}
	b.start()
	b.link()
}

// labelled puts ham with a label, as fusion decides it; revises 0 for a new thing.
func (b *bench) labelled(id, revises int, grams float64, k evidence.Label) {
	b.Helper()
	b.ok(b.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: id, Revises: revises, Action: evidence.Put, Direction: evidence.Put, Item: ham, Quantity: 1, Grams: grams, SD: 2, Label: &k}}))
}

func printed(code string, cents int64) evidence.Label {
	return evidence.Label{Code: code, Price: money.New(cents, "USD")}
}

func (b *bench) totals(want int64, lines int) {
	b.Helper()
	if l := b.cart.Live(); l.Receipt.Total.Minor() != want || len(l.State.Trip.Lines) != lines {
		b.Fatalf("%s on %+v; want %d cents on %d lines", l.Receipt.Total, l.State.Trip.Lines, want, lines)
	}
}

// TestEachLabelIsALineOfItsOwn: equal things are not merged, and what is taken
// out is the one of that mass, or of the label that was seen.
func TestEachLabelIsALineOfItsOwn(t *testing.T) {
	b := newBench(t)
	deli(b)
	b.labelled(1, 0, 310, printed("a", 650))
	b.labelled(2, 0, 310, printed("a", 650))
	b.labelled(3, 0, 720, printed("b", 1555))
	b.totals(650+650+1555, 3)
	out := func(id int, grams float64, k *evidence.Label) {
		t.Helper()
		b.ok(b.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: id, Action: evidence.Take, Direction: evidence.Take, Item: ham, Quantity: 1, Grams: grams, SD: 2, Label: k}}))
	}
	out(4, 311, nil)
	b.totals(650+1555, 2)
	k := printed("b", 1555)
	out(5, 500, &k)
	b.totals(650, 1)
	b.ok(b.cart.Do(ctx, "u", trip.Actor{Kind: trip.ByShopper}, trip.Undo{Decision: b.state().Trip.Just.Decision}))
	b.totals(650+1555, 2)
}

// TestALabelledWeightIsCharged at the price of the catalogue, not the scale's.
func TestALabelledWeightIsCharged(t *testing.T) {
	b := newBench(t)
	deli(b)
	b.labelled(1, 0, 470, evidence.Label{Code: "w", Weight: evidence.Weight{Count: 1000, DivisionMilli: 1, Unit: evidence.Pound}})
	b.totals(999, 1)
}

// TestTodaysPriceLeavesAPrintedOne, though ham by the pound costs less than
// the label says of the piece.
func TestTodaysPriceLeavesAPrintedOne(t *testing.T) {
	b := newBench(t)
	deli(b)
	b.labelled(1, 0, 1000, printed("dear", 2203))
	b.totals(2203, 1)
}

// TestALowerLabelTakesThePlaceOfALine: revised, not added.
func TestALowerLabelTakesThePlaceOfALine(t *testing.T) {
	b := newBench(t)
	deli(b)
	b.labelled(1, 0, 310, printed("a", 650))
	low := printed("less", 300)
	low.Markdown = true
	b.labelled(2, 1, 310, low)
	b.totals(300, 1)
	if l := b.state().Trip.Lines[0]; !slices.Contains(l.Flags, pricing.FlagMarkdown) || l.Label != "less" {
		t.Errorf("%+v", l)
	}
}

// TestConfirmedByTouchItKeepsItsLabel: a thing too light to weigh.
func TestConfirmedByTouchItKeepsItsLabel(t *testing.T) {
	b := newBench(t)
	deli(b)
	k := printed("light", 120)
	b.ok(b.cart.Sense(ctx, evidence.Output{Notice: &evidence.Notice{Kind: evidence.NoticeNoWeight, Item: ham, Label: &k}}))
	b.ok(b.cart.Confirm(ctx, "c", ham))
	b.totals(120, 1)
	b.refused(b.cart.Confirm(ctx, "c2", ham), "no-weight") // the next has shown none
}

func TestPastItsBestIsToldAndSold(t *testing.T) {
	b := newBench(t)
	deli(b)
	k := printed("old", 650)
	k.PastBest = true
	b.labelled(1, 0, 310, k)
	b.totals(650, 1)
	if n := b.cart.Live().Notice; n.Kind != evidence.NoticePastBest || n.Item != ham {
		t.Errorf("%+v", n)
	}
}

// TestNoBadLabelChangesTheBasket, whatever is scanned: the basket stays as it
// was unless a whole label of goods was read, which Scan never puts in.
func TestNoBadLabelChangesTheBasket(t *testing.T) {
	b := newBench(t)
	deli(b)
	b.labelled(1, 0, 310, printed("a", 650))
	for text, code := range map[string]string{"201101308742": "label-verifier", "201101208741": "label-unreadable", "(01)04006381333932": "label-unreadable", "nobody's": "no-coupon"} {
		body := text
		if code == "label-verifier" {
			body = text[:11] + string(gs1.CheckDigit(text[:11]))
		}
		b.refused(b.cart.Scan(ctx, text, body), code)
		if no := b.cart.Live().Refusal; no == nil || no.Code != code {
			t.Errorf("%s: the screen says %+v", text, no)
		}
	}
	seq := b.state().Seq
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`(2|02|29|\(01\)|\]C101|https://a.example/01/)[0-9]{5,18}(\(3922\)[0-9]{6})?`), rapid.String()).Draw(r, "text")
		_ = b.cart.Scan(ctx, "", text)
		if b.state().Seq != seq {
			r.Fatalf("%q wrote an event", text)
		}
	})
}
