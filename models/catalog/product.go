package catalog

import (
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// SoldBy says what a price is for.
type SoldBy string

// How a thing is sold. The zero SoldBy is not sold: produce whose code the
// store knows, but which has no price.
const (
	ByEach   SoldBy = "each"
	ByWeight SoldBy = "weight" // per legal unit of the store
)

// Product is one packaged trade item. WeightG is the mean gross mass of one
// in grams, packaging included, and WeightSDG its standard deviation over
// pieces; both are zero where nobody has weighed one.
type Product struct {
	GTIN       gs1.GTIN     `json:"gtin"`
	Brand      string       `json:"brand,omitempty"`
	Name       string       `json:"name"`
	NameES     string       `json:"name_es,omitempty"`
	Size       string       `json:"size,omitempty"` // as printed: "12 fl oz"
	Department string       `json:"department,omitempty"`
	Price      money.Amount `json:"price"`
	SoldBy     SoldBy       `json:"sold_by"`
	WeightG    float64      `json:"weight_g,omitempty"`
	WeightSDG  float64      `json:"weight_sd_g,omitempty"`
	WidthMM    int          `json:"width_mm,omitempty"`
	HeightMM   int          `json:"height_mm,omitempty"`
	DepthMM    int          `json:"depth_mm,omitempty"`
	TaxClass   string       `json:"tax_class,omitempty"`
	AgeLimit   int          `json:"age_limit,omitempty"` // years, zero for none
	Cold       bool         `json:"cold,omitempty"`      // must be kept cold
	Aisle      string       `json:"aisle,omitempty"`     // id of an aisle or zone of the floor plan
	Shelf      string       `json:"shelf,omitempty"`     // id of a shelf in it
	Picture    string       `json:"picture,omitempty"`   // file name in the pictures folder
	Photos     string       `json:"photos,omitempty"`    // folders or classes of reference photos, and files that staff added; semicolons between
	Stop       Stop         `json:"stop,omitempty"`
	StopReason string       `json:"stop_reason,omitempty"` // what shoppers read
	// CompanyPrefix and Family are what manufacturers' coupons ask for.
	CompanyPrefix string `json:"company_prefix,omitempty"`
	Family        string `json:"family,omitempty"`
	Deposit       string `json:"deposit,omitempty"` // name of a deposit of the store's, charged for each
	SNAP          string `json:"snap,omitempty"`    // "yes" or "no" where the department's answer is not its own
}

// Named returns the name in a language (a BCP 47 tag; Spanish or else English).
func (p Product) Named(lang string) string { return named(p.Name, p.NameES, lang) }

// Litres returns the volume of the bounding box, zero where it is not known.
func (p Product) Litres() float64 {
	return float64(p.WidthMM) * float64(p.HeightMM) * float64(p.DepthMM) / 1e6
}

// Department groups what is sold. Name is what shoppers read.
type Department struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameES string `json:"name_es,omitempty"`
	SNAP   bool   `json:"snap,omitempty"` // what it sells may be paid with SNAP benefits
}

// Named returns the name in a language.
func (d Department) Named(lang string) string { return named(d.Name, d.NameES, lang) }

func named(en, es, lang string) string {
	if es != "" && len(lang) >= 2 && (lang[:2] == "es" || lang[:2] == "ES") {
		return es
	}
	return en
}
