package coupon_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/gs1"
)

func parseData(t *testing.T, data string) gs1.Coupon {
	t.Helper()
	k, err := gs1.ParseCoupon(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestFromData reads a coupon of AI (8110): prefix 0614141, $1.00 off two of
// family 120, where the zero is a wildcard.
func TestFromData(t *testing.T) {
	terms := coupon.FromData(parseData(t, "1"+"0614141"+"123456"+"3"+"100"+"1"+"2"+"0"+"120"))
	goods := func(prefix, family string, quantity int) coupon.Line {
		return coupon.Line{Code: prefix + family, Price: 300, Quantity: quantity, CompanyPrefix: prefix, Family: family}
	}
	for _, c := range []struct {
		name  string
		lines []coupon.Line
		save  int64
	}{
		{"two of the family", []coupon.Line{goods("0614141", "120", 2)}, 100},
		{"two kinds of it", []coupon.Line{goods("0614141", "121", 1), goods("0614141", "129", 1)}, 100},
		{"as a U.P.C. prefix", []coupon.Line{goods("614141", "120", 2)}, 100},
		{"another digit before it", []coupon.Line{goods("7614141", "120", 2)}, 0},
		{"no prefix known", []coupon.Line{goods("", "120", 2)}, 0},
		{"another family", []coupon.Line{goods("0614141", "131", 2)}, 0},
		{"another company", []coupon.Line{goods("0614142", "120", 2)}, 0},
		{"one only", []coupon.Line{goods("0614141", "120", 1)}, 0},
		{"no family known", []coupon.Line{{Code: "x", Price: 300, Quantity: 2, CompanyPrefix: "0614141"}}, 0},
	} {
		var save int64
		for _, k := range coupon.Apply(c.lines, []coupon.Offer{{Terms: &terms}}) {
			save += k.Save
		}
		if save != c.save {
			t.Errorf("%s: saves %d, want %d", c.name, save, c.save)
		}
	}
	any := coupon.FromData(parseData(t, "1"+"0614141"+"123456"+"3"+"100"+"1"+"1"+"0"+"000"))
	if got := coupon.Apply([]coupon.Line{goods("0614141", "777", 1)}, []coupon.Offer{{Terms: &any}}); len(got) != 1 {
		t.Errorf("family 000 is any: %+v", got)
	}
}

// TestFromDataOr: 75 cents off one of family 650 or three of family 850, the
// guideline's example of "or" with the prefix coded once.
func TestFromDataOr(t *testing.T) {
	terms := coupon.FromData(parseData(t, "1"+"0614141"+"123456"+"2"+"75"+"1"+"1"+"0"+"650"+"1"+"0"+"1"+"3"+"0"+"850"+"9"+"3"+"270131"))
	line := func(family string, quantity int) coupon.Line {
		return coupon.Line{Code: family, Price: 200, Quantity: quantity, CompanyPrefix: "0614141", Family: family}
	}
	for _, c := range []struct {
		name  string
		lines []coupon.Line
		save  int64
	}{
		{"one pack", []coupon.Line{line("650", 1)}, 75},
		{"three boxes", []coupon.Line{line("855", 3)}, 75},
		{"two boxes", []coupon.Line{line("855", 2)}, 0},
	} {
		var save int64
		for _, k := range coupon.Apply(c.lines, []coupon.Offer{{Terms: &terms}}) {
			save += k.Save
		}
		if save != c.save {
			t.Errorf("%s: saves %d, want %d", c.name, save, c.save)
		}
	}
}

const masterCSV = `base_gs1,redemption_start_time,redemption_end_time,primary_purchase_gtins,primary_purchase_save_value,primary_purchase_requirements,primary_purchase_req_code,save_value_code,notes
8112001234561,1700000000,1800000000,"037000930396, 037000934677",100,2,0,0,spring
8112001234562,,,037000930396,5,1,0,5,
`

const masterJSON = `[{"base_gs1":"8112001234561","redemption_start_time":1700000000,"redemption_end_time":1800000000,"purchase_requirement":
{"primary_purchase_gtins":["037000930396","037000934677"],"primary_purchase_save_value":100,"primary_purchase_requirements":2,"primary_purchase_req_code":0,"save_value_code":0}},
{"base_gs1":"8112001234562","purchase_requirement":{"primary_purchase_gtins":["037000930396"],"primary_purchase_save_value":"5","primary_purchase_requirements":1,"primary_purchase_req_code":0,"save_value_code":5}}]`

// The same as the bureau writes it: terms beside the base, milliseconds.
const masterFlat = `[{"base_gs1":"8112001234561","description":"$1.00 off two","redemption_start_time":1700000000000,"redemption_end_time":1800000000000,
"primary_purchase_gtins":["037000930396","037000934677"],"primary_purchase_save_value":100,"primary_purchase_requirements":2,"primary_purchase_req_code":0,"save_value_code":0},
{"base_gs1":"8112001234562","primary_purchase_gtins":["037000930396"],"primary_purchase_save_value":5,"primary_purchase_requirements":1,"primary_purchase_req_code":0,"save_value_code":5}]`

func TestMaster(t *testing.T) {
	byCSV, err := coupon.ReadMasterCSV(strings.NewReader(masterCSV))
	if err != nil {
		t.Fatal(err)
	}
	byJSON, err := coupon.ReadMasterJSON(strings.NewReader(masterJSON))
	if err != nil {
		t.Fatal(err)
	}
	flat, err := coupon.ReadMasterJSON(strings.NewReader(masterFlat))
	if err != nil {
		t.Fatal(err)
	}
	basket := []coupon.Line{each("037000930396", 129, 1), each("037000934677", 134, 1)}
	for name, m := range map[string]coupon.Master{"CSV": byCSV, "JSON": byJSON, "flat": flat} {
		if m.Len() != 2 {
			t.Fatalf("%s: %d offers", name, m.Len())
		}
		for _, c := range []struct {
			base string
			at   int64
			want coupon.Reason
			save int64
		}{
			{"8112001234561", 1750000000, "", 100},
			{"8112001234561", 1699999999, coupon.NotYetValid, 0},
			{"8112001234561", 1800000000, coupon.Expired, 0},
			{"8112001234562", 1, "", 6}, // 5% of 1.29 is 6.45 cents
			{"8112001234563", 1, coupon.Wrong, 0},
		} {
			terms, err := m.Offer(gs1.OfferCoupon{Base: c.base}, time.Unix(c.at, 0))
			if reason(err) != c.want {
				t.Errorf("%s, %s: %v, want %q", name, c.base, err, c.want)
				continue
			}
			var save int64
			for _, k := range coupon.Apply(basket, []coupon.Offer{{Terms: &terms}}) {
				save += k.Save
			}
			if err == nil && save != c.save {
				t.Errorf("%s, %s: saves %d, want %d", name, c.base, save, c.save)
			}
		}
	}
	for _, bad := range []string{"", "base_gs1\n0112\n", "base_gs1,save_value_code\n8112,many\n", "base_gs1,primary_purchase_requirements,primary_purchase_req_code\n8112,-1,0\n"} {
		if _, err := coupon.ReadMasterCSV(strings.NewReader(bad)); err == nil {
			t.Errorf("CSV %q was accepted", bad)
		}
	}
	if _, err := coupon.ReadMasterJSON(strings.NewReader(`[{"base_gs1":"8112"}]`)); err == nil {
		t.Error("an offer without requirement was accepted")
	}
}
