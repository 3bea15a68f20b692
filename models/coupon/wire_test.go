package coupon_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/dashcart/dashcart/models/coupon"
)

// useCase is one line of the industry's use cases of basket validation.
type useCase struct {
	Name     string          `json:"name"`
	Input    json.RawMessage `json:"input"`
	Expected coupon.Response `json:"expected"`
}

// TestUseCases runs The Coupon Bureau's published use cases.
func TestUseCases(t *testing.T) {
	cases := useCases(t)
	for i, c := range cases {
		got, err := coupon.Validate(c.Input)
		if err != nil {
			t.Errorf("case %d, %s: %v", i, c.Name, err)
			continue
		}
		if !reflect.DeepEqual(got, c.Expected) {
			t.Errorf("case %d, %s:\n got %+v\nwant %+v", i, c.Name, got, c.Expected)
		}
	}
	t.Logf("%d cases", len(cases))
}

func useCases(t *testing.T) (cases []useCase) {
	t.Helper()
	dir := os.Getenv("DASHCART_DATA")
	if dir == "" {
		t.Skip("DASHCART_DATA is not set: the shared data is not here")
	}
	f, err := os.Open(filepath.Join(dir, "coupons", "basket-validation.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c useCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil || len(cases) == 0 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	return cases
}

func TestValidateReadsOddRequests(t *testing.T) {
	const terms = `"primary_purchase_save_value":100,"primary_purchase_requirements":1,"primary_purchase_req_code":0,"save_value_code":0`
	for _, c := range []struct {
		name, in string
		discount int64
		applied  int
		fails    bool
	}{
		{"presented twice", `{"basket":[{"product_code":"A","price":2,"quantity":9}],"coupons":[{"gs1":"81120","purchase_requirement":{"primary_purchase_gtins":["A"],` + terms + `}},{"gs1":"81120","purchase_requirement":{"primary_purchase_gtins":["A"],` + terms + `}}]}`, 100, 1, false},
		{"no terms", `{"basket":[{"product_code":"A","price":2,"quantity":9}],"coupons":[{"gs1":"81120"}]}`, 0, 0, false},
		{"null terms", `{"basket":[{"product_code":"A","price":2,"quantity":9}],"coupons":[{"gs1":"81120","purchase_requirement":{"primary_purchase_gtins":["A"],"additional_purchase_rules_code":null,"applies_to_which_item":null,` + terms + `}}]}`, 100, 1, false},
		{"numbers as text, some empty", `{"basket":[{"product_code":"A","price":"2.00","quantity":"9"}],"coupons":[{"gs1":"81120","purchase_requirement":{"primary_purchase_gtins":["A"],"additional_purchase_rules_code":"","applies_to_which_item":" ","store_coupon":"","second_purchase_requirements":"","primary_purchase_save_value":"100","primary_purchase_requirements":"1","primary_purchase_req_code":"0","save_value_code":"0"}}]}`, 100, 1, false},
		{"a flag that is no number", `{"basket":[],"coupons":[{"gs1":"81120","purchase_requirement":{"primary_purchase_gtins":["A"],"store_coupon":true,` + terms + `}}]}`, 0, 0, true},
		{"prefixed codes", `{"basket":[{"product_code":"1050","product_type":"PLU","price":2,"quantity":1},{"product_code":"1060","product_type":"PLU","price":3,"quantity":1}],"coupons":[{"gs1":"81120","purchase_requirement":{"primary_purchase_prefixed_code":["PLU:owner:1001_1100"],"excluded_primary_purchase_prefixed_code":{"PLU":["1050_1050"]},` + terms + `}}]}`, 100, 1, false},
		{"price of more decimals", `{"basket":[{"product_code":"A","price":0.995,"quantity":1}],"coupons":[{"gs1":"81120","purchase_requirement":{"primary_purchase_gtins":["A"],` + terms + `}}]}`, 100, 1, false},
		{"by weight", `{"basket":[{"product_code":"A","price":2.50,"quantity":0.5,"unit":"lb"}],"coupons":[{"gs1":"81120","purchase_requirement":{"primary_purchase_gtins":["A"],` + terms + `}}]}`, 100, 1, false},
		{"exponent", `{"basket":[{"product_code":"A","price":1e3,"quantity":1}],"coupons":[]}`, 0, 0, true},
		{"half an item", `{"basket":[{"product_code":"A","price":1,"quantity":1.5}],"coupons":[]}`, 0, 0, true},
		{"below zero", `{"basket":[{"product_code":"A","price":1,"quantity":-1}],"coupons":[]}`, 0, 0, true},
		{"huge", `{"basket":[{"product_code":"A","price":1,"quantity":99999999}],"coupons":[]}`, 0, 0, true},
		{"a list", `[]`, 0, 0, true},
	} {
		got, err := coupon.Validate([]byte(c.in))
		if (err != nil) != c.fails || got.DiscountInCents != c.discount || len(got.AppliedCoupons) != c.applied {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

func FuzzValidate(f *testing.F) {
	f.Add([]byte(`{"basket":[{"product_code":"A","price":2.5,"quantity":2,"unit":"item"}],"coupons":[{"gs1":"8112","purchase_requirement":{"primary_purchase_gtins":["A"],"primary_purchase_save_value":100,"primary_purchase_requirements":2,"primary_purchase_req_code":0}}]}`))
	if dir := os.Getenv("DASHCART_DATA"); dir != "" {
		b, err := os.ReadFile(filepath.Join(dir, "coupons", "basket-validation.jsonl"))
		if err != nil {
			f.Fatal(err)
		}
		for line := range bytes.Lines(b) {
			var c useCase
			if err := json.Unmarshal(line, &c); err != nil {
				f.Fatal(err)
			}
			f.Add([]byte(c.Input))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := coupon.Validate(data)
		if err != nil {
			return
		}
		var sum int64
		for _, a := range got.AppliedCoupons {
			sum += a.FaceValueInCents
		}
		if sum != got.DiscountInCents {
			t.Errorf("the coupons sum to %d, the discount is %d", sum, got.DiscountInCents)
		}
	})
}

// BenchmarkValidate judges 27 coupons on 105 products, the largest use case.
func BenchmarkValidate(b *testing.B) {
	dir := os.Getenv("DASHCART_DATA")
	if dir == "" {
		b.Skip("DASHCART_DATA is not set: the shared data is not here")
	}
	data, err := os.ReadFile(filepath.Join(dir, "coupons", "basket-validation.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	var largest useCase
	for line := range bytes.Lines(data) {
		var c useCase
		if err := json.Unmarshal(line, &c); err != nil {
			b.Fatal(err)
		}
		if len(c.Input) > len(largest.Input) {
			largest = c
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := coupon.Validate(largest.Input); err != nil {
			b.Fatal(err)
		}
	}
}
