// Package web holds what all pages share: rendering, protection, codes.
package web

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"
	"github.com/skip2/go-qrcode"

	"github.com/dashcart/dashcart/views/ui"
)

// Show renders a page.
func Show(c *gin.Context, status int, page templ.Component) {
	c.Header("Content-Type", "text/html; charset=utf-8")
	c.Header("Cache-Control", "no-store")
	c.Status(status)
	if err := page.Render(c.Request.Context(), c.Writer); err != nil {
		_ = c.Error(err) // the head is sent; the log says why the rest is missing
	}
}

// Protect refuses changes that another site's page asks a browser to make, and
// sets the headers that keep pages to themselves.
func Protect() gin.HandlerFunc {
	guard := http.NewCrossOriginProtection()
	return func(c *gin.Context) {
		h := c.Writer.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; form-action 'self'; base-uri 'none'")
		if err := guard.Check(c.Request); err != nil {
			c.String(http.StatusForbidden, "That request came from another site. Open the page itself and try again.\n")
			c.Abort()
			return
		}
		c.Next()
	}
}

// QR returns a text's QR code as an SVG path and its size in modules, without
// a quiet zone.
func QR(text string) (path string, size int) {
	if text == "" {
		return "", 0
	}
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return "", 0
	}
	code.DisableBorder = true
	modules := code.Bitmap()
	return ui.Squares(modules), len(modules)
}
