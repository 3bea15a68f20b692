package gs1

import (
	"fmt"
	"strings"
)

// fnc1 is how a decoder transmits FNC1 where it separates element strings.
const fnc1 = '\x1d'

// maxData bounds what is read as AI data: more than the largest GS1 symbol
// holds (a QR code of 4,296 characters as a Digital Link).
const maxData = 8192

// Element is one element string: an application identifier and its data.
type Element struct {
	AI    string `json:"ai"`
	Value string `json:"value"`
}

// Split parts data of a GS1-128, DataBar Expanded, GS1 DataMatrix or GS1 QR
// code, as decoded after its leading FNC1, into element strings: by AI,
// predefined length and FNC1. It checks no value; see Validate. An FNC1 that
// follows data of predefined length, or everything, is let pass.
func Split(data string) ([]Element, error) {
	if data == "" {
		return nil, refuse("ai_data_empty", "there is no data")
	}
	if len(data) > maxData {
		return nil, refuse("ai_data_is_too_long", "%d characters are more than any symbol holds", len(data))
	}
	var elements []Element
	for rest := data; rest != ""; {
		ai, s, ok := aiAt(rest)
		if !ok {
			return nil, refuse("no_ai_for_prefix", "no application identifier begins %.4q", rest)
		}
		rest = rest[len(ai):]
		end := strings.IndexByte(rest, fnc1)
		if end < 0 {
			end = len(rest)
		}
		if s.fixed {
			if end < s.length() {
				return nil, &Error{"ai_value_is_too_short", ai, fmt.Sprintf("%.90q is shorter than %d", rest[:end], s.length())}
			}
			end = s.length()
		}
		elements = append(elements, Element{ai, rest[:end]})
		rest = strings.TrimPrefix(rest[end:], string(fnc1))
	}
	return elements, nil
}

// ParseBracketed reads "(01)90012345678908(3103)012233". A bracket is data
// where no known AI in brackets begins; `\(` is one always.
func ParseBracketed(text string) ([]Element, error) {
	if len(text) > maxData {
		return nil, refuse("ai_data_is_too_long", "%d characters are more than any symbol holds", len(text))
	}
	var elements []Element
	for text != "" {
		ai, rest, err := bracket(text)
		if err != nil {
			return nil, err
		}
		var value string
		value, text = untilBracket(rest)
		elements = append(elements, Element{ai, value})
	}
	if len(elements) == 0 {
		return nil, refuse("ai_data_empty", "there is no data")
	}
	return elements, nil
}

// bracket reads "(AI)" at the start of text.
func bracket(text string) (ai, rest string, err error) {
	if text[0] != '(' {
		return "", "", refuse("ai_parse_failed", "%.40q does not begin with an AI in brackets", text)
	}
	ai, rest, ok := strings.Cut(text[1:], ")")
	if !ok || len(ai) > 4 || !isDigits(ai) {
		return "", "", refuse("ai_parse_failed", "%.40q does not begin with an AI in brackets", text)
	}
	if specs()[ai] == nil {
		return "", "", &Error{"ai_unrecognised", ai, "there is no such application identifier"}
	}
	return ai, rest, nil
}

// untilBracket returns the data up to the next AI in brackets, and what is
// left.
func untilBracket(text string) (value, rest string) {
	var escaped strings.Builder
	start := 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && text[i+1] == '(':
			escaped.WriteString(text[start:i])
			start = i + 1
			i++
		case text[i] == '(':
			if _, _, err := bracket(text[i:]); err == nil {
				escaped.WriteString(text[start:i])
				return escaped.String(), text[i:]
			}
		}
	}
	if escaped.Len() == 0 {
		return text[start:], ""
	}
	escaped.WriteString(text[start:])
	return escaped.String(), ""
}

// Bracketed writes elements as ParseBracketed reads them; brackets in data are
// written as they are.
func Bracketed(elements []Element) string {
	var b strings.Builder
	for _, e := range elements {
		b.WriteByte('(')
		b.WriteString(e.AI)
		b.WriteByte(')')
		b.WriteString(e.Value)
	}
	return b.String()
}

// Join writes elements as data of a symbol after its leading FNC1: what Split
// reads.
func Join(elements []Element) string {
	var b strings.Builder
	for i, e := range elements {
		b.WriteString(e.AI)
		b.WriteString(e.Value)
		if s := specs()[e.AI]; i < len(elements)-1 && (s == nil || !s.fixed) {
			b.WriteByte(fnc1)
		}
	}
	return b.String()
}
