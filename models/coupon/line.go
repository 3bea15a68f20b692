package coupon

import (
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// Line is goods of one kind and price in a basket, as coupons see them.
type Line struct {
	Code     string // as the product's barcode or list entry reads
	Kind     string // what Code is, PLU or DPT say; empty for a GTIN or EAN
	Price    int64  // minor units for one; for goods by weight, of all of it
	Quantity int    // 1 for goods by weight
	// Weight is the net weight of goods by weight: hundredths of a pound or
	// thousandths of a kilogram, as WeightCode says. RequireUnits where they are
	// counted.
	Weight     int64
	WeightCode gs1.RequirementCode
	// CompanyPrefix and Family are what the manufacturer gave the product, for
	// coupons of AI (8110).
	CompanyPrefix, Family string
}

// canonical writes codes that differ in leading zeros alone, as UPC-A and EAN-13
// of one product do, in one way.
func canonical(code string) string {
	if isDigits(code) {
		return strings.TrimLeft(code, "0")
	}
	return code
}

// codeSet returns the codes of lists, canonical.
func codeSet(lists ...[]string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for _, code := range list {
			set[canonical(code)] = true
		}
	}
	return set
}

// Goods says which lines a purchase may be made of. It is made of lists, as
// master offer files have them, or of a company prefix and family code.
type Goods struct {
	Listed         map[string]bool `json:"listed,omitempty"` // by canonical code: see NewGoods
	Excluded       map[string]bool `json:"excluded,omitempty"`
	Ranges         []Range         `json:"ranges,omitempty"`
	ExcludedRanges []Range         `json:"excluded_ranges,omitempty"`
	CompanyPrefix  string          `json:"company_prefix,omitempty"`
	Family         string          `json:"family,omitempty"`
}

// NewGoods returns the goods that listed codes name, without the excluded.
func NewGoods(listed, excluded []string) Goods {
	return Goods{Listed: codeSet(listed), Excluded: codeSet(excluded)}
}

// Range is codes of a kind from First to Last, of equal length.
type Range struct {
	Kind  string `json:"kind"`
	First string `json:"first"`
	Last  string `json:"last"`
}

// Holds reports whether the line is among the goods.
func (g Goods) Holds(l Line) bool {
	code := canonical(l.Code)
	if g.Excluded[code] || inRanges(g.ExcludedRanges, l) {
		return false
	}
	if samePrefix(g.CompanyPrefix, l.CompanyPrefix) && familyHolds(g.Family, l.Family) {
		return true
	}
	return g.Listed[code] || inRanges(g.Ranges, l)
}

func inRanges(ranges []Range, l Line) bool {
	return slices.ContainsFunc(ranges, func(r Range) bool {
		return r.Kind == l.Kind && compareDigits(r.First, l.Code) <= 0 && compareDigits(l.Code, r.Last) <= 0
	})
}

// compareDigits compares codes as numbers of any length.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// samePrefix compares company prefixes. A U.P.C. company prefix is written as
// such or, as a GS1 company prefix, with a zero before it.
func samePrefix(a, b string) bool {
	return a != "" && b != "" && (a == b || a == "0"+b || b == "0"+a)
}

// familyHolds reports whether a coupon's family code takes a product's: 000 is
// any, zeros at the end are wildcards.
func familyHolds(coupon, product string) bool {
	stem := strings.TrimRight(coupon, "0")
	return len(product) == len(coupon) && strings.HasPrefix(product, stem)
}

// merge puts lines of the same goods and price together, where the first was.
func merge(lines []Line) []Line {
	merged := make([]Line, 0, len(lines))
	at := make(map[Line]int, len(lines))
	for _, l := range lines {
		if l.Quantity <= 0 {
			continue
		}
		key := l
		key.Quantity = 0
		if i, ok := at[key]; ok && l.Weight == 0 {
			merged[i].Quantity += l.Quantity
			continue
		}
		at[key] = len(merged)
		merged = append(merged, l)
	}
	return merged
}
