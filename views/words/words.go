// Package words holds every sentence that shoppers read, in each language.
package words

import (
	"fmt"
	"strings"
)

// Languages are those that every sentence exists in.
var Languages = []string{"en", "es"}

// Lang returns the supported language nearest to a tag.
func Lang(tag string) string {
	if strings.HasPrefix(strings.ToLower(tag), "es") {
		return "es"
	}
	return "en"
}

// Locale is the CLDR locale in which a language writes amounts here.
func Locale(lang string) string {
	if Lang(lang) == "es" {
		return "es-US"
	}
	return "en-US"
}

// T returns the sentence of a key with its arguments filled in. A key that
// does not exist is shown as itself, which the tests do not let happen.
func T(lang, key string, args ...any) string {
	s, ok := sentences[key]
	if !ok {
		return key
	}
	text := s[0]
	if Lang(lang) == "es" {
		text = s[1]
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Has reports whether a key exists.
func Has(key string) bool { _, ok := sentences[key]; return ok }
