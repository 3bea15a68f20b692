package gs1_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/gs1"
)

func TestParseGTIN(t *testing.T) {
	for _, c := range []struct{ in, text, code string }{
		{"4006381333931", "4006381333931", ""},
		{"036000291452", "0036000291452", ""},  // UPC-A
		{"0036000291452", "0036000291452", ""}, // the same as EAN-13
		{"00036000291452", "0036000291452", ""},
		{"96385074", "96385074", ""},
		{"00000096385074", "96385074", ""},
		{"10614141000415", "10614141000415", ""},
		{"4006381333932", "", "incorrect_check_digit"},
		{"400638133393", "", "incorrect_check_digit"},
		{"40063813339", "", "invalid_gtin_length"},
		{"", "", "invalid_gtin_length"},
		{"400638133393a", "", "non_digit_character"},
		{"٤٤٤٤٤٤", "", "non_digit_character"}, // 12 bytes, not 12 digits
		{"00000000", "", "zero_gtin"},
	} {
		g, err := gs1.ParseGTIN(c.in)
		if code(err) != c.code || g.String() != c.text {
			t.Errorf("ParseGTIN(%q) = %q, %v; want %q, %q", c.in, g, err, c.text, c.code)
		}
	}
}

func TestGTINRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGTIN(t)
		if back, err := gs1.ParseGTIN(g.String()); err != nil || back != g {
			t.Fatalf("%v reads back as %v, %v", g, back, err)
		}
		if back, err := gs1.ParseGTIN(g.Padded()); err != nil || back != g {
			t.Fatalf("%s reads back as %v, %v", g.Padded(), back, err)
		}
		b, err := json.Marshal(map[gs1.GTIN]gs1.GTIN{g: g})
		var back map[gs1.GTIN]gs1.GTIN
		if err != nil || json.Unmarshal(b, &back) != nil || back[g] != g {
			t.Fatalf("%v by JSON is %s, %v", g, b, err)
		}
	})
}

// TestCheckDigitFindsEverySingleError is what the modulo-10 rule promises.
func TestCheckDigitFindsEverySingleError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(drawGTIN(t).String())
		i := rapid.IntRange(0, len(text)-1).Draw(t, "where")
		text[i] = '0' + (text[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if g, err := gs1.ParseGTIN(string(text)); err == nil {
			t.Fatalf("%s was read as %v", text, g)
		}
	})
}

func TestExpandUPCE(t *testing.T) {
	for _, c := range []struct{ in, upc, code string }{
		{"01234505", "012000003455", ""}, // 0: 12 0 0000 345
		{"04252614", "042100005264", ""}, // 1
		{"01234523", "012200003453", ""}, // 2
		{"01234531", "012300000451", ""}, // 3: 123 00000 45
		{"01234543", "012340000053", ""}, // 4: 1234 00000 5
		{"01234558", "012345000058", ""}, // 5-9: 12345 0000 n
		{"01234565", "012345000065", ""},
		{"01234572", "012345000072", ""},
		{"01234589", "012345000089", ""},
		{"01234596", "012345000096", ""},
		{"12345670", "123456000070", ""}, // number system 1
		{"123456", "012345000065", ""},
		{"0123456", "012345000065", ""},
		{"01234564", "", "incorrect_check_digit"},
		{"21234565", "", "invalid_upce_number_system"},
		{"12345", "", "invalid_upce_length"},
		{"0123456x", "", "non_digit_character"},
	} {
		g, err := gs1.ExpandUPCE(c.in)
		upc, _ := g.UPC()
		if code(err) != c.code || upc != c.upc {
			t.Errorf("ExpandUPCE(%s) = %q, %v; want %q, %q", c.in, upc, err, c.upc, c.code)
		}
	}
}

