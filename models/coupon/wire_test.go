package coupon_test

import (
	"bufio"
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
