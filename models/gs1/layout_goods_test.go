package gs1_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/gs1"
)

func TestGoodsOfALayout(t *testing.T) {
	for _, c := range []struct{ text, goods, item, want string }{
		{"02IIIIIVPPPPC", "", "12345", "0212345000007"},
		{"2IIIIIVPPPPC", "", "12345", "0212345000007"}, // the same goods, written as UPC-A
		{"28IIIIIWWWWWC", "", "54321", "2854321000007"},
		{"622IIIIIWWWWW", "", "12345", "6221234500003"}, // without a check digit in the code
		{"2IIIPPPC", "", "123", "21230004"},
		{"23IIIIIPPPPPC", "9520101IIIIIC", "01113", "9520101011138"},
		{"02WWWWWIIIIIC", "", "12345", "0200000123451"},
		{"02WWWWWWIIIII", "", "12345", ""}, // no room for a check digit
		{"02IIIIIVPPPPC", "", "1234", ""},
		{"02IIIIIVPPPPC", "", "12x45", ""},
	} {
		l := layout(t, c.text, 2)
		if c.goods != "" {
			var err error
			if l, err = l.Of(c.goods); err != nil {
				t.Errorf("%s of %s: %v", c.text, c.goods, err)
				continue
			}
		}
		if got := l.GTIN(c.item).String(); got != c.want {
			t.Errorf("item %s of %s: %q, want %q", c.item, c.text, got, c.want)
		}
	}
	for _, goods := range []string{"", "952", "9520101IIIIII", "9520101IIIICC", "9520101IIII0C", "95IIIII01I11C", "952010IIIIIIC", "9520101IiiIIC"} {
		if _, err := layout(t, "23IIIIIPPPPPC", 2).Of(goods); err == nil {
			t.Errorf("goods %q were accepted", goods)
		}
	}
}

// TestOneCodeInEveryLength: UPC-A, EAN-13 and the 14 digits of AI (01) say the
// same of one thing, by a layout of either length.
func TestOneCodeInEveryLength(t *testing.T) {
	short, long := layout(t, "2IIIIIVPPPPC", 2), layout(t, "02IIIIIVPPPPC", 2)
	rapid.Check(t, func(t *rapid.T) {
		price := rapid.StringMatching(`[0-9]{4}`).Draw(t, "price")
		verifier, _ := gs1.PriceVerifier(price)
		body := "2" + rapid.StringMatching(`[0-9]{5}`).Draw(t, "item") + string(verifier) + price
		code := body + string(gs1.CheckDigit(body))
		want, err := short.Read(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{code, "0" + code, "00" + code} {
			for _, l := range []gs1.Layout{short, long} {
				got, err := l.Read(text)
				if err != nil || got.Price != want.Price || got.Item != want.Item || got.GTIN() != want.GTIN() {
					t.Fatalf("%s by %s: %+v, %v", text, l.Text, got, err)
				}
			}
		}
	})
	if short.Matches("1" + "0212345928756") {
		t.Error("an indicator digit was read over")
	}
}

// TestWriteIsReadBack for any item and number that fit the layout.
func TestWriteIsReadBack(t *testing.T) {
	for _, text := range []string{"2IIIIIVPPPPC", "02IIIIVPPPPPC", "28IIIIIWWWWWC", "23IIIIVWWWWWC", "622IIIIIWWWWW", "2IIIPPPC", "21IIIXWWWWWWC", "02WWWWWIIIIIC"} {
		l := layout(t, text, 2)
		rapid.Check(t, func(t *rapid.T) {
			wide := strings.Count(text, "P") + strings.Count(text, "W")
			item := rapid.StringMatching("[0-9]{"+fmt.Sprint(strings.Count(text, "I"))+"}").Draw(t, "item")
			value := rapid.Uint64Range(0, uint64(math.Pow10(wide))-1).Draw(t, "value")
			code, err := l.Write(item, value)
			if err != nil {
				t.Fatal(err)
			}
			v, err := l.Read(code)
			if err != nil || v.Item != item || v.Number().Value != value {
				t.Fatalf("%s: %+v, %v", code, v, err)
			}
			if _, err := l.Write(item, uint64(math.Pow10(wide))); err == nil {
				t.Fatal("a number that does not fit was written")
			}
		})
		if _, err := l.Write("1", 1); err == nil {
			t.Errorf("%s: an item number that is too short was written", text)
		}
	}
}
