package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// accents maps what Western European names are written with to plain letters,
// so that "jalapeno" finds "jalapeño".
var accents = strings.NewReplacer(
	"á", "a", "à", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "ç", "c",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "ì", "i", "î", "i", "ï", "i",
	"ñ", "n", "ó", "o", "ò", "o", "ô", "o", "ö", "o", "õ", "o", "ø", "o",
	"ú", "u", "ù", "u", "û", "u", "ü", "u", "ý", "y", "ß", "ss", "’", "", "'", "",
)

// words splits text into lower-case words without accents.
func words(s string) []string {
	return strings.FieldsFunc(accents.Replace(strings.ToLower(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

func normalCode(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}
