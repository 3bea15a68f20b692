package gs1

import (
	"fmt"
	"strings"
	"sync"
)

// spec is what is known of one application identifier, or of a run of them
// that differ in their last digit only (3100 to 3105, say).
type spec struct {
	ai, last string // last is empty for a single AI
	title    string // GS1's data title
	fields   []field
	fixed    bool // of predefined length: no FNC1 follows
	attr     bool // may be a data attribute of a Digital Link
	// req lists what must be there besides, any one of the alternatives that
	// commas part; "+" joins AIs that are wanted together. ex lists what must not
	// be there. n stands for any digit.
	req, ex string
	// key is set for a primary key of a Digital Link: the qualifiers that may
	// follow it in their order, alternatives parted by "|", "-" for none.
	key string
}

// field is one component of an AI's data.
type field struct {
	kind     byte // N digits, X CSET 82, Y CSET 39, Z base64url
	min, max int
	optional bool // may be missing at the end
	checks   []check
}

// check is a content rule by the name of GS1's linter for it.
type check struct {
	name string
	run  func(string) Code
}

// The constructors of fields, written as in the General Specifications: n(6)
// is exactly six digits, nMax(8) one to eight.
func n(size int, c ...check) field    { return field{'N', size, size, false, c} }
func nMax(size int, c ...check) field { return field{'N', 1, size, false, c} }
func x(size int, c ...check) field    { return field{'X', size, size, false, c} }
func xMax(size int, c ...check) field { return field{'X', 1, size, false, c} }
func yMax(size int, c ...check) field { return field{'Y', 1, size, false, c} }
func zMax(size int, c ...check) field { return field{'Z', 1, size, false, c} }
func opt(f field) field               { f.optional = true; return f }
func of(f ...field) []field           { return f }

// specs maps each AI to what is known of it.
var specs = sync.OnceValue(func() map[string]*spec {
	table := make(map[string]*spec, 600)
	for _, part := range [][]spec{tradeSpecs(), measureSpecs(), partySpecs(), otherSpecs()} {
		for i := range part {
			s := &part[i]
			for ai := s.ai; ; ai = next(ai) {
				table[ai] = s
				if s.last == "" || ai == s.last {
					break
				}
			}
		}
	}
	return table
})

// next is the AI after one that does not end in 9.
func next(ai string) string {
	return ai[:len(ai)-1] + string(ai[len(ai)-1]+1)
}

// Title returns GS1's data title of an AI, and whether there is such an AI.
func Title(ai string) (string, bool) {
	s := specs()[ai]
	if s == nil {
		return "", false
	}
	return s.title, true
}

// aiAt returns the AI that s begins with.
func aiAt(s string) (string, *spec, bool) {
	for size := 2; size <= 4 && size <= len(s); size++ {
		if found := specs()[s[:size]]; found != nil {
			return s[:size], found, true
		}
	}
	return "", nil, false
}

// length is how long data of predefined length is.
func (s *spec) length() (size int) {
	for _, f := range s.fields {
		size += f.max
	}
	return size
}

// lint checks a value against the AI's format and content rules. The coupon
// rules judge an empty value too, to give it their name.
func (s *spec) lint(ai, value string) *Error {
	if value == "" && !s.fields[0].optional {
		code := Code("ai_data_is_empty")
		for _, c := range s.fields[0].checks {
			if named := c.run(""); c.name == couponcode.name || c.name == couponposoffer.name {
				code = named
			}
		}
		return &Error{code, ai, "it has no data"}
	}
	rest := value
	for _, f := range s.fields {
		if rest == "" && f.optional {
			break
		}
		part := rest[:min(len(rest), f.max)]
		rest = rest[len(part):]
		if len(part) < f.min {
			return &Error{"ai_value_is_too_short", ai, fmt.Sprintf("%.90q is too short", value)}
		}
		if code := f.lint(part); code != "" {
			return &Error{code, ai, fmt.Sprintf("%.90q: %s", part, strings.ReplaceAll(string(code), "_", " "))}
		}
	}
	if rest != "" {
		return &Error{"ai_value_is_too_long", ai, fmt.Sprintf("%.90q is too long", value)}
	}
	return nil
}

func (f field) lint(part string) Code {
	if code := charset(f.kind, part); code != "" {
		return code
	}
	for _, c := range f.checks {
		if code := c.run(part); code != "" {
			return code
		}
	}
	return ""
}
