// Package catalog holds what a store sells: products, produce, store coupons
// and offers, and the searching of them. A Catalogue is an immutable value.
package catalog

import (
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// Product is a packaged good.
type Product struct {
	GTIN       gs1.GTIN     `yaml:"gtin" json:"gtin"`
	Brand      string       `yaml:"brand,omitempty" json:"brand,omitempty"`
	Name       string       `yaml:"name" json:"name"`
	NameES     string       `yaml:"name_es,omitempty" json:"name_es,omitempty"`
	Size       string       `yaml:"size,omitempty" json:"size,omitempty"` // as printed: "16 oz"
	Department string       `yaml:"department" json:"department"`         // a Department's ID
	Price      money.Amount `yaml:"price" json:"price"`
	WeightG    float64      `yaml:"weight_g" json:"weight_g"`       // of one, with its package; 0: not known
	WeightSDG  float64      `yaml:"weight_sd_g" json:"weight_sd_g"` // its spread from one to the next
	Dims       [3]int       `yaml:"dims_mm,omitempty,flow" json:"dims_mm,omitempty"`
	TaxClass   string       `yaml:"tax_class,omitempty" json:"tax_class,omitempty"`
	AgeLimit   int          `yaml:"age_limit,omitempty" json:"age_limit,omitempty"` // years
	Aisle      string       `yaml:"aisle,omitempty" json:"aisle,omitempty"`         // a shelf's ID on the floor plan
	Picture    string       `yaml:"picture,omitempty" json:"picture,omitempty"`     // a file under catalog/pictures
	Cold       bool         `yaml:"cold,omitempty" json:"cold,omitempty"`
	SoldBy     SoldBy       `yaml:"sold_by,omitempty" json:"sold_by,omitempty"` // empty is by each
	Photos     string       `yaml:"photos,omitempty" json:"photos,omitempty"`   // folder or class of reference photos
	Prefix     string       `yaml:"company_prefix,omitempty" json:"company_prefix,omitempty"`
	Family     string       `yaml:"family,omitempty" json:"family,omitempty"` // manufacturers' family code
	Aliases    []string     `yaml:"aliases,omitempty,flow" json:"aliases,omitempty"`
}

// Litres is the volume of one, from its dimensions; 0 if they are not known.
func (p Product) Litres() float64 {
	return float64(p.Dims[0]) * float64(p.Dims[1]) * float64(p.Dims[2]) / 1e6
}

// SoldBy says how a thing is sold.
type SoldBy string

// Ways of selling.
const (
	ByEach   SoldBy = "each"
	ByWeight SoldBy = "weight"
)

// Produce is fresh produce under its code. It can be sold when it has a price.
type Produce struct {
	PLU        gs1.PLU      `yaml:"plu" json:"plu"`
	Category   string       `yaml:"category" json:"category"` // Fruits, Vegetables, Herbs, Nuts, Dried Fruits, Retailer Assigned
	Commodity  string       `yaml:"commodity" json:"commodity"`
	Variety    string       `yaml:"variety,omitempty" json:"variety,omitempty"`
	Size       string       `yaml:"size,omitempty" json:"size,omitempty"`
	Name       string       `yaml:"name,omitempty" json:"name,omitempty"`
	NameES     string       `yaml:"name_es,omitempty" json:"name_es,omitempty"`
	Price      money.Amount `yaml:"price,omitempty" json:"price,omitzero"` // of one, or of one legal unit of weight
	SoldBy     SoldBy       `yaml:"sold_by,omitempty" json:"sold_by,omitempty"`
	EachG      float64      `yaml:"each_g,omitempty" json:"each_g,omitempty"` // of a typical one
	Department string       `yaml:"department,omitempty" json:"department,omitempty"`
	TaxClass   string       `yaml:"tax_class,omitempty" json:"tax_class,omitempty"`
	Aisle      string       `yaml:"aisle,omitempty" json:"aisle,omitempty"`
	Picture    string       `yaml:"picture,omitempty" json:"picture,omitempty"`
	Season     string       `yaml:"season,omitempty" json:"season,omitempty"` // "06-09": months, from-to
	TareG      float64      `yaml:"tare_g,omitempty" json:"tare_g,omitempty"`
	Aliases    []string     `yaml:"aliases,omitempty,flow" json:"aliases,omitempty"`
}

// Priced reports whether the store sells it.
func (p Produce) Priced() bool { return p.SoldBy != "" && p.Price.Sign() > 0 }

// Department groups products on pages and in coupons.
type Department struct {
	ID     string `yaml:"id" json:"id"`
	Name   string `yaml:"name" json:"name"`
	NameES string `yaml:"name_es,omitempty" json:"name_es,omitempty"`
	Cold   bool   `yaml:"cold,omitempty" json:"cold,omitempty"`
}
