package pricing_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

// maker is the company prefix of all goods that name a family.
const maker = "0614141"

// decimalRow is an amount of the store's currency as written.
type decimalRow struct{ text string }

// UnmarshalText keeps the digits; the currency is not known yet.
func (d *decimalRow) UnmarshalText(b []byte) error { d.text = string(b); return nil }

func (d decimalRow) of(t *testing.T, currency string) money.Amount {
	if d.text == "" {
		return money.Amount{}
	}
	a, err := money.Parse(d.text, currency)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// weightRow is a net weight as indicated, like "1.295 lb" by a scale of
// 0.005 lb; "3.45 100g" is 345 g.
type weightRow struct{ evidence.Weight }

// UnmarshalText reads a decimal with three places at most and a legal unit.
func (w *weightRow) UnmarshalText(b []byte) error {
	number, unit, ok := strings.Cut(string(b), " ")
	whole, frac, _ := strings.Cut(number, ".")
	milli, err := strconv.ParseInt(whole+(frac + "000")[:3], 10, 64)
	if !ok || err != nil || len(frac) > 3 {
		return fmt.Errorf("%q is not like 1.295 lb", b)
	}
	w.Weight = evidence.Weight{Count: milli / 5, DivisionMilli: 5, Unit: evidence.Unit(unit)}
	if milli%5 != 0 {
		return fmt.Errorf("%q is no multiple of 0.005", b)
	}
	return nil
}

func (g golden) basket(t *testing.T) pricing.Basket {
	b := pricing.Basket{Currency: g.Currency, Bags: g.Bags, SNAP: g.PaysSNAP.of(t, g.Currency)}
	for i, row := range g.Basket {
		l := pricing.Line{ID: i + 1, Name: row.Name, Quantity: max(row.N, 1), Sold: pricing.SoldEach, UnitPrice: row.Price.of(t, g.Currency),
			TaxClass: row.Class, Department: row.Dept, Brand: row.Brand, Deposit: row.Deposit, SNAP: row.Eligible, Weight: row.Weight.Weight, Flags: row.Flags}
		if row.Family != "" {
			l.CompanyPrefix, l.Family = maker, row.Family
		}
		if row.GTIN != "" {
			l.Item.GTIN = gtin(t, row.GTIN)
		}
		switch {
		case row.Price.text == "":
			l.Sold = pricing.SoldUnpriced
		case !row.Weight.IsZero():
			l.Sold = pricing.SoldByWeight
		}
		b.Lines = append(b.Lines, l)
	}
	return b
}

// today lets the rules know prices that are not those of the basket any more.
func (g golden) today(t *testing.T, r pricing.Rules) pricing.Rules {
	if len(g.Today) == 0 {
		return r
	}
	prices := map[gs1.GTIN]money.Amount{}
	for code, price := range g.Today {
		prices[gtin(t, code)] = price.of(t, g.Currency)
	}
	r.Today = func(i evidence.Item) (money.Amount, bool) { p, ok := prices[i.GTIN]; return p, ok }
	return r
}

func gtin(t *testing.T, s string) gs1.GTIN {
	g, err := gs1.ParseGTIN(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
