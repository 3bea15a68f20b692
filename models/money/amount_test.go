package money_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/money"
)

func usd(n int64) money.Amount { return money.New(n, "USD") }

func TestAddRefusesMixedCurrencies(t *testing.T) {
	if _, err := usd(1).Add(money.New(1, "EUR")); !errors.Is(err, money.ErrMismatch) {
		t.Errorf("USD + EUR: %v, want ErrMismatch", err)
	}
	if _, err := usd(1).Cmp(money.New(1, "EUR")); !errors.Is(err, money.ErrMismatch) {
		t.Errorf("comparing USD and EUR: %v, want ErrMismatch", err)
	}
	if got, err := (money.Amount{}).Add(usd(5)); err != nil || got != usd(5) {
		t.Errorf("nothing + 0.05 USD = %v, %v", got, err)
	}
	if _, err := money.Zero("EUR").Add(usd(5)); !errors.Is(err, money.ErrMismatch) {
		t.Errorf("0.00 EUR + 0.05 USD: %v, want ErrMismatch", err)
	}
}

func TestOverflowIsAnError(t *testing.T) {
	top := usd(math.MaxInt64)
	if _, err := top.Add(usd(1)); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("largest + 1: %v", err)
	}
	if _, err := usd(math.MinInt64).Sub(usd(1)); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("smallest - 1: %v", err)
	}
	if _, err := usd(0).Sub(usd(math.MinInt64)); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("0 - smallest: %v", err)
	}
	if _, err := top.Mul(2); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("largest * 2: %v", err)
	}
	if _, err := usd(1).MulFrac(1, 0, money.HalfUp); err == nil {
		t.Error("a zero divisor was accepted")
	}
}

// TestMulFracIsTheExactQuotientRounded compares with arbitrary precision.
func TestMulFracIsTheExactQuotientRounded(t *testing.T) {
	modes := []money.Rounding{money.HalfUp, money.HalfEven, money.HalfDown, money.Up, money.Down}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64Range(-1_000_000_000_000, 1_000_000_000_000).Draw(t, "minor")
		num := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "num")
		den := rapid.Int64Range(1, 1000).Draw(t, "den")
		mode := rapid.SampledFrom(modes).Draw(t, "mode")
		got, err := usd(a).MulFrac(num, den, mode)
		if err != nil {
			t.Fatal(err)
		}
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(a), big.NewInt(num)), big.NewInt(den))
		off := new(big.Rat).Sub(new(big.Rat).SetInt64(got.Minor()), exact)
		away := off.Sign() * exact.Sign() // 1: rounded away from zero
		dist := off.Abs(off)
		half := dist.Cmp(big.NewRat(1, 2))
		var ok bool
		switch mode {
		case money.Up:
			ok = dist.Cmp(big.NewRat(1, 1)) < 0 && away >= 0
		case money.Down:
			ok = dist.Cmp(big.NewRat(1, 1)) < 0 && away <= 0
		case money.HalfUp:
			ok = half < 0 || half == 0 && away > 0
		case money.HalfDown:
			ok = half < 0 || half == 0 && away < 0
		case money.HalfEven:
			ok = half < 0 || half == 0 && got.Minor()%2 == 0
		}
		if !ok {
			t.Fatalf("%d * %d/%d %s = %d", a, num, den, mode, got.Minor())
		}
	})
}

func TestByWeight(t *testing.T) {
	for _, c := range []struct {
		name              string
		price, milli, sum int64
	}{
		{"1.295 lb at 1.99 is 2.57705", 199, 1295, 258},
		{"0.125 lb at 0.60 is 0.075, half goes up", 60, 125, 8},
		{"nothing", 199, 0, 0},
		{"0.005 kg at 0.99 is 0.00495", 99, 5, 0},
	} {
		if got, err := usd(c.price).ByWeight(c.milli); err != nil || got != usd(c.sum) {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
	}
	if _, err := usd(100).ByWeight(-1); err == nil {
		t.Error("a negative weight was priced")
	}
}

func TestSplitAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := usd(rapid.Int64Range(-1_000_000_000, 1_000_000_000).Draw(t, "amount"))
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1_000_000), 1, 12).Draw(t, "weights")
		weights[0]++ // some share has weight
		var total int64
		for _, w := range weights {
			total += w
		}
		parts, err := a.Split(weights)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := money.Sum(parts...)
		if err != nil || sum != a {
			t.Fatalf("parts %v sum to %v, %v, want %v", parts, sum, err, a)
		}
		for i, p := range parts {
			exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(a.Minor()), big.NewInt(weights[i])), big.NewInt(total))
			if off := exact.Sub(exact, new(big.Rat).SetInt64(p.Minor())); off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("share %d of %v by %v is %v, a unit or more off", i, a, weights, p)
			}
			if weights[i] == 0 && !p.IsZero() {
				t.Fatalf("a share of no weight got %v", p)
			}
		}
	})
}

