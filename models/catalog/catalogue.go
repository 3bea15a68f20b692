package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// Catalogue is everything a store sells, indexed. It never changes; a change
// makes a new one.
type Catalogue struct {
	Departments []Department
	Products    []Product
	Produce     []Produce
	Coupons     []StoreCoupon

	revision string
	byGTIN   map[gs1.GTIN]int
	byPLU    map[gs1.PLU]int
	byCode   map[string]int
	byDept   map[string]int
	search   index
}

// New indexes a catalogue; of two entries with one key the later counts.
func New(departments []Department, products []Product, produce []Produce, coupons []StoreCoupon) *Catalogue {
	c := &Catalogue{Departments: departments, Products: products, Produce: produce, Coupons: coupons,
		byGTIN: make(map[gs1.GTIN]int, len(products)), byPLU: make(map[gs1.PLU]int, len(produce)),
		byCode: make(map[string]int, len(coupons)), byDept: make(map[string]int, len(departments))}
	for i, p := range products {
		c.byGTIN[p.GTIN] = i
	}
	for i, p := range produce {
		c.byPLU[p.PLU] = i
	}
	for i, k := range coupons {
		c.byCode[strings.ToUpper(k.Code)] = i
	}
	for i, d := range departments {
		c.byDept[d.ID] = i
	}
	c.search = newIndex(c)
	c.revision = digest(c)
	return c
}

// digest names the content, so that equal catalogues have one revision.
func digest(c *Catalogue) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, part := range []any{c.Departments, c.Products, c.Produce, c.Coupons} {
		if err := enc.Encode(part); err != nil {
			fmt.Fprintf(h, "%v", part) // cannot happen with these types; still a digest
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Revision names this content.
func (c *Catalogue) Revision() string { return c.revision }

// ByGTIN finds a product.
func (c *Catalogue) ByGTIN(g gs1.GTIN) (Product, bool) { return at(c.Products, c.byGTIN, g) }

// ByPLU finds produce. An organic code the table does not list is its
// conventional kind under the organic code, without a price.
func (c *Catalogue) ByPLU(p gs1.PLU) (Produce, bool) {
	if x, ok := at(c.Produce, c.byPLU, p); ok || !p.Organic() {
		return x, ok
	}
	x, ok := at(c.Produce, c.byPLU, p.Conventional())
	if ok {
		x.PLU, x.SoldBy = p, ""
		x.Name, x.NameES = "Organic "+x.Name, x.NameES+" (orgánico)"
	}
	return x, ok
}

// Coupon finds a store coupon by its code, in either case.
func (c *Catalogue) Coupon(code string) (StoreCoupon, bool) {
	return at(c.Coupons, c.byCode, strings.ToUpper(strings.TrimSpace(code)))
}

// Department finds a department by its ID.
func (c *Catalogue) Department(id string) (Department, bool) { return at(c.Departments, c.byDept, id) }

func at[K comparable, V any](list []V, idx map[K]int, k K) (V, bool) {
	i, ok := idx[k]
	if !ok {
		var zero V
		return zero, false
	}
	return list[i], true
}
