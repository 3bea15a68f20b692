package label_test

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/money"
)

// layout makes one of the store's patterns, of goods under another number where
// one is given.
func layout(t testing.TB, text string, decimals int, goods string, markdown bool) gs1.Layout {
	t.Helper()
	l, err := gs1.NewLayout(text, text, decimals)
	if err == nil && goods != "" {
		l, err = l.Of(goods)
	}
	if err != nil {
		t.Fatal(err)
	}
	l.Markdown = markdown
	return l
}

func american(t testing.TB) label.Rules {
	return label.Rules{Currency: "USD", Unit: evidence.Pound, Layouts: []gs1.Layout{
		layout(t, "2IIIIIVPPPPC", 2, "", false),
		layout(t, "28IIIIIWWWWWC", 3, "", false),
		layout(t, "29IIIIIPPPPPC", 2, "2IIIII00000C", true),
	}}
}

const (
	beef   = "0201101000009" // sold by weight, price on the label
	salmon = "2801401000006" // sold by weight, weight on the label
	milk   = "9520101011138" // sold by each
	gift   = "0201101928754" // sold by each, under a number that a label of beef could have
)

func goods() *catalog.Catalogue {
	each := func(g, name string, cents int64, by catalog.SoldBy, grams float64) catalog.Product {
		return catalog.Product{GTIN: gs1.MustGTIN(g), Name: name, Price: money.New(cents, "USD"), SoldBy: by, WeightG: grams, WeightSDG: grams / 100}
	}
	return catalog.New(catalog.Contents{Currency: "USD", Products: []catalog.Product{
		each(beef, "Beef", 1299, catalog.ByWeight, 0), each(salmon, "Salmon", 1399, catalog.ByWeight, 0),
		each(milk, "Milk", 399, catalog.ByEach, 3950), each(gift, "Gift box", 2875, catalog.ByEach, 300),
	}})
}

// checked puts the check digit behind a code's digits.
func checked(body string) string { return body + string(gs1.CheckDigit(body)) }

// priced is a label of the North American layout.
func priced(item, price string) string {
	v, _ := gs1.PriceVerifier(price)
	return checked("2" + item + string(v) + price)
}

var today = time.Date(2026, 6, 15, 12, 0, 0, 0, time.FixedZone("store", -5*3600))

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, symbology, text string
		item                  string // empty: refused
		known                 bool
		price                 int64
		weight                string
		markdown, past        bool
		code                  label.Code // or not goods
	}{
		{name: "plain GTIN", text: milk, item: milk, known: true},
		{name: "with the identifier of its symbology", text: "]E0" + milk, item: milk, known: true},
		{name: "GTIN of nobody", text: "4006381333931", item: "4006381333931"},
		{name: "UPC-E of nobody", symbology: "upce", text: "04252614", item: "0042100005264"},
		{name: "price", text: priced("01101", "0874"), item: beef, known: true, price: 874},
		{name: "price as EAN-13", text: "0" + priced("01101", "0874"), item: beef, known: true, price: 874},
		{name: "price as AI (01)", text: "(01)00" + priced("01101", "0874"), item: beef, known: true, price: 874},
		{name: "the catalogue's own number wins", text: gift, item: gift, known: true},
		{name: "the base number is the goods without a price", text: beef, item: beef, known: true},
		{name: "weight", text: checked("280140101234"), item: salmon, known: true, weight: "1.234 lb"},
		{name: "lowered", text: checked("290110100499"), item: beef, known: true, price: 499, markdown: true},
		{name: "wrong verifier", text: checked("20110130874"), code: label.Verifier},
		{name: "wrong check digit", text: priced("01101", "0874")[:11] + "9", code: label.Unreadable},
		{name: "item of nobody", text: priced("77777", "0874"), code: label.Unknown},
		{name: "price of zero", text: checked("290110100000"), code: label.Price},
		{name: "weight of zero", text: checked("280140200000"), code: label.Unknown},
		{name: "GTIN and price lowers it", text: "(01)0" + milk + "(30)1(3922)000199", item: milk, known: true, price: 199, markdown: true},
		{name: "scanned with FNC1", text: "]C1010" + milk + "301\x1d3922000199", item: milk, known: true, price: 199, markdown: true},
		{name: "price of variable measure", text: "(01)0" + salmon + "(3103)000500(3922)000771", item: salmon, known: true, price: 771, weight: "1.102 lb"},
		{name: "weight in pounds", text: "(01)0" + salmon + "(3202)000150", item: salmon, known: true, weight: "1.500 lb"},
		{name: "weight in ounces", text: "(01)0" + salmon + "(3570)000024", item: salmon, known: true, weight: "1.500 lb"},
		{name: "price with three decimals", text: "(01)0" + milk + "(30)1(3923)001990", item: milk, known: true, price: 199, markdown: true},
		{name: "price to a tenth of a cent", text: "(01)0" + milk + "(30)1(3923)001995", code: label.Price},
		{name: "price without count or measure", text: "(01)0" + milk + "(3922)000199", code: label.Unreadable}, // AI (392n) wants one
		{name: "price in dollars", text: "(01)0" + milk + "(30)1(3932)8400199", item: milk, known: true, price: 199, markdown: true},
		{name: "price in euros", text: "(01)0" + milk + "(30)1(3932)9780199", code: label.Price},
		{name: "best before today", text: "(01)0" + milk + "(15)260615", item: milk, known: true},
		{name: "best before yesterday", text: "(01)0" + milk + "(15)260614", item: milk, known: true, past: true},
		{name: "use by today", text: "(01)0" + milk + "(17)260615", item: milk, known: true},
		{name: "use by yesterday", text: "(01)0" + milk + "(17)260614", code: label.Expired},
		{name: "use by in a Digital Link", text: "https://id.example.com/01/0" + milk + "?17=260614", code: label.Expired},
		{name: "Digital Link", text: "https://id.example.com/01/0" + milk + "?15=260701", item: milk, known: true},
		{name: "Digital Link with a wrong check digit", text: "https://id.example.com/01/09520101011139", code: label.Unreadable},
		{name: "element string that breaks off", text: "(01)0952010101113", code: label.Unreadable},
		{name: "a day that is none", text: "(01)0" + milk + "(17)261314", code: label.Unreadable},
		{name: "coupon", text: "(8110)106141416543213150110120"},
		{name: "address", text: "https://shop.example.com/c/cart-1?t=abc"},
		{name: "lane", text: "DASH-LANE-DASH-1"},
		{name: "digits with a wrong check digit", text: "4006381333930"},
		{name: "nothing", text: "  "},
	} {
		r, err := american(t).Read(c.symbology, c.text, goods(), today)
		var no *label.Refused
		switch {
		case c.code != "":
			if !errors.As(err, &no) || no.Code != c.code {
				t.Errorf("%s (%s): %+v, %v; want %s", c.name, c.text, r, err, c.code)
			}
			continue
		case c.item == "":
			if !errors.Is(err, label.ErrNotGoods) {
				t.Errorf("%s (%s): %+v, %v", c.name, c.text, r, err)
			}
			continue
		case err != nil:
			t.Errorf("%s (%s): %v", c.name, c.text, err)
			continue
		}
		k := r.Label
		if k == nil {
			k = &evidence.Label{}
		}
		weight := ""
		if !k.Weight.IsZero() {
			weight = k.Weight.String()
		}
		if r.Item.GTIN.String() != c.item || r.Known != c.known || k.Price.Minor() != c.price || weight != c.weight || k.Markdown != c.markdown || k.PastBest != c.past {
			t.Errorf("%s (%s): %+v %+v", c.name, c.text, r, k)
		}
		if (r.Label != nil) != (c.price != 0 || c.weight != "" || c.past) {
			t.Errorf("%s (%s): label %+v", c.name, c.text, r.Label)
		}
	}
}

