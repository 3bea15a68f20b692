package money

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/bojanz/currency"
)

// CheckCurrency refuses what is not an ISO 4217 code.
func CheckCurrency(code string) error {
	if code == "" || !currency.IsValid(code) {
		return fmt.Errorf("currency %.20q is not an ISO 4217 code like USD", code)
	}
	return nil
}

// Digits returns how many decimals a currency's minor unit has: 2 for USD, 0
// for JPY, 3 for KWD.
func Digits(code string) (int, error) {
	d, ok := currency.GetDigits(code)
	if !ok {
		return 0, CheckCurrency(code)
	}
	return int(d), nil
}

// Parse reads a decimal such as "1.29" as an amount of the currency. Decimals
// beyond the minor unit are refused, zeros included.
func Parse(s, code string) (Amount, error) {
	places, err := Digits(code)
	if err != nil {
		return Amount{}, err
	}
	text, neg := strings.CutPrefix(s, "-")
	whole, frac, point := strings.Cut(text, ".")
	if whole == "" || point && frac == "" || len(frac) > places || strings.Trim(whole+frac, "0123456789") != "" {
		return Amount{}, fmt.Errorf("price %.40q is not a number with at most %d decimals, as %s has", s, places, code)
	}
	minor, err := strconv.ParseInt(whole+frac+strings.Repeat("0", places-len(frac)), 10, 64)
	if err != nil {
		return Amount{}, fmt.Errorf("price %.40q: %w", s, ErrOverflow)
	}
	if neg {
		minor = -minor
	}
	return Amount{minor, code}, nil
}

// String returns the number and the code, "1.29 USD", for logs.
func (a Amount) String() string {
	return strings.TrimSpace(a.Number() + " " + a.currency)
}

// Number returns the decimal without the currency, "1.29".
func (a Amount) Number() string {
	places, err := Digits(a.currency)
	if err != nil {
		places = 0
	}
	return decimal(a.minor, places)
}

// Format writes a as a reader of the locale (a BCP 47 tag such as "en-US" or
// "es-MX") expects, by CLDR.
func (a Amount) Format(locale string) string {
	c, err := currency.NewAmountFromInt64(a.minor, a.currency)
	if err != nil {
		return a.String()
	}
	return currency.NewFormatter(currency.NewLocale(locale)).Format(c)
}

// wire is the JSON form: whole minor units, so that no reader makes a float.
type wire struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// MarshalJSON writes {"minor":129,"currency":"USD"}.
func (a Amount) MarshalJSON() ([]byte, error) { return json.Marshal(wire{a.minor, a.currency}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Amount) UnmarshalJSON(b []byte) error {
	var w wire
	if err := json.Unmarshal(b, &w); err != nil {
		return fmt.Errorf("amount of money: %w", err)
	}
	if w != (wire{}) {
		if err := CheckCurrency(w.Currency); err != nil {
			return fmt.Errorf("amount of money: %w", err)
		}
	}
	*a = Amount{w.Minor, w.Currency}
	return nil
}

// decimal writes n with a point before its last places digits.
func decimal(n int64, places int) string {
	s := strconv.FormatUint(magnitude(n), 10)
	if places > 0 {
		if len(s) <= places {
			s = strings.Repeat("0", places+1-len(s)) + s
		}
		s = s[:len(s)-places] + "." + s[len(s)-places:]
	}
	if n < 0 {
		s = "-" + s
	}
	return s
}

// Numeric returns the three digits of a currency (ISO 4217), false where there
// is no such currency.
func Numeric(code string) (string, bool) { return currency.GetNumericCode(code) }
