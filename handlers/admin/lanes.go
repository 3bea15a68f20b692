package admin

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/floor"
	view "github.com/dashcart/dashcart/views/admin"
)

func (p *pages) laneViews(ctx context.Context) ([]view.Lane, error) {
	lanes, err := p.Lanes.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	var out []view.Lane
	for _, l := range lanes {
		v := view.Lane{ID: l.ID, Name: l.Name, Dash: l.Dash, Open: l.Open, Attended: l.Attended, Gate: l.Gate, Carts: l.Carts,
			At: floor.Point{X: l.X, Y: l.Y}, Code: l.Code, Paired: map[string]bool{}}
		for _, id := range l.Paired {
			v.Paired[id] = true
		}
		out = append(out, v)
	}
	return out, nil
}

func (p *pages) lanes(c *gin.Context, m Member) {
	lanes, err := p.laneViews(c.Request.Context())
	if err != nil {
		p.fail(c, m, err)
		return
	}
	p.show(c, http.StatusOK, view.Lanes(p.frame(c, m, "a-lanes", "/admin/lanes"), lanes, p.cartViews(lang(c))))
}

func (p *pages) openLane(c *gin.Context, m Member) {
	if err := p.Lanes.SetOpen(c.Request.Context(), actor(m), c.Param("id"), c.PostForm("open") == "yes"); err != nil {
		p.fail(c, m, err)
		return
	}
	p.LanesChanged.Tell()
	c.Redirect(http.StatusSeeOther, "/admin/lanes")
}

func (p *pages) pairLane(c *gin.Context, m Member) {
	if err := p.Lanes.Pair(c.Request.Context(), actor(m), c.Param("id"), c.PostFormArray("cart")); err != nil {
		p.fail(c, m, err)
		return
	}
	p.LanesChanged.Tell()
	c.Redirect(http.StatusSeeOther, "/admin/lanes")
}
