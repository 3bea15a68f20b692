package pricing

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
)

// benefitRules tax what is not food with 8.25 %, once an invoice.
func benefitRules(t testing.TB) Rules {
	return Rules{Currency: "USD", SNAP: true, TaxRounding: money.HalfUp,
		Taxes: map[string][]Tax{"general": {{Name: "Sales tax", Rate: rate(t, "8.25%")}}, "vat": {{Name: "VAT", Rate: rate(t, "7%"), Inclusive: true}}},
		Deposits: map[string]Fee{
			"bottle": {Name: "Bottle deposit", Amount: usd(10)},
			"crate":  {Name: "Crate", Amount: usd(100), Voluntary: true},
		},
		BagFee: Fee{Name: "Bag", Amount: usd(10)}}
}

func TestSNAP(t *testing.T) {
	thing := func(id int, cents int64, class string, snap bool, deposit string) Line {
		l := each(cents, 1, class)
		l.ID, l.SNAP, l.Deposit = id, snap, deposit
		return l
	}
	milk, candy, soap := thing(1, 399, "food", true, ""), thing(2, 200, "general", true, ""), thing(3, 500, "general", false, "")
	cola, water, beer := thing(4, 100, "general", true, "bottle"), thing(5, 300, "food", true, "crate"), thing(6, 229, "general", false, "bottle")
	candy.Department = "candy"
	off := Coupon{Code: "C", Name: "1 off candy", Terms: catalog.StoreCoupon{Code: "C", Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnDepartment, Departments: []string{"candy"}}}
	for _, c := range []struct {
		name     string
		b        Basket
		change   func(*Rules)
		eligible int64
		spared   int64 // tax that falls away if benefits pay all of it
		paid     int64 // by benefits
		tax, due int64
	}{
		// milk 3.99 and candy 2.00; tax on 7.00 is 0.5775; on the soap alone 0.4125
		{"nothing asked for", Basket{Lines: []Line{milk, candy, soap}}, nil, 599, 17, 0, 58, 1157},
		{"all that may be", Basket{Lines: []Line{milk, candy, soap}, SNAP: usd(599)}, nil, 599, 17, 599, 41, 541},
		{"more than may be", Basket{Lines: []Line{milk, candy, soap}, SNAP: usd(5000)}, nil, 599, 17, 599, 41, 541},
		// 1.00 goes to the candy first: tax on 6.00 is 0.495, half up 0.50; 10.99 + 0.50 − 1.00
		{"a part pays what is taxed first", Basket{Lines: []Line{milk, candy, soap}, SNAP: usd(100)}, nil, 599, 17, 100, 50, 1049},
		// 2.00 for the candy, 1.00 for the milk: tax on the soap only
		{"then the rest", Basket{Lines: []Line{milk, candy, soap}, SNAP: usd(300)}, nil, 599, 17, 300, 41, 840},
		// the soap's 0.4125 and 0.0825 on what is left of the candy: 0.41 + 0.08
		{"by line", Basket{Lines: []Line{milk, candy, soap}, SNAP: usd(100)}, func(r *Rules) { r.TaxByLine = true }, 599, 17, 100, 49, 1048},
		// the store's coupon leaves 1.00 of the candy: 4.99, tax on 6.00 − 1.00
		{"after the store's coupon", Basket{Lines: []Line{milk, candy, soap}, Coupons: []Coupon{off}, SNAP: usd(499)}, nil, 499, 9, 499, 41, 541},
		// where the coupon keeps the tax, its 1.00 stays taxed and is paid otherwise: 6.00
		{"a coupon that keeps the tax", Basket{Lines: []Line{milk, candy, soap}, Coupons: []Coupon{off}, SNAP: usd(499)}, func(r *Rules) { r.CouponsKeepTax = true }, 499, 8, 499, 50, 550},
		// 1.00 + 0.10; tax 0.0825 → 0.08
		{"a deposit goes with its goods", Basket{Lines: []Line{cola}, SNAP: usd(110)}, nil, 110, 8, 110, 0, 0},
		{"one that no law asks for does not", Basket{Lines: []Line{water}, SNAP: usd(400)}, nil, 300, 0, 300, 0, 100},
		{"nor does that of beer", Basket{Lines: []Line{beer}, SNAP: usd(300)}, nil, 0, 0, 0, 19, 258},
		{"bags are paid otherwise", Basket{Lines: []Line{milk}, Bags: 2, SNAP: usd(419)}, nil, 399, 0, 399, 0, 20},
		{"a price that holds its tax keeps it", Basket{Lines: []Line{thing(1, 107, "vat", true, "")}, SNAP: usd(107)}, nil, 107, 0, 107, 0, 0},
		{"a store that takes none", Basket{Lines: []Line{milk, candy}, SNAP: usd(599)}, func(r *Rules) { r.SNAP = false }, 0, 0, 0, 17, 616},
	} {
		r := benefitRules(t)
		if c.change != nil {
			c.change(&r)
		}
		got, err := Price(c.b, r)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var paid int64
		for _, x := range got.Tenders {
			paid += x.Amount.Minor()
		}
		due, err := got.Due()
		if err != nil || got.SNAPEligible.Minor() != c.eligible || got.SNAPTax.Minor() != c.spared || paid != c.paid || got.Tax != usd(c.tax) || due != usd(c.due) {
			t.Errorf("%s: eligible %v, spares %v, pays %d, tax %v, due %v, %v", c.name, got.SNAPEligible, got.SNAPTax, paid, got.Tax, due, err)
		}
	}
}

