package catalog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"sync"

	"github.com/dashcart/dashcart/models/gs1"
)

// Contents is everything a catalogue is made of, in the order of its files.
type Contents struct {
	Currency    string        `json:"currency"`
	Departments []Department  `json:"departments,omitempty"`
	Products    []Product     `json:"products,omitempty"`
	Produce     []Produce     `json:"produce,omitempty"`
	Offers      []Offer       `json:"offers,omitempty"`
	Coupons     []StoreCoupon `json:"coupons,omitempty"`
}

// Catalogue is Contents with its indexes. It never changes; what it returns
// must not be changed either. A nil Catalogue is empty.
type Catalogue struct {
	contents    Contents
	revision    string
	byGTIN      map[gs1.GTIN]int
	produce     []Produce // with the organic kinds
	byPLU       map[gs1.PLU]int
	coupons     map[string]int
	departments map[string]int
	index       []entry
	vocabulary  func() []string // made when first asked for
}

// New indexes contents. Later entries of a code replace earlier ones; whether
// the contents make sense is Check's to say.
func New(c Contents) *Catalogue { return (*Catalogue)(nil).Next(c) }

// Next indexes contents of which most are c's own, faster than New.
func (was *Catalogue) Next(c Contents) *Catalogue {
	cat := &Catalogue{
		contents: c, revision: revision(c),
		byGTIN: make(map[gs1.GTIN]int, len(c.Products)), byPLU: make(map[gs1.PLU]int, len(c.Produce)),
		coupons: make(map[string]int, len(c.Coupons)), departments: make(map[string]int, len(c.Departments)),
	}
	for i, p := range c.Products {
		cat.byGTIN[p.GTIN] = i
	}
	for _, p := range c.Produce {
		cat.addProduce(p)
		if p.OrganicPrice.Sign() > 0 && (p.PLU + 90000).Organic() {
			cat.addProduce(p.organic())
		}
	}
	for i, k := range c.Coupons {
		cat.coupons[normalCode(k.Code)] = i
	}
	for i, d := range c.Departments {
		cat.departments[d.ID] = i
	}
	cat.index = buildIndex(cat, was)
	cat.vocabulary = sync.OnceValue(func() []string { return vocabulary(cat.index) })
	return cat
}

func (c *Catalogue) addProduce(p Produce) {
	if i, ok := c.byPLU[p.PLU]; ok {
		c.produce[i] = p
		return
	}
	c.byPLU[p.PLU] = len(c.produce)
	c.produce = append(c.produce, p)
}

// Contents returns what the catalogue was made of.
func (c *Catalogue) Contents() Contents {
	if c == nil {
		return Contents{}
	}
	return c.contents
}

// Revision names the contents: equal contents have equal revisions.
func (c *Catalogue) Revision() string {
	if c == nil {
		return ""
	}
	return c.revision
}

// Currency returns the currency of all prices.
func (c *Catalogue) Currency() string { return c.Contents().Currency }

// ByGTIN finds a product.
func (c *Catalogue) ByGTIN(g gs1.GTIN) (Product, bool) {
	if c == nil {
		return Product{}, false
	}
	i, ok := c.byGTIN[g]
	if !ok {
		return Product{}, false
	}
	return c.contents.Products[i], true
}

// ByPLU finds produce, organic kinds by their own code. A known code without a
// price is found too: ask Priced.
func (c *Catalogue) ByPLU(p gs1.PLU) (Produce, bool) {
	if c == nil {
		return Produce{}, false
	}
	i, ok := c.byPLU[p]
	if !ok {
		return Produce{}, false
	}
	return c.produce[i], true
}

// Coupon finds a store coupon by the text of its code; case and spaces around
// it do not matter.
func (c *Catalogue) Coupon(code string) (StoreCoupon, bool) {
	if c == nil {
		return StoreCoupon{}, false
	}
	i, ok := c.coupons[normalCode(code)]
	if !ok {
		return StoreCoupon{}, false
	}
	return c.contents.Coupons[i], true
}

// Department finds a department by its id.
func (c *Catalogue) Department(id string) (Department, bool) {
	if c == nil {
		return Department{}, false
	}
	i, ok := c.departments[id]
	if !ok {
		return Department{}, false
	}
	return c.contents.Departments[i], true
}

// SNAP reports whether goods of a department may be paid with SNAP benefits;
// own is what they say themselves, "yes", "no" or nothing.
func (c *Catalogue) SNAP(department, own string) bool {
	if own != "" {
		return own == "yes"
	}
	d, _ := c.Department(department)
	return d.SNAP
}

// Departments returns all departments in the order of the file.
func (c *Catalogue) Departments() []Department { return c.Contents().Departments }

// Products returns all products in the order of the file.
func (c *Catalogue) Products() []Product { return c.Contents().Products }

// Produce returns all produce with the organic kinds, in the order of the file.
func (c *Catalogue) Produce() []Produce {
	if c == nil {
		return nil
	}
	return c.produce
}

// PricedProduce returns what is sold by code, by English name.
func (c *Catalogue) PricedProduce() []Produce {
	var out []Produce
	for _, p := range c.Produce() {
		if p.Priced() {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Produce) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// Offers returns all offers.
func (c *Catalogue) Offers() []Offer { return c.Contents().Offers }

// Coupons returns all store coupons.
func (c *Catalogue) Coupons() []StoreCoupon { return c.Contents().Coupons }

// revision is a digest of the contents' JSON form, short enough to read out.
func revision(c Contents) string {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(c); err != nil {
		return "unencodable" // values only: cannot happen
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
