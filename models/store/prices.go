package store

import (
	"time"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

// Prices are the rules by which a basket becomes a receipt.
type Prices struct {
	Rounding       money.Rounding // of a line
	TaxRounding    money.Rounding
	TaxByLine      bool
	CouponsKeepTax bool
	Taxes          map[string][]pricing.Tax // by tax class
	Deposits       map[string]pricing.Fee   // by the name that products give
	BagFee         pricing.Fee
	SNAP           bool // benefits are taken, at the checkouts
}

// Rules are what pricing needs of the store, at an instant.
func (s *Store) Rules(now time.Time) pricing.Rules {
	p := s.Prices
	return pricing.Rules{
		Currency: s.Currency, Taxes: p.Taxes, TaxRounding: p.TaxRounding, TaxByLine: p.TaxByLine, CouponsKeepTax: p.CouponsKeepTax,
		Deposits: p.Deposits, BagFee: p.BagFee, SNAP: p.SNAP, Now: now.In(s.Location),
	}
}

type pricesFile struct {
	Rounding       money.Rounding       `yaml:"rounding" strict:"required"`
	TaxRounding    money.Rounding       `yaml:"tax_rounding" strict:"required"`
	TaxBy          string               `yaml:"tax_by" strict:"required"`
	CouponsKeepTax bool                 `yaml:"coupons_keep_tax"`
	Taxes          map[string][]taxFile `yaml:"taxes" strict:"required"`
	Deposits       map[string]feeFile   `yaml:"deposits"`
	BagFee         feeFile              `yaml:"bag_fee"`
	SNAP           bool                 `yaml:"snap"`
}

type taxFile struct {
	Name     string     `yaml:"name" strict:"required"`
	Rate     money.Rate `yaml:"rate" strict:"required"`
	Included bool       `yaml:"included"`
}

// feeFile is a deposit or the fee for a bag.
type feeFile struct {
	Name     string `yaml:"name" strict:"required"`
	NameES   string `yaml:"name_es"`
	Amount   int64  `yaml:"amount_cents" strict:"required"`
	TaxClass string `yaml:"tax_class"`
	// Voluntary is a deposit that no law asks for: SNAP benefits do not pay it.
	Voluntary bool `yaml:"voluntary"`
}

func (f feeFile) fee(currency string) pricing.Fee {
	return pricing.Fee{Name: f.Name, NameES: f.NameES, Amount: money.New(f.Amount, currency), TaxClass: f.TaxClass, Voluntary: f.Voluntary}
}

func (f pricesFile) prices(currency string) Prices {
	p := Prices{
		Rounding: f.Rounding, TaxRounding: f.TaxRounding, TaxByLine: f.TaxBy == "line", CouponsKeepTax: f.CouponsKeepTax, SNAP: f.SNAP,
		Taxes: map[string][]pricing.Tax{}, Deposits: map[string]pricing.Fee{},
	}
	for class, taxes := range f.Taxes {
		p.Taxes[class] = nil
		for _, t := range taxes {
			p.Taxes[class] = append(p.Taxes[class], pricing.Tax{Name: t.Name, Rate: t.Rate, Inclusive: t.Included})
		}
	}
	for name, d := range f.Deposits {
		p.Deposits[name] = d.fee(currency)
	}
	if f.BagFee != (feeFile{}) {
		p.BagFee = f.BagFee.fee(currency)
	}
	return p
}

// maxFee is far above any deposit or bag in minor units: a slip is found.
const maxFee = 1_000_000

// prices reports what the types of the keys under prices cannot tell.
func (l *loader) prices() {
	f := &l.file.Prices
	l.oneOf("prices.tax_by", f.TaxBy, "line", "invoice")
	for name, d := range f.Deposits {
		l.fee("prices.deposits."+name, d)
	}
	if f.BagFee != (feeFile{}) {
		l.fee("prices.bag_fee", f.BagFee)
	}
}

func (l *loader) fee(path string, f feeFile) {
	l.within(path+".amount_cents", float64(f.Amount), 1, maxFee)
	if _, ok := l.file.Prices.Taxes[f.TaxClass]; f.TaxClass != "" && !ok {
		l.add(path+".tax_class", "the tax table has no class %q", f.TaxClass)
	}
}
