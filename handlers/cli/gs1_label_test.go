package cli_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/store"
)

func TestGS1OfAStore(t *testing.T) {
	s, cat, err := store.Load("../../store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 6, 15, 12, 0, 0, 0, s.Location)
	for _, c := range []struct {
		text string
		exit int
		json string
		line string
	}{
		{"201101208740", 0, `{"label":{"gtin":"0201101000009","name":"Sliced roast beef","price":"8.74 USD"}}`, "0201101000009  Sliced roast beef  8.74 USD\n"},
		{"2801401012344", 0, `{"label":{"gtin":"2801401000006","name":"Salmon steaks","weight":"1.234 lb"}}`, "2801401000006  Salmon steaks  1.234 lb\n"},
		{"2710037002998", 0, `{"label":{"gtin":"0400000100371","name":"Oven roasted turkey slices","price":"2.99 USD","markdown":true}}`, "0400000100371  Oven roasted turkey slices  2.99 USD  marked down\n"},
		{"(01)00400000100371(15)260614", 0, `{"label":{"gtin":"0400000100371","name":"Oven roasted turkey slices","past_best":true}}`, "0400000100371  Oven roasted turkey slices  past its best-before day\n"},
		{"(01)00400000100371(17)260614", 1, `"error":"label-expired"`, ""},
		{"201101308747", 1, `"error":"label-verifier"`, ""},
		{"9520101011138", 0, `"gtin":"9520101011138"`, "(01) 09520101011138  GTIN"},
	} {
		var w strings.Builder
		if exit, err := cli.GS1Label(&w, c.text, true, now, s.LabelRules(), cat); exit != c.exit || err != nil || !strings.Contains(w.String(), c.json) {
			t.Errorf("%s: exit %d, %v, %s", c.text, exit, err, w.String())
		}
		w.Reset()
		if exit, err := cli.GS1Label(&w, c.text, false, now, s.LabelRules(), cat); exit != c.exit || (err == nil) != (exit == 0) || !strings.HasPrefix(w.String(), c.line) {
			t.Errorf("%s in words: exit %d, %v, %s", c.text, exit, err, w.String())
		}
	}
}
