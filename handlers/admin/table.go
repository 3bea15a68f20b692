package admin

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	view "github.com/dashcart/dashcart/views/admin"
)

const pageSize = 50

// table reads a list's state from the address.
func table(c *gin.Context, filters ...view.Option) view.Table {
	t := view.Table{Path: c.Request.URL.Path, Query: strings.TrimSpace(c.Query("q")), Filter: c.Query("filter"), Sort: c.Query("sort"), Filters: filters}
	t.Page, _ = strconv.Atoi(c.Query("page"))
	t.Page = max(t.Page, 1)
	return t
}

// cut counts rows into the table and returns those of its page.
func cut[T any](t *view.Table, rows []T) []T {
	t.Total = len(rows)
	t.Pages = max(1, (len(rows)+pageSize-1)/pageSize)
	t.Page = min(t.Page, t.Pages)
	return rows[(t.Page-1)*pageSize : min(t.Page*pageSize, len(rows))]
}

// order sorts rows by the table's column, descending where it begins with -.
func order[T any](t view.Table, rows []T, by map[string]func(a, b T) int) {
	key, down := strings.CutPrefix(t.Sort, "-")
	cmp, ok := by[key]
	if !ok {
		return
	}
	slices.SortStableFunc(rows, func(a, b T) int {
		if down {
			return cmp(b, a)
		}
		return cmp(a, b)
	})
}
