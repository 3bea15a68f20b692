package gs1

import (
	"net/url"
	"strings"
)

// CodeNotLink is the refusal of an address that is no GS1 Digital Link.
const CodeNotLink Code = "not_digital_link"

// ParseLink reads the elements of a GS1 Digital Link address on any domain:
// the last primary key that its path holds with the qualifiers after it, then
// the data attributes of its query. Path segments before and after, query
// parts that are not AIs, and the fragment are let pass. A GTIN of 8, 12 or 13
// digits becomes 14. Compressed links are not read.
func ParseLink(address string) ([]Element, error) {
	if len(address) > maxData {
		return nil, refuse("ai_data_is_too_long", "%d characters are more than any symbol holds", len(address))
	}
	path, query, err := linkParts(address)
	if err != nil {
		return nil, err
	}
	elements, err := linkPath(path)
	if err != nil {
		return nil, err
	}
	for part := range strings.FieldsFuncSeq(query, func(r rune) bool { return r == '&' || r == ';' }) {
		name, value, _ := strings.Cut(part, "=")
		if !isDigits(name) {
			continue // linkType, context and whatever the owner of the domain put there
		}
		s := specs()[name]
		if s == nil {
			return nil, &Error{"ai_unrecognised", name, "there is no such application identifier"}
		}
		if !s.attr {
			return nil, &Error{"invalid_link_attribute", name, "it may not stand in the query of a Digital Link"}
		}
		if value, err = url.PathUnescape(value); err != nil {
			return nil, &Error{"invalid_percent_sequence", name, "its data is not percent-encoded right"}
		}
		elements = append(elements, Element{name, value})
	}
	return elements, nil
}

// linkParts splits an address of http or https into path and query.
func linkParts(address string) (path, query string, err error) {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return "", "", refuse(CodeNotLink, "%.60q is no address of http or https", address)
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, _ = strings.Cut(rest, "?")
	domain, path, ok := strings.Cut(rest, "/")
	if !ok || domain == "" {
		return "", "", refuse(CodeNotLink, "%.60q has no path", address)
	}
	return path, query, nil
}

// linkPath finds the last primary key in the path whose value can be its, and
// the qualifiers after it.
func linkPath(path string) ([]Element, error) {
	segments := strings.Split(path, "/")
	var firstErr error = refuse(CodeNotLink, "there is no primary key in the path %.60q", path)
	for i := len(segments) - 2; i >= 0; i-- {
		s := specs()[segments[i]]
		if s == nil || s.key == "" {
			continue
		}
		elements, err := linkKey(s, segments[i:])
		if err == nil {
			return elements, nil
		}
		firstErr = err
	}
	return nil, firstErr
}

// linkKey reads a primary key and the qualifiers after it. What follows them
// is refused where it is an AI out of its order, else let pass.
func linkKey(s *spec, segments []string) ([]Element, error) {
	value, err := linkValue(segments[0], segments[1])
	if err != nil {
		return nil, err
	}
	elements := []Element{{segments[0], value}}
	if e := s.lint(segments[0], value); e != nil {
		return nil, e
	}
	allowed := s.key
	for rest := segments[2:]; len(rest) >= 2 && isAI(rest[0]); rest = rest[2:] {
		if allowed = after(allowed, rest[0]); allowed == "" {
			return nil, &Error{"invalid_link_qualifier", rest[0], "it may not follow AI (" + segments[0] + ") there in a Digital Link"}
		}
		if value, err = linkValue(rest[0], rest[1]); err != nil {
			return nil, err
		}
		elements = append(elements, Element{rest[0], value})
	}
	return elements, nil
}

func isAI(s string) bool { return specs()[s] != nil }

// after returns what may follow qualifier ai in the alternatives, with a ","
// for nothing more, or "" where ai itself may not come.
func after(alternatives, ai string) string {
	var left []string
	for alternative := range strings.SplitSeq(alternatives, "|") {
		names := strings.Split(alternative, ",")
		for i, name := range names {
			if name == ai {
				left = append(left, strings.Join(names[i+1:], ",")+",")
			}
		}
	}
	return strings.Join(left, "|")
}

// linkValue decodes a path segment; a shorter GTIN becomes 14 digits.
func linkValue(ai, segment string) (string, error) {
	value, err := url.PathUnescape(segment)
	if err != nil {
		return "", &Error{"invalid_percent_sequence", ai, "its data is not percent-encoded right"}
	}
	if ai == "01" && isDigits(value) && (len(value) == 8 || len(value) == 12 || len(value) == 13) {
		value = strings.Repeat("0", 14-len(value)) + value
	}
	return value, nil
}
