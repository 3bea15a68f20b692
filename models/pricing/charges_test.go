package pricing

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

func withDeposit(id int, cents int64, n int, deposit string) Line {
	l := each(cents, n, "general")
	l.ID, l.Deposit, l.Brand = id, deposit, "a"
	return l
}

func chargeRules(t testing.TB) Rules {
	return Rules{Currency: "USD", TaxRounding: money.HalfUp,
		Taxes:    map[string][]Tax{"general": {{Name: "State", Rate: rate(t, "6.25%")}}, "bags": {{Name: "Bag tax", Rate: rate(t, "10%")}}},
		Deposits: map[string]Fee{"bottle": {Name: "Bottle deposit", NameES: "Depósito", Amount: usd(10)}, "taxed": {Name: "Taxed deposit", Amount: usd(16), TaxClass: "general"}},
		BagFee:   Fee{Name: "Paper bag", Amount: usd(10), TaxClass: "bags"}}
}

func TestChargesBelongToTheirGoods(t *testing.T) {
	r := chargeRules(t)
	half := catalog.Offer{ID: "half", Kind: catalog.OfferPercent, Percent: money.Percent(50), Brands: []string{"a"}}
	basket := Coupon{Code: "TEN", Name: "10 %", Terms: catalog.StoreCoupon{Code: "TEN", Kind: catalog.PercentOff, Percent: money.Percent(10), Target: catalog.OnBasket}}
	from := Coupon{Code: "FROM", Name: "from", Terms: catalog.StoreCoupon{Code: "FROM", Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnBasket, Minimum: usd(401)}}
	for _, c := range []struct {
		name       string
		basket     Basket
		offers     []catalog.Offer
		lines      int
		tax, total int64
	}{
		// 2 × 2.00 = 4.00, tax 0.25, deposit 2 × 0.10 untaxed
		{"a deposit for each", Basket{Lines: []Line{withDeposit(1, 200, 2, "bottle")}}, nil, 2, 25, 445},
		// taxed together: 4.32 × 6.25 % = 0.27
		{"a deposit that is taxed", Basket{Lines: []Line{withDeposit(1, 200, 2, "taxed")}}, nil, 2, 27, 459},
		{"one that the store does not know", Basket{Lines: []Line{withDeposit(1, 200, 2, "crate")}}, nil, 1, 25, 425},
		{"what nobody has priced", Basket{Lines: []Line{{ID: 1, Sold: SoldUnpriced, Quantity: 1, Deposit: "bottle"}}}, nil, 1, 0, 0},
		// 4.00 − 2.00 by the offer − 0.20 by the coupon = 1.80, tax 0.1125 → 0.11; the deposit stays 0.20
		{"neither offers nor coupons touch it", Basket{Lines: []Line{withDeposit(1, 200, 2, "bottle")}, Coupons: []Coupon{basket}}, []catalog.Offer{half}, 2, 11, 211},
		// the goods are 4.00, the deposits do not lift them to 4.01
		{"nor does it reach a minimum", Basket{Lines: []Line{withDeposit(1, 200, 2, "bottle")}, Coupons: []Coupon{from}}, nil, 2, 25, 445},
		// three bags 0.30, tax 0.03
		{"bags", Basket{Lines: []Line{withDeposit(1, 200, 2, "")}, Bags: 3}, nil, 2, 28, 458},
		{"bags alone", Basket{Bags: 1}, nil, 1, 1, 11},
	} {
		r.Offers = c.offers
		got, err := Price(c.basket, r)
		if err != nil || len(got.Lines) != c.lines || got.Tax != usd(c.tax) || got.Total != usd(c.total) {
			t.Errorf("%s: tax %v total %v, %v: %+v", c.name, got.Tax, got.Total, err, got.Lines)
		}
	}
}

// TestChargesFollowTheirLines: whatever the lines, each deposit stands below
// its goods, counts what they count, and its number is nobody else's.
func TestChargesFollowTheirLines(t *testing.T) {
	rules := chargeRules(t)
	rapid.Check(t, func(t *rapid.T) {
		b := Basket{Bags: rapid.IntRange(0, 3).Draw(t, "bags")}
		for i := range rapid.IntRange(0, 6).Draw(t, "lines") {
			b.Lines = append(b.Lines, withDeposit(rapid.IntRange(0, 3).Draw(t, "gap")+10*i+1, 100, rapid.IntRange(1, 5).Draw(t, "n"), rapid.SampledFrom([]string{"", "bottle", "taxed"}).Draw(t, "deposit")))
		}
		got, err := Price(b, rules)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		for i, l := range got.Lines {
			if seen[l.ID] {
				t.Fatalf("two lines are number %d", l.ID)
			}
			seen[l.ID] = true
			if l.Charge != ChargeDeposit {
				continue
			}
			above := got.Lines[i-1]
			if above.ID != l.Of || above.Quantity != l.Quantity || len(l.Discounts) > 0 {
				t.Fatalf("deposit %+v stands below %+v", l, above)
			}
			if d, ok := got.Deposit(above.ID); !ok || d.ID != l.ID {
				t.Fatalf("the deposit of line %d is not found", above.ID)
			}
		}
		if len(got.Goods()) != len(b.Lines) {
			t.Fatalf("%d goods of %d", len(got.Goods()), len(b.Lines))
		}
	})
}
