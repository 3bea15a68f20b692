package gs1

import (
	"fmt"
	"strings"
)

// Validate checks elements that came from one symbol, or all that mark one
// thing: each value against its AI's format and content rules, repeated AIs
// against one another, and AIs that are required or excluded by others.
func Validate(elements []Element) error {
	have := make(map[string]string, len(elements))
	for _, e := range elements {
		s := specs()[e.AI]
		if s == nil {
			return &Error{"ai_unrecognised", e.AI, "there is no such application identifier"}
		}
		if err := s.lint(e.AI, e.Value); err != nil {
			return err
		}
		if before, ok := have[e.AI]; ok && before != e.Value {
			return &Error{"instances_of_ai_have_different_values", e.AI, fmt.Sprintf("it is both %.90q and %.90q", before, e.Value)}
		}
		have[e.AI] = e.Value
	}
	for _, e := range elements {
		if err := companions(e.AI, have); err != nil {
			return err
		}
	}
	return nil
}

// companions checks what an AI requires and excludes among those there.
func companions(ai string, have map[string]string) error {
	s := specs()[ai]
	for other := range have {
		if other != ai && matchesAny(other, s.ex) {
			return &Error{"invalid_ai_pairs", ai, fmt.Sprintf("it may not come with AI (%s)", other)}
		}
	}
	if s.req == "" {
		return nil
	}
	for group := range strings.SplitSeq(s.req, ",") {
		if allThere(group, have) {
			return nil
		}
	}
	return &Error{"required_ais_not_satisfied", ai, "it wants one of " + s.req + " besides"}
}

// allThere reports whether each AI of a group like "01+31nn" is there.
func allThere(group string, have map[string]string) bool {
	for pattern := range strings.SplitSeq(group, "+") {
		if _, ok := have[pattern]; ok {
			continue
		}
		found := false
		for ai := range have {
			found = found || matches(ai, pattern)
		}
		if !found {
			return false
		}
	}
	return true
}

func matchesAny(ai, list string) bool {
	for pattern := range strings.SplitSeq(list, ",") {
		if matches(ai, pattern) {
			return true
		}
	}
	return false
}

// matches reports whether ai is of the pattern, in which n is any digit.
func matches(ai, pattern string) bool {
	if len(ai) != len(pattern) {
		return false
	}
	for i := 0; i < len(ai); i++ {
		if pattern[i] != 'n' && pattern[i] != ai[i] {
			return false
		}
	}
	return true
}
