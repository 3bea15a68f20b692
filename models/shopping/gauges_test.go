package shopping_test

import (
	"math"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
)

func TestGaugesTellTheBagsApartWhereTheScaleDoes(t *testing.T) {
	b := newBench(t)
	b.policy.BagLitres, b.policy.BagGrams = 40, 4000
	b.start()
	b.link()
	weigh := func(status evidence.ScaleStatus, cells ...float64) {
		t.Helper()
		b.ok(b.cart.Sense(ctx, evidence.Output{Weight: &evidence.Indication{Status: status, GramsTotal: 1030, GramsSD: 2, Cells: cells}}))
	}
	gauges := func(want ...float64) {
		t.Helper()
		got := b.cart.Live().Fill
		if len(got) != len(want) {
			t.Fatalf("gauges %v, want %v", got, want)
		}
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-9 {
				t.Fatalf("gauges %v, want %v", got, want)
			}
		}
	}
	gauges() // nothing in it
	b.put(1, milk, 1000, 0)
	gauges(0.25) // one for both
	weigh(evidence.ScaleStable, 600, 150, 200, 50)
	gauges(0.4, 0.1) // 80 % of a kilogram, of two kilograms that one bag takes
	weigh(evidence.ScaleMotion, 0, 1000, 0, 0)
	gauges(0.4, 0.1) // not while it rings
	weigh(evidence.ScaleStable, 100, 100, -40, 0)
	gauges(0.25, 0.25) // too little to tell
	weigh(evidence.ScaleStable)
	gauges(0.25, 0.25)
}
