package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

// Tries counts what failed, by the caller's address.
type Tries interface {
	Full(from string) bool
	Note(from string)
}

// Guesses turns away an address from which too many posts to the given pages
// were refused. What succeeds is not counted: a shop full of phones shares one
// address.
func Guesses(t Tries, paths ...string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.Request.Method != http.MethodPost || !slices.Contains(paths, c.FullPath()) {
			return
		}
		from := c.ClientIP()
		if t.Full(from) {
			c.String(http.StatusTooManyRequests, "Too many tries. Wait ten minutes and try again.\n")
			c.Abort()
			return
		}
		c.Next()
		if s := c.Writer.Status(); s >= 400 && s < 500 {
			t.Note(from)
		}
	}
}
