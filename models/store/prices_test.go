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
