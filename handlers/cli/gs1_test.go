package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/handlers/cli"
)

func TestGS1(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		text string
		exit int
		out  string
	}{
		{"(01)90012345678908(3103)012233(15)261100", 0,
			`{"elements":[{"ai":"01","value":"90012345678908","title":"GTIN"},{"ai":"3103","value":"012233","title":"NET WEIGHT (kg)","number":"12.233"},` +
				`{"ai":"15","value":"261100","title":"BEST BEFORE or BEST BY","date":"2026-11-30"}],"gtin":"90012345678908"}`},
		{"9521234543213", 0, `{"elements":[{"ai":"01","value":"09521234543213","title":"GTIN"}],"gtin":"9521234543213"}`},
		{"94011", 0, `{"elements":[],"plu":"94011","organic":true}`},
		{"(8112)001234561234560123456", 0,
			`{"elements":[{"ai":"8112","value":"001234561234560123456"}],"coupon":{"format":0,"funder":"123456","offer_code":"123456","serial":"123456","base":"811200123456123456"}}`},
		{"(8110)012345", 1, `{"error":"coupon_truncated_gcp","ai":"8110","text":"\"012345\": coupon truncated gcp"}`},
		{"9521234543210", 1, `{"error":"incorrect_check_digit","text":"the check digit of 9521234543210 should be 3"}`},
	} {
		var w strings.Builder
		exit, err := cli.GS1(&w, c.text, true, now)
		if exit != c.exit || err != nil || w.String() != c.out+"\n" {
			t.Errorf("%s: exit %d, %v, wrote\n%swant exit %d\n%s", c.text, exit, err, w.String(), c.exit, c.out)
		}
	}
	var w strings.Builder
	if exit, err := cli.GS1(&w, "(01)90012345678908(3103)012233", false, now); exit != 0 || err != nil || !strings.Contains(w.String(), "NET WEIGHT (kg)  12.233") {
		t.Errorf("in words: exit %d, %v, %q", exit, err, w.String())
	}
	if exit, err := cli.GS1(&w, "hello", false, now); exit != 1 || err == nil {
		t.Errorf("nonsense: exit %d, %v", exit, err)
	}
}

// TestGS1CouponSuite runs GS1's coupon cases through the command. Rows that
// expect invalid_gcp_prefix want a register of prefixes, which the command has
// not: see the suite in package gs1.
func TestGS1CouponSuite(t *testing.T) {
	dir := os.Getenv("DASHCART_DATA")
	if dir == "" {
		t.Skip("DASHCART_DATA is not set: the shared data is not here")
	}
	for ai, file := range map[string]string{"(8110)": "coupon-8110.csv", "(8112)": "coupon-8112.csv"} {
		f, err := os.Open(filepath.Join(dir, "gs1", file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			if row[1] == "invalid_gcp_prefix" {
				continue
			}
			var w strings.Builder
			exit, err := cli.GS1(&w, ai+row[0], true, time.Now())
			var answer struct {
				Error  string          `json:"error"`
				Coupon json.RawMessage `json:"coupon"`
			}
			if err != nil || json.Unmarshal([]byte(w.String()), &answer) != nil {
				t.Fatalf("%s: exit %d, %v, %s", row[0], exit, err, w.String())
			}
			if ok := row[1] == "ok"; ok != (exit == 0) || ok != (answer.Coupon != nil) || !ok && answer.Error != row[1] {
				t.Errorf("%s%s: exit %d, %s, want %s", ai, row[0], exit, w.String(), row[1])
			}
		}
		t.Logf("%s: %d rows", file, len(rows)-1)
	}
}
