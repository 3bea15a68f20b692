package catalog

import (
	"fmt"
	"testing"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

func TestUpsert(t *testing.T) {
	c, _ := shipped(t)
	base := c.Contents()
	f := Format{Currency: "USD"}
	if out, changes := f.Upsert(base, &Part{Contents: base}); len(changes) != 0 || New(out).Revision() != c.Revision() {
		t.Errorf("a catalogue over itself changes %v", changes)
	}
	milk := base.Products[0]
	milk.Price, milk.Cold = money.New(429, "USD"), false
	added := Product{GTIN: gs1.MustGTIN("7350001047294"), Name: "New", SoldBy: ByEach, Price: money.New(1, "USD")}
	out, changes := f.Upsert(base, &Part{Contents: Contents{Products: []Product{added, milk}, Departments: []Department{{ID: "toys", Name: "Toys"}}}})
	want := "[{departments toys Toys true []} {products 7350001047294 New true []} {products 9520101011138 Whole milk false [price_cents cold]}]"
	if got := fmt.Sprint(changes); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(out.Products) != len(base.Products)+1 || out.Products[0].Price.Minor() != 429 || base.Products[0].Price.Minor() != 399 {
		t.Error("the entries are not where they belong")
	}
	part := Read("p.csv", []byte("gtin,name,price_cents,sold_by\n9520101011138,Milk,1,each\n"), f)
	out, changes = f.Upsert(base, part)
	if got := fmt.Sprint(changes); got != "[{products 9520101011138 Milk false [name price_cents]}]" || out.Products[0].Brand != "Meadow Lane" || out.Products[0].WeightG != 3950 {
		t.Errorf("%s %+v", got, out.Products[0])
	}
}