func TestSplitGivesTheFirstOfEqualsTheOddUnit(t *testing.T) {
	got, err := usd(100).Split([]int64{1, 1, 1})
	if err != nil || got[0] != usd(34) || got[1] != usd(33) || got[2] != usd(33) {
		t.Errorf("1.00 in three = %v, %v", got, err)
	}
	if _, err := usd(1).Split([]int64{0, 0}); err == nil {
		t.Error("money was split among shares of no weight")
	}
}

func TestParseAndText(t *testing.T) {
	for _, c := range []struct {
		in, code string
		minor    int64
		bad      bool
	}{
		{"1.29", "USD", 129, false}, {"1.2", "USD", 120, false}, {"-0.05", "USD", -5, false}, {"150", "JPY", 150, false},
		{"1.295", "KWD", 1295, false}, {"1.295", "USD", 0, true}, {"1.0", "JPY", 0, true}, {"1.", "USD", 0, true},
		{".5", "USD", 0, true}, {"1e3", "USD", 0, true}, {"", "USD", 0, true}, {"1", "XYZ", 0, true}, {"1", "", 0, true},
		{"99999999999999999999", "USD", 0, true}, {"+1", "USD", 0, true}, {"--1", "USD", 0, true},
	} {
		got, err := money.Parse(c.in, c.code)
		if (err != nil) != c.bad || !c.bad && got != money.New(c.minor, c.code) {
			t.Errorf("Parse(%q, %s) = %v, %v", c.in, c.code, got, err)
		}
	}
	if s := usd(-5).String(); s != "-0.05 USD" {
		t.Errorf("String = %q", s)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1.29", "-0.05", "1.295", "999999999999999", "", "1..2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := money.Parse(s, "USD")
		if err != nil {
			return
		}
		if b, err := money.Parse(a.Number(), "USD"); err != nil || a != b {
			t.Errorf("%q reads as %v, which reads as %v, %v", s, a, b, err)
		}
	})
}

func TestFormatByLocale(t *testing.T) {
	for _, c := range []struct{ locale, want string }{
		{"en-US", "$1,234.50"}, {"es-US", "$1,234.50"}, {"es-ES", "1234,50\u00a0US$"}, {"de-DE", "1.234,50\u00a0$"},
		{"xx", "$1,234.50"},
	} {
		if got := usd(123450).Format(c.locale); got != c.want {
			t.Errorf("%s: %q, want %q", c.locale, got, c.want)
		}
	}
}

// TestFormatByCurrency writes amounts of currencies with two, none and three
// decimals as CLDR has it.
func TestFormatByCurrency(t *testing.T) {
	for _, c := range []struct {
		minor                  int64
		currency, locale, want string
	}{
		{1234567, "USD", "en-US", "$12,345.67"},
		{-250, "USD", "en-US", "-$2.50"},
		{1234567, "EUR", "de-DE", "12.345,67\u00a0€"},
		{-5, "EUR", "de-DE", "-0,05\u00a0€"},
		{1234567, "JPY", "ja-JP", "￥1,234,567"},
		{1234567, "JPY", "en-US", "¥1,234,567"},
		{1234567, "KWD", "en-US", "KWD\u00a01,234.567"},
		{5, "KWD", "de-DE", "0,005\u00a0KWD"},
		{1234567, "KWD", "ar-KW", "\u200f١٬٢٣٤٫٥٦٧\u00a0د.ك.\u200f"},
	} {
		if got := money.New(c.minor, c.currency).Format(c.locale); got != c.want {
			t.Errorf("%d %s in %s: %q, want %q", c.minor, c.currency, c.locale, got, c.want)
		}
	}
}

func TestJSON(t *testing.T) {
	b, err := json.Marshal(usd(129))
	if err != nil || string(b) != `{"minor":129,"currency":"USD"}` {
		t.Fatalf("%s, %v", b, err)
	}
	for in, bad := range map[string]bool{
		string(b): false, `{"minor":0,"currency":""}`: false, `{"minor":1.5,"currency":"USD"}`: true,
		`{"minor":1,"currency":"ZZZ"}`: true, `{"minor":1}`: true, `5`: true,
	} {
		var a money.Amount
		if err := json.Unmarshal([]byte(in), &a); (err != nil) != bad {
			t.Errorf("%s: %v, %v", in, a, err)
		}
	}
}

func BenchmarkByWeight(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := usd(199).ByWeight(1295); err != nil {
			b.Fatal(err)
		}
	}
}
