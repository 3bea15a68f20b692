package catalog

import (
	"fmt"

	"github.com/dashcart/dashcart/models/gs1"
)

// References are the names outside the catalogue that its entries may use; a
// nil function takes any name.
type References struct {
	TaxClass func(string) bool
	Deposit  func(string) bool
	Place    func(aisle, shelf string) (aisleKnown, shelfKnown bool)
	Picture  func(file string) bool
}

// Join makes one of several files and returns what is wrong between them:
// codes that are there twice, and names of departments, tax classes, places
// and pictures that nothing has.
func Join(currency string, parts []*Part, refs References) (Contents, Problems) {
	j := joiner{all: Contents{Currency: currency}, refs: refs, departments: map[string]bool{}, seen: map[string]string{}}
	for _, p := range parts {
		for i, d := range p.Contents.Departments {
			j.once(p, fmt.Sprintf("departments[%d]", i), "id", "department "+d.ID, d.ID)
			j.departments[d.ID] = true
		}
		j.all.Departments = append(j.all.Departments, p.Contents.Departments...)
		j.all.Products = append(j.all.Products, p.Contents.Products...)
		j.all.Produce = append(j.all.Produce, p.Contents.Produce...)
		j.all.Offers = append(j.all.Offers, p.Contents.Offers...)
		j.all.Coupons = append(j.all.Coupons, p.Contents.Coupons...)
	}
	j.goods(j.all)
	for _, p := range parts {
		j.part(p)
	}
	return j.all, j.problems
}

type joiner struct {
	all         Contents
	refs        References
	departments map[string]bool
	gtins       map[gs1.GTIN]bool
	plus        map[gs1.PLU]bool
	seen        map[string]string // what, to where it was first
	problems    Problems
}

// goods notes the codes that offers and coupons may name.
func (j *joiner) goods(c Contents) {
	if j.gtins == nil {
		j.gtins, j.plus = make(map[gs1.GTIN]bool, len(c.Products)), make(map[gs1.PLU]bool, len(c.Produce))
	}
	for _, x := range c.Products {
		j.gtins[x.GTIN] = true
	}
	for _, x := range c.Produce {
		j.plus[x.PLU] = true
		if x.OrganicPrice.Sign() > 0 {
			j.plus[x.PLU+90000] = true
		}
	}
}

func (j *joiner) add(p *Part, path, format string, args ...any) {
	j.problems = append(j.problems, p.Problem(path, fmt.Sprintf(format, args...)))
}

func (j *joiner) once(p *Part, path, field, what, key string) {
	if key == "" {
		return
	}
	if first, again := j.seen[what]; again {
		j.add(p, path+"."+field, "%s is there twice, first in %s", key, first)
		return
	}
	q := p.Problem(path, "")
	j.seen[what] = fmt.Sprintf("%s:%d", q.File, q.Line)
}

func (j *joiner) part(p *Part) {
	for i, x := range p.Contents.Products {
		path := fmt.Sprintf("products[%d]", i)
		j.once(p, path, "gtin", "gtin "+x.GTIN.String(), x.GTIN.String())
		j.entry(p, path, x.Department, x.TaxClass, x.Aisle, x.Shelf, x.Picture)
		if x.Deposit != "" && j.refs.Deposit != nil && !j.refs.Deposit(x.Deposit) {
			j.add(p, path+".deposit", "the store has no deposit %q", x.Deposit)
		}
	}
	for i, x := range p.Contents.Produce {
		path := fmt.Sprintf("produce[%d]", i)
		j.once(p, path, "plu", "plu "+x.PLU.String(), x.PLU.String())
		j.entry(p, path, x.Department, x.TaxClass, x.Aisle, x.Shelf, x.Picture)
	}
	for i, x := range p.Contents.Offers {
		path := fmt.Sprintf("offers[%d]", i)
		j.once(p, path, "id", "offer "+x.ID, x.ID)
		j.members(p, path, x.GTINs, x.PLUs, x.Departments)
	}
	for i, x := range p.Contents.Coupons {
		path := fmt.Sprintf("coupons[%d]", i)
		j.once(p, path, "code", "coupon "+normalCode(x.Code), x.Code)
		j.members(p, path, x.GTINs, x.PLUs, x.Departments)
	}
}

func (j *joiner) entry(p *Part, path, department, taxClass, aisle, shelf, picture string) {
	if department != "" && !j.departments[department] {
		j.add(p, path+".department", "no department is called %q", department)
	}
	if taxClass != "" && j.refs.TaxClass != nil && !j.refs.TaxClass(taxClass) {
		j.add(p, path+".tax_class", "the store's tax table has no class %q", taxClass)
	}
	if j.refs.Place != nil {
		aisleKnown, shelfKnown := j.refs.Place(aisle, shelf)
		if aisle != "" && !aisleKnown {
			j.add(p, path+".aisle", "the floor plan has no zone %q", aisle)
		}
		if shelf != "" && !shelfKnown {
			j.add(p, path+".shelf", "the floor plan has no shelf %q in %q", shelf, aisle)
		}
	}
	if picture != "" && j.refs.Picture != nil && !j.refs.Picture(picture) {
		j.add(p, path+".picture", "there is no picture %q", picture)
	}
}

func (j *joiner) members(p *Part, path string, gtins []gs1.GTIN, plus []gs1.PLU, departments []string) {
	for k, g := range gtins {
		if !j.gtins[g] {
			j.add(p, fmt.Sprintf("%s.gtins[%d]", path, k), "no product has the GTIN %s", g)
		}
	}
	for k, u := range plus {
		if !j.plus[u] {
			j.add(p, fmt.Sprintf("%s.plus[%d]", path, k), "no produce has the code %s", u)
		}
	}
	for k, d := range departments {
		if !j.departments[d] {
			j.add(p, fmt.Sprintf("%s.departments[%d]", path, k), "no department is called %q", d)
		}
	}
}
