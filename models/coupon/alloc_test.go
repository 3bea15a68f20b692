package coupon_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/gs1"
)

// TestParsersAllocateByTheirInput: whatever is scanned or imported costs memory
// in proportion to its size, so that no short text fills a cart's.
func TestParsersAllocateByTheirInput(t *testing.T) {
	const size = 200_000
	long := func(s string) string { return strings.Repeat(s, size/len(s)+1)[:size] }
	code := func(s string) { _, _ = gs1.Parse(s) }
	validate := func(s string) { _, _ = coupon.Validate([]byte(s)) }
	asJSON := func(s string) { _, _ = coupon.ReadMasterJSON(strings.NewReader(s)) }
	asCSV := func(s string) { _, _ = coupon.ReadMasterCSV(strings.NewReader(s)) }
	for _, c := range []struct {
		name, in string
		parse    func(string)
	}{
		{"digits", long("0"), code},
		{"element strings", ("]C1" + long("10A\x1d"))[:8000], code},
		{"brackets", long("(10)A")[:8000], code},
		{"brackets that are none", long("((")[:8000], code},
		{"escaped brackets", "(10)" + long(`\(`)[:8000], code},
		{"too many brackets", long("(10)A"), code},
		{"a long path", ("https://a" + long("/01"))[:8000], code},
		{"primary keys without end", ("https://a" + long("/01/1"))[:8000], code},
		{"a long query", ("https://a/01/09521234543213?" + long("10=%41&"))[:8000], code},
		{"coupon data", "(8110)" + long("1"), code},
		{"a number without end", `{"basket":[{"product_code":"A","price":` + long("1") + `}]}`, validate},
		{"a weight without end", `{"basket":[{"product_code":"A","price":0.` + long("1") + `,"quantity":1,"unit":"lb"}]}`, validate},
		{"lines of nothing", `{"basket":[` + long("{},") + `{}]}`, validate},
		{"coupons of nothing", `{"coupons":[` + long("{},") + `{}]}`, validate},
		{"great quantities", `{"basket":[{"product_code":"A","price":1,"quantity":1000000}],"coupons":[` + long(`{"gs1":"81122","purchase_requirement":{"primary_purchase_gtins":["A"],"primary_purchase_save_value":1,"primary_purchase_requirements":1,"primary_purchase_req_code":0}},`) + `{}]}`, validate},
		{"a deep list", long("["), asJSON},
		{"offers of nothing", "[" + long("{},") + "{}]", asJSON},
		{"a wide head", long("a,") + "\n" + long("1,"), asCSV},
		{"one line, many columns", "base_gs1\n" + long(","), asCSV},
	} {
		if got, most := allocated(func() { c.parse(c.in) }), uint64(200*len(c.in)+1<<17); got > most {
			t.Errorf("%s: %d bytes of input cost %d, more than %d", c.name, len(c.in), got, most)
		}
	}
}

// allocated is how many bytes f allocates; tests that run beside it add theirs,
// so the least of three is taken.
func allocated(f func()) (least uint64) {
	least = ^uint64(0)
	for range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}
