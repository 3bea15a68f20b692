package cli_test

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/handlers/cli"
)

const couponRequest = `{"basket":[{"product_code":"A","price":2.50,"quantity":2,"unit":"item"}],
"coupons":[{"gs1":"8112001","purchase_requirement":{"primary_purchase_gtins":["A"],"primary_purchase_save_value":100,
"primary_purchase_requirements":2,"primary_purchase_req_code":0,"save_value_code":0}}]}`

func TestCouponBasket(t *testing.T) {
	for _, c := range []struct {
		name, in, out string
		json          bool
		exit          int
		fails         bool
	}{
		{"json", couponRequest, `{"discount_in_cents":100,"applied_coupons":[{"coupon_code":"8112001","face_value_in_cents":100,"product_codes":{"gtins":["A"]}}]}` + "\n", true, 0, false},
		{"words", couponRequest, "8112001  1.00 off\n1 coupons apply, 1.00 off in all\n", false, 0, false},
		{"nothing applies", `{"basket":[],"coupons":[]}`, `{"discount_in_cents":0,"applied_coupons":[]}` + "\n", true, 0, false},
		{"no JSON", "hello", "", true, 2, true},
		{"a price in words", `{"basket":[{"product_code":"A","price":"dear","quantity":1}],"coupons":[]}`, "", true, 2, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var w strings.Builder
			exit, err := cli.CouponBasket(&w, strings.NewReader(c.in), c.json)
			if exit != c.exit || (err != nil) != c.fails || w.String() != c.out {
				t.Errorf("exit %d, error %v, wrote %q; want exit %d, %q", exit, err, w.String(), c.exit, c.out)
			}
		})
	}
}