// TestLabelsOfOtherCountries: each in its own currency and unit, by patterns of
// their own.
func TestLabelsOfOtherCountries(t *testing.T) {
	euro := label.Rules{Currency: "EUR", Unit: evidence.Kilogram, Layouts: []gs1.Layout{
		layout(t, "21IIIIVPPPPPC", 2, "", false), layout(t, "28IIIIIWWWWWC", 3, "", false), layout(t, "22IIIIIPPPPPC", 2, "", false),
	}}
	yen := label.Rules{Currency: "JPY", Unit: evidence.Gram100, Layouts: []gs1.Layout{layout(t, "02IIIIIPPPPPC", 0, "", false)}}
	dinar := label.Rules{Currency: "KWD", Unit: evidence.Kilogram, Layouts: []gs1.Layout{layout(t, "622IIIIIWWWWW", 3, "", false), layout(t, "23IIIIIPPPPPC", 3, "", false)}}
	for _, c := range []struct {
		rules              label.Rules
		base, text, number string
	}{
		{euro, "211234000000", checked("211234614685"), "146.85 EUR"},
		{euro, "281234500000", checked("281234501234"), "1.234 kg"},
		{euro, "221234500000", checked("221234500999"), "9.99 EUR"},
		{yen, "021234500000", checked("021234500498"), "498 JPY"},
		{yen, "021234500000", "(01)0" + checked("021234500000") + "(3103)000250", "2.500 100g"},
		{dinar, "622123450000", "6221234501250", "1.250 kg"},
		{dinar, "231234500000", checked("231234501250"), "1.250 KWD"},
	} {
		cat := catalog.New(catalog.Contents{Currency: c.rules.Currency, Products: []catalog.Product{{GTIN: gs1.MustGTIN(checked(c.base)), Name: "Cheese", SoldBy: catalog.ByWeight, Price: money.New(1000, c.rules.Currency)}}})
		r, err := c.rules.Read("", c.text, cat, today)
		if err != nil || r.Label == nil {
			t.Errorf("%s: %+v, %v", c.text, r, err)
			continue
		}
		number := r.Label.Weight.String()
		if r.Label.Priced() {
			number = r.Label.Price.String()
		}
		if number != c.number {
			t.Errorf("%s says %s, want %s", c.text, number, c.number)
		}
	}
}

