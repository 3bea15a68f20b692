package admin

import (
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
