package gs1_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/gs1"
)

func TestParseForms(t *testing.T) {
	const gs = "\x1d"
	weighed := []gs1.Element{{AI: "01", Value: "90012345678908"}, {AI: "3103", Value: "012233"}}
	lot := []gs1.Element{{AI: "01", Value: "09521234543213"}, {AI: "10", Value: "AB-12"}, {AI: "17", Value: "261231"}}
	for _, c := range []struct {
		name, text string
		want       []gs1.Element
		code       string
	}{
		{"brackets", "(01)90012345678908(3103)012233", weighed, ""},
		{"DataBar", "]e0019001234567890831030" + "12233", weighed, ""},
		{"GS1-128", "]C1010952123454321310AB-12" + gs + "17261231", lot, ""},
		{"DataMatrix, FNC1 where none is needed", "]d20109521234543213" + gs + "10AB-12" + gs + "17261231" + gs, lot, ""},
		{"QR", "]Q3010952123454321317261231" + "10AB-12", []gs1.Element{lot[0], lot[2], lot[1]}, ""},
		{"FNC1 without identifier", gs + "010952123454321310AB-12", lot[:2], ""},
		{"long digits", "01095212345432131726123110" + "7", []gs1.Element{lot[0], lot[2], {AI: "10", Value: "7"}}, ""},
		{"EAN-13", "9521234543213", []gs1.Element{{AI: "01", Value: "09521234543213"}}, ""},
		{"EAN-13 with identifier", "]E09521234543213", []gs1.Element{{AI: "01", Value: "09521234543213"}}, ""},
		{"EAN-13 with an add-on of five", "]E3952123454321354495", []gs1.Element{{AI: "01", Value: "09521234543213"}}, ""},
		{"EAN-13 with an add-on of two", "]E3952123454321312", []gs1.Element{{AI: "01", Value: "09521234543213"}}, ""},
		{"an add-on alone", "]E254495", nil, "invalid_gtin_length"},
		{"long digits of an EAN", "]E0952123454321312", nil, "invalid_gtin_length"},
		{"long digits of a Code 128", "]C00109521234543213", nil, "invalid_gtin_length"},
		{"long digits of a plain DataMatrix", "]d101095212345432131726123110A", nil, "invalid_gtin_length"},
		{"EAN-8", "]E496385074", []gs1.Element{{AI: "01", Value: "00000096385074"}}, ""},
		{"UPC-E, not an EAN-8", "04252614", []gs1.Element{{AI: "01", Value: "00042100005264"}}, ""},
		{"UPC-A", "036000291452", []gs1.Element{{AI: "01", Value: "00036000291452"}}, ""},
		{"link", "https://id.gs1.org/01/09521234543213/10/AB-12?17=261231", lot, ""},
		{"link in a QR code", "]Q1https://example.com/01/09521234543213", lot[:1], ""},
		{"brackets in data", "(01)09521234543213(10)A(B)C", []gs1.Element{lot[0], {AI: "10", Value: "A(B)C"}}, ""},
		{"an escaped bracket", `(01)09521234543213(10)A\(99)C`, []gs1.Element{lot[0], {AI: "10", Value: "A(99)C"}}, ""},
		{"unknown AI", "]C1891234", nil, "no_ai_for_prefix"},
		{"unknown AI in brackets", "(89)1234", nil, "ai_unrecognised"},
		{"too short", "]C101095212345", nil, "ai_value_is_too_short"},
		{"no brackets", "(01", nil, "ai_parse_failed"},
		{"nothing", "", nil, "invalid_gtin_length"},
		{"nothing after FNC1", "]C1", nil, "ai_data_empty"},
		{"words", "hello", nil, "invalid_gtin_length"},
	} {
		m, err := gs1.Parse(c.text)
		if code(err) != c.code || !reflect.DeepEqual(m.Elements, c.want) {
			t.Errorf("%s: %v, %v; want %v %s", c.name, m.Elements, err, c.want, c.code)
		}
	}
}

func TestParseLink(t *testing.T) {
	gtin := gs1.Element{AI: "01", Value: "09521234543213"}
	for _, c := range []struct {
		link string
		want []gs1.Element
		code string
	}{
		{"https://shop.example/some/path/01/09521234543213", []gs1.Element{gtin}, ""},
		{"HTTP://shop.example/01/9521234543213/", []gs1.Element{gtin}, ""},
		{"https://shop.example/01/09521234543213/product.html?utm=x&linkType=gs1:pip#top", []gs1.Element{gtin}, ""},
		{"https://shop.example/01/09521234543213/22/2A/10/AB%2F1/21/S?17=261231;3103=000195", []gs1.Element{
			gtin, {AI: "22", Value: "2A"}, {AI: "10", Value: "AB/1"}, {AI: "21", Value: "S"}, {AI: "17", Value: "261231"}, {AI: "3103", Value: "000195"}}, ""},
		{"https://shop.example/01/09521234543213/235/TPX", []gs1.Element{gtin, {AI: "235", Value: "TPX"}}, ""},
		{"https://shop.example/00/012345678901234567/01/09521234543213", []gs1.Element{gtin}, ""},
		{"https://shop.example/01/09521234543213/21/S/10/A", nil, "invalid_link_qualifier"},
		{"https://shop.example/01/09521234543213/10/A/235/T", nil, "invalid_link_qualifier"},
		{"https://shop.example/01/09521234543210", nil, "incorrect_check_digit"},
		{"https://shop.example/01/09521234543213?89=1", nil, "ai_unrecognised"},
		{"https://shop.example/01/09521234543213?21=1", nil, "invalid_link_attribute"},
		{"https://shop.example/01/09521234543213?17=%zz", nil, "invalid_percent_sequence"},
		{"https://shop.example/01/09521234543213?17=261301", nil, "illegal_month"},
		{"https://shop.example/about", nil, "not_digital_link"},
		{"https://shop.example", nil, "not_digital_link"},
		{"ftp://shop.example/01/09521234543213", nil, "not_digital_link"},
	} {
		m, err := gs1.Parse(c.link)
		if code(err) != c.code || !reflect.DeepEqual(m.Elements, c.want) {
			t.Errorf("%s: %v, %v; want %v %s", c.link, m.Elements, err, c.want, c.code)
		}
	}
}

