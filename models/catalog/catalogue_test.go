package catalog

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// shipped reads the sample store's catalogue.
func shipped(t testing.TB) (*Catalogue, []*Part) {
	t.Helper()
	var parts []*Part
	for _, name := range []string{"departments.yaml", "products.csv", "produce.csv", "offers.yaml", "coupons.yaml"} {
		src, err := os.ReadFile(filepath.Join("../../catalog", name))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, Read(name, src, Format{Currency: "USD"}))
	}
	contents, problems := Join("USD", parts, References{})
	for _, p := range parts {
		problems = append(problems, p.Problems...)
	}
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return New(contents), parts
}

func TestFindByCode(t *testing.T) {
	c, _ := shipped(t)
	for _, p := range c.Products() {
		if got, ok := c.ByGTIN(p.GTIN); !ok || got.Name != p.Name {
			t.Errorf("%s is %q, want %q", p.GTIN, got.Name, p.Name)
		}
	}
	if p, ok := c.ByPLU(4011); !ok || p.Name != "Banana" || !p.Priced() || p.Organic() {
		t.Errorf("4011 is %+v", p)
	}
	if p, ok := c.ByPLU(94011); !ok || p.Name != "Organic banana" || p.NameES != "Plátano (orgánico)" || p.Price.Minor() != 79 || !p.Organic() {
		t.Errorf("94011 is %+v", p)
	}
	if p, ok := c.ByPLU(3000); !ok || p.Priced() || p.Name != "Alkmene apple" {
		t.Errorf("3000 is %+v", p)
	}
	for _, none := range []gs1.PLU{93000, 3999, 0} {
		if p, ok := c.ByPLU(none); ok {
			t.Errorf("%s is %+v", none, p)
		}
	}
	if k, ok := c.Coupon(" ty-7k2m-94qx "); !ok || !k.Once {
		t.Errorf("the thank-you coupon is %+v", k)
	}
	if _, ok := c.Coupon("TY"); ok {
		t.Error("half a code is a coupon")
	}
	if d, ok := c.Department("dairy"); !ok || d.Named("es") != "Lácteos y huevos" || d.Named("en") != "Dairy and eggs" {
		t.Errorf("dairy is %+v", d)
	}
	var none *Catalogue
	if _, ok := none.ByPLU(4011); ok || none.Search("milk", "en", 5) != nil || none.Revision() != "" || len(none.Produce()) != 0 {
		t.Error("no catalogue holds something")
	}
}

func TestSearch(t *testing.T) {
	c, _ := shipped(t)
	for _, q := range []struct{ query, lang, first string }{
		{"bana", "en", "Banana"},
		{"platano", "es", "Banana"},
		{"PLÁTANO", "en", "Banana"},
		{"4011", "en", "Banana"},
		{"jalapeno", "en", "Jalapeño pepper"},
		{"whole mi", "en", "Whole milk"},
		{"leche", "es", "Whole milk"},
		{"rigatonni", "en", "Rigatoni"},
		{"avocdao", "en", "Hass avocado"},
		{"scallions", "en", "Green onions, bunch"},
		{"copper tea english", "en", "English breakfast tea"},
		{"9520101011138", "en", "Whole milk"},
		{"organic gala", "en", "Organic gala apple"},
		{"alkmene", "en", "Alkmene apple"},
	} {
		hits := c.Search(q.query, q.lang, 3)
		if len(hits) == 0 || name(hits[0]) != q.first {
			var got []string
			for _, h := range hits {
				got = append(got, name(h))
			}
			t.Errorf("%q (%s) finds %q, want %q first", q.query, q.lang, got, q.first)
		}
	}
	for _, nothing := range []string{"", "  ", "!?", "xyzzy", "milk xyzzy"} {
		if hits := c.Search(nothing, "en", 3); len(hits) != 0 {
			t.Errorf("%q finds %s", nothing, name(hits[0]))
		}
	}
	if n := len(c.Search("apple", "en", 0)); n < 100 {
		t.Errorf("without a limit only %d apples", n)
	}
	for i, h := range c.Search("apple", "en", 20) {
		if i < 8 && h.Produce != nil && !h.Produce.Priced() {
			t.Errorf("%s, which is not sold, is hit %d", name(h), i)
		}
	}
}

