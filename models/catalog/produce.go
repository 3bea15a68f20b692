package catalog

import (
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// Produce is loose goods sold by a produce code. A row of the file with an
// organic price gives two of them: the conventional code and the organic one.
type Produce struct {
	PLU        gs1.PLU      `json:"plu"`
	Category   string       `json:"category,omitempty"` // fruits, vegetables, herbs, nuts, dried-fruits, retailer
	Commodity  string       `json:"commodity"`
	Variety    string       `json:"variety,omitempty"`
	Size       string       `json:"size,omitempty"`
	Name       string       `json:"name"`
	NameES     string       `json:"name_es,omitempty"`
	Aliases    []string     `json:"aliases,omitempty"` // other words that find it
	Price      money.Amount `json:"price,omitzero"`    // for one, or for one legal unit
	SoldBy     SoldBy       `json:"sold_by,omitempty"` // empty: known, not sold
	Season     string       `json:"season,omitempty"`  // first and last month, "05-09"; empty for all year
	TypicalG   float64      `json:"typical_g,omitempty"`
	TypicalSDG float64      `json:"typical_sd_g,omitempty"`
	TareG      float64      `json:"tare_g,omitempty"` // of its usual container
	Department string       `json:"department,omitempty"`
	TaxClass   string       `json:"tax_class,omitempty"`
	Cold       bool         `json:"cold,omitempty"`
	Aisle      string       `json:"aisle,omitempty"`
	Shelf      string       `json:"shelf,omitempty"`
	Picture    string       `json:"picture,omitempty"`
	Photos     string       `json:"photos,omitempty"`
	Stop       Stop         `json:"stop,omitempty"`
	StopReason string       `json:"stop_reason,omitempty"`
	// OrganicPrice is on conventional entries only: what the same grown
	// organically costs; zero where the store has none.
	OrganicPrice money.Amount `json:"organic_price,omitzero"`
}

// Priced reports whether the store sells it.
func (p Produce) Priced() bool { return p.SoldBy != "" }

// Organic reports whether this is the organically grown kind.
func (p Produce) Organic() bool { return p.PLU.Organic() }

// Named returns the name in a language.
func (p Produce) Named(lang string) string { return named(p.Name, p.NameES, lang) }

// InSeason reports whether month (1 to 12) is in its season.
func (p Produce) InSeason(month int) bool {
	from, to, ok := months(p.Season)
	if !ok {
		return true
	}
	if from <= to {
		return month >= from && month <= to
	}
	return month >= from || month <= to
}

// organic returns the organically grown kind of a conventional entry.
func (p Produce) organic() Produce {
	o := p
	o.PLU = p.PLU + 90000
	o.Name = "Organic " + lowerFirst(p.Name)
	if p.NameES != "" {
		o.NameES = p.NameES + " (orgánico)"
	}
	o.Price, o.OrganicPrice = p.OrganicPrice, money.Amount{}
	return o
}

// months reads "05-09".
func months(s string) (from, to int, ok bool) {
	if len(s) != 5 || s[2] != '-' {
		return 0, 0, false
	}
	from, to = int(s[0]-'0')*10+int(s[1]-'0'), int(s[3]-'0')*10+int(s[4]-'0')
	return from, to, from >= 1 && from <= 12 && to >= 1 && to <= 12
}
