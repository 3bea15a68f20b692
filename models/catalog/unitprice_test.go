package catalog

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/money"
)

func TestUnitPrice(t *testing.T) {
	for _, c := range []struct {
		size, unit string
		cents      int64
		each       int64
		per        string
	}{
		{"12 oz", "lb", 299, 399, "lb"},       // 2.99 × 16/12 = 3.9866…
		{"16 oz", "lb", 349, 0, ""},           // is a pound
		{"2 lb", "lb", 500, 250, "lb"},        //
		{"500 g", "kg", 249, 498, "kg"},       //
		{"250 g", "100g", 199, 80, "100g"},    // 0.796
		{"1 lb", "kg", 499, 1100, "kg"},       // 4.99 / 0.45359237 = 11.0011…
		{"12 fl oz", "lb", 150, 400, "qt"},    // 1.50 × 32/12
		{"half gal", "lb", 379, 190, "qt"},    // a half goes up
		{"1 gal", "lb", 400, 100, "qt"},       //
		{"2 L", "lb", 219, 104, "qt"},         // 2.19 × 0.946352946/2 = 1.03625…
		{"6 x 330 ml", "kg", 594, 300, "l"},   // 5.94 / 1.98
		{"12 ct", "lb", 389, 32, "ct"},        // 0.3241…
		{"200 ct", "lb", 399, 200, "100 ct"},  // 1.995, half up
		{"1 ct", "lb", 399, 0, ""},            // is what it costs
		{"40 sq ft", "lb", 399, 0, ""},        // a measure that is not compared
		{"", "lb", 399, 0, ""},                //
		{"0 oz", "lb", 399, 0, ""},            //
		{"1.2345 oz", "lb", 399, 0, ""},       //
		{"-4 oz", "lb", 399, 0, ""},           //
		{"9999999999 oz", "lb", 399, 0, ""},   //
		{"99999 x 999999 L", "kg", 10, 0, ""}, //
	} {
		got, per, ok := UnitPrice(money.New(c.cents, "USD"), c.size, c.unit)
		if got.Minor() != c.each || per != c.per && ok || ok != (c.each > 0) {
			t.Errorf("%q of %d in %s: %s/%s %v, want %d/%s", c.size, c.cents, c.unit, got, per, ok, c.each, c.per)
		}
	}
}

func FuzzUnitPrice(f *testing.F) {
	for _, s := range []string{"12 oz", "6 x 330 ml", "half gal", "200 ct", "1.5 L", "x", "32767 x 999999.999 gal"} {
		f.Add(s, int64(399))
	}
	f.Fuzz(func(t *testing.T, size string, cents int64) {
		for _, unit := range []string{"lb", "oz", "kg", "100g", "stone"} {
			if each, per, ok := UnitPrice(money.New(cents, "USD"), size, unit); ok && (each.Sign() <= 0 || per == "") {
				t.Errorf("%q of %d in %s: %s/%s", size, cents, unit, each, per)
			}
		}
	})
}

// TestLargerPackagesCompare shows that of two packages at one price the larger
// is never the dearer by the unit.
func TestLargerPackagesCompare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]string{"oz", "g", "fl oz", "ml"}).Draw(t, "unit")
		n := rapid.Int64Range(1, 4000).Draw(t, "n")
		more := rapid.Int64Range(1, 4000).Draw(t, "more")
		price := money.New(rapid.Int64Range(1, 100_000).Draw(t, "cents"), "USD")
		size := func(n int64) string { return money.New(n, "JPY").Number() + " " + unit }
		a, _, okA := UnitPrice(price, size(n), "lb")
		b, _, okB := UnitPrice(price, size(n+more), "lb")
		if okA && okB && b.Minor() > a.Minor() {
			t.Fatalf("%s for %s/%s, %s for %s", size(n), a, unit, size(n+more), b)
		}
	})
}
