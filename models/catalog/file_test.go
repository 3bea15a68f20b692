package catalog

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestFilesComeBackTheSame(t *testing.T) {
	c, _ := shipped(t)
	f := Format{Currency: "USD", Location: time.UTC}
	whole := c.Contents()
	for _, list := range []string{"departments", "products", "produce", "offers", "coupons"} {
		var b bytes.Buffer
		if err := f.WriteCSV(&b, list, whole); err != nil {
			t.Fatal(err)
		}
		p := Read(list+".csv", b.Bytes(), f)
		if err := p.Problems.Err(); err != nil {
			t.Fatalf("%s: %v", list, err)
		}
		field := func(c Contents) any {
			return reflect.ValueOf(c).FieldByNameFunc(func(n string) bool { return strings.EqualFold(n, list) }).Interface()
		}
		if !reflect.DeepEqual(field(p.Contents), field(whole)) {
			t.Errorf("%s came back from CSV changed", list)
		}
	}
	var b bytes.Buffer
	if err := f.WriteYAML(&b, whole); err != nil {
		t.Fatal(err)
	}
	p := Read("all.yaml", b.Bytes(), f)
	if err := p.Problems.Err(); err != nil {
		t.Fatal(err)
	}
	if New(p.Contents).Revision() != c.Revision() {
		t.Error("the catalogue came back from YAML changed")
	}
	if err := f.WriteCSV(&b, "wishes", whole); err == nil {
		t.Error("a list that there is not was written")
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, file, src, want string }{
		{"check digit", "p.csv", "gtin,name,price_cents,sold_by\n7350001047294,A,1,each\n7350001047295,B,1,each\n",
			`p.csv:3:1: products[1].gtin: the check digit of 7350001047295 should be 4`},
		{"unknown column", "p.csv", "gtin,name,price_cents,sold_by,colour\n7350001047294,A,1,each,red\n",
			"p.csv:1:31: colour: is not a column that is known here"},
		{"missing column", "p.csv", "gtin,name,sold_by\n7350001047294,A,each\n", "p.csv:1:1: price_cents: the column is missing"},
		{"missing value", "p.csv", "gtin,name,price_cents,sold_by\n7350001047294,,1,each\n", "p.csv:2:15: products[0].name: is missing"},
		{"price with a point", "p.csv", "gtin,name,price_cents,sold_by\n7350001047294,A,1.99,each\n", `p.csv:2:17: products[0].price_cents: "1.99" is not a whole number`},
		{"sold by", "p.csv", "gtin,name,price_cents,sold_by\n7350001047294,A,199,dozen\n", `p.csv:2:21: products[0].sold_by: "dozen" is neither each nor weight`},
		{"torn quote", "p.csv", "gtin,name,price_cents,sold_by\n7350001047294,\"A,199,each\n", "p.csv:2:27: is not CSV"},
		{"short row", "p.csv", "gtin,name,price_cents,sold_by\n7350001047294,A,199\n", "p.csv:2:1: products[0]: has 3 fields, where the first line has 4"},
		{"no table", "p.csv", "a,b\n1,2\n", "p.csv:1:1: the first line names no table"},
		{"empty", "p.csv", "", "p.csv:1:1: the file is empty"},
		{"twice", "p.csv", "gtin,name,name,price_cents,sold_by\n", "p.csv:1:11: name: the column is there twice"},
		{"priced by nothing", "v.csv", "plu,name,price_cents\n4011,Banana,59\n", "v.csv:2:1: produce[0].sold_by: is missing beside a price"},
		{"organic of organic", "v.csv", "plu,name,sold_by,price_cents,organic_price_cents\n94011,Banana,weight,59,70\n", "v.csv:2:24: produce[0].organic_price_cents: is only for priced four-digit codes"},
		{"plu", "v.csv", "plu,name\n99,Banana\n", `v.csv:2:1: produce[0].plu: "99" is not a produce code`},
		{"season", "v.csv", "plu,name,season\n4011,Banana,13-02\n", `v.csv:2:13: produce[0].season: "13-02" is not two months like 05-09`},
		{"coupon of two kinds", "k.yaml", "coupons:\n  - {code: A, name: a, kind: percent, target: basket, percent: 5%, amount_cents: 3}", "k.yaml:2:68: coupons[0].amount_cents: is not for kind: percent"},
		{"coupon over the whole", "k.yaml", "coupons:\n  - {code: A, name: a, kind: percent, target: basket, percent: 150%}", "k.yaml:2:55: coupons[0].percent: 150% is more than 100%"},
		{"coupon like goods", "k.yaml", "coupons:\n  - {code: \"7350001047294\", name: a, kind: percent, target: basket, percent: 5%}", `k.yaml:2:6: coupons[0].code: "7350001047294" is not up to 48 letters`},
		{"days", "k.yaml", "coupons:\n  - {code: A, name: a, kind: percent, target: basket, percent: 5%, from: 2026-02-01, until: 2026-01-31}", "until: is not after from"},
		{"no such day", "k.yaml", "coupons:\n  - {code: A, name: a, kind: percent, target: basket, percent: 5%, from: 2026-02-30}", `coupons[0].from: "2026-02-30" is not a day`},
	} {
		p := Read(c.file, []byte(c.src), Format{Currency: "USD"})
		if got := p.Problems.Error(); !strings.Contains(got, c.want) || len(p.Problems) != 1 {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestOnlyTheLenientPassOverColumns(t *testing.T) {
	src := []byte("\ufeffgtin,name,price_cents,sold_by,colour\n7350001047294,A,1,each,red\n")
	if p := Read("p.csv", src, Format{Currency: "USD", Lenient: true}); len(p.Problems) != 0 || len(p.Contents.Products) != 1 {
		t.Errorf("%v %+v", p.Problems, p.Contents)
	}
}

func TestJoinFindsWhatDangles(t *testing.T) {
	a := Read("a.yaml", []byte(`departments:
  - {id: dairy, name: Dairy}
products:
  - {gtin: 7350001047294, name: A, price_cents: 1, sold_by: each, department: dairy, tax_class: food, aisle: a1, shelf: s1, picture: a.svg}
  - {gtin: 7350001126487, name: B, price_cents: 1, sold_by: each, department: diary, tax_class: luxury, aisle: a9, shelf: s1, picture: b.svg}
`), Format{Currency: "USD"})
	b := Read("b.yaml", []byte(`products:
  - {gtin: 7350001047294, name: C, price_cents: 1, sold_by: each}
coupons:
  - {code: A, name: a, kind: amount, amount_cents: 1, target: product, gtins: [7350001126487, 7350001205670], plus: [4011]}
  - {code: a, name: a, kind: amount, amount_cents: 1, target: department, departments: [dairy, toys]}
`), Format{Currency: "USD"})
	for _, p := range []*Part{a, b} {
		if len(p.Problems) > 0 {
			t.Fatal(p.Problems)
		}
	}
	_, problems := Join("USD", []*Part{a, b}, References{
		TaxClass: func(s string) bool { return s == "food" },
		Place:    func(aisle, shelf string) (bool, bool) { return aisle == "a1", aisle == "a1" && shelf == "s1" },
		Picture:  func(s string) bool { return s == "a.svg" },
	})
	want := `a.yaml:5:67: products[1].department: no department is called "diary"
a.yaml:5:86: products[1].tax_class: the store's tax table has no class "luxury"
a.yaml:5:105: products[1].aisle: the floor plan has no zone "a9"
a.yaml:5:116: products[1].shelf: the floor plan has no shelf "s1" in "a9"
a.yaml:5:127: products[1].picture: there is no picture "b.svg"
b.yaml:2:6: products[0].gtin: 7350001047294 is there twice, first in a.yaml:4
b.yaml:4:95: coupons[0].gtins[1]: no product has the GTIN 7350001205670
b.yaml:4:118: coupons[0].plus[0]: no produce has the code 4011
b.yaml:5:6: coupons[1].code: a is there twice, first in b.yaml:4
b.yaml:5:96: coupons[1].departments[1]: no department is called "toys"`
	if got := problems.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSharedProducts(t *testing.T) {
	dir := os.Getenv("DASHCART_DATA")
	if dir == "" {
		t.Skip("DASHCART_DATA is not set: no shared products")
	}
	src, err := os.ReadFile(filepath.Join(dir, "trips", "products.csv"))
	if err != nil {
		t.Fatal(err)
	}
	p := Read("products.csv", src, Format{Currency: "USD"})
	if len(p.Problems) > 0 || len(p.Contents.Products) != 81 || p.Contents.Products[0].Photos != "Golden-Delicious" {
		t.Errorf("%d products, %v", len(p.Contents.Products), p.Problems)
	}
}

// TestTheProduceTableIsWhole compares codes and sizes with the published list.
func TestTheProduceTableIsWhole(t *testing.T) {
	dir := os.Getenv("DASHCART_DATA")
	if dir == "" {
		t.Skip("DASHCART_DATA is not set: no published list to compare with")
	}
	f, err := os.Open(filepath.Join(dir, "plu", "ifps-plu.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c, _ := shipped(t)
	ours := map[string]bool{}
	for _, p := range c.Contents().Produce {
		ours[p.PLU.String()] = true
	}
	theirs := map[string]bool{}
	for _, r := range rows[1:] {
		theirs[r[0]] = true
	}
	if len(theirs) != 1507 || !reflect.DeepEqual(ours, theirs) {
		t.Errorf("the list has %d codes, the project's table %d", len(theirs), len(ours))
	}
}

func FuzzRead(f *testing.F) {
	f.Add("p.csv", []byte("gtin,name,price_cents,sold_by\n7350001047294,A,1,each\n"))
	f.Add("v.csv", []byte("plu,name,aliases,season\n4011,Banana,a; b,05-08\n"))
	f.Add("k.yaml", []byte("coupons:\n  - {code: A, name: a, kind: percent, target: basket, percent: 5%, from: 2026-02-01}\n"))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		form := Format{Currency: "USD"}
		p := Read(name, src, form)
		for _, q := range p.Problems {
			if q.Reason == "" {
				t.Fatalf("%+v", q)
			}
		}
		if len(p.Problems) > 0 {
			return
		}
		var b bytes.Buffer
		if err := form.WriteYAML(&b, p.Contents); err != nil {
			t.Fatal(err)
		}
		New(p.Contents).Search(string(src), "es", 3)
	})
}
