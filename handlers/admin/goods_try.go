package admin

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// goodsByCode finds a product by its GTIN or produce by its code.
func goodsByCode(cat *catalog.Catalogue, code string) (catalog.Hit, bool) {
	if plu, err := gs1.ParsePLU(code); err == nil {
		if x, ok := cat.ByPLU(plu); ok {
			return catalog.Hit{Produce: &x}, true
		}
	}
	if g, err := gs1.ParseGTIN(code); err == nil {
		if x, ok := cat.ByGTIN(g); ok {
			return catalog.Hit{Product: &x}, true
		}
	}
	return catalog.Hit{}, false
}

// triedLines is how many lines a tried basket may have.
const triedLines = 50

// try prices a basket of one's choice, a line "2 whole milk" or "1.5 4011"
// each, with today's offers and coupons and without them.
func (p *pages) try(c *gin.Context, m Member) {
	f := p.frame(c, m, "g-try", "/admin/try")
	v := view.TryPage{Basket: c.Query("basket"), Coupons: c.Query("coupons")}
	day := time.Now()
	if at, err := time.ParseInLocation(time.DateOnly, c.Query("day"), p.Zone); err == nil {
		v.Day = c.Query("day")
		day = at.Add(12 * time.Hour)
	}
	cat := p.Catalogue.Current()
	basket := pricing.Basket{Currency: cat.Currency()}
	for i, line := range strings.Split(v.Basket, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || i >= triedLines {
			continue
		}
		l, ok := p.triedLine(cat, f.Lang, line)
		if !ok {
			v.Problems = append(v.Problems, f.T("g-try-unknown", line))
			continue
		}
		l.ID = len(basket.Lines) + 1
		basket.Lines = append(basket.Lines, l)
	}
	var coupons []pricing.Coupon
	for _, code := range splitList(v.Coupons) {
		k, ok := cat.Coupon(code)
		if !ok {
			v.Problems = append(v.Problems, f.T("g-try-unknown", code))
			continue
		}
		coupons = append(coupons, pricing.Coupon{Code: k.Code, Name: k.Name, Terms: k})
	}
	if len(basket.Lines) > 0 {
		v.Priced = true
		rules := p.Goods.Rules(day)
		plain, err := pricing.Price(basket, rules)
		if err != nil {
			v.Problems = append(v.Problems, err.Error())
		}
		rules.Offers, basket.Coupons = cat.Offers(), coupons
		full, err := pricing.Price(basket, rules)
		if err != nil {
			v.Problems = append(v.Problems, err.Error())
		}
		locale := words.Locale(f.Lang)
		v.Without, v.With, v.Saved = plain.Total.Format(locale), full.Total.Format(locale), full.Savings.Format(locale)
		for i, l := range full.Lines {
			row := view.TryRow{Name: l.Name, Quantity: strconv.Itoa(l.Quantity), Before: plain.Lines[i].Net.Format(locale), After: l.Net.Format(locale)}
			for _, d := range l.Discounts {
				row.Why = append(row.Why, d.Name+" −"+d.Amount.Format(locale))
			}
			v.Rows = append(v.Rows, row)
		}
	}
	p.show(c, http.StatusOK, view.Try(f, v))
}

// triedLine reads "2 whole milk": how many or how much, and what, by code or
// by words.
func (p *pages) triedLine(cat *catalog.Catalogue, lang, text string) (pricing.Line, bool) {
	count, what, found := strings.Cut(text, " ")
	n, err := strconv.ParseFloat(strings.Replace(count, ",", ".", 1), 64)
	if !found || err != nil || n <= 0 || n > 1000 {
		n, what = 1, text
	}
	hit, ok := goodsByCode(cat, what)
	if !ok {
		hits := cat.Search(what, lang, 1)
		if len(hits) == 0 {
			return pricing.Line{}, false
		}
		hit = hits[0]
	}
	var item evidence.Item
	if hit.Product != nil {
		item.GTIN = hit.Product.GTIN
	} else {
		item.PLU = hit.Produce.PLU
	}
	l, ok := shopping.LineOf(cat, item)
	if !ok {
		return l, false
	}
	if l.Sold == pricing.SoldByWeight {
		l.Weight = evidence.Weight{Count: int64(math.Round(n * 1000)), DivisionMilli: 1, Unit: p.Goods.Unit}
		return l, true
	}
	l.Quantity = max(1, int(n))
	return l, true
}
