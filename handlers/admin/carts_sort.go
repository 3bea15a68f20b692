package admin

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	view "github.com/dashcart/dashcart/views/admin"
)

// cartOrders are the columns by which the list of carts is sorted.
var cartOrders = map[string]func(a, b view.Cart) int{
	"number":  func(a, b view.Cart) int { return byNumber(a.Number, b.Number) },
	"state":   func(a, b view.Cart) int { return cmp.Compare(a.Phase, b.Phase) },
	"shopper": func(a, b view.Cart) int { return cmp.Compare(strings.ToLower(a.Shopper), strings.ToLower(b.Shopper)) },
	"lines":   func(a, b view.Cart) int { return cmp.Compare(a.Lines, b.Lines) },
	"place":   func(a, b view.Cart) int { return cmp.Compare(a.Place, b.Place) },
	"battery": func(a, b view.Cart) int { return cmp.Compare(a.Battery, b.Battery) },
	"sensors": func(a, b view.Cart) int { return cmp.Compare(a.Down(), b.Down()) },
}

// byNumber compares what is painted on carts: "9" stands before "10".
func byNumber(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// cartTable is the list of carts as the address asks for it, "battery" the
// least charged first, "-battery" the fullest. Without an order, or with one
// that is none, carts stand as the store file lists them.
func (p *pages) cartTable(c *gin.Context, lang string) view.CartTable {
	t := view.CartTable{Table: table(c), Carts: p.cartViews(lang)}
	t.Path = "/admin/carts" // also where only the list is drawn again
	key, down := strings.CutPrefix(t.Sort, "-")
	order, ok := cartOrders[key]
	if !ok {
		t.Sort = ""
		return t
	}
	slices.SortStableFunc(t.Carts, func(a, b view.Cart) int {
		if down {
			a, b = b, a
		}
		return order(a, b)
	})
	return t
}
