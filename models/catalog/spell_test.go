package catalog

import (
	"reflect"
	"testing"
)

func TestASearchKnowsTheCataloguesSpellings(t *testing.T) {
	c := New(Contents{Products: []Product{{Name: "Whole milk", Brand: "Meadow Lane"}, {Name: "Oat drink 1000", Brand: "Jalapeño"}, {Name: "Silk scarf"}}})
	for query, want := range map[string][][]string{
		"milk":       {{"milk"}},
		"mil":        {{"mil"}},             // short: its beginning is enough
		"whol":       {{"whol"}},            // something begins with it
		"whoel mlik": {{"whole"}, {"milk"}}, // two letters changed places
		"wholee":     {{"whole"}},
		"milc":       {{"milk"}},
		"jalapeño":   {{"jalapeno"}},
		"1001":       {{"1001"}}, // one digit away is another thing
		"xyzzy":      {{"xyzzy"}},
		"":           nil,
	} {
		if got := c.QueryWords(query); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
	var none *Catalogue
	if got := none.QueryWords("milk"); !reflect.DeepEqual(got, [][]string{{"milk"}}) {
		t.Errorf("of no catalogue: %q", got)
	}
}