// TestEveryUPCERoundTrips walks all six-digit codes of both number systems.
func TestEveryUPCERoundTrips(t *testing.T) {
	squeezed := 0
	for n := range 2_000_000 {
		system, six := n/1_000_000, n%1_000_000
		g, err := gs1.ExpandUPCE(fmt.Sprintf("%d%06d", system, six))
		if err != nil {
			if code(err) == "zero_gtin" {
				continue
			}
			t.Fatalf("%d%06d: %v", system, six, err)
		}
		short, ok := g.UPCE()
		if !ok {
			continue // "000003", say, whose zeros say less than another rule would
		}
		squeezed++
		if back, err := gs1.ExpandUPCE(short); err != nil || back != g {
			t.Fatalf("%d%06d is %v, squeezed to %s, which is %v, %v", system, six, g, short, back, err)
		}
	}
	if squeezed < 1_900_000 {
		t.Errorf("only %d of 2,000,000 codes squeeze back", squeezed)
	}
}

func TestRestricted(t *testing.T) {
	for text, want := range map[string]bool{
		"2012345678900": true, "0212345678909": true, "0412345678907": true, "2912345678904": true, "4006381333931": false,
		"0012345678905": false, "20123451": true, "96385074": false, "10614141000415": false,
	} {
		body := text[:len(text)-1]
		g, err := gs1.ParseGTIN(body + string(gs1.CheckDigit(body)))
		if err != nil {
			t.Fatal(err)
		}
		if g.Restricted() != want {
			t.Errorf("%v restricted: %v, want %v", g, !want, want)
		}
	}
}

func TestPLU(t *testing.T) {
	for _, c := range []struct {
		in      string
		ok      bool
		organic bool
	}{
		{"3000", true, false}, {"4011", true, false}, {"4999", true, false}, {"94011", true, true}, {"93000", true, true},
		{"94999", true, true}, {"83000", true, false}, {"84999", true, false},
		{"2999", false, false}, {"5000", false, false}, {"95000", false, false}, {"84011", true, false}, {"92999", false, false},
		{"82999", false, false}, {"85000", false, false}, {"04011", false, false}, {"401", false, false}, {"40x1", false, false},
		{"", false, false}, {"18446744073709555", false, false},
	} {
		p, err := gs1.ParsePLU(c.in)
		if (err == nil) != c.ok || p.Organic() != c.organic || c.ok && p.String() != c.in {
			t.Errorf("ParsePLU(%q) = %v, organic %v, %v", c.in, p, p.Organic(), err)
		}
	}
	if p := gs1.PLU(94011).Conventional(); p != 4011 {
		t.Errorf("conventional of 94011 is %v", p)
	}
}

func FuzzParseGTIN(f *testing.F) {
	for _, s := range []string{"4006381333931", "96385074", "036000291452", "10614141000415", "01234565", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if g, err := gs1.ParseGTIN(s); err == nil {
			if back, err := gs1.ParseGTIN(g.String()); err != nil || back != g {
				t.Errorf("%q is %v, which reads back as %v, %v", s, g, back, err)
			}
		}
		if g, err := gs1.ExpandUPCE(s); err == nil {
			if !strings.HasPrefix(g.Padded(), "000") && !strings.HasPrefix(g.Padded(), "001") {
				t.Errorf("UPC-E %q expands to %v, which is no UPC", s, g)
			}
		}
		if p, err := gs1.ParsePLU(s); err == nil && p.String() != s {
			t.Errorf("PLU %q reads back as %q", s, p)
		}
	})
}

func BenchmarkParseGTIN(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gs1.ParseGTIN("4006381333931"); err != nil {
			b.Fatal(err)
		}
	}
}

// drawGTIN draws a valid GTIN of any length.
func drawGTIN(t *rapid.T) gs1.GTIN {
	n := rapid.SampledFrom([]int{7, 11, 12, 13}).Draw(t, "digits")
	body := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), n, n, n).Draw(t, "body")
	g, err := gs1.ParseGTIN(body + string(gs1.CheckDigit(body)))
	if err != nil {
		t.Skip("zeros only")
	}
	return g
}

// code returns the name in a refusal, empty where there is none.
func code(err error) string {
	var e *gs1.Error
	if errors.As(err, &e) {
		return string(e.Code)
	}
	if err != nil {
		return "not a *gs1.Error: " + err.Error()
	}
	return ""
}
