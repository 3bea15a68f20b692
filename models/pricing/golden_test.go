package pricing_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/catalog/strict"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

// TestGoldenReceipts prices the baskets of testdata/golden. Each file is a
// small store, a basket and its receipt, worked by hand in its comments.
func TestGoldenReceipts(t *testing.T) {
	names, err := filepath.Glob("testdata/golden/*.yaml")
	if err != nil || len(names) < 40 {
		t.Errorf("%d golden receipts, %v; want 40 at least", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".yaml"), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var g golden
			if problems, _ := strict.Decode(src, &g); len(problems) > 0 {
				t.Fatalf("%s: %v", name, problems)
			}
			rules, basket := g.rules(t), g.basket(t)
			for _, c := range g.Coupons {
				basket.Coupons = append(basket.Coupons, g.coupon(t, c))
			}
			r, err := pricing.Price(basket, rules)
			if err != nil {
				t.Fatal(err)
			}
			got, want := printed(t, r), tidy(g.Receipt)
			for i := range max(len(got), len(want)) {
				if a, b := at(got, i), at(want, i); a != b {
					t.Errorf("line %d of the receipt: %q, worked by hand %q", i+1, a, b)
				}
			}
		})
	}
}

// golden is a file. Amounts are decimals of the store's currency, those of the
// catalogue minor units as in every catalogue.
type golden struct {
	Currency  string                `yaml:"currency" strict:"required"`
	TaxBy     string                `yaml:"tax_by"` // line, else invoice
	Rounding  money.Rounding        `yaml:"tax_rounding"`
	StoreKeep bool                  `yaml:"store_coupons_keep_tax"`
	MakerKeep bool                  `yaml:"manufacturers_coupons_keep_tax"`
	Taxes     map[string][]taxRow   `yaml:"taxes"`
	Holidays  []holidayRow          `yaml:"tax_holidays"`
	Deposits  map[string]feeRow     `yaml:"deposits"`
	BagFee    feeRow                `yaml:"bag_fee"`
	SNAP      bool                  `yaml:"snap"`
	Catalogue strict.Raw            `yaml:"catalogue"` // offers and coupons as catalog.Read has them
	Makers    map[string]makerRow   `yaml:"manufacturers"`
	Given     map[string]givenRow   `yaml:"given"`
	Today     map[string]decimalRow `yaml:"today"` // today's price, by GTIN
	Now       string                `yaml:"now"`   // 2006-01-02 15:04
	Member    bool                  `yaml:"member"`
	Bags      int                   `yaml:"bags"`
	PaysSNAP  decimalRow            `yaml:"pays_snap"`
	Basket    []lineRow             `yaml:"basket" strict:"required"`
	Coupons   []string              `yaml:"coupons"`
	Receipt   string                `yaml:"receipt" strict:"required"`
}

type taxRow struct {
	Name     string     `yaml:"name" strict:"required"`
	Rate     money.Rate `yaml:"rate" strict:"required"`
	Included bool       `yaml:"included"`
}

type holidayRow struct {
	From    string     `yaml:"from" strict:"required"`
	Until   string     `yaml:"until" strict:"required"`
	Classes []string   `yaml:"classes" strict:"required"`
	Taxes   []string   `yaml:"taxes"`
	Ceiling decimalRow `yaml:"ceiling"`
}

type feeRow struct {
	Name      string     `yaml:"name" strict:"required"`
	Amount    decimalRow `yaml:"amount" strict:"required"`
	Class     string     `yaml:"class"`
	Voluntary bool       `yaml:"voluntary"`
}

// makerRow is a manufacturer's coupon on one purchase, coded as in AI (8110).
type makerRow struct {
	Family          string              `yaml:"family" strict:"required"`
	Requirement     int64               `yaml:"requirement" strict:"required"`
	RequirementCode gs1.RequirementCode `yaml:"requirement_code"`
	Save            int64               `yaml:"save"`
	SaveCode        gs1.SaveCode        `yaml:"save_code"`
}

type givenRow struct {
	Minor     int64 `yaml:"minor"`
	ByShopper int   `yaml:"by_shopper"`
}

type lineRow struct {
	Name     string     `yaml:"name" strict:"required"`
	Price    decimalRow `yaml:"price"` // none: not priced yet
	N        int        `yaml:"n"`     // 1 where none
	Weight   weightRow  `yaml:"weight"`
	Class    string     `yaml:"class"`
	Dept     string     `yaml:"department"`
	Brand    string     `yaml:"brand"`
	Family   string     `yaml:"family"` // of the maker 0614141
	GTIN     string     `yaml:"gtin"`
	Deposit  string     `yaml:"deposit"`
	Eligible bool       `yaml:"snap"`
	Flags    []string   `yaml:"flags"`
}

