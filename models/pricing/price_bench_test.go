package pricing

import (
	"fmt"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// BenchmarkPrice prices what a touchscreen draws with each change: forty lines
// with deposits, offers, both kinds of coupons, stacked taxes, a holiday and
// benefits that pay a part.
func BenchmarkPrice(b *testing.B) {
	r := chargeRules(b)
	r.SNAP, r.Now = true, time.Unix(1, 0)
	r.Taxes["general"] = append(r.Taxes["general"], Tax{Name: "City", Rate: rate(b, "2.25%")})
	r.Holidays = []Holiday{{Until: time.Unix(2, 0), Classes: []string{"clothes"}, Ceiling: usd(10000)}}
	r.Taxes["clothes"] = r.Taxes["general"]
	for i := range 6 {
		r.Offers = append(r.Offers, catalog.Offer{ID: fmt.Sprint(i), Kind: catalog.OfferNFor, Quantity: 3, Price: usd(500), Brands: []string{fmt.Sprint(i)}})
	}
	basket := Basket{Bags: 2, SNAP: usd(2000), Coupons: []Coupon{
		{Code: "S", Name: "s", Terms: catalog.StoreCoupon{Code: "S", Kind: catalog.PercentOff, Percent: money.Percent(10), Target: catalog.OnBasket}},
		paper("M", "110", 2, 100, gs1.SaveCents),
	}}
	for i := range 40 {
		l := made(b, i+1, "9506000134352", "110", int64(100+7*i), 1+i%3)
		l.Brand, l.TaxClass = fmt.Sprint(i%12), []string{"", "general", "clothes"}[i%3]
		l.SNAP, l.Deposit = i%2 == 0, []string{"", "", "bottle", "taxed"}[i%4]
		basket.Lines = append(basket.Lines, l)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Price(basket, r); err != nil {
			b.Fatal(err)
		}
	}
}
