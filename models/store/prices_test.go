package store

import (
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/money"
)

// priced is the small store with more keys under prices.
func priced(more string) string {
	return strings.Replace(small, "prices:\n", "prices:\n"+more, 1)
}

func TestDepositsAndBags(t *testing.T) {
	s, _, err := Load(write(t, priced("  deposits: {crate: {name: Crate, name_es: Caja, amount_cents: 150, tax_class: food}}\n  bag_fee: {name: Bag, amount_cents: 10}\n  snap: true\n"), goods))
	if err != nil {
		t.Fatal(err)
	}
	r := s.Rules(time.Now())
	if d := r.Deposits["crate"]; d.Amount != money.New(150, "USD") || d.NameES != "Caja" || d.TaxClass != "food" {
		t.Errorf("the deposit is %+v", d)
	}
	if !r.SNAP {
		t.Error("benefits are not taken")
	}
	if r.BagFee.Amount != money.New(10, "USD") || r.BagFee.TaxClass != "" {
		t.Errorf("the bag is %+v", r.BagFee)
	}
}

func TestPricesSayWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, more, want string }{
		{"a deposit of nothing", "  deposits: {crate: {name: Crate, amount_cents: 0}}\n", "prices.deposits.crate.amount_cents: 0 is not 1 to 1e+06"},
		{"a deposit without a name", "  deposits: {crate: {amount_cents: 5}}\n", "prices.deposits.crate.name: is missing"},
		{"its class", "  deposits: {crate: {name: Crate, amount_cents: 5, tax_class: moon}}\n", `prices.deposits.crate.tax_class: the tax table has no class "moon"`},
		{"a holiday that ends before", "  tax_holidays: [{name: H, from: 2026-08-09, until: 2026-08-08, classes: [food]}]\n", "prices.tax_holidays[0].until: is before from"},
		{"a holiday on no day", "  tax_holidays: [{name: H, from: 2026-08-32, until: 2026-08-08, classes: [food]}]\n", `prices.tax_holidays[0].from: "2026-08-32" is not a day like 2026-08-07`},
		{"a holiday of no class", "  tax_holidays: [{name: H, from: 2026-08-07, until: 2026-08-08, classes: [moon]}]\n", `prices.tax_holidays[0].classes[0]: the tax table has no class "moon"`},
		{"a holiday from no tax", "  tax_holidays: [{name: H, from: 2026-08-07, until: 2026-08-08, classes: [food], taxes: [moon]}]\n", `prices.tax_holidays[0].taxes[0]: no class of the holiday has a tax "moon"`},
		{"the bag's class", "  bag_fee: {name: Bag, amount_cents: 5, tax_class: moon}\n", `prices.bag_fee.tax_class: the tax table has no class "moon"`},
	} {
		_, _, err := Load(write(t, priced(c.more), goods))
		check(t, c.name, err, c.want)
	}
}

func TestGoodsNameADepositOfTheStore(t *testing.T) {
	head, row, _ := strings.Cut(goods, "\n")
	with := head + ",deposit\n" + strings.TrimRight(row, "\n") + ",crate\n"
	_, _, err := Load(write(t, small, with))
	check(t, "a deposit that is not there", err, `products[0].deposit: the store has no deposit "crate"`)
	if _, _, err := Load(write(t, priced("  deposits: {crate: {name: Crate, amount_cents: 150}}\n"), with)); err != nil {
		t.Error(err)
	}
}

// TestHolidaysAreDaysOfTheStore: from midnight to midnight in its time zone.
func TestHolidaysAreDaysOfTheStore(t *testing.T) {
	s, _, err := Load(write(t, priced("  tax_holidays: [{name: H, from: 2026-08-07, until: 2026-08-09, classes: [food], ceiling_cents: 10000}]\n"), goods))
	if err != nil {
		t.Fatal(err)
	}
	h := s.Rules(time.Now()).Holidays[0]
	in := s.Location
	if !h.From.Equal(time.Date(2026, 8, 7, 0, 0, 0, 0, in)) || !h.Until.Equal(time.Date(2026, 8, 10, 0, 0, 0, 0, in)) || h.Ceiling != money.New(10000, "USD") {
		t.Errorf("%+v", h)
	}
}

func TestCouponsThatKeepTheTax(t *testing.T) {
	for more, want := range map[string][2]bool{
		"":                                 {false, false},
		"  coupons_keep_tax: true\n":       {true, false},
		"  store_coupons_keep_tax: true\n": {true, false},
		"  manufacturers_coupons_keep_tax: true\n": {false, true},
	} {
		s, _, err := Load(write(t, priced(more), goods))
		if err != nil {
			t.Fatal(err)
		}
		if r := s.Rules(time.Now()); r.CouponsKeepTax != want[0] || r.ManufacturersKeepTax != want[1] {
			t.Errorf("%q: %v %v", more, r.CouponsKeepTax, r.ManufacturersKeepTax)
		}
	}
}
