package words

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestEverySentenceExistsInBothLanguages(t *testing.T) {
	verbs := regexp.MustCompile(`%[a-z]`)
	for key, s := range sentences {
		if s[0] == "" || s[1] == "" {
			t.Errorf("%s is missing a language", key)
		}
		if a, b := verbs.FindAllString(s[0], -1), verbs.FindAllString(s[1], -1); strings.Join(a, "") != strings.Join(b, "") {
			t.Errorf("%s: the languages fill in different things: %v %v", key, a, b)
		}
	}
}

// TestPagesUseOnlySentencesThatExist reads the templates.
func TestPagesUseOnlySentencesThatExist(t *testing.T) {
	use := regexp.MustCompile(`\b[a-z]\.T\("([^"]+)"[,)]`)
	files, err := filepath.Glob("../*/*.templ")
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	n := 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range use.FindAllStringSubmatch(string(b), -1) {
			n++
			if !Has(m[1]) {
				t.Errorf("%s uses %q, which does not exist", f, m[1])
			}
		}
	}
	t.Logf("%d uses", n)
}
