package shopping

import (
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

// Goods is what the command path needs of the store's catalogue and prices.
type Goods interface {
	Catalogue() *catalog.Catalogue
	Rules(now time.Time) pricing.Rules
}

// LineOf is the line that one of an item would be today, without a mass. It
// is false for what the catalogue does not hold and produce without a price.
func LineOf(cat *catalog.Catalogue, item evidence.Item) (pricing.Line, bool) {
	if p, ok := cat.ByGTIN(item.GTIN); ok && !item.GTIN.IsZero() {
		return pricing.Line{Item: item, Name: p.Name, NameES: p.NameES, Brand: p.Brand, Size: p.Size, Picture: p.Picture,
			Department: p.Department, TaxClass: p.TaxClass, AgeLimit: p.AgeLimit, Cold: p.Cold, Bulk: evidence.Bulk{Litres: p.Litres()}, CompanyPrefix: p.CompanyPrefix, Family: p.Family, Deposit: p.Deposit, SNAP: cat.SNAP(p.Department, p.SNAP),
			Sold: sold(p.SoldBy), Quantity: 1, UnitPrice: p.Price, Revision: cat.Revision()}, true
	}
	if p, ok := cat.ByPLU(item.PLU); ok && !item.PLU.IsZero() && p.Priced() {
		return pricing.Line{Item: item, Name: p.Name, NameES: p.NameES, Picture: p.Picture, Department: p.Department,
			TaxClass: p.TaxClass, SNAP: cat.SNAP(p.Department, ""), Cold: p.Cold, Sold: sold(p.SoldBy), Quantity: 1, UnitPrice: p.Price, Revision: cat.Revision()}, true
	}
	return pricing.Line{}, false
}

func sold(s catalog.SoldBy) pricing.Sold {
	if s == catalog.ByWeight {
		return pricing.SoldByWeight
	}
	return pricing.SoldEach
}

// today gives an item's price now, for lines that keep a higher promise.
func today(cat *catalog.Catalogue) func(evidence.Item) (money.Amount, bool) {
	return func(i evidence.Item) (money.Amount, bool) {
		l, ok := LineOf(cat, i)
		return l.UnitPrice, ok
	}
}
