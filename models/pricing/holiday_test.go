package pricing

import (
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

func TestTaxHolidays(t *testing.T) {
	state, city := Tax{Name: "State", Rate: rate(t, "6%")}, Tax{Name: "City", Rate: rate(t, "2%")}
	first, after := time.Date(2026, 8, 7, 0, 0, 0, 0, time.UTC), time.Date(2026, 8, 10, 0, 0, 0, 0, time.UTC)
	school := Holiday{Name: "Back to school", From: first, Until: after, Classes: []string{"clothes"}, Ceiling: usd(10000)}
	shirt := func(cents int64, n int) Line {
		l := made(t, 1, "9506000134352", "110", cents, n)
		l.TaxClass = "clothes"
		return l
	}
	bogo := catalog.Offer{ID: "bogo", Kind: catalog.OfferBuyGet, Quantity: 1, Get: 1, Percent: money.Percent(100), Brands: []string{"110"}}
	sale := catalog.Offer{ID: "sale", Kind: catalog.OfferPercent, Percent: money.Percent(20), Brands: []string{"110"}}
	off := Coupon{Code: "C", Name: "c", Terms: catalog.StoreCoupon{Code: "C", Kind: catalog.AmountOff, Amount: usd(2000), Target: catalog.OnBasket}}
	for _, c := range []struct {
		name    string
		line    Line
		at      time.Time
		offers  []catalog.Offer
		coupons []Coupon
		change  func(*Holiday)
		tax     int64
	}{
		{"the day before", shirt(5000, 1), first.Add(-1), nil, nil, nil, 400}, // 3.00 + 1.00
		{"its first moment", shirt(5000, 1), first, nil, nil, nil, 0},
		{"its last", shirt(5000, 1), after.Add(-1), nil, nil, nil, 0},
		{"the moment after", shirt(5000, 1), after, nil, nil, nil, 400},
		{"at the ceiling", shirt(10000, 1), first, nil, nil, nil, 0},
		{"a cent above is taxed whole", shirt(10001, 1), first, nil, nil, nil, 800}, // 6.0006 + 2.0002
		{"for each, not together", shirt(9000, 3), first, nil, nil, nil, 0},
		{"another class", func() Line { l := shirt(5000, 1); l.TaxClass = "tools"; return l }(), first, nil, nil, nil, 400},
		{"the state's tax alone", shirt(5000, 1), first, nil, nil, func(h *Holiday) { h.Taxes = []string{"State"} }, 100},
		{"no ceiling", shirt(90000, 1), first, nil, nil, func(h *Holiday) { h.Ceiling = money.Amount{} }, 0},
		{"the store's price counts", shirt(12000, 1), first, []catalog.Offer{sale}, nil, nil, 0},       // 96.00
		{"and its coupon", shirt(12000, 1), first, nil, []Coupon{off}, nil, 0},                         // 100.00
		{"two for one are not averaged", shirt(12000, 2), first, []catalog.Offer{bogo}, nil, nil, 960}, // 120.00 × 8 %
		// a manufacturer's 30.00 lowers what is taxed, 90.00, but the shirt costs 120.00
		{"a manufacturer's coupon", shirt(12000, 1), first, nil, []Coupon{{Code: "M", Manufacturer: &coupon.Terms{Save: 3000, SaveCode: gs1.SaveCents,
			Purchases: [3]*coupon.Purchase{{Need: 1, Goods: coupon.Goods{CompanyPrefix: "0614141", Family: "110"}}}}}}, nil, 720},
	} {
		h := school
		if c.change != nil {
			c.change(&h)
		}
		r := Rules{Currency: "USD", Taxes: map[string][]Tax{"clothes": {state, city}, "tools": {state, city}}, TaxRounding: money.HalfUp, Holidays: []Holiday{h}, Offers: c.offers, Now: c.at}
		got, err := Price(Basket{Lines: []Line{c.line}, Coupons: c.coupons}, r)
		if err != nil || got.Tax != usd(c.tax) {
			t.Errorf("%s: tax %v, want %d, %v: %+v", c.name, got.Tax, c.tax, err, got.Taxes)
		}
	}
}

func TestARefundGivesBackNoTaxThatAHolidayLifted(t *testing.T) {
	taxes := map[string][]Tax{"clothes": {{Name: "State", Rate: rate(t, "10%")}}, "tools": {{Name: "State", Rate: rate(t, "10%")}}}
	shirt, saw := each(1000, 1, "clothes"), each(1000, 1, "tools")
	saw.ID = 2
	got, err := Price(Basket{Lines: []Line{shirt, saw}}, Rules{Currency: "USD", Taxes: taxes, Holidays: []Holiday{{Until: time.Unix(1, 0), Classes: []string{"clothes"}}}})
	if err != nil || got.Total != usd(2100) {
		t.Fatalf("%v, %v", got.Total, err)
	}
	shares, err := got.Shares(taxes)
	if err != nil || shares[0] != usd(1000) || shares[1] != usd(1100) {
		t.Errorf("%v, %v", shares, err)
	}
}

// TestWhichCouponsKeepTheTax: 10.00 at 8 %, the store's coupon takes 1.00 off,
// the manufacturer's 2.00: 7.00 is paid.
func TestWhichCouponsKeepTheTax(t *testing.T) {
	line := made(t, 1, "9506000134352", "110", 1000, 1)
	line.TaxClass = "general"
	b := Basket{Lines: []Line{line}, Coupons: []Coupon{
		{Code: "S", Name: "s", Terms: catalog.StoreCoupon{Code: "S", Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnBasket}},
		paper("M", "110", 1, 200, gs1.SaveCents),
	}}
	for _, c := range []struct {
		store, maker bool
		tax          int64
	}{
		{false, false, 56}, {true, false, 64}, {false, true, 72}, {true, true, 80},
	} {
		r := Rules{Currency: "USD", Taxes: map[string][]Tax{"general": {{Name: "T", Rate: rate(t, "8%")}}}, CouponsKeepTax: c.store, ManufacturersKeepTax: c.maker}
		got, err := Price(b, r)
		if err != nil || got.Tax != usd(c.tax) || got.Total != usd(700+c.tax) {
			t.Errorf("store's keep %v, manufacturers' %v: tax %v total %v, %v", c.store, c.maker, got.Tax, got.Total, err)
		}
		// What benefits pay is not taxed; what the manufacturer pays may be, and is
		// paid otherwise: 10.00 or 8.00 or 9.00 or 7.00 less the 7.00 of benefits.
		line.SNAP, r.SNAP = true, true
		paid := Basket{Lines: []Line{line}, Coupons: b.Coupons, SNAP: usd(700)}
		if got, err = Price(paid, r); err != nil || got.SNAPEligible != usd(700) || got.Tax != usd(c.tax-56) {
			t.Errorf("with benefits, store's keep %v, manufacturers' %v: tax %v, %v", c.store, c.maker, got.Tax, err)
		}
	}
}

// TestACouponOfTheStoreByItsData: a coupon whose data say that the store pays
// for it lowers the taxed amount as the store's own coupons do.
func TestACouponOfTheStoreByItsData(t *testing.T) {
	line := made(t, 1, "9506000134352", "110", 1000, 1)
	line.TaxClass = "general"
	for _, c := range []struct {
		ofStore bool
		source  string
		tax     int64
	}{{false, SourceManufacturer, 80}, {true, SourceCoupon, 64}} {
		k := paper("M", "110", 1, 200, gs1.SaveCents)
		k.Manufacturer.OfStore = c.ofStore
		got, err := Price(Basket{Lines: []Line{line}, Coupons: []Coupon{k}},
			Rules{Currency: "USD", Taxes: map[string][]Tax{"general": {{Name: "T", Rate: rate(t, "8%")}}}, ManufacturersKeepTax: true})
		if err != nil || got.Tax != usd(c.tax) || got.Lines[0].Discounts[0].Source != c.source {
			t.Errorf("of the store %v: tax %v, %+v, %v", c.ofStore, got.Tax, got.Lines[0].Discounts, err)
		}
	}
}

// TestVATByRate: what the price holds, by rate, before and after, half up and
// half even, once an invoice and once a line.
func TestVATByRate(t *testing.T) {
	full, less := Tax{Name: "MwSt", Rate: rate(t, "20%"), Inclusive: true}, Tax{Name: "MwSt", Rate: rate(t, "7%"), Inclusive: true}
	eur := func(c int64) money.Amount { return money.New(c, "EUR") }
	line := func(id int, cents int64, class string) Line {
		return Line{ID: id, Sold: SoldEach, Quantity: 1, UnitPrice: eur(cents), TaxClass: class}
	}
	twice := []Line{line(1, 123, "full"), line(2, 123, "full"), line(3, 1070, "less")}
	odd := []Line{line(1, 129, "full"), line(3, 1070, "less")}
	// At 20 % a sixth of the price is tax: 1.23 holds 0.205, the middle between
	// two cents; 10.70 at 7 % holds 0.70.
	for _, c := range []struct {
		name       string
		lines      []Line
		round      money.Rounding
		byLine     bool
		full, less int64 // tax
	}{
		{"once an invoice", twice, money.HalfUp, false, 41, 70},              // 2.46 / 6
		{"once a line, half up", twice, money.HalfUp, true, 42, 70},          // 0.21 twice
		{"once a line, half even", twice, money.HalfEven, true, 40, 70},      // 0.20 twice
		{"half even, up to an even cent", odd, money.HalfEven, true, 22, 70}, // 1.29 holds 0.215
		{"half even, once an invoice", odd, money.HalfEven, false, 22, 70},   // the same
	} {
		got, err := Price(Basket{Lines: c.lines}, Rules{Currency: "EUR", Taxes: map[string][]Tax{"full": {full}, "less": {less}}, TaxRounding: c.round, TaxByLine: c.byLine})
		if err != nil || len(got.Taxes) != 2 || !got.Tax.IsZero() || got.Total != got.Subtotal {
			t.Errorf("%s: %+v, %v", c.name, got, err)
			continue
		}
		for i, want := range []int64{c.full, c.less} {
			x := got.Taxes[i]
			before, err := x.Before()
			if err != nil || x.Amount != eur(want) || before.Minor()+want != x.Taxable.Minor() {
				t.Errorf("%s: %+v before %v, %v", c.name, x, before, err)
			}
		}
	}
}
