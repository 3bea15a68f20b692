package catalog

import (
	"fmt"
	"math"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// Fault is something wrong with one field of an entry.
type Fault struct{ Field, Reason string }

// faults gathers what is wrong with one entry.
type faults []Fault

func (f *faults) addIf(wrong bool, field, format string, args ...any) {
	if wrong {
		*f = append(*f, Fault{field, fmt.Sprintf(format, args...)})
	}
}

// Limits of what a shop's cart can carry: a slip of the decimal point is found.
const (
	maxGrams   = 100_000
	maxMM      = 3000
	maxAge     = 99
	maxPercent = 100
)

// Check returns what is wrong with a product by itself; whether its department,
// tax class, place and picture are there is the store's to say.
func (p Product) Check() []Fault {
	var f faults
	f.addIf(p.GTIN.IsZero(), "gtin", "is missing")
	f.addIf(p.Name == "", "name", "is missing")
	f.addIf(p.Price.Sign() < 0, "price_cents", "is below zero")
	f.addIf(p.SoldBy != ByEach && p.SoldBy != ByWeight, "sold_by", "%q is neither each nor weight", p.SoldBy)
	f.grams("weight_g", p.WeightG)
	f.grams("weight_sd_g", p.WeightSDG)
	f.addIf(p.WeightG == 0 && p.WeightSDG > 0, "weight_sd_g", "is given without weight_g")
	f.addIf(p.WeightG > 0 && p.WeightSDG > p.WeightG, "weight_sd_g", "is more than the weight itself")
	f.millimetres("width_mm", p.WidthMM)
	f.millimetres("height_mm", p.HeightMM)
	f.millimetres("depth_mm", p.DepthMM)
	f.addIf(p.AgeLimit < 0 || p.AgeLimit > maxAge, "age_limit", "%d is not an age in years", p.AgeLimit)
	f.stop(p.Stop, p.StopReason)
	f.addIf(!digits(p.CompanyPrefix, 0, 12), "company_prefix", "%.20q is not up to 12 digits", p.CompanyPrefix)
	f.addIf(p.SNAP != "" && p.SNAP != "yes" && p.SNAP != "no", "snap", "%.20q is neither yes nor no (nor empty, as its department says)", p.SNAP)
	f.addIf(p.Family != "" && !digits(p.Family, 3, 3), "family", "%.20q is not three digits", p.Family)
	return f
}

// Check returns what is wrong with produce by itself.
func (p Produce) Check() []Fault {
	var f faults
	f.addIf(p.PLU.IsZero(), "plu", "is missing")
	f.addIf(p.Name == "", "name", "is missing")
	f.addIf(p.SoldBy != "" && p.SoldBy != ByEach && p.SoldBy != ByWeight, "sold_by", "%q is neither each nor weight (nor empty, for not sold)", p.SoldBy)
	f.addIf(p.SoldBy == "" && p.Price.Sign() != 0, "sold_by", "is missing beside a price")
	f.addIf(p.SoldBy != "" && p.Price.Sign() <= 0, "price_cents", "is missing beside sold_by")
	f.addIf(p.OrganicPrice.Sign() < 0, "organic_price_cents", "is below zero")
	f.addIf(p.OrganicPrice.Sign() > 0 && (!(p.PLU+90000).Organic() || !p.Priced()), "organic_price_cents", "is only for priced four-digit codes")
	f.grams("typical_g", p.TypicalG)
	f.grams("typical_sd_g", p.TypicalSDG)
	f.grams("tare_g", p.TareG)
	f.addIf(p.SoldBy == ByEach && p.TypicalG == 0, "typical_g", "is missing: things sold by each are told by their weight")
	f.stop(p.Stop, p.StopReason)
	f.aliases(p.Aliases)
	if _, _, ok := months(p.Season); p.Season != "" && !ok {
		f.addIf(true, "season", "%.20q is not two months like 05-09", p.Season)
	}
	return f
}

// Check returns what is wrong with a store coupon by itself.
func (c StoreCoupon) Check() []Fault {
	var f faults
	f.addIf(c.Code == "", "code", "is missing")
	f.addIf(!printable(c.Code), "code", "%.40q is not up to 48 letters, digits and -./+ as Code 128 prints them", c.Code)
	f.addIf(c.Name == "", "name", "is missing")
	f.kind(c.Kind, c.Amount, c.Percent)
	switch c.Target {
	case OnProduct:
		f.addIf(len(c.GTINs)+len(c.PLUs) == 0, "gtins", "is missing: a coupon on a product names its gtins or plus")
		f.addIf(len(c.Departments) > 0, "departments", "is only for target: department")
	case OnDepartment:
		f.addIf(len(c.Departments) == 0, "departments", "is missing: a coupon on a department names it")
		f.addIf(len(c.GTINs)+len(c.PLUs) > 0, "gtins", "are only for target: product")
	case OnBasket:
		f.addIf(len(c.GTINs)+len(c.PLUs)+len(c.Departments) > 0, "target", "basket takes no gtins, plus or departments")
	default:
		f.addIf(true, "target", "%q is none of product, department, basket", c.Target)
	}
	f.addIf(c.Units != 0 && c.Target != OnProduct, "units", "is only for target: product")
	f.addIf(c.Units < 0, "units", "is below zero")
	f.addIf(c.Minimum.Sign() < 0, "minimum_cents", "is below zero")
	f.addIf(c.Once && c.OncePerShopper, "once_per_shopper", "is not for once: that is one trip of anybody")
	f.span(c.From, c.Until)
	return f
}

func (f *faults) grams(field string, v float64) {
	f.addIf(math.IsNaN(v) || v < 0 || v > maxGrams, field, "%g is not 0 to %d grams", v, maxGrams)
}

func (f *faults) millimetres(field string, v int) {
	f.addIf(v < 0 || v > maxMM, field, "%d is not 0 to %d millimetres", v, maxMM)
}

// kind checks that what the kind names is given and nothing else.
func (f *faults) kind(k Kind, amount money.Amount, percent money.Rate) {
	switch k {
	case AmountOff:
		f.addIf(amount.Sign() <= 0, "amount_cents", "is missing or not above zero")
		f.addIf(!percent.IsZero(), "percent", "is not for kind: amount")
	case PercentOff:
		f.addIf(percent.IsZero(), "percent", "is missing or zero")
		f.addIf(overWhole(percent), "percent", "%s is more than %d%%", percent, maxPercent)
		f.addIf(!amount.IsZero(), "amount_cents", "is not for kind: percent")
	default:
		f.addIf(true, "kind", "%q is neither amount nor percent", k)
	}
}

// overWhole reports whether a rate is more than the whole.
func overWhole(r money.Rate) bool {
	of, err := money.New(1_000_000_000_000, "").MulRate(r, money.Up)
	return err != nil || of.Minor() > 1_000_000_000_000
}

func (f *faults) span(from, until time.Time) {
	f.addIf(!from.IsZero() && !until.IsZero() && !from.Before(until), "until", "is not after from")
}

// digits reports whether s is lo to hi digits.
func digits(s string, lo, hi int) bool {
	if len(s) < lo || len(s) > hi {
		return false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// printable reports whether a coupon's code can be printed and typed.
func printable(s string) bool {
	if len(s) > 48 {
		return false
	}
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-' && c != '.' && c != '/' && c != '+' {
			return false
		}
	}
	// A code that reads as a GTIN could never be told from goods.
	_, err := gs1.ParseGTIN(s)
	return err != nil
}
