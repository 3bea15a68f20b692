package gs1

import (
	"fmt"
	"strings"
)

// Layout describes codes of variable measure that a store or a region prints
// itself, in restricted circulation. Its text gives each digit of the code a
// letter: digits stand for themselves (the prefix), I is the item number, P the
// price, W the weight, V the verifier of price or weight, C the check digit, and X is
// read over. "02IIIIIVPPPPC" is the North American layout of UPC-A,
// "622IIIIIWWWWW" one of thirteen digits without a check digit.
type Layout struct {
	Name     string
	Text     string
	Decimals int  // of the price (minor unit) or the weight (of the store's unit)
	Markdown bool // printed on labels that lower the price of one thing
	// Goods writes the catalogue's number of what the item number stands for: I
	// takes the item's digits, C the check digit. See Of.
	Goods string
}

// Variable is what a code of variable measure says.
type Variable struct {
	Layout   Layout
	Item     string // digits of the item number
	Price    Measure
	Weight   Measure
	HasPrice bool // else it has a weight
}

// NewLayout checks a layout.
func NewLayout(name, text string, decimals int) (Layout, error) {
	l := Layout{Name: name, Text: text, Decimals: decimals}
	count := func(c string) int { return strings.Count(text, c) }
	fail := func(format string, args ...any) (Layout, error) {
		return Layout{}, refuse("invalid_layout", "layout %.20q: %s", text, fmt.Sprintf(format, args...))
	}
	switch {
	case strings.Trim(text, "0123456789IPWVCX") != "":
		return fail("only digits and the letters I, P, W, V, C and X mean something")
	case len(text) != 8 && len(text) != 12 && len(text) != 13 && len(text) != 14:
		return fail("a code has 8, 12, 13 or 14 digits, this %d", len(text))
	case l.prefix() == 0:
		return fail("it must begin with a digit, or it would be every code")
	case !oneRun(text, 'I'):
		return fail("it wants one run of I, the item number")
	case count("P") > 0 && count("W") > 0, !oneRun(text, 'P') && !oneRun(text, 'W'):
		return fail("it wants one run of P or of W, the price or the weight")
	case count("V") > 1, count("V") == 1 && count("P")+count("W") != 4 && count("P")+count("W") != 5:
		return fail("a verifier is one digit and of a price or a weight of 4 or 5 digits")
	case count("C") > 1, count("C") == 1 && text[len(text)-1] != 'C':
		return fail("a check digit is one, at the end")
	case decimals < 0 || decimals > max(count("P"), count("W")):
		return fail("%d decimals are more than it has digits", decimals)
	}
	l.Goods = l.base()
	return l, nil
}

// oneRun reports whether c is in s, all in one place.
func oneRun(s string, c byte) bool {
	first, last := strings.IndexByte(s, c), strings.LastIndexByte(s, c)
	return first >= 0 && strings.Count(s, string(c)) == last-first+1
}

// prefix is the number of digits that the layout begins with.
func (l Layout) prefix() int { return len(l.Text) - len(strings.TrimLeft(l.Text, "0123456789")) }

// Matches reports whether a code of digits is of the layout, its check and
// verifier digits aside. Zeros before the digits of one or the other do not
// matter: UPC-A is EAN-13 with a zero before it, and a GTIN of 14 digits often
// stands for a shorter one.
func (l Layout) Matches(code string) bool {
	code, ok := l.fit(code)
	if !ok {
		return false
	}
	for i := 0; i < len(code); i++ {
		if c := l.Text[i]; c >= '0' && c <= '9' && c != code[i] {
			return false
		}
	}
	return true
}

const zeros = "00" // the most that a GTIN of 14 digits has before 12

func (l Layout) fit(code string) (string, bool) {
	switch more := len(code) - len(l.Text); {
	case len(l.Text) < 12 || len(code) < 12 || len(code) > 14: // a short code is of its own kind
	case more < 0 && strings.HasPrefix(l.Text, zeros[:-more]):
		code = zeros[:-more] + code
	case more > 0 && more <= len(zeros) && strings.HasPrefix(code, zeros[:more]):
		code = code[more:]
	}
	return code, len(code) == len(l.Text) && isDigits(code)
}

// Read reads a code that Matches. A wrong check digit or verifier is refused:
// then neither item nor price is known.
func (l Layout) Read(code string) (Variable, error) {
	digits, ok := l.fit(code)
	if !ok || !l.Matches(code) {
		return Variable{}, refuse("layout_mismatch", "%.20q is not of the layout %s", code, l.Text)
	}
	if last := len(digits) - 1; l.Text[last] == 'C' && CheckDigit(digits[:last]) != digits[last] {
		return Variable{}, refuse(CodeCheckDigit, "the check digit of %s should be %c", digits, CheckDigit(digits[:last]))
	}
	v := Variable{Layout: l, Item: l.part(digits, 'I')}
	price, weight := l.part(digits, 'P'), l.part(digits, 'W')
	if stated := l.part(digits, 'V'); stated != "" {
		if want, ok := PriceVerifier(price + weight); !ok || want != stated[0] { // one of them is there
			return Variable{}, refuse(CodeVerifier, "the verifier of the price or weight in %s should be %c", digits, want)
		}
	}
	if weight != "" {
		v.Weight = l.measure(weight)
		return v, nil
	}
	v.Price, v.HasPrice = l.measure(price), true
	return v, nil
}

func (l Layout) part(code string, c byte) string {
	first, last := strings.IndexByte(l.Text, c), strings.LastIndexByte(l.Text, c)
	if first < 0 {
		return ""
	}
	return code[first : last+1]
}

func (l Layout) measure(s string) Measure {
	value, _ := number(s)
	return Measure{Value: value, Decimals: l.Decimals}
}

// Overlaps reports whether some code is of both layouts.
func (l Layout) Overlaps(o Layout) bool {
	a, b := l.Text, o.Text
	if len(a) != len(b) && min(len(a), len(b)) >= 12 {
		a, b = strings.Repeat("0", 14-len(a))+a, strings.Repeat("0", 14-len(b))+b
	}
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if fixed(a[i]) && fixed(b[i]) && a[i] != b[i] {
			return false
		}
	}
	return true
}

func fixed(c byte) bool { return c >= '0' && c <= '9' }
