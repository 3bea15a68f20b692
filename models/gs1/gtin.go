package gs1

import "strings"

// Refusals of plain barcode digits.
const (
	CodeNonDigit      Code = "non_digit_character"
	CodeLength        Code = "invalid_gtin_length"
	CodeCheckDigit    Code = "incorrect_check_digit"
	CodeZeroGTIN      Code = "zero_gtin"
	CodeUPCELength    Code = "invalid_upce_length"
	CodeUPCENumberSys Code = "invalid_upce_number_system"
	CodeInvalidPrefix Code = "invalid_gcp_prefix"
)

const (
	gtin8Limit  = 1_0000_0000        // below it the usual text has 8 digits
	gtin13Limit = 10_0000_0000_0000  // below it 13
	gtin14Limit = 100_0000_0000_0000 // below it 14
)

// GTIN is a Global Trade Item Number with a right check digit. It is held as
// the number its 14-digit form reads as, so that GTIN-8, -12, -13 and -14 of
// one item are one value. The zero GTIN is none.
type GTIN struct{ n uint64 }

// ParseGTIN reads a GTIN of 8, 12, 13 or 14 digits and checks its check digit.
// Eight digits are a GTIN-8; for the eight digits of a UPC-E symbol, which a
// text alone cannot tell apart, see ExpandUPCE.
func ParseGTIN(s string) (GTIN, error) {
	switch len(s) {
	case 8, 12, 13, 14:
	default:
		return GTIN{}, refuse(CodeLength, "a GTIN has 8, 12, 13 or 14 digits, this has %d characters", len(s))
	}
	n, ok := number(s)
	if !ok {
		return GTIN{}, refuse(CodeNonDigit, "a GTIN is digits only")
	}
	if n == 0 {
		return GTIN{}, refuse(CodeZeroGTIN, "a GTIN of zeros names nothing")
	}
	body := s[:len(s)-1]
	if want := CheckDigit(body); want != s[len(s)-1] {
		return GTIN{}, refuse(CodeCheckDigit, "the check digit of %s should be %c", s, want)
	}
	return GTIN{n}, nil
}

// MustGTIN is ParseGTIN for constants of tests and samples; it panics where
// ParseGTIN refuses.
func MustGTIN(s string) GTIN {
	g, err := ParseGTIN(s)
	if err != nil {
		panic(err)
	}
	return g
}

// IsZero reports whether g is none.
func (g GTIN) IsZero() bool { return g.n == 0 }

// String returns the usual text: 8 digits for a GTIN-8, 14 where the indicator
// digit is not zero, else 13 (a GTIN-12 with a zero before it). ParseGTIN reads
// it back to the same value. The zero GTIN is the empty string.
func (g GTIN) String() string {
	switch {
	case g.n == 0:
		return ""
	case g.n < gtin8Limit:
		return digits(g.n, 8)
	case g.n < gtin13Limit:
		return digits(g.n, 13)
	}
	return digits(g.n, 14)
}

// Padded returns the 14 digits of the canonical form.
func (g GTIN) Padded() string { return digits(g.n, 14) }

// UPC returns the 12 digits of a GTIN-12, or false where g has none.
func (g GTIN) UPC() (string, bool) {
	if g.n < gtin8Limit || g.n >= 1_000_000_000_000 {
		return "", false
	}
	return digits(g.n, 12), true
}

// Indicator returns the first digit of the canonical form: 0 for a consumer
// item, 1 to 8 for a grouping of it, 9 for one of variable measure.
func (g GTIN) Indicator() int { return int(g.n / gtin13Limit) }

// Restricted reports whether g is of the prefixes that GS1 leaves to a store
// or a region (GS1 prefixes 02, 04, 20 to 29; GTIN-8 prefixes 0 and 2): it is
// unique there only, and may be a code of variable measure.
func (g GTIN) Restricted() bool {
	if g.n == 0 || g.Indicator() != 0 {
		return false
	}
	p := g.Padded()
	if g.n < gtin8Limit {
		return p[6] == '0' || p[6] == '2'
	}
	return p[1] == '2' || p[1:3] == "02" || p[1:3] == "04"
}

// MarshalText writes String.
func (g GTIN) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText reads what ParseGTIN accepts, and nothing as none.
func (g *GTIN) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*g = GTIN{}
		return nil
	}
	p, err := ParseGTIN(string(b))
	if err != nil {
		return err
	}
	*g = p
	return nil
}

// CheckDigit returns the digit that GS1's modulo-10 rule puts after s: digits
// weigh 3 and 1 in turn from the right. It is meaningless unless s is digits.
func CheckDigit(s string) byte {
	sum := 0
	for i := len(s) - 1; i >= 0; i-- {
		d := int(s[i] - '0')
		if (len(s)-i)%2 == 1 {
			d *= 3
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

// isDigits reports whether s is one or more of 0 to 9.
func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// number reads up to 18 digits.
func number(s string) (n uint64, ok bool) {
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + uint64(s[i]-'0')
	}
	return n, true
}

// digits writes n in exactly width digits.
func digits(n uint64, width int) string {
	var b [20]byte
	for i := width - 1; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b[:width])
}
