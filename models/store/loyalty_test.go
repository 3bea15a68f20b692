package store

import (
	"strings"
	"testing"
	"time"
)

func withLoyalty(card string) string {
	return strings.Replace(small, "capacity:", "codes:\n  - {name: Weight, pattern: 28IIIIIWWWWWC, decimals: 3}\nloyalty: "+card+"\ncapacity:", 1)
}

func TestLoyaltyCardOfTheStore(t *testing.T) {
	t.Parallel()
	s, cat, err := Load(write(t, withLoyalty(`{name: Corner Card, pattern: 2600NNNNNNNNC}`), goods))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Loyalty.Read("2600123456784"); err != nil || n != "2600123456784" || s.Loyalty.Name != "Corner Card" {
		t.Errorf("%q, %v of %+v", n, err, s.Loyalty)
	}
	more := goods + "2600000000017,Gift card,2500,each,food,a1\n"
	if s, cat, err := Load(write(t, withLoyalty(`{name: Corner Card, pattern: 2600NNNNNNNNC}`), more)); err != nil || !strings.Contains(strings.Join(s.CodeOverlaps(cat), "\n"), "2600000000017 is the number of Gift card and fits the pattern of Corner Card") {
		t.Errorf("goods with a card's number are not told: %v", err)
	}
	if r, err := s.LabelRules().Read("ean13", "2600123456784", cat, time.Time{}); err == nil {
		t.Errorf("a card is goods: %+v", r)
	}
}

func TestLoyaltyCardThatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, card, want string }{
		{"name missing", `{pattern: 2600NNNNNNNNC}`, `loyalty.name: is missing`},
		{"letters", `{name: Card, pattern: 2600XXXXXXXXC}`, `loyalty.pattern: pattern "2600XXXXXXXXC": only digits and the letters N, C and L`},
		{"any code", `{name: Card, pattern: NNNNNNNNC}`, `loyalty.pattern: pattern "NNNNNNNNC": it must begin with a digit`},
		{"a label's", `{name: Card, pattern: 280NNNNNNNNNC}`, `loyalty.pattern: a code could be a card and also of the codes "Weight" (28IIIIIWWWWWC)`},
	} {
		_, _, err := Load(write(t, withLoyalty(c.card), goods))
		check(t, c.name, err, c.want)
	}
}
