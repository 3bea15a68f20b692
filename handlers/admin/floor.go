package admin

import (
	"context"
	"fmt"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/live"
	"github.com/dashcart/dashcart/models/shopping"
	view "github.com/dashcart/dashcart/views/admin"
)

func (p *pages) home(c *gin.Context, m Member) {
	if p.Chain != nil { // a head office has no floor
		c.Redirect(http.StatusSeeOther, "/admin/chain")
		return
	}
	fl, err := p.floorView(c.Request.Context(), lang(c))
	if err != nil {
		p.fail(c, m, err)
		return
	}
	p.show(c, http.StatusOK, view.Home(p.frame(c, m, "a-floor", "/admin"), fl))
}

func (p *pages) floorView(ctx context.Context, lang string) (view.Floor, error) {
	lanes, err := p.laneViews(ctx)
	return view.Floor{Plan: p.Plan(), Carts: p.cartViews(lang), Lanes: lanes}, err
}

func (p *pages) carts(c *gin.Context, m Member) {
	p.show(c, http.StatusOK, view.Carts(p.frame(c, m, "a-carts", "/admin/carts"), p.cartTable(c, lang(c))))
}

func (p *pages) cart(c *gin.Context, m Member) {
	if s := p.find(c, m); s != nil {
		f := p.frame(c, m, "", "/admin/carts")
		v := p.cartDetail(f, s.Live())
		f.Title = f.T("a-cart-n", v.Number)
		p.show(c, http.StatusOK, view.CartPage(f, v))
	}
}

// cartDetail is a cart with what its sensors measured last.
func (p *pages) cartDetail(f view.Frame, l shopping.Live) view.Cart {
	v := p.cartView(l, f.Lang)
	v.Basket = p.basket(l, f.Lang)
	v.Joins = p.Fleet != nil
	v.Recorded = p.Recording != nil
	v.Readings = map[string]string{}
	if l.Weight.Status != "" {
		v.Readings["scale"] = f.T("a-reading-grams", l.Weight.GramsTotal, string(l.Weight.Status))
	}
	if l.Place.Value != "" {
		v.Readings["position"] = fmt.Sprintf("%s %s", l.Place.Kind, l.Place.Value)
	}
	if l.Power.Percent > 0 {
		v.Readings["power"] = fmt.Sprintf("%.0f %%", l.Power.Percent)
	}
	if l.Power.Thermal {
		v.Temperature = fmt.Sprintf("%.0f °C", l.Power.Celsius)
		if v.Hot {
			v.TooHot = fmt.Sprintf("%.0f °C", p.HotAbove)
		}
	}
	return v
}

// floorLive, cartsLive and cartLive keep their pages fresh for as long as these
// are open.
func (p *pages) floorLive(c *gin.Context, m Member) {
	f := p.frame(c, m, "a-floor", "/admin")
	p.stream(c, p.everything(), func(ctx context.Context) templ.Component {
		fl, err := p.floorView(ctx, f.Lang)
		if err != nil {
			_ = c.Error(err) // the carts are shown all the same
		}
		return view.FloorPart(f, fl)
	})
}

func (p *pages) cartsLive(c *gin.Context, m Member) {
	f := p.frame(c, m, "a-carts", "/admin/carts")
	p.stream(c, p.everything(), func(context.Context) templ.Component { return view.CartsPart(f, p.cartTable(c, f.Lang)) })
}

func (p *pages) cartLive(c *gin.Context, m Member) {
	if s := p.find(c, m); s != nil {
		f := p.frame(c, m, "", "/admin/carts")
		var was, held string
		p.stream(c, s, func(context.Context) templ.Component {
			v := p.cartDetail(f, s.Live())
			is, holds := v.Phase+v.Help, ""
			if v.Basket != nil {
				holds = fmt.Sprint(*v.Basket, v.Asked)
			}
			acts, basket := is != was, holds != held
			was, held = is, holds
			return view.CartLive(f, v, acts, basket)
		})
	}
}

func (p *pages) stream(c *gin.Context, src live.Source, draw func(context.Context) templ.Component) {
	var drawn uint64
	live.Stream(c.Writer, c.Request, src, func(ctx context.Context) (uint64, templ.Component) {
		drawn++
		return drawn, draw(ctx)
	})
}

// everything tells of a change of any cart or lane.
func (p *pages) everything() live.Source {
	all := live.Sources{p.LanesChanged}
	for _, s := range p.Carts() {
		all = append(all, s)
	}
	return all
}