func TestMeasures(t *testing.T) {
	m, err := gs1.Parse("(01)90012345678908(3103)012233(3932)84001299(15)261130")
	if err != nil {
		t.Fatal(err)
	}
	if kg, ok := m.NetKilograms(); !ok || kg.String() != "12.233" {
		t.Errorf("net weight %v, %v", kg, ok)
	}
	if _, ok := m.NetPounds(); ok {
		t.Error("it has pounds")
	}
	if p, ok := m.Price(); !ok || p.String() != "12.99" || p.Currency != "840" {
		t.Errorf("price %v, %v", p, ok)
	}
	if g, ok := m.GTIN(); !ok || g != gs1.MustGTIN("90012345678908") || g.Indicator() != 9 {
		t.Errorf("GTIN %v, %v", g, ok)
	}
	for value, want := range map[gs1.Measure]string{
		{Value: 0, Decimals: 0}: "0", {Value: 5, Decimals: 3}: "0.005", {Value: 1000, Decimals: 3}: "1.000", {Value: 999999999999999, Decimals: 9}: "999999.999999999",
	} {
		if value.String() != want {
			t.Errorf("%+v is %s, want %s", value, value, want)
		}
	}
}

func TestFreshness(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2026, 11, 23, h, 30, 0, 0, time.FixedZone("store", -6*3600)) }
	for _, c := range []struct {
		data string
		want gs1.Freshness
	}{
		{"(01)09521234543213", gs1.Fresh},
		{"(01)09521234543213(15)261123", gs1.Fresh},
		{"(01)09521234543213(15)261122", gs1.PastBest},
		{"(01)09521234543213(16)261122", gs1.PastBest},
		{"(01)09521234543213(15)261100", gs1.Fresh}, // the last of November
		{"(01)09521234543213(17)261123", gs1.Fresh},
		{"(01)09521234543213(17)261122", gs1.PastUse},
		{"(01)09521234543213(15)261231(17)261122", gs1.PastUse},
		{"(01)09521234543213(7003)2611231230", gs1.Fresh},
		{"(01)09521234543213(7003)2611231229", gs1.PastUse},
	} {
		m, err := gs1.Parse(c.data)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Freshness(at(12)); got != c.want {
			t.Errorf("%s: %v, want %v", c.data, got, c.want)
		}
	}
}

// TestSplitReadsWhatJoinWrites for messages of any AIs.
func TestSplitReadsWhatJoinWrites(t *testing.T) {
	values := map[string]string{"01": "[0-9]{14}", "3103": "[0-9]{6}", "10": "[A-Z0-9/-]{1,20}", "17": "[0-9]{6}", "21": "[a-z0-9]{1,20}", "8110": "[0-9]{1,70}", "37": "[0-9]{1,8}"}
	rapid.Check(t, func(t *rapid.T) {
		var want []gs1.Element
		for range rapid.IntRange(1, 6).Draw(t, "n") {
			ai := rapid.SampledFrom([]string{"01", "3103", "10", "17", "21", "8110", "37"}).Draw(t, "ai")
			want = append(want, gs1.Element{AI: ai, Value: rapid.StringMatching(values[ai]).Draw(t, "value")})
		}
		got, err := gs1.Split(gs1.Join(want))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v, %v, want %v", got, err, want)
		}
		if got, err = gs1.ParseBracketed(gs1.Bracketed(want)); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("in brackets: %v, %v, want %v", got, err, want)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"(01)90012345678908(3103)012233", "]C1010952123454321310AB-12\x1d17261231", "https://id.gs1.org/01/09521234543213/10/A?17=261231",
		"9521234543213", `(10)A\(99)`, "]e0", "(8110)10614141011111275110111", "https://a/01/%"} {
		f.Add(s)
	}
	for _, name := range []string{"coupon-8110.csv", "coupon-8112.csv"} {
		for _, row := range dataRows(name) {
			f.Add("(" + name[7:11] + ")" + row)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := gs1.Parse(s)
		if err != nil {
			if code(err) == "" {
				t.Errorf("%q: %v has no name", s, err)
			}
			return
		}
		again, err := gs1.Split(gs1.Join(m.Elements))
		if err != nil || !reflect.DeepEqual(again, m.Elements) {
			t.Errorf("%q is %v, which splits again as %v, %v", s, m.Elements, again, err)
		}
	})
}

func BenchmarkParseElements(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gs1.Parse("]C1010952123454321310AB-12\x1d17261231"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseLink(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gs1.Parse("https://id.gs1.org/01/09521234543213/10/AB-12?17=261231"); err != nil {
			b.Fatal(err)
		}
	}
}
