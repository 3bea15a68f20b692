package store

import (
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

// Prices are the rules by which a basket becomes a receipt.
type Prices struct {
	TaxRounding    money.Rounding
	TaxByLine      bool
	Taxes          map[string][]pricing.Tax // by tax class
	Holidays       []pricing.Holiday
	CouponsKeepTax bool                   // a store's coupon does not lower the taxed amount
	MakersKeepTax  bool                   // nor does a manufacturer's
	Deposits       map[string]pricing.Fee // by the name that products give
	BagFee         pricing.Fee
	SNAP           bool // benefits are taken, at the checkouts
}

// Rules are what pricing needs of the store, at an instant.
func (s *Store) Rules(now time.Time) pricing.Rules {
	p := s.Prices
	return pricing.Rules{
		Currency: s.Currency, Taxes: p.Taxes, TaxRounding: p.TaxRounding, TaxByLine: p.TaxByLine,
		Holidays: p.Holidays, CouponsKeepTax: p.CouponsKeepTax, ManufacturersKeepTax: p.MakersKeepTax,
		Deposits: p.Deposits, BagFee: p.BagFee, SNAP: p.SNAP, Now: now.In(s.Location),
	}
}

type pricesFile struct {
	TaxRounding    money.Rounding       `yaml:"tax_rounding" strict:"required"`
	TaxBy          string               `yaml:"tax_by" strict:"required"`
	CouponsKeepTax bool                 `yaml:"coupons_keep_tax"` // the older name of the next
	StoresKeepTax  bool                 `yaml:"store_coupons_keep_tax"`
	MakersKeepTax  bool                 `yaml:"manufacturers_coupons_keep_tax"`
	Taxes          map[string][]taxFile `yaml:"taxes" strict:"required"`
	Holidays       []holidayFile        `yaml:"tax_holidays"`
	Deposits       map[string]feeFile   `yaml:"deposits"`
	BagFee         feeFile              `yaml:"bag_fee"`
	SNAP           bool                 `yaml:"snap"`
}

type taxFile struct {
	Name     string     `yaml:"name" strict:"required"`
	Rate     money.Rate `yaml:"rate" strict:"required"`
	Included bool       `yaml:"included"`
}

// holidayFile lifts taxes of some classes on some days.
type holidayFile struct {
	Name    string   `yaml:"name" strict:"required"`
	From    day      `yaml:"from" strict:"required"`
	Until   day      `yaml:"until" strict:"required"` // the last day
	Classes []string `yaml:"classes" strict:"required"`
	Taxes   []string `yaml:"taxes"`         // by name; all of them where none is named
	Ceiling int64    `yaml:"ceiling_cents"` // the highest price of one item
}

// day is 2026-08-07 in the store's time zone.
type day struct{ year, month, day int }

// UnmarshalText reads YYYY-MM-DD.
func (d *day) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return fmt.Errorf("%.20q is not a day like 2026-08-07", b)
	}
	*d = day{t.Year(), int(t.Month()), t.Day()}
	return nil
}

// start is the first moment of the day after so many days.
func (d day) start(in *time.Location, after int) time.Time {
	return time.Date(d.year, time.Month(d.month), d.day+after, 0, 0, 0, 0, in)
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

func (f pricesFile) prices(currency string, in *time.Location) Prices {
	p := Prices{
		TaxRounding: f.TaxRounding, TaxByLine: f.TaxBy == "line", CouponsKeepTax: f.CouponsKeepTax || f.StoresKeepTax, MakersKeepTax: f.MakersKeepTax, SNAP: f.SNAP,
		Taxes: map[string][]pricing.Tax{}, Deposits: map[string]pricing.Fee{},
	}
	for class, taxes := range f.Taxes {
		p.Taxes[class] = nil
		for _, t := range taxes {
			p.Taxes[class] = append(p.Taxes[class], pricing.Tax{Name: t.Name, Rate: t.Rate, Inclusive: t.Included})
		}
	}
	for _, h := range f.Holidays {
		p.Holidays = append(p.Holidays, pricing.Holiday{Name: h.Name, From: h.From.start(in, 0), Until: h.Until.start(in, 1), Classes: h.Classes, Taxes: h.Taxes, Ceiling: money.New(h.Ceiling, currency)})
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
	for i, h := range f.Holidays {
		l.holiday(fmt.Sprintf("prices.tax_holidays[%d]", i), h)
	}
	for name, d := range f.Deposits {
		l.fee("prices.deposits."+name, d)
	}
	if f.BagFee != (feeFile{}) {
		l.fee("prices.bag_fee", f.BagFee)
	}
}

func (l *loader) holiday(path string, h holidayFile) {
	if h.Until.start(time.UTC, 1).Compare(h.From.start(time.UTC, 0)) <= 0 {
		l.add(path+".until", "is before from")
	}
	l.within(path+".ceiling_cents", float64(h.Ceiling), 0, 1e12)
	l.some(path+".classes", len(h.Classes))
	of := map[string]bool{}
	for i, class := range h.Classes {
		taxes, ok := l.file.Prices.Taxes[class]
		if !ok {
			l.add(fmt.Sprintf("%s.classes[%d]", path, i), "the tax table has no class %q", class)
		}
		for _, t := range taxes {
			of[t.Name] = true
		}
	}
	for i, name := range h.Taxes {
		if !of[name] {
			l.add(fmt.Sprintf("%s.taxes[%d]", path, i), "no class of the holiday has a tax %q", name)
		}
	}
}

func (l *loader) fee(path string, f feeFile) {
	l.within(path+".amount_cents", float64(f.Amount), 1, maxFee)
	if _, ok := l.file.Prices.Taxes[f.TaxClass]; f.TaxClass != "" && !ok {
		l.add(path+".tax_class", "the tax table has no class %q", f.TaxClass)
	}
}
