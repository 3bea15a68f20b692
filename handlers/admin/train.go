package admin

import (
	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/shopping"
)

// train begins a training trip at a cart.
func (p *pages) train(c *gin.Context, m Member) {
	p.act(c, m, p.cartPath(c), shopping.Training(actor(m), lang(c), p.Catalogue.Current().Currency()))
}
