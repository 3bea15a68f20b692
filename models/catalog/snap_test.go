package catalog

import (
	"strings"
	"testing"
)

func TestWhoMayPayWithSNAP(t *testing.T) {
	p := Read("a.yaml", []byte(`departments:
  - {id: baby, name: Baby}
  - {id: dairy, name: Dairy, snap: true}
products:
  - {gtin: 7350001047294, name: Puree, price_cents: 1, sold_by: each, department: baby, snap: "yes"}
`), Format{Currency: "USD"})
	if len(p.Problems) > 0 {
		t.Fatal(p.Problems)
	}
	c := New(p.Contents)
	for _, x := range []struct {
		department, own string
		want            bool
	}{
		{"dairy", "", true}, {"dairy", "no", false}, {"baby", "", false}, {"baby", c.Products()[0].SNAP, true}, {"toys", "", false}, {"", "", false},
	} {
		if got := c.SNAP(x.department, x.own); got != x.want {
			t.Errorf("%q %q: %v", x.department, x.own, got)
		}
	}
	wrong := Read("p.csv", []byte("gtin,name,price_cents,sold_by,snap\n7350001047294,A,1,each,maybe\n"), Format{Currency: "USD"})
	if got := wrong.Problems.Error(); !strings.Contains(got, `products[0].snap: "maybe" is neither yes nor no`) {
		t.Error(got)
	}
}
