package cart

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
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
