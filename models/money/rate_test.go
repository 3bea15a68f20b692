package money_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/money"
)

func TestParseRate(t *testing.T) {
	for _, c := range []struct {
		in, out string
		bad     bool
	}{
		{"8.875%", "8.875%", false}, {"0.08875", "8.875%", false}, {"19%", "19%", false}, {"0", "0%", false}, {"100%", "100%", false},
		{"0.000001%", "0.000001%", false}, {"1/3", "", true}, {"-1%", "", true}, {"", "", true}, {"%", "", true}, {"8.%", "", true},
		{".5", "", true}, {"1234567890%", "", true}, {"5%%", "", true},
	} {
		got, err := money.ParseRate(c.in)
		if (err != nil) != c.bad || !c.bad && got.String() != c.out {
			t.Errorf("ParseRate(%q) = %v, %v", c.in, got, err)
		}
	}
}

func TestRateText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := money.NewRate(rapid.Int64Range(0, 1_000_000).Draw(t, "num"), rapid.Int64Range(1, 1_000_000).Draw(t, "den"))
		if err != nil {
			t.Fatal(err)
		}
		text, err := r.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back money.Rate
		if err := back.UnmarshalText(text); err != nil || back != r {
			t.Fatalf("%s reads back as %v, %v", text, back, err)
		}
	})
}

func TestTaxes(t *testing.T) {
	state, city := mustRate(t, "4%"), mustRate(t, "4.875%")
	both, err := state.Add(city)
	if err != nil || both != mustRate(t, "8.875%") {
		t.Fatalf("4%% + 4.875%% = %v, %v", both, err)
	}
	if tax, err := usd(1000).MulRate(both, money.HalfUp); err != nil || tax != usd(89) {
		t.Errorf("8.875%% of 10.00 = %v, %v, want 0.89 of 0.8875", tax, err)
	}
	vat := mustRate(t, "19%").Within()
	if tax, err := money.New(1190, "EUR").MulRate(vat, money.HalfUp); err != nil || tax != money.New(190, "EUR") {
		t.Errorf("19%% VAT within 11.90 = %v, %v, want 1.90", tax, err)
	}
	if money.Percent(25) != mustRate(t, "0.25") {
		t.Error("25 percent is not 0.25")
	}
}

func TestRounding(t *testing.T) {
	if _, err := money.ParseRounding("bankers"); err == nil {
		t.Error("an unknown rounding was accepted")
	}
	r, err := money.ParseRounding("half-even")
	if err != nil || r != money.HalfEven {
		t.Errorf("half-even: %v, %v", r, err)
	}
}

func FuzzParseRate(f *testing.F) {
	for _, s := range []string{"8.875%", "0.08875", "19%", "", "%", "1.%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := money.ParseRate(s)
		if err != nil {
			return
		}
		var back money.Rate
		if err := back.UnmarshalText([]byte(r.String())); err != nil || back != r {
			t.Errorf("%q reads as %v, which reads as %v, %v", s, r, back, err)
		}
	})
}

func mustRate(t *testing.T, s string) money.Rate {
	t.Helper()
	r, err := money.ParseRate(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
