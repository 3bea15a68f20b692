package admin

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

func (p *pages) laneViews(ctx context.Context) ([]view.Lane, error) {
	lanes, err := p.Lanes.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	var out []view.Lane
	for _, l := range lanes {
		rate := 0.0
		if l.AuditRate != nil {
			rate = *l.AuditRate
		}
		v := view.Lane{ID: l.ID, Name: l.Name, Dash: l.Dash, Open: l.Open, Attended: l.Attended, Gate: l.Gate, Carts: l.Carts,
			At: floor.Point{X: l.X, Y: l.Y}, Code: l.Code, Checked: strconv.FormatFloat(math.Round(1000*rate)/10, 'f', -1, 64), Paired: map[string]bool{}}
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
	p.laneDone(c)
}

func (p *pages) pairLane(c *gin.Context, m Member) {
	if err := p.Lanes.Pair(c.Request.Context(), actor(m), c.Param("id"), c.PostFormArray("cart")); err != nil {
		p.fail(c, m, err)
		return
	}
	p.laneDone(c)
}

// watchLane says who stands at a lane and how many of its carts are checked.
func (p *pages) watchLane(c *gin.Context, m Member) {
	rate, err := strconv.ParseFloat(strings.TrimSpace(strings.ReplaceAll(c.PostForm("percent"), ",", ".")), 64)
	if err != nil || !(rate >= 0 && rate <= 100) {
		p.fail(c, m, &trip.Refused{Code: "lane-percent-wrong", Text: "lane: the share of carts checked is a number from 0 to 100"})
		return
	}
	if err := p.Lanes.SetWatch(c.Request.Context(), actor(m), c.Param("id"), c.PostForm("attended") == "yes", rate/100); err != nil {
		p.fail(c, m, err)
		return
	}
	p.laneDone(c)
}

// laneDone tells every page and touchscreen of a changed lane and goes back to
// the list.
func (p *pages) laneDone(c *gin.Context) {
	p.LanesChanged.Tell()
	c.Redirect(http.StatusSeeOther, "/admin/lanes")
}
