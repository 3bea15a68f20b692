// Package loyalty reads the numbers of a retailer's loyalty cards: which codes
// are such numbers, and whether one was read or typed right.
package loyalty

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// Scheme is a retailer's programme. The zero Scheme has no cards.
type Scheme struct {
	Name    string // as shoppers know the card
	Pattern string // of the numbers; see New
}

// How long a number may be: what a card carries as EAN-8, UPC-A, EAN-13 or
// Code 128, and what people can type.
const (
	shortest = 6
	longest  = 24
)

// What Read answers beside a number.
var (
	// ErrNotOurs is the answer to a text that is no number of the scheme.
	ErrNotOurs = errors.New("that is no number of this loyalty card")
	// ErrMisread is the answer to one whose check digit does not fit.
	ErrMisread = errors.New("the check digit of this loyalty card's number does not fit")
)

// New checks a pattern: digits stand for themselves, N is any digit, and a last
// C or L is the check digit by GS1's rule (modulo 10, weights 3 and 1) or by
// Luhn's (ISO/IEC 7812-1). "2600NNNNNNNNC" are numbers in an EAN-13.
func New(name, pattern string) (Scheme, error) {
	s := Scheme{Name: strings.TrimSpace(name), Pattern: pattern}
	body := strings.TrimRight(pattern, "CL")
	switch {
	case s.Name == "":
		return Scheme{}, errors.New("a loyalty card has a name that shoppers know it by")
	case strings.Trim(pattern, "0123456789NCL") != "":
		return Scheme{}, fmt.Errorf("pattern %.30q: only digits and the letters N, C and L mean something", pattern)
	case len(pattern) < shortest || len(pattern) > longest:
		return Scheme{}, fmt.Errorf("pattern %.30q: a number has %d to %d digits, this %d", pattern, shortest, longest, len(pattern))
	case len(pattern)-len(body) > 1 || strings.ContainsAny(body, "CL"):
		return Scheme{}, fmt.Errorf("pattern %.30q: a check digit, C or L, is one, at the end", pattern)
	case !digit(pattern[0]):
		return Scheme{}, fmt.Errorf("pattern %.30q: it must begin with a digit, or any code would be a card", pattern)
	case !strings.Contains(pattern, "N"):
		return Scheme{}, fmt.Errorf("pattern %.30q: without an N it is one number, and everybody's", pattern)
	}
	return s, nil
}

// Any reports whether the retailer has such cards.
func (s Scheme) Any() bool { return s.Pattern != "" }

// Matches reports whether a text is of the pattern, its check digit aside.
func (s Scheme) Matches(text string) bool {
	_, ok := s.fit(text)
	return ok
}

// Read returns the number that a barcode holds or that somebody typed, in the
// one form in which it is kept. It fails with ErrNotOurs or ErrMisread.
func (s Scheme) Read(text string) (string, error) {
	number, ok := s.fit(text)
	if !ok {
		return "", ErrNotOurs
	}
	last := len(number) - 1
	switch s.Pattern[last] {
	case 'C':
		ok = gs1.CheckDigit(number[:last]) == number[last]
	case 'L':
		ok = luhn(number[:last]) == number[last]
	}
	if !ok {
		return "", ErrMisread
	}
	return number, nil
}

// fit brings a text into the pattern's form: without the symbology identifier
// of a scanner, without the spaces and hyphens of a card's print, and without
// the zero that makes an EAN-13 of a UPC-A.
func (s Scheme) fit(text string) (string, bool) {
	if len(text) > 3 && text[0] == ']' {
		text = text[3:]
	}
	text = strings.NewReplacer(" ", "", "-", "").Replace(text)
	if len(text) == 13 && len(s.Pattern) == 12 {
		text = strings.TrimPrefix(text, "0")
	}
	if !s.Any() || len(text) != len(s.Pattern) {
		return "", false
	}
	for i := range len(text) {
		if c := s.Pattern[i]; !digit(text[i]) || digit(c) && c != text[i] {
			return "", false
		}
	}
	return text, true
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// luhn is the check digit for a body: from its end, every other digit counts
// double, the digits of what that gives counted one by one.
func luhn(body string) byte {
	sum := 0
	for i := range len(body) {
		n := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return '0' + byte((10-sum%10)%10)
}

// Masked is a number as a receipt shows it: its owner knows the last four
// digits, and whoever finds the paper does not know the card.
func Masked(number string) string {
	if len(number) <= 4 {
		return number
	}
	return "…" + number[len(number)-4:]
}
