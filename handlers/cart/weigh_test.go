package cart

import (
	"context"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
)

// heard keeps what the cart tells its senses.
type heard []evidence.Input

func (h *heard) Tell(in evidence.Input) { *h = append(*h, in) }

// TestProduceIsWeighedInAContainer: choosing one tells the scale its tare, as
// store.yaml has it, and asks for no answer to another question.
func TestProduceIsWeighedInAContainer(t *testing.T) {
	var told heard
	c := realCart(t, &told)
	if err := c.Sense(context.Background(), evidence.Output{Decision: &evidence.Decision{ID: 2, Action: evidence.Ask, Direction: evidence.Put, Quantity: 1, Grams: 300}}); err != nil {
		t.Fatal(err)
	}
	h := serve(t, c)
	form := url.Values{"plu": {"4011"}, "container": {"box"}, "key": {"k"}}
	if w := send(h, "POST", "/cart/c1/do/announce", "secret", form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var tares []float64
	for _, x := range told {
		if x.Produce != nil && !x.Produce.Cancel {
			tares = append(tares, x.Produce.TareG)
		}
	}
	if !slices.Equal(tares, []float64{23}) {
		t.Errorf("the scale was told the tares %v, want that of the box", tares)
	}
}

// TestATareIsTyped in the unit and the divisions of the scale; one that the
// scale cannot take off is refused in words and changes nothing.
func TestATareIsTyped(t *testing.T) {
	var told heard
	c := realCart(t, &told)
	if err := c.Sense(t.Context(), evidence.Output{Weight: &evidence.Indication{Status: evidence.ScaleStable, Gross: evidence.Weight{DivisionMilli: 5, Unit: evidence.Pound}}}); err != nil {
		t.Fatal(err)
	}
	h := serve(t, c)
	for i, x := range []struct {
		typed string
		grams float64 // 0 is a refusal
	}{{"0.1", 45.359237}, {"0.102", 0}, {"5", 0}, {"x", 0}, {"-0.1", 0}, {"NaN", 0}} {
		told = nil
		w := send(h, "POST", "/cart/c1/do/announce", "secret", url.Values{"plu": {"4011"}, "tare": {x.typed}, "key": {strconv.Itoa(i)}})
		if w.Code != http.StatusSeeOther {
			t.Fatalf("%q: %d %s", x.typed, w.Code, w.Body)
		}
		var got float64
		for _, in := range told {
			if in.Produce != nil {
				got = in.Produce.TareG
			}
		}
		refusal := c.Live().Refusal
		if math.Abs(got-x.grams) > 1e-6 || (refusal != nil) != (x.grams == 0) || refusal != nil && refusal.Code != shopping.CodeTare {
			t.Errorf("%q: the scale was told %v g, refusal %v", x.typed, got, refusal)
		}
	}
}