// TestBenefitsNeverPayMoreThanTheyMay: whatever is wanted, lines are paid up
// to their nets, the parts are the tender, and more benefits are never more tax.
func TestBenefitsNeverPayMoreThanTheyMay(t *testing.T) {
	rules := benefitRules(t)
	rapid.Check(t, func(t *rapid.T) {
		rules.TaxByLine = rapid.Bool().Draw(t, "by line")
		var b Basket
		for i := range rapid.IntRange(0, 6).Draw(t, "lines") {
			l := each(rapid.Int64Range(1, 999).Draw(t, "cents"), rapid.IntRange(1, 3).Draw(t, "n"), rapid.SampledFrom([]string{"food", "general", "vat"}).Draw(t, "class"))
			l.ID, l.SNAP, l.Deposit = i+1, rapid.Bool().Draw(t, "snap"), rapid.SampledFrom([]string{"", "bottle", "crate"}).Draw(t, "deposit")
			b.Lines = append(b.Lines, l)
		}
		price := func(want int64) Receipt {
			b.SNAP = usd(want)
			got, err := Price(b, rules)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		less := rapid.Int64Range(0, 3000).Draw(t, "less")
		more := less + rapid.Int64Range(0, 3000).Draw(t, "more")
		a, c := price(less), price(more)
		if c.Tax.Minor() > a.Tax.Minor() {
			t.Fatalf("%d of benefits: tax %v; %d: %v", less, a.Tax, more, c.Tax)
		}
		none := price(0)
		if all := price(c.SNAPEligible.Minor()); none.Tax.Minor()-all.Tax.Minor() != none.SNAPTax.Minor() {
			t.Fatalf("tax %v, with all benefits %v, said to fall by %v", none.Tax, all.Tax, none.SNAPTax)
		}
		for _, r := range []Receipt{a, c} {
			var sum, tendered int64
			for _, l := range r.Lines {
				if p := l.ByBenefit.Minor(); p < 0 || p > l.Net.Minor() || p > 0 && !l.SNAP {
					t.Fatalf("benefits pay %d of %+v", p, l)
				}
				sum += l.ByBenefit.Minor()
			}
			for _, x := range r.Tenders {
				tendered += x.Amount.Minor()
			}
			if sum != tendered || sum > r.SNAPEligible.Minor() {
				t.Fatalf("lines %d, tender %d, may be %v", sum, tendered, r.SNAPEligible)
			}
		}
	})
}
