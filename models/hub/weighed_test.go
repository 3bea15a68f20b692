package hub_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
)

func TestPaperShowsNetWeightTareAndUnitPrice(t *testing.T) {
	lb := func(n int64) evidence.Weight {
		return evidence.Weight{Count: n, DivisionMilli: 5, Unit: evidence.Pound}
	}
	r, err := pricing.Price(pricing.Basket{Currency: "USD", Lines: []pricing.Line{
		{ID: 1, Name: "Grapes", Sold: pricing.SoldByWeight, Quantity: 1, UnitPrice: money.New(299, "USD"), Weight: lb(431), Tare: lb(4)}}}, pricing.Rules{Currency: "USD"})
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": "2.155 lb @ $2.99/lb, tare 0.020 lb", "es": "2.155 lb @ $2.99/lb, tara 0.020 lb"} {
		text := hub.ReceiptText(&store.Store{Location: time.UTC}, r, lang)
		if !strings.Contains(text, want) || !strings.Contains(text, "$6.44") {
			t.Errorf("%s: %q is not in\n%s", lang, want, text)
		}
		for line := range strings.Lines(text) {
			if len(strings.TrimRight(line, "\n")) > 59 {
				t.Errorf("%q does not fit the page", line)
			}
		}
	}
}
