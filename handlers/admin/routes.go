package admin

import (
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/live"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

const sessionCookie = "dashcart_staff"

// route is one address with the action it needs.
type route struct {
	method, path string
	needs        Action
	serve        func(*pages, *gin.Context, Member)
}

// routes are the addresses of the floor, goods and trips.
var routes = []route{
	{"GET", "/admin", See, (*pages).home},
	{"GET", "/admin/live/floor", See, (*pages).floorLive},
	{"GET", "/admin/live/carts", See, (*pages).cartsLive},
	{"GET", "/admin/live/carts/:id", See, (*pages).cartLive},
	{"GET", "/admin/carts", See, (*pages).carts},
	{"GET", "/admin/carts/:id", See, (*pages).cart},
	{"POST", "/admin/carts/:id/lock", WorkCarts, (*pages).lock},
	{"POST", "/admin/carts/:id/unlock", WorkCarts, (*pages).unlock},
	{"POST", "/admin/carts/:id/out", WorkCarts, (*pages).takeOut},
	{"POST", "/admin/carts/:id/back", WorkCarts, (*pages).bringBack},
	{"POST", "/admin/carts/:id/call", WorkCarts, (*pages).call},
	{"GET", "/admin/carts/:id/recording", WorkCarts, (*pages).recording},
	{"POST", "/admin/carts/:id/abandon", WorkCarts, (*pages).abandon},
	{"POST", "/admin/carts/:id/take", Help, (*pages).takeCall},
	{"POST", "/admin/carts/:id/resolve", Help, (*pages).resolveCall},
	{"GET", "/admin/help", Help, (*pages).help},
	{"GET", "/admin/lanes", See, (*pages).lanes},
	{"POST", "/admin/lanes/:id/open", WorkLanes, (*pages).openLane},
	{"POST", "/admin/lanes/:id/pair", WorkLanes, (*pages).pairLane},
	{"POST", "/admin/lanes/:id/watch", WorkLanes, (*pages).watchLane},
}

// pages serves the routes.
type pages struct {
	Deps
	imports desk
	shots   shots
}

// Routes adds the staff's pages to a router. Every change goes through
// Audited; every address behind the sign-in names the action it needs.
func Routes(r gin.IRouter, d Deps) {
	if d.Zone == nil {
		d.Zone = time.UTC
	}
	if d.LanesChanged == nil {
		d.LanesChanged = &live.Signal{}
	}
	p := &pages{Deps: d}
	g := r.Group("", Audited(p.who, d.Log, time.Now))
	g.GET("/admin/login", p.login)
	g.POST("/admin/login", p.signIn)
	g.POST("/admin/logout", p.signOut)
	g.GET("/admin/invite/:secret", p.invited)
	g.POST("/admin/invite/:secret", p.accept)
	for _, x := range allRoutes() {
		g.Handle(x.method, x.path, func(c *gin.Context) {
			m, ok := p.who(c)
			if !ok {
				c.Redirect(http.StatusSeeOther, "/admin/login")
				return
			}
			if !m.Role.May(x.needs) {
				f := p.frame(c, m, "a-not-yours", "")
				p.show(c, http.StatusForbidden, view.Message(f, f.T("a-not-yours-text", f.T("role-"+string(m.Role))), "/admin"))
				return
			}
			x.serve(p, c, m)
		})
	}
}

// allRoutes is every address behind the sign-in.
func allRoutes() []route {
	return slices.Concat(routes, basketRoutes, fleetRoutes, goodsRoutes, staffRoutes, tripRoutes, chainRoutes)
}

// Needs is what an address behind the sign-in needs, for the test that walks
// them all.
func Needs(method, path string) (Action, bool) {
	for _, x := range allRoutes() {
		if x.method == method && x.path == path {
			return x.needs, true
		}
	}
	return "", false
}

// Signed names the member of staff that a request comes from, for other pages.
func Signed(c *gin.Context, s Staff) (Member, bool) {
	session, err := c.Cookie(sessionCookie)
	if err != nil || session == "" {
		return Member{}, false
	}
	return s.Who(c.Request.Context(), session)
}

func (p *pages) who(c *gin.Context) (Member, bool) { return Signed(c, p.Staff) }

func (p *pages) show(c *gin.Context, status int, page templ.Component) {
	c.Header("Content-Type", "text/html; charset=utf-8")
	c.Header("Cache-Control", "no-store")
	c.Status(status)
	if err := page.Render(c.Request.Context(), c.Writer); err != nil {
		_ = c.Error(err) // the head is sent; the log says why the rest is missing
	}
}

func actor(m Member) trip.Actor { return trip.Actor{Kind: trip.ByStaff, ID: m.ID, Name: m.Name} }