func name(h Hit) string {
	if h.Product != nil {
		return h.Product.Name
	}
	return h.Produce.Name
}

// TestSearchFindsByAnyBeginning types the beginning of each word of a name.
func TestSearchFindsByAnyBeginning(t *testing.T) {
	c, _ := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(c.Products()).Draw(t, "product")
		var q []string
		for _, w := range words(p.Named(rapid.SampledFrom([]string{"en", "es"}).Draw(t, "language"))) {
			if rapid.Bool().Draw(t, "typed") {
				q = append(q, w[:rapid.IntRange(1, len(w)).Draw(t, "letters")])
			}
		}
		if len(q) == 0 {
			return
		}
		hits := c.Search(strings.ToUpper(strings.Join(q, " ")), "en", 0)
		if !slices.ContainsFunc(hits, func(h Hit) bool { return h.Product != nil && h.Product.GTIN == p.GTIN }) {
			t.Fatalf("%q does not find %s", q, p.Name)
		}
	})
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"milk", "milk", true}, {"mlik", "milk", true}, {"mik", "milk", true}, {"millk", "milk", true}, {"silk", "milk", true},
		{"slik", "milk", false}, {"mi", "milk", false}, {"kilm", "milk", false}, {"", "a", true}, {"", "ab", false},
	} {
		if near(c.a, c.b) != c.want || near(c.b, c.a) != c.want {
			t.Errorf("near(%q, %q) is not %v", c.a, c.b, c.want)
		}
	}
}

func TestRevisionNamesContents(t *testing.T) {
	a, _ := shipped(t)
	b, _ := shipped(t)
	if a.Revision() != b.Revision() || len(a.Revision()) != 12 {
		t.Errorf("%q and %q", a.Revision(), b.Revision())
	}
	c := b.Contents()
	c.Products = slices.Clone(c.Products)
	c.Products[7].Price = money.New(1, "USD")
	if New(c).Revision() == a.Revision() {
		t.Error("a changed price kept the revision")
	}
}

func TestCouponsHaveTheirDays(t *testing.T) {
	c, _ := shipped(t)
	at := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	expired, notYet := 0, 0
	for _, k := range c.Coupons() {
		if k.Expired(at) {
			expired++
		}
		if k.NotYet(at) {
			notYet++
		}
	}
	if expired != 1 || notYet != 1 {
		t.Errorf("%d expired, %d not valid yet", expired, notYet)
	}
	k, _ := c.Coupon("HARVEST25")
	last := time.Date(2024, 11, 30, 23, 59, 59, 0, time.UTC)
	if k.Expired(last) || !k.Expired(last.Add(time.Second)) || k.NotYet(last) {
		t.Errorf("until %s", k.Until)
	}
	if !k.Fits(gs1.GTIN{}, 0, "frozen") || k.Fits(gs1.GTIN{}, 0, "dairy") {
		t.Error("fits the wrong department")
	}
	k, _ = c.Coupon("BANANA20")
	if !k.Fits(gs1.GTIN{}, 94011, "produce") || k.Fits(gs1.GTIN{}, 4012, "produce") || k.Fits(gs1.GTIN{}, 0, "produce") {
		t.Error("fits the wrong fruit")
	}
}

func TestSeason(t *testing.T) {
	for _, c := range []struct {
		season string
		in     []int
	}{{"05-08", []int{5, 6, 7, 8}}, {"11-01", []int{1, 11, 12}}, {"", []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}} {
		var got []int
		for m := 1; m <= 12; m++ {
			if (Produce{Season: c.season}).InSeason(m) {
				got = append(got, m)
			}
		}
		if !slices.Equal(got, c.in) {
			t.Errorf("%q: %v", c.season, got)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	c, _ := shipped(b)
	b.ReportAllocs()
	for b.Loop() {
		c.Search("org bana", "en", 10)
	}
}
