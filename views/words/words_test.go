package words

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/trip"
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

// TestEveryRefusalHasItsSentence names each code that a command or a coupon is
// refused with.
func TestEveryRefusalHasItsSentence(t *testing.T) {
	for _, code := range []string{
		trip.CodeWrongState, trip.CodeNotYours, trip.CodeUnknown, trip.CodeFrozen, trip.CodeNoWeight, trip.CodeTooLight, trip.CodeRepeated, trip.CodeEmpty,
		trip.CodeHeld, trip.CodeAudit, trip.CodeUnpriced, trip.CodeGuest, trip.CodePayment, trip.CodeBadQuantity, trip.CodeNoReason,
		string(coupon.Wrong), string(coupon.Expired), string(coupon.NotYetValid), string(coupon.AlreadyUsed), string(coupon.NothingQualifies), string(coupon.MinimumNotReached),
		string(coupon.WorthMore), string(coupon.GoodsUsed), string(coupon.AskAttendant), string(coupon.OtherStore),
	} {
		if Refusal("en", code) == T("en", "no-other") {
			t.Errorf("%s has no sentence of its own", code)
		}
	}
	for _, code := range label.Codes() {
		if Refusal("en", string(code)) == T("en", "no-other") {
			t.Errorf("%s has no sentence of its own", code)
		}
	}
	if Refusal("es", "never heard of") != T("es", "no-other") {
		t.Error("an unknown code needs a plain sentence too")
	}
}

// TestEveryEventHasItsSentence finds the events in the source of package trip.
func TestEveryEventHasItsSentence(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../models/trip/event.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`func \((\w+)\) event\(\)`).FindAllStringSubmatch(string(b), -1)
	if len(found) < 40 {
		t.Fatalf("only %d events", len(found))
	}
	for _, m := range found {
		if !Has("t-ev-" + m[1]) {
			t.Errorf("staff read nothing for the event %s", m[1])
		}
	}
}
