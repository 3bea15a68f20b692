package admin

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	view "github.com/dashcart/dashcart/views/admin"
)

func (p *pages) produce(c *gin.Context, m Member) {
	t := table(c, view.Option{Value: "", Label: "Sold here"}, view.Option{Value: "all", Label: "All codes"}, view.Option{Value: "changed", Label: "Changed here"})
	cat := p.Catalogue.Current()
	var found []catalog.Produce
	if t.Query != "" {
		for _, h := range cat.Search(t.Query, "en", 500) {
			if h.Produce != nil {
				found = append(found, *h.Produce)
			}
		}
	} else {
		found = slices.Clone(cat.Produce())
	}
	found = slices.DeleteFunc(found, func(x catalog.Produce) bool {
		switch t.Filter {
		case "all":
			return false
		case "changed":
			return !p.Catalogue.Changed(x.PLU.String())
		}
		return !x.Priced()
	})
	order(t, found, map[string]func(a, b catalog.Produce) int{
		"plu":   func(a, b catalog.Produce) int { return cmp.Compare(a.PLU, b.PLU) },
		"name":  func(a, b catalog.Produce) int { return strings.Compare(a.Name, b.Name) },
		"price": func(a, b catalog.Produce) int { return cmp.Compare(a.Price.Minor(), b.Price.Minor()) },
	})
	var rows []view.ProduceRow
	for _, x := range cut(&t, found) {
		r := view.ProduceRow{PLU: x.PLU.String(), Name: x.Name, NameES: x.NameES, SoldBy: string(x.SoldBy), Picture: x.Picture, Changed: p.Catalogue.Changed(x.PLU.String())}
		if x.Priced() {
			r.Price = x.Price.Format("en-US")
		}
		rows = append(rows, r)
	}
	p.show(c, http.StatusOK, view.Produce(p.frame(c, m, "Produce codes", "/admin/produce"), t, rows))
}

// findProduce returns the entry that the address names.
func (p *pages) findProduce(c *gin.Context, m Member) (catalog.Produce, bool) {
	plu, err := gs1.ParsePLU(c.Param("plu"))
	if err == nil {
		if x, ok := p.Catalogue.Current().ByPLU(plu); ok {
			return x, true
		}
	}
	p.show(c, http.StatusNotFound, view.Message(p.frame(c, m, "No such code", "/admin/produce"), "There is no produce code "+c.Param("plu")+".", "/admin/produce"))
	return catalog.Produce{}, false
}

func (p *pages) editProduce(c *gin.Context, m Member) {
	if x, ok := p.findProduce(c, m); ok {
		price := ""
		if x.Priced() {
			price = x.Price.Number()
		}
		p.show(c, http.StatusOK, view.EditForm(p.frame(c, m, x.PLU.String()+" "+x.Name, "/admin/produce"), produceForm(x, price, nil)))
	}
}

func produceForm(x catalog.Produce, price string, wrong map[string]string) view.Form {
	plu := x.PLU.String()
	return view.Form{Action: "/admin/produce/" + plu, Submit: "Save", Back: "/admin/produce", Fields: []view.Field{
		{Label: "Code", Kind: "fixed", Value: plu},
		{Name: "name", Label: "Name", Value: x.Name, Error: wrong["name"]},
		{Name: "name_es", Label: "Spanish name", Value: x.NameES},
		{Name: "price", Label: "Price", Value: price, Error: wrong["price"], Hint: "Of one, or of one unit of weight, as sold. Empty takes it from sale."},
		{Name: "sold_by", Label: "Sold by", Value: string(x.SoldBy), Error: wrong["sold_by"], Options: []view.Option{{Value: "weight", Label: "weight"}, {Value: "each", Label: "each"}}},
		{Name: "season", Label: "Season", Value: x.Season, Hint: "First and last month, as 05-09; empty for all year.", Error: wrong["season"]},
		{Name: "aliases", Label: "Other words that find it", Value: strings.Join(x.Aliases, ", ")},
	}}
}

func (p *pages) saveProduce(c *gin.Context, m Member) {
	x, ok := p.findProduce(c, m)
	if !ok {
		return
	}
	wrong := map[string]string{}
	x.Name = strings.TrimSpace(c.PostForm("name"))
	x.NameES = strings.TrimSpace(c.PostForm("name_es"))
	x.Season = strings.TrimSpace(c.PostForm("season"))
	x.Aliases = slices.DeleteFunc(strings.FieldsFunc(c.PostForm("aliases"), func(r rune) bool { return r == ',' }), func(s string) bool { return strings.TrimSpace(s) == "" })
	for i := range x.Aliases {
		x.Aliases[i] = strings.TrimSpace(x.Aliases[i])
	}
	if x.Name == "" {
		wrong["name"] = "Say what it is called."
	}
	if len(x.Name) > 80 {
		wrong["name"] = "At most 80 letters fit on a receipt."
	}
	text := strings.TrimSpace(c.PostForm("price"))
	if text == "" {
		x.SoldBy, x.Price = "", money.Amount{}
	} else {
		price, err := money.Parse(text, p.Catalogue.Current().Currency())
		switch {
		case err != nil:
			wrong["price"] = "Write an amount such as 1.29: " + err.Error()
		case price.Sign() <= 0:
			wrong["price"] = "A price is more than zero."
		}
		x.Price, x.SoldBy = price, catalog.SoldBy(c.PostForm("sold_by"))
		if x.SoldBy != catalog.ByWeight && x.SoldBy != catalog.ByEach {
			wrong["sold_by"] = "Choose weight or each."
		}
	}
	if len(wrong) > 0 {
		p.show(c, http.StatusUnprocessableEntity, view.EditForm(p.frame(c, m, x.PLU.String()+" "+x.Name, "/admin/produce"), produceForm(x, text, wrong)))
		return
	}
	if err := p.Catalogue.SaveProduce(c.Request.Context(), actor(m), x); err != nil {
		p.fail(c, m, err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/admin/produce?q="+x.PLU.String())
}
