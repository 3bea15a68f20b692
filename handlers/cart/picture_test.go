package cart

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
)

// TestTheGlassShowsThePictureOfToday: a line put in before the picture changed
// is drawn with the new one; what the cart wrote down stays.
func TestTheGlassShowsThePictureOfToday(t *testing.T) {
	_, cat, err := store.Load("../../store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	milk, err := gs1.ParseGTIN("9520101011138")
	if err != nil {
		t.Fatal(err)
	}
	x, ok := cat.ByGTIN(milk)
	if !ok || x.Picture == "" {
		t.Fatal("the demo's milk has no picture")
	}
	f, h := world(t)
	line := pricing.Line{ID: 1, Name: "Milk", Quantity: 1, Item: evidence.Item{GTIN: milk}, Picture: "yesterday.jpg"}
	unknown := pricing.Line{ID: 2, Name: "From elsewhere", Quantity: 1, Picture: "its-own.jpg"}
	now := f.live.State.Trip
	now.Lines = []pricing.Line{line, unknown}
	now.Just.Kind, now.Just.Line = "put", line
	f.live.Receipt.Lines = []pricing.ReceiptLine{{Line: line}, {Line: unknown}}

	page := send(h, "GET", "/cart/c1", "secret", nil).Body.String()
	for name, want := range map[string]bool{x.Picture: true, "its-own.jpg": true, "yesterday.jpg": false} {
		if strings.Contains(page, name) != want {
			t.Errorf("%s on the glass: %v, want %v", name, !want, want)
		}
	}
	if now.Just.Line.Picture != "yesterday.jpg" || f.live.Receipt.Lines[0].Picture != "yesterday.jpg" {
		t.Error("drawing changed what the cart wrote down")
	}
}
