package store

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/gs1"
)

func withCodes(codes ...string) string {
	return strings.Replace(small, "capacity:", "codes:\n  - "+strings.Join(codes, "\n  - ")+"\ncapacity:", 1)
}

func TestCodesOfTheStore(t *testing.T) {
	s, _, err := Load(write(t, withCodes(
		`{name: Price, pattern: 2IIIIIVPPPPC, decimals: 2}`,
		`{name: Weight, pattern: 28IIIIIWWWWWC, decimals: 3}`,
		`{name: No check digit, pattern: "622IIIIIWWWWW", decimals: 2}`,
		`{name: Lowered, pattern: 29IIIIPPPPPPC, decimals: 2, markdown: true, goods: 95201010IIIIC}`,
	), goods))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Codes) != 4 || s.Codes[0].Markdown || !s.Codes[3].Markdown {
		t.Fatalf("%+v", s.Codes)
	}
	if v, err := s.Codes[3].Read("2911130003497"); err != nil || v.GTIN() != gs1.MustGTIN("9520101011138") || v.Price.String() != "3.49" {
		t.Errorf("%+v %v", v, err)
	}
}

func TestCodesThatAreWrong(t *testing.T) {
	const first = `{name: Price, pattern: 2IIIIIVPPPPC, decimals: 2}`
	for _, c := range []struct{ name, code, want string }{
		{"key", `{name: A, patern: 28IIIIIWWWWWC, decimals: 3}`, `store.yaml:22:15: codes[1].patern: is not a key that is known here; did you mean "pattern"?` + "\n" + `store.yaml:22:5: codes[1].pattern: is missing`},
		{"letters", `{name: A, pattern: 28QIIIIIWWWWC, decimals: 3}`, `store.yaml:22:15: codes[1].pattern: layout "28QIIIIIWWWWC": only digits and the letters`},
		{"number without quotes", `{name: A, pattern: 28, decimals: 0}`, `store.yaml:22:24: codes[1].pattern: is a whole number, where text is wanted`},
		{"decimals missing", `{name: A, pattern: 28IIIIIWWWWWC}`, `codes[1].decimals: is missing`},
		{"decimals of a price", `{name: A, pattern: 28IIIIIPPPPPC, decimals: 3}`, `store.yaml:22:39: codes[1].decimals: 3 are more than USD has, 2`},
		{"decimals of a weight", `{name: A, pattern: 28IIIIIWWWWWC, decimals: 4}`, `codes[1].decimals: 4 are more than a weight has, 3`},
		{"overlap", `{name: A, pattern: 02IIIIIPPPPPC, decimals: 2}`, `store.yaml:22:15: codes[1].pattern: a code could be of this and of "Price" (2IIIIIVPPPPC)`},
		{"name twice", `{name: Price, pattern: 28IIIIIWWWWWC, decimals: 3}`, `codes[1].name: "Price" is the name of codes[0] already`},
		{"markdown by weight", `{name: A, pattern: 28IIIIIWWWWWC, decimals: 3, markdown: true}`, `codes[1].markdown: a label that lowers a price must hold it`},
		{"goods", `{name: A, pattern: 28IIIIIWWWWWC, decimals: 3, goods: 9520101IIIIC}`, `codes[1].goods: goods "9520101IIIIC": it wants one run of 5 I`},
		{"no room for goods", `{name: A, pattern: 28WWWWWWIIIII, decimals: 3}`, `codes[1].goods: is missing`},
	} {
		_, _, err := Load(write(t, withCodes(first, c.code), goods))
		check(t, c.name, err, c.want)
	}
}

// TestGoodsUnderAPatternAreTold, unless they are what the pattern's labels are of.
func TestGoodsUnderAPatternAreTold(t *testing.T) {
	s, cat, err := Load(write(t, withCodes(`{name: Price, pattern: 2IIIIIVPPPPC, decimals: 2}`), goods+
		"0201101000009,Beef,1299,weight,food,a1\n0201101928754,Box,2875,each,food,a1\n0201101328752,Wrong verifier,2875,each,food,a1\n0299999928758,Nothing's,1,each,food,a1\n"))
	if err != nil {
		t.Fatal(err)
	}
	notes := strings.Join(s.CodeOverlaps(cat), "\n")
	if strings.Count(notes, "\n") != 1 || !strings.Contains(notes, "0201101928754 is the number of Box; a label by the pattern") || !strings.Contains(notes, "for Beef at 28.75") || !strings.Contains(notes, "nothing is sold as its item 99999") {
		t.Error(notes)
	}
}
