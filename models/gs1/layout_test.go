package gs1_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/gs1"
)

// Weighted digits as the General Specifications tabulate them (figures 7.9.1-1
// to 7.9.1-4), index by digit.
const (
	table2minus = "0246891357"
	table3      = "0369258147"
	table5plus  = "0516273849"
	table5minus = "0594837261"
)

// TestPriceVerifierByTheTables compares every price of four and five digits
// with the tables.
func TestPriceVerifierByTheTables(t *testing.T) {
	at := func(table string, d byte) int { return int(table[d-'0'] - '0') }
	for n := range 10_000 {
		p := fmt.Sprintf("%04d", n)
		sum := at(table2minus, p[0]) + at(table2minus, p[1]) + at(table3, p[2]) + at(table5minus, p[3])
		if got, ok := gs1.PriceVerifier(p); !ok || got != byte('0'+sum*3%10) {
			t.Fatalf("price %s: verifier %c, want %d", p, got, sum*3%10)
		}
	}
	for n := range 100_000 {
		p := fmt.Sprintf("%05d", n)
		sum := at(table5plus, p[0]) + at(table2minus, p[1]) + at(table5minus, p[2]) + at(table5plus, p[3]) + at(table2minus, p[4])
		got, ok := gs1.PriceVerifier(p)
		if !ok || at(table5minus, got) != (10-sum%10)%10 {
			t.Fatalf("price %s: verifier %c, whose 5- is not %d", p, got, (10-sum%10)%10)
		}
	}
	for price, want := range map[string]byte{"2875": '9', "14685": '6'} {
		if got, _ := gs1.PriceVerifier(price); got != want {
			t.Errorf("price %s: verifier %c, want %c", price, got, want)
		}
	}
	for _, price := range []string{"", "287", "287512", "28x5"} {
		if _, ok := gs1.PriceVerifier(price); ok {
			t.Errorf("price %q has a verifier", price)
		}
	}
}

func TestNewLayout(t *testing.T) {
	for text, ok := range map[string]bool{
		"02IIIIIVPPPPC": true, "2IIIIIVPPPPC": true, "02IIIIVPPPPPC": true, "28IIIIIPPPPPC": true, "29IIIIIWWWWWC": true,
		"622IIIIIWWWWW": true, "2IIIPPPC": true, "21IIIXWWWWWWC": true, "23IIIIVWWWWWC": true, "23IIIVWWWWWWC": false,
		"IIIIIIIPPPPPC": false, "02IIIIIIIIIIC": false, "02PPPPPPPPPPC": false, "02IIIIIVPPPWC": false, "02IIIIIVPPPPP": true,
		"02IIIIVVPPPPC": false, "02IIIIIIVPPPC": false, "02IIPIIVPPPPC": false, "02IIIIIVPPPCP": false, "02IIIIIVPPPPc": false, "02IIIPPP": true, "02IIP": false, "": false,
	} {
		if _, err := gs1.NewLayout("x", text, 2); (err == nil) != ok {
			t.Errorf("layout %q: %v", text, err)
		}
	}
	if _, err := gs1.NewLayout("x", "2IIIPPPC", 4); err == nil {
		t.Error("three digits with four decimals were accepted")
	}
}

func layout(t *testing.T, text string, decimals int) gs1.Layout {
	t.Helper()
	l, err := gs1.NewLayout(text, text, decimals)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLayoutRead(t *testing.T) {
	for _, c := range []struct {
		text     string
		decimals int
		code     string
		item     string
		number   string
		refused  string
	}{
		{"02IIIIIVPPPPC", 2, "0212345928756", "12345", "28.75", ""},
		{"02IIIIIVPPPPC", 2, "212345928756", "12345", "28.75", ""}, // UPC-A
		{"02IIIIIVPPPPC", 2, "0212345828755", "", "", "incorrect_price_verifier"},
		{"02IIIIIVPPPPC", 2, "0212345928757", "", "", "incorrect_check_digit"},
		{"02IIIIVPPPPPC", 2, "0212346146854", "1234", "146.85", ""},
		{"29IIIIIWWWWWC", 3, "2912345012343", "12345", "1.234", ""},
		{"23IIIIVWWWWWC", 3, "2312346146850", "1234", "14.685", ""},
		{"23IIIIVWWWWWC", 3, "2312345146854", "", "", "incorrect_price_verifier"},
		{"622IIIIIWWWWW", 3, "6221234501234", "12345", "1.234", ""},
		{"28IIIIIPPPPPC", 2, "4006381333931", "", "", "layout_mismatch"},
		{"28IIIIIPPPPPC", 2, "28123", "", "", "layout_mismatch"},
	} {
		l := layout(t, c.text, c.decimals)
		body := c.code
		if c.refused == "" && l.Text[len(l.Text)-1] == 'C' {
			body = c.code[:len(c.code)-1]
			body += string(gs1.CheckDigit(body))
		}
		v, err := l.Read(body)
		if code(err) != c.refused {
			t.Errorf("%s by %s: %v, want %q", body, c.text, err, c.refused)
			continue
		}
		if err != nil {
			continue
		}
		number := v.Weight
		if v.HasPrice {
			number = v.Price
		}
		if v.Item != c.item || number.String() != c.number {
			t.Errorf("%s by %s: item %s, %s; want %s, %s", body, c.text, v.Item, number, c.item, c.number)
		}
	}
}

// TestWrongVerifierIsNeverAPrice: one wrong digit in price or verifier is told.
func TestWrongVerifierIsNeverAPrice(t *testing.T) {
	l := layout(t, "02IIIIIVPPPPC", 2)
	rapid.Check(t, func(t *rapid.T) {
		price := fmt.Sprintf("%04d", rapid.IntRange(0, 9999).Draw(t, "price"))
		verifier, _ := gs1.PriceVerifier(price)
		body := []byte("0212345" + string(verifier) + price)
		i := rapid.IntRange(7, 11).Draw(t, "where")
		body[i] = '0' + (body[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		v, err := l.Read(string(body) + string(gs1.CheckDigit(string(body))))
		if code(err) != "incorrect_price_verifier" {
			t.Fatalf("%s was read as %v, %v", body, v, err)
		}
	})
}

func TestOverlaps(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"02IIIIIVPPPPC", "02IIIIIPPPPPC", true},
		{"02IIIIIVPPPPC", "2IIIIIVPPPPC", true},
		{"2IIIIIVPPPPC", "02IIIIIVPPPPC", true},
		{"28IIIIIPPPPPC", "29IIIIIWWWWWC", false},
		{"2IIIPPPC", "28IIIIIPPPPPC", false},
		{"002IIIIIVPPPPC", "2IIIIIVPPPPC", true},
		{"21IIIXWWWWWWC", "2IIIIIIPPPPPC", true},
	} {
		if got := layout(t, c.a, 2).Overlaps(layout(t, c.b, 2)); got != c.want {
			t.Errorf("%s and %s overlap: %v", c.a, c.b, got)
		}
	}
}

func FuzzLayout(f *testing.F) {
	f.Add("02IIIIIVPPPPC", "0212345928756")
	f.Add("622IIIIIWWWWW", "6221234501234")
	f.Fuzz(func(t *testing.T, text, digits string) {
		l, err := gs1.NewLayout("fuzz", text, 0)
		if err != nil {
			return
		}
		if v, err := l.Read(digits); err == nil && v.Item == "" {
			t.Errorf("%q by %q has no item", digits, text)
		}
		if !l.Overlaps(l) {
			t.Errorf("%q does not overlap itself", text)
		}
	})
}
