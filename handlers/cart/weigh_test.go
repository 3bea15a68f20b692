package cart

import (
	"context"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
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

// TestAContainerIsWeighedOnTheScale: the touch tells the senses that the empty
// container comes next; what they make of it is the shopper's own, and the
// produce that follows is charged net, with its tare on the line.
func TestAContainerIsWeighedOnTheScale(t *testing.T) {
	var told heard
	c := realCart(t, &told)
	h := serve(t, c)
	lb := func(n int64) evidence.Weight {
		return evidence.Weight{Count: n, DivisionMilli: 5, Unit: evidence.Pound}
	}
	touches := func(action string, form url.Values) {
		t.Helper()
		form.Set("key", action+strconv.Itoa(len(told)))
		if w := send(h, "POST", "/cart/c1/do/"+action, "secret", form); w.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", action, w.Code, w.Body)
		}
	}
	senses := func(o evidence.Output) {
		t.Helper()
		if err := c.Sense(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(want string) {
		t.Helper()
		if r := c.Live().Refusal; r == nil || r.Code != want {
			t.Errorf("refusal %v, want %s", r, want)
		}
	}
	before := len(c.Live().State.Trip.Lines)
	senses(evidence.Output{Weight: &evidence.Indication{Status: evidence.ScaleStable, Gross: lb(0)}})
	touches("container", url.Values{})
	refused(trip.CodeWrongState)
	touches("announce", url.Values{"plu": {"4011"}})
	senses(evidence.Output{Weight: &evidence.Indication{Status: evidence.ScaleMotion, Gross: lb(0)}})
	touches("container", url.Values{})
	refused(shopping.CodeScale)
	senses(evidence.Output{Weight: &evidence.Indication{Status: evidence.ScaleStable, Gross: lb(0)}})
	touches("container", url.Values{})
	if last := told[len(told)-1]; last.Produce == nil || !last.Produce.Container || !c.Live().Container {
		t.Fatalf("the senses were told %+v", last)
	}
	page := send(h, "GET", "/cart/c1", "secret", nil).Body.String()
	if !strings.Contains(page, `data-test="empty-first"`) || !strings.Contains(page, `name="tare"`) {
		t.Error("the screen does not ask for the empty container")
	}
	senses(evidence.Output{Decision: &evidence.Decision{ID: 11, Action: evidence.Ignore, Direction: evidence.Put, Gate: "container", Grams: 300, Weight: lb(132)}})
	s := c.Live().State.Trip
	if c.Live().Container || s.Own != 300 || len(s.Lines) != before || s.Announced == nil {
		t.Fatalf("after the empty container: %v, %v g own, %d lines, announced %v", c.Live().Container, s.Own, len(s.Lines), s.Announced)
	}
	senses(evidence.Output{Decision: &evidence.Decision{ID: 12, Action: evidence.Ignore, Direction: evidence.Take, Gate: "container", Grams: 300}})
	senses(evidence.Output{Decision: &evidence.Decision{ID: 13, Action: evidence.Put, Direction: evidence.Put, Item: s.Announced.Item, Quantity: 1, Gate: "produce", Grams: 1200, Weight: lb(397), Tare: lb(132)}})
	s = c.Live().State.Trip
	if s.Own != 0 || len(s.Lines) != before+1 || s.Lines[before].Weight != lb(397) || s.Lines[before].Tare != lb(132) {
		t.Fatalf("%v g own, lines %+v", s.Own, s.Lines)
	}
	if !slices.ContainsFunc(c.Live().Receipt.Lines, func(l pricing.ReceiptLine) bool { return l.Tare == lb(132) }) {
		t.Error("the receipt does not name the tare")
	}
}
