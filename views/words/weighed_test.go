package words

import (
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

func TestWeighedLineShowsNetTareAndUnitPrice(t *testing.T) {
	lb := func(n int64) evidence.Weight {
		return evidence.Weight{Count: n, DivisionMilli: 5, Unit: evidence.Pound}
	}
	for _, c := range []struct {
		lang, want string
		tare       int64
	}{
		{"en", "1.320 lb @ $0.59/lb", 0},
		{"en", "1.320 lb @ $0.59/lb · tare 0.020 lb", 4},
		{"es", "1.320 lb @ $0.59/lb · tara 0.020 lb", 4},
	} {
		if got := Weighed(c.lang, pricing.Line{Weight: lb(264), Tare: lb(c.tare)}, "$0.59"); got != c.want {
			t.Errorf("%s: %q, want %q", c.lang, got, c.want)
		}
	}
}

func TestPerUnitIsWrittenInTheLanguage(t *testing.T) {
	for _, c := range []struct{ lang, size, unit, want string }{
		{"en", "12 oz", "lb", "$3.99/lb"},
		{"es", "500 g", "kg", "$5.98/kg"},
		{"en", "", "lb", ""},
	} {
		if got := PerUnit(c.lang, money.New(299, "USD"), c.size, c.unit); got != c.want {
			t.Errorf("%s of %s in %s: %q, want %q", c.lang, c.size, c.unit, got, c.want)
		}
	}
}
