package gs1_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
)

// TestCouponSuite runs GS1's own cases of both kinds of coupon data.
//
// Two rows expect invalid_gcp_prefix of well-formed data, one of them of data
// that another row accepts: in GS1's suite these ran against a register that
// knows the funder's prefix and no other. They are run so here.
func TestCouponSuite(t *testing.T) {
	for file, parse := range map[string]func(string, gs1.PrefixLookup) error{
		"coupon-8110.csv": func(s string, known gs1.PrefixLookup) error {
			_, err := gs1.ParseCoupon(s, known)
			return err
		},
		"coupon-8112.csv": func(s string, _ gs1.PrefixLookup) error {
			_, err := gs1.ParseOfferCoupon(s)
			return err
		},
	} {
		t.Run(file, func(t *testing.T) {
			rows := readCSV(t, "gs1", file)
			for i, row := range rows {
				data, want := row[0], row[1]
				if want == "ok" {
					want = ""
				}
				var register gs1.PrefixLookup
				if want == string(gs1.CodeInvalidPrefix) {
					asked := 0
					register = func(string) bool { asked++; return asked == 1 }
				}
				if got := code(parse(data, register)); got != want {
					t.Errorf("row %d, %s: %q, want %q", i+1, data, got, want)
				}
			}
			t.Logf("%d cases", len(rows))
		})
	}
}

// TestCouponMeaning reads the guideline's worked examples.
func TestCouponMeaning(t *testing.T) {
	k, err := gs1.ParseCoupon("106141410222223100110222111101231023456721104561045678991201", nil)
	if err != nil {
		t.Fatal(err)
	}
	want := gs1.Coupon{
		CompanyPrefix: "0614141", OfferCode: "022222", SaveValue: 100, Rule: gs1.RuleAnd,
		First:    gs1.Purchase{Requirement: 1, Code: gs1.RequireUnits, Family: "222", CompanyPrefix: "0614141"},
		Second:   &gs1.Purchase{Requirement: 1, Code: gs1.RequireUnits, Family: "123", CompanyPrefix: "0234567"},
		Third:    &gs1.Purchase{Requirement: 1, Code: gs1.RequireUnits, Family: "456", CompanyPrefix: "0456789"},
		SaveCode: gs1.SaveFreeItem, AppliesTo: 2, DontMultiply: true,
	}
	if !reflect.DeepEqual(k, want) {
		t.Errorf("%+v, want %+v", k, want)
	}
	if k, err = gs1.ParseCoupon("1061414165432131501101201211014092110256100126663101231", nil); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	if day, ok := k.Expires.Day(now); !ok || !day.Equal(time.Date(2010, 12, 31, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("it expires on %v", day)
	}
	if _, ok := k.Starts.Day(now); ok {
		t.Error("it has a first day")
	}
}

func TestCouponNamesItsEnd(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"", "coupon_missing_gcp_vli"},
		{"012345", "coupon_truncated_gcp"},
		{"0123456123456111101235", "coupon_missing_serial_number_vli"},
		{"0123456123456111101236", "coupon_missing_retailer_gcp_or_gln_vli"},
		{"0123456123456111101239", "coupon_missing_save_value_code"},
		{"01234561234561111012335006064500607", "coupon_expiration_before_start"},
		{"01234561234561111012337", "coupon_too_short_for_expiration_date"},
		{"0123456123456111101237", "coupon_excess_data"},
		{"012345612345611110123100", "coupon_invalid_2nd_purchase_requirement_length"},
		{"01234561234561111012310110123", "coupon_missing_2nd_purchase_gcp_vli"},
		{"0123456123456111101231011012371234567890123", "coupon_invalid_2nd_purchase_gcp_length"},
		{"0123456123456111101232115", "coupon_invalid_3rd_purchase_requirement_code"},
		{"01234561234561111012a", "non_digit_character"},
	} {
		if _, err := gs1.ParseCoupon(c.data, nil); code(err) != c.want {
			t.Errorf("%s: %v, want %s", c.data, err, c.want)
		}
	}
	for _, c := range []struct{ data, want string }{
		{"", "coupon_missing_format_code"}, {"0", "coupon_missing_funder_vli"}, {"07", "coupon_invalid_funder_length"},
		{"00123456123456", "coupon_missing_serial_number_vli"}, {"0012345612345601234567", "coupon_excess_data"},
	} {
		if _, err := gs1.ParseOfferCoupon(c.data); code(err) != c.want {
			t.Errorf("%s: %v, want %s", c.data, err, c.want)
		}
	}
}

func TestOfferCouponBase(t *testing.T) {
	k, err := gs1.ParseOfferCoupon("009988459000019133520317194861")
	want := gs1.OfferCoupon{Format: 0, Funder: "998845", OfferCode: "900001", Serial: "133520317194861", Base: "811200998845900001"}
	if err != nil || k != want {
		t.Errorf("%+v, %v, want %+v", k, err, want)
	}
}

func FuzzCoupon(f *testing.F) {
	for _, s := range []string{"10614141011111275110111", "01234561234561111012335006064500606", "001234561234560123456", "a"} {
		f.Add(s)
	}
	for _, name := range []string{"coupon-8110.csv", "coupon-8112.csv"} {
		for _, row := range dataRows(name) {
			f.Add(row)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		if k, err := gs1.ParseCoupon(s, nil); err == nil && !strings.Contains(s, k.CompanyPrefix+k.OfferCode) {
			t.Errorf("%q read as prefix %s, offer %s", s, k.CompanyPrefix, k.OfferCode)
		}
		if k, err := gs1.ParseOfferCoupon(s); err == nil && !strings.HasSuffix(s, k.Serial) {
			t.Errorf("%q read as serial %s", s, k.Serial)
		}
	})
}

func BenchmarkParseCoupon(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gs1.ParseCoupon("106141410222223100110222111101231023456721104561045678991201", nil); err != nil {
			b.Fatal(err)
		}
	}
}

// readCSV reads a table of the shared data without its header, and skips the
// test where there is none.
func readCSV(t *testing.T, path ...string) [][]string {
	t.Helper()
	dir := os.Getenv("DASHCART_DATA")
	if dir == "" {
		t.Skip("DASHCART_DATA is not set: the shared data is not here")
	}
	f, err := os.Open(filepath.Join(append([]string{dir}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%v: %d rows, %v", path, len(rows), err)
	}
	return rows[1:]
}

// dataRows returns the first column of a table where the shared data is here:
// seeds of fuzzing.
func dataRows(name string) (seeds []string) {
	b, err := os.ReadFile(filepath.Join(os.Getenv("DASHCART_DATA"), "gs1", name))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(b)) {
		seed, _, _ := strings.Cut(line, ",")
		seeds = append(seeds, seed)
	}
	return seeds
}
