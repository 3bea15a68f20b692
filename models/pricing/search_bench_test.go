package pricing

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// A made-up store: 400 products of 40 brands, ten of each brand in one of 12
// departments, at prices that end in 9.
type shelf struct {
	rng   *rand.Rand
	lines []Line
}

func newShelf(seed uint64) *shelf {
	s := &shelf{rng: rand.New(rand.NewPCG(seed, 1))}
	for i := range 400 {
		g, err := gs1.ParseGTIN(withCheck(fmt.Sprintf("95201%07d", i)))
		if err != nil {
			panic(err)
		}
		l := Line{Sold: SoldEach, Quantity: 1, UnitPrice: usd(int64(s.rng.IntN(90))*10 + 59), Brand: fmt.Sprint("b", i/10),
			Department: fmt.Sprint("d", i/10%12), CompanyPrefix: fmt.Sprint("95201", i/50), Family: fmt.Sprintf("%03d", 100+i/5), Name: fmt.Sprint("p", i)}
		l.Item.GTIN = g
		s.lines = append(s.lines, l)
	}
	return s
}

func withCheck(body string) string {
	sum := 0
	for i, c := range body {
		sum += int(c-'0') * (1 + 2*(i%2))
	}
	return body + fmt.Sprint((10-sum%10)%10)
}

// basket draws lines of different products; things on offer are bought in the
// numbers that offers ask for now and then.
func (s *shelf) basket(lines, coupons int) Basket {
	b := Basket{Currency: "USD"}
	for i, p := range s.rng.Perm(len(s.lines))[:lines] {
		l := s.lines[p]
		l.ID, l.Quantity = i+1, 1
		if s.rng.IntN(4) == 0 {
			l.Quantity = 2 + s.rng.IntN(4)
		}
		b.Lines = append(b.Lines, l)
	}
	for i := range coupons {
		l := s.lines[s.rng.IntN(len(s.lines))]
		if i%2 == 0 {
			b.Coupons = append(b.Coupons, Coupon{Code: fmt.Sprint("s", i), Terms: catalog.StoreCoupon{Code: "s", Kind: catalog.AmountOff, Amount: usd(50), Target: catalog.OnDepartment, Departments: []string{l.Department}}})
			continue
		}
		b.Coupons = append(b.Coupons, Coupon{Code: fmt.Sprint("m", i), Manufacturer: &coupon.Terms{Save: 50, Purchases: [3]*coupon.Purchase{{Need: 1, Goods: coupon.Goods{CompanyPrefix: l.CompanyPrefix, Family: l.Family}}}}})
	}
	return b
}

// offers draws a leaflet: most are for some products of one brand or for a
// brand, a few for a department.
func (s *shelf) offers(n int) (out []catalog.Offer) {
	for i := range n {
		l := s.lines[s.rng.IntN(len(s.lines))]
		o := catalog.Offer{ID: fmt.Sprint(i), Name: fmt.Sprint(i)}
		switch r := s.rng.IntN(10); {
		case r < 5:
			for _, k := range s.lines {
				if k.Brand == l.Brand && s.rng.IntN(2) == 0 {
					o.GTINs = append(o.GTINs, k.Item.GTIN)
				}
			}
			o.GTINs = append(o.GTINs, l.Item.GTIN)
		case r < 9:
			o.Brands = []string{l.Brand}
		default:
			o.Departments = []string{l.Department}
		}
		switch s.rng.IntN(6) {
		case 0, 1:
			o.Kind, o.Quantity = catalog.OfferNFor, 2+s.rng.IntN(4)
			o.Price = usd(l.UnitPrice.Minor() * int64(o.Quantity) * 8 / 10)
		case 2:
			o.Kind, o.Quantity, o.Get, o.Percent = catalog.OfferBuyGet, 1+s.rng.IntN(3), 1, money.Percent([]int64{50, 100}[s.rng.IntN(2)])
		case 3:
			o.Kind, o.Percent = catalog.OfferPercent, money.Percent(int64(5+s.rng.IntN(30)))
		case 4:
			o.Kind, o.Amount, o.Limit = catalog.OfferAmount, usd(int64(10+s.rng.IntN(90))), s.rng.IntN(3)
		case 5:
			o.Kind, o.Minimum, o.Percent = catalog.OfferThreshold, usd(int64(1000+s.rng.IntN(3000))), money.Percent(10)
		}
		out = append(out, o)
	}
	return out
}

// BenchmarkBestOffers prices generated baskets and reports the median, the 95th
// hundredth and the longest time of one, and the share whose search was
// finished. One core: GOMAXPROCS=1 go test ./models/pricing -run '^$' -bench BestOffers
func BenchmarkBestOffers(b *testing.B) {
	for _, c := range []struct{ lines, offers, coupons int }{{10, 20, 2}, {40, 60, 10}, {80, 60, 20}} {
		b.Run(fmt.Sprintf("%d lines %d offers %d coupons", c.lines, c.offers, c.coupons), func(b *testing.B) {
			s := newShelf(uint64(c.lines))
			type trip struct {
				basket Basket
				rules  Rules
			}
			var trips []trip
			for range 200 {
				trips = append(trips, trip{s.basket(c.lines, c.coupons), Rules{Currency: "USD", Offers: s.offers(c.offers)}})
			}
			b.ReportAllocs()
			var took []time.Duration
			exact := 0
			for i := 0; b.Loop(); i++ {
				t := trips[i%len(trips)]
				begun := time.Now()
				r, err := Price(t.basket, t.rules)
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
				if !r.Greedy {
					exact++
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "worst-ms")
			b.ReportMetric(100*float64(exact)/float64(len(took)), "exact-%")
		})
	}
}