// TestWhatIsPrintedIsRead: what the store's scale prints says what was weighed.
func TestWhatIsPrintedIsRead(t *testing.T) {
	rules, cat := american(t), goods()
	rapid.Check(t, func(t *rapid.T) {
		grams := float64(rapid.IntRange(20, 3000).Draw(t, "grams"))
		for _, g := range []string{beef, salmon} {
			p, _ := cat.ByGTIN(gs1.MustGTIN(g))
			code, ok := rules.Print(p, grams)
			if !ok {
				t.Fatalf("%s: nothing is printed for %g g", p.Name, grams)
			}
			r, err := rules.Read("", code, cat, today)
			if err != nil || r.Item.GTIN != p.GTIN || math.Abs(r.Label.Grams-14-grams) > 0.5 {
				t.Fatalf("%s of %g g: %s is read as %+v, %v", p.Name, grams, code, r.Label, err)
			}
		}
	})
	p, _ := cat.ByGTIN(gs1.MustGTIN(milk))
	if code, ok := rules.Print(p, 500); ok {
		t.Errorf("milk got the label %s", code)
	}
	p, _ = cat.ByGTIN(gs1.MustGTIN(beef))
	if code, ok := rules.Print(p, 4000); ok {
		t.Errorf("beef for $114.55 got the label %s, whose price has four digits", code)
	}
}

// TestWhatTheScaleShouldTell: price by price per pound, or the weight itself,
// with tray and film about it.
func TestWhatTheScaleShouldTell(t *testing.T) {
	for text, net := range map[string]float64{
		priced("01101", "1299"):                       453.6,
		checked("280140102000"):                       907.2,
		"(01)0" + salmon + "(3103)000500(3922)000771": 500,
	} {
		r, err := american(t).Read("", text, goods(), today)
		if err != nil || math.Abs(r.Label.Grams-net-14) > 1 || r.Label.SD < 10 || r.Label.SD > 20 {
			t.Errorf("%s: %+v %v, want %g g and a tray", text, r.Label, err, net)
		}
	}
	if r, err := american(t).Read("", checked("290110100499"), goods(), today); err != nil || r.Label.Grams != 0 {
		t.Errorf("a lowered price tells a weight: %+v %v", r.Label, err)
	}
	if r, err := american(t).Read("", "(01)0"+milk+"(30)1(3922)000199", goods(), today); err != nil || r.Label.Grams != 3950 {
		t.Errorf("a lowered price hides what the product weighs: %+v %v", r.Label, err)
	}
}

func TestWhatTheStoreLabelsItself(t *testing.T) {
	r := american(t)
	for g, want := range map[string]bool{beef: true, salmon: true, milk: false, gift: false} {
		if r.Prints(gs1.MustGTIN(g)) != want {
			t.Errorf("%s is labelled by the store: not %v", g, want)
		}
	}
}

// TestOneWrongDigitIsNeverAnotherPrice: EAN's check digit finds each wrong
// digit, also where the verifier happens to fit.
func TestOneWrongDigitIsNeverAnotherPrice(t *testing.T) {
	rules, cat := american(t), goods()
	rapid.Check(t, func(t *rapid.T) {
		code := []byte(priced("01101", fmt.Sprintf("%04d", rapid.IntRange(1, 9999).Draw(t, "cents"))))
		at := rapid.IntRange(0, len(code)-1).Draw(t, "at")
		code[at] = '0' + (code[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if r, err := rules.Read("", string(code), cat, today); err == nil && r.Known {
			t.Fatalf("%s was read as %+v", code, r)
		}
	})
}

// FuzzRead: whatever is scanned, a price comes with goods that are sold and is
// above zero, and a refusal has a code.
func FuzzRead(f *testing.F) {
	for _, s := range []string{milk, priced("01101", "0874"), checked("280140101234"), "(01)0" + milk + "(30)1(3922)000199(15)260614", "]C1010" + milk + "301\x1d3922000199", "https://a.example/01/0" + milk + "?17=260614"} {
		f.Add("", s)
	}
	f.Add("upce", "04252614")
	rules, cat := american(f), goods()
	f.Fuzz(func(t *testing.T, symbology, text string) {
		r, err := rules.Read(symbology, text, cat, today)
		var no *label.Refused
		switch {
		case errors.Is(err, label.ErrNotGoods):
		case errors.As(err, &no):
			if no.Code == "" || r != (label.Reading{}) {
				t.Errorf("%q: %v beside %+v", text, err, r)
			}
		case err != nil:
			t.Errorf("%q: %v is no refusal", text, err)
		case r.Item == (evidence.Item{}), r.Label != nil && !r.Known:
			t.Errorf("%q: %+v", text, r)
		case r.Label != nil && (r.Label.Price.Sign() < 0 || r.Label.Weight.Milli() < 0 || r.Label.Grams < 0):
			t.Errorf("%q: %+v", text, r.Label)
		}
	})
}