func (g golden) rules(t *testing.T) pricing.Rules {
	r := pricing.Rules{Currency: g.Currency, TaxByLine: g.TaxBy == "line", TaxRounding: g.Rounding, CouponsKeepTax: g.StoreKeep,
		ManufacturersKeepTax: g.MakerKeep, SNAP: g.SNAP, Member: g.Member, Now: clock(t, time.DateOnly+" 15:04", cmp.Or(g.Now, "2026-11-23 15:00")),
		Taxes: map[string][]pricing.Tax{}, Deposits: map[string]pricing.Fee{}, Given: map[string]pricing.Given{}, Offers: g.read(t).Offers}
	for class, taxes := range g.Taxes {
		for _, x := range taxes {
			r.Taxes[class] = append(r.Taxes[class], pricing.Tax{Name: x.Name, Rate: x.Rate, Inclusive: x.Included})
		}
	}
	for _, h := range g.Holidays {
		r.Holidays = append(r.Holidays, pricing.Holiday{From: clock(t, time.DateOnly, h.From), Until: clock(t, time.DateOnly, h.Until).AddDate(0, 0, 1),
			Classes: h.Classes, Taxes: h.Taxes, Ceiling: h.Ceiling.of(t, g.Currency)})
	}
	for name, f := range g.Deposits {
		r.Deposits[name] = g.fee(t, f)
	}
	if g.BagFee != (feeRow{}) {
		r.BagFee = g.fee(t, g.BagFee)
	}
	for id, x := range g.Given {
		r.Given[id] = pricing.Given{Minor: x.Minor, ByShopper: x.ByShopper}
	}
	return g.today(t, r)
}

func (g golden) fee(t *testing.T, f feeRow) pricing.Fee {
	return pricing.Fee{Name: f.Name, Amount: f.Amount.of(t, g.Currency), TaxClass: f.Class, Voluntary: f.Voluntary}
}

func (g golden) read(t *testing.T) catalog.Contents {
	if g.Catalogue.YAML == nil {
		return catalog.Contents{}
	}
	p := catalog.Read("catalogue.yaml", g.Catalogue.YAML, catalog.Format{Currency: g.Currency})
	if len(p.Problems) > 0 {
		t.Fatal(p.Problems)
	}
	return p.Contents
}

// coupon finds a coupon among the manufacturers' and the store's.
func (g golden) coupon(t *testing.T, code string) pricing.Coupon {
	if m, ok := g.Makers[code]; ok {
		return pricing.Coupon{Code: code, Name: code, Manufacturer: &coupon.Terms{Save: m.Save, SaveCode: m.SaveCode,
			Purchases: [3]*coupon.Purchase{{Need: m.Requirement, Code: m.RequirementCode, Goods: coupon.Goods{CompanyPrefix: maker, Family: m.Family}}}}}
	}
	for _, c := range g.read(t).Coupons {
		if c.Code == code {
			return pricing.Coupon{Code: code, Name: c.Name, Terms: c}
		}
	}
	t.Fatalf("no coupon %s", code)
	return pricing.Coupon{}
}

func clock(t *testing.T, layout, s string) time.Time {
	at, err := time.Parse(layout, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// tidy makes the lines of a receipt comparable: how far apart words stand does
// not matter.
func tidy(s string) (out []string) {
	for line := range strings.Lines(s) {
		if words := strings.Fields(line); len(words) > 0 {
			out = append(out, strings.Join(words, " "))
		}
	}
	return out
}

// printed is a receipt as the golden files write it.
func printed(t *testing.T, r pricing.Receipt) []string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	for _, l := range r.Lines {
		switch l.Sold {
		case pricing.SoldUnpriced:
			line("%s not priced yet", l.Name)
		case pricing.SoldByWeight:
			line("%s %s x %s = %s", l.Name, l.Weight, l.UnitPrice.Number(), l.Gross.Number())
		default:
			line("%s %d x %s = %s", l.Name, l.Quantity, l.UnitPrice.Number(), l.Gross.Number())
		}
		for _, d := range l.Discounts {
			line("%s %s -%s", d.Source, d.Code, d.Amount.Number())
		}
		if len(l.Discounts) > 0 {
			line("left %s", l.Net.Number())
		}
		if len(l.Exempt) > 0 {
			line("free of %s", strings.Join(l.Exempt, ", "))
		}
		if !l.ByBenefit.IsZero() {
			line("SNAP pays %s", l.ByBenefit.Number())
		}
	}
	for _, c := range r.Coupons {
		if c.Reason != "" {
			line("coupon %s: %s", c.Code, c.Reason)
		}
	}
	line("subtotal %s", r.Subtotal.Number())
	if !r.Savings.IsZero() {
		line("savings -%s", r.Savings.Number())
	}
	for _, x := range r.Taxes {
		line("%s %s %s %s = %s", x.Name, x.Rate, map[bool]string{false: "of", true: "in"}[x.Inclusive], x.Taxable.Number(), x.Amount.Number())
	}
	line("tax %s", r.Tax.Number())
	line("total %s", r.Total.Number())
	if !r.SNAPEligible.IsZero() {
		line("SNAP may pay %s, tax less %s", r.SNAPEligible.Number(), r.SNAPTax.Number())
	}
	for _, x := range r.Tenders {
		line("paid %s %s", x.Kind, x.Amount.Number())
	}
	due, err := r.Due()
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Tenders) > 0 {
		line("due %s", due.Number())
	}
	return tidy(b.String())
}
