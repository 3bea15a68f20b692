package admin

import (
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

func (p *pages) cartViews(lang string) []view.Cart {
	var out []view.Cart
	for i, s := range p.Carts() {
		v := p.cartView(s.Live(), lang)
		if plan := p.Plan(); plan != nil && v.At == (floor.Point{}) { // not seen anywhere yet: in the row at the entrance
			v.At = floor.Point{X: plan.Entrance.X - 1.8 + 1.9*float64(i%3), Y: plan.Entrance.Y + 1.4*float64(i/3)}
		}
		out = append(out, v)
	}
	return out
}

func (p *pages) cartView(l shopping.Live, lang string) view.Cart {
	c := view.Cart{ID: l.ID, Number: l.Number, Phase: string(l.State.Phase()), Why: l.State.Why,
		Battery: l.Power.Percent, Charging: l.Power.Charging, At: floor.Point{X: l.X, Y: l.Y}, Online: l.Online,
		Version: l.Release, Differs: l.Release != "" && l.Release != p.Version,
		Hot: l.Power.Thermal && p.HotAbove > 0 && l.Power.Celsius > p.HotAbove}
	if c.Number == "" {
		c.Number = l.ID
	}
	if z, ok := p.zone(c.At); ok {
		c.Place = z
	}
	for _, h := range l.Health {
		c.Sensors = append(c.Sensors, h)
	}
	slices.SortFunc(c.Sensors, func(a, b evidence.Health) int { return strings.Compare(a.Sensor, b.Sensor) })
	if t := l.State.Trip; t != nil {
		c.Trip, c.Shopper, c.Lines, c.Questions, c.Open = t.ID, t.Shopper.Name, len(t.Lines), len(t.Questions), !t.Status.Over()
		c.Total = l.Receipt.Total.Format(words.Locale(lang))
		c.Shelve = p.shelve(l.State, lang)
		if c.Open {
			c.Asked = questions(t, lang)
		}
		if t.Help != nil && !t.Status.Over() {
			c.Help, c.Taken, c.HelpAt = t.Help.Reason, t.Help.Taken, t.Help.At.In(p.Zone)
		}
	}
	return c
}

func (p *pages) zone(at floor.Point) (string, bool) {
	plan := p.Plan()
	if plan == nil || at == (floor.Point{}) {
		return "", false
	}
	z, ok := plan.ZoneAt(at)
	return z.Name, ok
}

func (p *pages) help(c *gin.Context, m Member) {
	calls := slices.DeleteFunc(p.cartViews(lang(c)), func(v view.Cart) bool { return v.Help == "" })
	slices.SortFunc(calls, func(a, b view.Cart) int { return a.HelpAt.Compare(b.HelpAt) })
	p.show(c, http.StatusOK, view.Help(p.frame(c, m, "a-calls", "/admin/help"), calls))
}

// find returns the cart that the address names, or answers that there is none.
func (p *pages) find(c *gin.Context, m Member) shopping.Shopping {
	for _, s := range p.Carts() {
		if s.ID() == c.Param("id") {
			return s
		}
	}
	f := p.frame(c, m, "a-cart-none", "/admin/carts")
	p.show(c, http.StatusNotFound, view.Message(f, f.T("a-cart-none-text", c.Param("id")), "/admin/carts"))
	return nil
}

// act gives a cart one command in the member's name and goes back.
func (p *pages) act(c *gin.Context, m Member, back string, cmd trip.Command) {
	s := p.find(c, m)
	if s == nil {
		return
	}
	if err := s.Do(c.Request.Context(), rand.Text(), actor(m), cmd); err != nil {
		p.fail(c, m, err)
		return
	}
	c.Redirect(http.StatusSeeOther, back)
}

func (p *pages) cartPath(c *gin.Context) string { return "/admin/carts/" + c.Param("id") }

func (p *pages) lock(c *gin.Context, m Member) {
	p.act(c, m, p.cartPath(c), trip.Lock{Reason: c.PostForm("reason")})
}

func (p *pages) unlock(c *gin.Context, m Member) { p.act(c, m, p.cartPath(c), trip.Unlock{}) }

func (p *pages) takeOut(c *gin.Context, m Member) {
	p.act(c, m, p.cartPath(c), trip.TakeOut{Reason: c.PostForm("reason")})
}

func (p *pages) call(c *gin.Context, m Member) {
	p.act(c, m, p.cartPath(c), trip.AskHelp{Reason: p.frame(c, m, "", "").T("a-called-by-staff")})
}

func (p *pages) bringBack(c *gin.Context, m Member) { p.act(c, m, p.cartPath(c), trip.BringBack{}) }

func (p *pages) takeCall(c *gin.Context, m Member) {
	p.act(c, m, "/admin/help", trip.TakeHelp{Staff: m.Name})
}

func (p *pages) resolveCall(c *gin.Context, m Member) { p.act(c, m, "/admin/help", trip.EndHelp{}) }

func (p *pages) abandon(c *gin.Context, m Member) {
	s := p.find(c, m)
	if s == nil {
		return
	}
	if err := s.Abandon(c.Request.Context(), rand.Text(), actor(m), c.PostForm("reason")); err != nil {
		p.fail(c, m, err)
		return
	}
	c.Redirect(http.StatusSeeOther, p.cartPath(c))
}

// fail answers a refusal with its sentence and anything else as the store's
// own fault, which the log explains.
func (p *pages) fail(c *gin.Context, m Member, err error) {
	var no *trip.Refused
	if errors.As(err, &no) {
		f := p.frame(c, m, "a-not-possible", "")
		p.show(c, http.StatusConflict, view.Message(f, sentence(f, no), "/admin"))
		return
	}
	_ = c.Error(err)
	f := p.frame(c, m, "a-went-wrong", "")
	p.show(c, http.StatusInternalServerError, view.Message(f, f.T("a-records"), "/admin"))
}

// sentence is a refusal in the reader's language, its own text where there is
// none.
func sentence(f view.Frame, no *trip.Refused) string {
	if words.Has("a-" + no.Code) {
		return f.T("a-" + no.Code)
	}
	if s := words.Refusal(f.Lang, no.Code); s != words.T(f.Lang, "no-other") {
		return s
	}
	return no.Text
}
