package loyalty_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/loyalty"
)

func scheme(t testing.TB, pattern string) loyalty.Scheme {
	t.Helper()
	s, err := loyalty.New("Corner Card", pattern)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		pattern, text, number string
		err                   error
	}{
		{"2600NNNNNNNNC", "2600123456784", "2600123456784", nil},
		{"2600NNNNNNNNC", "2600 1234 5678 4", "2600123456784", nil},
		{"2600NNNNNNNNC", "2600-12345678-4", "2600123456784", nil},
		{"2600NNNNNNNNC", "]E02600123456784", "2600123456784", nil},
		{"2600NNNNNNNNC", "2600123456785", "", loyalty.ErrMisread},
		{"2600NNNNNNNNC", "2700123456784", "", loyalty.ErrNotOurs},
		{"2600NNNNNNNNC", "260012345678", "", loyalty.ErrNotOurs},
		{"2600NNNNNNNNC", "260012345678X", "", loyalty.ErrNotOurs},
		{"2600NNNNNNNNC", "", "", loyalty.ErrNotOurs},
		// An example number of ISO/IEC 7812-1's method.
		{"7992NNNNNNL", "79927398713", "79927398713", nil},
		{"7992NNNNNNL", "79927398710", "", loyalty.ErrMisread},
		// UPC-A as an EAN-13 scanner gives it.
		{"4NNNNNNNNNNC", "0412345678903", "412345678903", nil},
		{"4NNNNNNNNNNC", "412345678903", "412345678903", nil},
		{"4NNNNNNNNNNC", "1412345678903", "", loyalty.ErrNotOurs},
		{"99NNNN", "991234", "991234", nil}, // without a check digit
		{"99NNNN", "٩٩1234", "", loyalty.ErrNotOurs},
	} {
		number, err := scheme(t, x.pattern).Read(x.text)
		if number != x.number || !errors.Is(err, x.err) {
			t.Errorf("%q by %s is %q, %v; want %q, %v", x.text, x.pattern, number, err, x.number, x.err)
		}
	}
	var none loyalty.Scheme
	if _, err := none.Read("2600123456784"); !errors.Is(err, loyalty.ErrNotOurs) || none.Matches("") || none.Any() {
		t.Error("a store without a scheme reads a card")
	}
}

func TestWrongPatterns(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		"":                            "6 to 24 digits",
		"26NNC":                       "6 to 24 digits",
		"2" + strings.Repeat("N", 24): "6 to 24 digits",
		"NNNNNNNN":                    "begin with a digit",
		"2600123456784":               "everybody's",
		"26NNCNNN":                    "at the end",
		"26NNNNCC":                    "at the end",
		"26NNNNCL":                    "at the end",
		"26XXXXXX":                    "only digits",
	} {
		if _, err := loyalty.New("Card", pattern); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", pattern, err, want)
		}
	}
	if _, err := loyalty.New(" ", "26NNNN"); err == nil {
		t.Error("a card without a name was taken")
	}
}

// One wrong digit is always noticed, by either check digit.
func TestOneWrongDigitIsNoticed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`26[0-9]{4,20}`).Draw(t, "body")
		kind := rapid.SampledFrom([]string{"C", "L"}).Draw(t, "check digit")
		s, err := loyalty.New("Card", "26"+strings.Repeat("N", len(body)-2)+kind)
		if err != nil {
			t.Fatal(err)
		}
		var number string
		for d := '0'; d <= '9'; d++ {
			if n, err := s.Read(body + string(d)); err == nil {
				if number != "" {
					t.Fatalf("%s and %s are both right", number, n)
				}
				number = n
			}
		}
		if number == "" {
			t.Fatalf("no check digit fits %s", body)
		}
		if kind == "C" && number[len(body)] != gs1.CheckDigit(body) {
			t.Fatalf("%s does not end with GS1's check digit", number)
		}
		at := rapid.IntRange(2, len(number)-1).Draw(t, "at")
		by := rapid.IntRange(1, 9).Draw(t, "by")
		wrong := []byte(number)
		wrong[at] = '0' + (wrong[at]-'0'+byte(by))%10
		if _, err := s.Read(string(wrong)); !errors.Is(err, loyalty.ErrMisread) {
			t.Fatalf("%s in place of %s: %v", wrong, number, err)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add("2600123456784")
	f.Add("]C0 26-")
	s := scheme(f, "2600NNNNNNNNC")
	f.Fuzz(func(t *testing.T, text string) {
		number, err := s.Read(text)
		if (err == nil) != (number != "") || (err == nil && len(number) != len(s.Pattern)) {
			t.Fatalf("%q: %q, %v", text, number, err)
		}
		if err == nil {
			if again, err := s.Read(number); again != number || err != nil {
				t.Fatalf("%q read again is %q, %v", number, again, err)
			}
		}
	})
}

func TestMasked(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{"2600123456784": "…6784", "1234": "1234", "": ""} {
		if got := loyalty.Masked(number); got != want {
			t.Errorf("%q is shown as %q, want %q", number, got, want)
		}
	}
}
